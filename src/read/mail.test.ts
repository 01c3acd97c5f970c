/** Mails that were made from other formats, and mailboxes with lines that look like separators. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMail } from './mail/eml.ts';
import { mailSource } from './mail/mail-source.ts';
import { readBytesForTest } from './read-bytes-for-test.ts';

const EMPTY = { from: '', to: [], cc: [], bcc: [], date: undefined, html: '', headers: {}, attachments: [] };

test('a mail written as MIME reads back with its names, bodies and attachments', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: fc.constantFrom('a', 'Ж', '测', '😀', ',', ' ', '"'), minLength: 1, maxLength: 40 }),
      fc.uint8Array({ maxLength: 300 }),
      async (subject, content) => {
        const source = mailSource({
          ...EMPTY,
          subject: `S${subject}E`,
          text: 'Тело\n测试',
          attachments: [{ name: '合同 1.bin', content }],
        });
        const mail = await parseMail(source);
        expect(mail.text?.trim()).toBe('Тело\n测试');
        expect(mail.attachments[0]?.name).toBe('合同 1.bin');
        expect(Buffer.from(mail.attachments[0]?.content ?? [])).toEqual(Buffer.from(content));
        expect(mail.subject?.replace(/[\s"']+/g, '')).toBe(`S${subject}E`.replace(/[\s"']+/g, ''));
      },
    ),
    { numRuns: 60 },
  );
});

test('the sender and the recipients keep their names', async () => {
  const mail = await parseMail(
    mailSource({ ...EMPTY, subject: 'x', text: 'y', from: '测试员 <a@b.example>', to: ['Анна <c@d.example>'] }),
  );
  expect([mail.from, ...mail.to]).toEqual(['测试员 <a@b.example>', 'Анна <c@d.example>']);
});

test('a sentence that begins with From does not divide a mailbox', async () => {
  const source = `From a@b.example Wed Feb 21 10:00:00 2024\nSubject: one\nFrom: a@b.example\n\nHello\nFrom here at 10:00 in 2024\n>From there\n\nFrom c@d.example Wed Feb 21 10:00:00 2024\nSubject: two\nFrom: c@d.example\n\nbye`;
  const { children } = await readBytesForTest('a.mbox', source);
  expect([...children.keys()]).toEqual(['1.eml', '2.eml']);
  expect(children.get('1.eml')?.toString()).toContain('From here at 10:00 in 2024\nFrom there\n');
  expect(children.get('2.eml')?.toString()).toBe('Subject: two\nFrom: c@d.example\n\nbye');
});

test('winmail.dat gives its body and its attachment', async () => {
  const attribute = (level: number, id: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(9);
    head.writeUInt8(level, 0);
    head.writeUInt32LE(id, 1);
    head.writeUInt32LE(value.length, 5);
    return Buffer.concat([head, value, Buffer.alloc(2)]);
  };
  const source = Buffer.concat([
    Buffer.from('789f3e220100', 'hex'),
    attribute(1, 0x0002800c, Buffer.from('See 198.51.100.7\0')),
    attribute(2, 0x00069002, Buffer.alloc(14)),
    attribute(2, 0x00018010, Buffer.from('plan.txt\0')),
    attribute(2, 0x0006800f, Buffer.from('the plan')),
  ]);
  const { reader, sink, children } = await readBytesForTest('winmail.dat', source);
  expect(reader).toMatch(/^tnef\//);
  expect(sink.passages.map(({ text }) => text)).toContain('See 198.51.100.7');
  expect(children.get('plan.txt')?.toString()).toBe('the plan');
});

const der = (tag: number, ...inner: Buffer[]): Buffer => {
  const value = Buffer.concat(inner);
  return Buffer.concat([Buffer.from(value.length < 128 ? [tag, value.length] : [tag, 0x81, value.length]), value]);
};
const identifier = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const smime = (type: string, content: Buffer): string =>
  `From: a@b.example\nSubject: S\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=${type}; name=smime.p7m\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=smime.p7m\n\n${content.toString('base64')}\n`;

test('an opaque signature gives the mail inside; an encrypted one says so', async () => {
  const inner = Buffer.from('Content-Type: text/plain\r\n\r\nthe panel is 198.51.100.93\r\n');
  const data = der(0x30, identifier('2a864886f70d010701'), der(0xa0, der(0x04, inner)));
  const body = der(0x30, der(0x02, Buffer.from([1])), der(0x31), data);
  const signed = der(0x30, identifier('2a864886f70d010702'), der(0xa0, body));
  const mail = await readBytesForTest('a.eml', smime('signed-data', signed));
  const part = await readBytesForTest('smime.p7m', mail.children.get('smime.p7m') ?? '');
  expect(part.reader).toMatch(/^signed-file\//);
  const opened = await readBytesForTest('smime.eml', part.children.get('smime.eml') ?? '');
  expect(opened.sink.passages.map(({ text }) => text)).toContain('the panel is 198.51.100.93');

  const locked = der(0x30, identifier('2a864886f70d010703'), der(0xa0, der(0x30, der(0x02, Buffer.from([0])))));
  const other = await readBytesForTest('b.eml', smime('enveloped-data', locked));
  await expect(readBytesForTest('smime.p7m', other.children.get('smime.p7m') ?? '')).rejects.toMatchObject({
    code: 'encrypted',
  });
});
