import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';
import { decompressRtf } from './compressed-rtf.ts';

/** The example of [MS-OXRTFCP] 3.1. */
const EXAMPLE = Buffer.from(
  '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
  'hex',
);

test('the published example', () => {
  expect(decompressRtf(EXAMPLE)).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
});

test('what is cut off gives what there is', () => {
  expect(decompressRtf(EXAMPLE.subarray(0, 30))).toMatch(/^\{\\rtf1\\ansi\\ansicpg12/);
  expect(() => decompressRtf(EXAMPLE.subarray(0, 10))).toThrow(RangeError);
});

test('it is the body of a winmail.dat that has no other', async () => {
  const property = Buffer.alloc(16);
  property.writeUInt32LE(1, 0);
  property.writeUInt32LE(0x10090102, 4);
  property.writeUInt32LE(1, 8);
  property.writeUInt32LE(EXAMPLE.length, 12);
  const value = Buffer.concat([property, EXAMPLE, Buffer.alloc((4 - (EXAMPLE.length % 4)) % 4)]);
  const head = Buffer.alloc(6 + 9);
  head.writeUInt32LE(0x223e9f78, 0);
  head.writeUInt8(1, 6);
  head.writeUInt32LE(0x00069003, 7);
  head.writeUInt32LE(value.length, 11);
  const { reader, sink } = await readBytesForTest('winmail.dat', Buffer.concat([head, value, Buffer.alloc(2)]));
  expect(reader).toBe('tnef/2');
  expect(sink.passages.map(({ text }) => text)).toContain('hello world');
});
