/** Archives without their list of members, and archives of the web. */
import { deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBytesForTest } from './read-bytes-for-test.ts';

/** A member's header and bytes, without the archive's list. */
function member(name: string, content: string, isPacked: boolean, isOpenEnded = false): Buffer {
  const bytes = isPacked ? deflateRawSync(content) : Buffer.from(content);
  const head = Buffer.alloc(30);
  head.write('PK\u0003\u0004', 'latin1');
  head.writeUInt16LE(isOpenEnded ? 8 : 0, 6);
  head.writeUInt16LE(isPacked ? 8 : 0, 8);
  if (!isOpenEnded) {
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(content.length, 22);
  }
  head.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([head, Buffer.from(name), bytes]);
}

test('a zip whose end is missing gives its members', async () => {
  const bytes = Buffer.concat([
    member('folder/one.txt', 'first', false),
    member('two.txt', 'second '.repeat(50), true, true),
    member('../three.txt', 'outside', false),
    member('four.txt', 'fourth', true).subarray(0, 44),
  ]);
  const { reader, summary, sink, children } = await readBytesForTest('a.zip', bytes);
  expect(reader).toMatch(/^zip-salvage\//);
  expect(children.get('folder/one.txt')?.toString()).toBe('first');
  expect(children.get('two.txt')?.toString()).toBe('second '.repeat(50));
  expect(sink.lost.map(({ name, code }) => `${name} ${code}`)).toEqual([
    '../three.txt path-traversal',
    'four.txt broken-file',
  ]);
  expect(summary.warnings?.[0]).toMatch('damaged');
});

/** A member of a tar with its header, filled up to whole blocks. */
function tarMember(name: string, content: string): Buffer {
  const head = Buffer.alloc(512);
  head.write(name, 0);
  head.write('0000644\x000000000\x000000000\0', 100);
  head.write(`${content.length.toString(8).padStart(11, '0')}\u000000000000000\0        0`, 124);
  head.write('ustar\u000000', 257);
  head.write(
    `${head
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return Buffer.concat([head, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

const LINES = Array.from({ length: 400 }, (_, at) => `line ${at}`).join('\n');
const TAR = Buffer.concat([tarMember('one.txt', LINES), tarMember('two.txt', LINES), Buffer.alloc(1024)]);

test('a tar that is cut off gives what is there of it, and says so', async () => {
  const { summary, children } = await readBytesForTest('a.tar', TAR.subarray(0, Math.floor(TAR.length * 0.75)));
  expect(children.get('one.txt')?.toString()).toBe(LINES);
  expect(LINES.startsWith(children.get('two.txt')?.toString() ?? '?')).toBe(true);
  expect(summary.warnings?.[0]).toMatch('Unexpected end of archive');
});

test('a tar whose second header is damaged gives its first member', async () => {
  const bytes = Buffer.from(TAR);
  bytes.fill(0x41, TAR.length / 2 - 400, TAR.length / 2);
  const { summary, children } = await readBytesForTest('a.tar', bytes);
  expect(children.get('one.txt')?.toString()).toBe(LINES);
  expect(summary.warnings?.[0]).toMatch('Headers Error');
});

const NUMBERS = Array.from({ length: 80_000 }, (_, at) => String((at * 7919) % 99_991)).join('\n');

test.each([
  ['a.txt.gz', gzipSync(NUMBERS)],
  ['a.txt.zst', zstdCompressSync(NUMBERS)],
])('%s that is cut off gives its beginning, and says so', async (name, whole) => {
  const { summary, children } = await readBytesForTest(name, whole.subarray(0, Math.floor(whole.length * 0.6)));
  const text = children.get('a.txt')?.toString() ?? '';
  expect(text.length).toBeGreaterThan(1000);
  expect(NUMBERS.startsWith(text)).toBe(true);
  expect(summary.warnings?.[0]).toMatch('cut off');
});

test('compressed bytes of which nothing can be unpacked fail', async () => {
  const whole = gzipSync(LINES);
  await expect(readBytesForTest('a.txt.gz', whole.subarray(0, 12))).rejects.toMatchObject({ code: 'broken-file' });
});

const record = (type: string, address: string, body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      `WARC/1.0\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${address}\r\nWARC-Date: 2023-05-18T12:18:43Z\r\n` +
        `Content-Type: application/http\r\nContent-Length: ${body.length}\r\n\r\n`,
    ),
    body,
    Buffer.from('\r\n\r\n'),
  ]);

test('responses of a web archive are files under their addresses', async () => {
  const page = gzipSync('<p>hello</p>');
  const chunked = Buffer.concat([Buffer.from(`${page.length.toString(16)}\r\n`), page, Buffer.from('\r\n0\r\n\r\n')]);
  const bytes = Buffer.concat([
    record('request', 'https://a.example/', Buffer.from('GET / HTTP/1.1\r\nCookie: id=1\r\n\r\n')),
    record(
      'response',
      'https://a.example/',
      Buffer.concat([
        Buffer.from('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n'),
        chunked,
      ]),
    ),
    record('response', 'https://a.example/../x/b.txt', Buffer.from('HTTP/1.1 200 OK\r\n\r\nplain')),
  ]);
  const { reader, sink, children } = await readBytesForTest('a.warc', bytes);
  expect(reader).toMatch(/^warc\//);
  expect(children.get('2/a.example/index.html')?.toString()).toBe('<p>hello</p>');
  expect(children.get('3/a.example/x/b.txt')?.toString()).toBe('plain');
  expect(sink.passages[0]).toMatchObject({ time: '2023-05-18T12:18:43Z' });
  expect(sink.passages[0]?.text).toContain('Cookie: id=1');
});
