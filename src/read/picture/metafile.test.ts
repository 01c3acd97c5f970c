/** Text in Windows metafiles, put back into lines; and the PDF that some programs hide in a comment. */
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

function wideText(text: string, x: number, y: number, step: number): Buffer {
  const size = 76 + text.length * 6 + (text.length % 2) * 2;
  const record = Buffer.alloc(size);
  record.writeUInt32LE(84, 0);
  record.writeUInt32LE(size, 4);
  record.writeInt32LE(x, 36);
  record.writeInt32LE(y, 40);
  record.writeUInt32LE(text.length, 44);
  record.writeUInt32LE(76, 48);
  const steps = size - text.length * 4;
  record.writeUInt32LE(steps, 72);
  record.write(text, 76, 'utf16le');
  for (let at = 0; at < text.length; at += 1) record.writeUInt32LE(step, steps + at * 4);
  return record;
}

test('EMF', async () => {
  const head = Buffer.alloc(108);
  head.writeUInt32LE(1, 0);
  head.writeUInt32LE(108, 4);
  head.write(' EMF', 40, 'latin1');
  const comment = Buffer.concat([Buffer.from([70, 0, 0, 0, 24, 0, 0, 0, 12, 0, 0, 0]), Buffer.from('xx%PDF-1.4\n\n')]);
  const { reader, sink, children } = await readBytesForTest(
    'image1.emf',
    Buffer.concat([
      head,
      wideText('客户', 0, 10, 8),
      wideText('名单', 16, 10, 8),
      wideText('apart', 60, 10, 4),
      wideText('next', 0, 30, 4),
      comment,
    ]),
  );
  expect(reader).toMatch(/^metafile\//);
  expect(sink.passages.map(({ text }) => text)).toEqual(['客户名单 apart\nnext']);
  expect([...children.keys()]).toEqual(['drawing 1.pdf']);
});

test('WMF', async () => {
  const head = Buffer.alloc(18);
  head.writeUInt16LE(1, 0);
  head.writeUInt16LE(9, 2);
  head.writeUInt16LE(0x300, 4);
  const text = Buffer.alloc(6 + 2 + 6 + 4);
  text.writeUInt32LE(text.length / 2, 0);
  text.writeUInt16LE(0x0521, 4);
  text.writeUInt16LE(5, 6);
  text.write('Hello', 8, 'latin1');
  const { sink } = await readBytesForTest('a.wmf', Buffer.concat([head, text]));
  expect(sink.passages.map((passage) => passage.text)).toEqual(['Hello']);
});
