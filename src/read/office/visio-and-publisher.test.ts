/** Streams of Visio and Publisher, made by hand. */
import { expect, test } from 'vitest';
import { publisherTexts } from './publisher-text.ts';
import { visioTexts } from './visio-text.ts';

/** Packs without repeating anything: a byte of flags before each eight. */
function packed(bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 8) pieces.push(Buffer.from([0xff]), bytes.subarray(at, at + 8));
  return Buffer.concat(pieces);
}

function pointer(type: number, offset: number, length: number, format: number): Buffer {
  const bytes = Buffer.alloc(18);
  bytes.writeUInt32LE(type, 0);
  bytes.writeUInt32LE(offset, 8);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt16LE(format, 16);
  return bytes;
}

function chunk(type: number, text: string): Buffer {
  const words = Buffer.concat([Buffer.alloc(8), Buffer.from(`${text}\0`, 'utf16le')]);
  const head = Buffer.alloc(19);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(words.length, 12);
  return Buffer.concat([head, words]);
}

function drawing(chunks: Buffer, loops = false): Buffer {
  const head = Buffer.alloc(64);
  head.write('Visio (TM) Drawing\r\n', 'latin1');
  head[0x1a] = 11;
  const shapes = packed(chunks);
  const listAt = head.length + shapes.length;
  const children = [pointer(1, head.length, shapes.length, 0xd2), ...(loops ? [pointer(0x14, listAt, 80, 0x50)] : [])];
  const count = Buffer.alloc(12);
  count.writeUInt32LE(4, 0);
  count.writeUInt32LE(children.length, 4);
  const list = Buffer.concat([count, ...children]);
  pointer(0x14, listAt, list.length, 0x50).copy(head, 0x24);
  return Buffer.concat([head, shapes, list, Buffer.alloc(64)]);
}

test('the words of shapes come out of packed streams, each once', () => {
  const chunks = Buffer.concat([chunk(0x0e, '网络拓扑'), chunk(0x92, 'no words'), chunk(0x0e, 'Router\r10.0.0.1')]);
  expect(visioTexts(drawing(chunks))).toEqual(['网络拓扑', 'Router\n10.0.0.1']);
  expect(visioTexts(drawing(chunks, true))).toHaveLength(2);
  expect(visioTexts(Buffer.from('something else'.repeat(10)))).toEqual([]);
});

test('a cut drawing gives what is there', () => {
  const whole = drawing(chunk(0x0e, 'Router'));
  for (let length = 0; length < whole.length; length += 7)
    expect(() => visioTexts(whole.subarray(0, length))).not.toThrow();
});

test('stories of Publisher come out as paragraphs', () => {
  const text = Buffer.from('One\r第二段\r', 'utf16le');
  const stream = Buffer.concat([Buffer.alloc(0x20 + 24 * 20), text]);
  stream.write('CHNKINK ', 'latin1');
  stream.writeUInt16LE(0x18, 0x20);
  stream.write('TEXT', 0x22, 'latin1');
  stream.writeUInt32LE(0x20 + 24 * 20, 0x30);
  stream.writeUInt32LE(text.length, 0x34);
  expect(publisherTexts(stream)).toEqual(['One', '第二段']);
  expect(publisherTexts(stream.subarray(0, 50))).toEqual([]);
});
