/** Mails that do not say in which code page their bytes are, as mailers of the time wrote them. */
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';
import { withCharsets } from './mail-charsets.ts';

const FRAME = ['To: b@example.org', 'Date: Wed, 21 Feb 2024 10:00:00 +0300'];
const mail = (charset: string, ...lines: string[]): Buffer => iconv.encode([...FRAME, ...lines].join('\r\n'), charset);

const CHINESE = ['From: 王小明 <wang@example.org>', 'Subject: 关于服务器合同的报价'];
const RUSSIAN = ['From: Иван Петров <ivan@example.org>', 'Subject: Отчёт за февраль'];

describe('a mail whose charset is', () => {
  test.each([
    [
      'nowhere, in GBK',
      mail('gb18030', ...CHINESE, '', '请查收附件中的报价单，谢谢。'),
      '王小明',
      '请查收附件中的报价单，谢谢。',
    ],
    [
      'stated for the text alone',
      mail('gb18030', ...CHINESE, 'Content-Type: text/plain; charset="gb2312"', '', '谢谢。'),
      '王小明',
      '谢谢。',
    ],
    [
      'said to be ASCII, in windows-1251',
      mail('windows-1251', ...RUSSIAN, 'Content-Type: text/plain; charset=us-ascii', '', 'Привет, смотри вложение.'),
      'Иван Петров',
      'Привет, смотри вложение.',
    ],
    ['nowhere, in UTF-8', mail('utf-8', ...RUSSIAN, '', 'Привет'), 'Иван Петров', 'Привет'],
  ])('%s', async (_, bytes, sender, text) => {
    const { sink } = await readBytesForTest('a.eml', bytes);
    const message = sink.passages.find(({ role }) => role === 'message');
    expect(message?.text.trim()).toBe(text);
    expect(message?.sender).toMatch(new RegExp(`^${sender} <`));
  });

  test('nowhere, behind quoted-printable, with a file after it', async () => {
    const quoted = [...iconv.encode('Привет, смотри вложение с отчётом за февраль.', 'koi8-r')]
      .map((byte) => `=${byte.toString(16).toUpperCase()}`)
      .join('');
    const bytes = mail(
      'koi8-r',
      'From: a@example.org',
      'Subject: x',
      'Content-Type: multipart/mixed; boundary="part"',
      '',
      '--part',
      'Content-Type: text/plain',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      quoted,
      '--part',
      'Content-Type: application/octet-stream',
      'Content-Disposition: attachment; filename="отчёт.bin"',
      '',
      'bytes',
      '--part--',
      '',
    );
    const { sink, children } = await readBytesForTest('a.eml', bytes);
    expect(sink.passages.map(({ text }) => text)).toContain('Привет, смотри вложение с отчётом за февраль.');
    expect([...children.keys()]).toEqual(['отчёт.bin']);
  });
});

test('what says all that is needed, or is no mail, keeps its bytes', () => {
  const stated = mail('koi8-r', 'From: a@example.org', 'Content-Type: text/plain; charset=koi8-r', '', 'Привет');
  expect(withCharsets(stated)).toBe(stated);
  const ascii = fc.array(
    fc.constantFrom('a', ':', '\r\n', '\n', '--', 'Content-Type: multipart/mixed; boundary=a', ' '),
  );
  fc.assert(
    fc.property(ascii, (pieces) => {
      const bytes = Buffer.from(pieces.join(''));
      expect(withCharsets(bytes)).toBe(bytes);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void withCharsets(bytes)));
});
