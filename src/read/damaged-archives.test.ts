/** Archives without their list of members, and archives of the web. */
import { deflateRawSync, gzipSync } from 'node:zlib';
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
