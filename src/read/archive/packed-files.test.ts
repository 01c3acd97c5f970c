/** LZ4, archives behind programs, cpio: made here byte by byte. */
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

const FRAME = Buffer.from('04224d1860407f', 'hex');

function lz4(blocks: readonly Buffer[], end = true): Buffer {
  const sized = blocks.flatMap((block) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(block.length);
    return [size, block];
  });
  return Buffer.concat([FRAME, ...sized, ...(end ? [Buffer.alloc(4)] : [])]);
}

/** `abcabcabcabc!` as three letters, nine repeated ones and a last one. */
const REPEATING = Buffer.concat([Buffer.from([0x35]), Buffer.from('abc'), Buffer.from([3, 0, 0x10]), Buffer.from('!')]);

test('LZ4 unpacks with its repetitions; what is cut off gives what stands before', async () => {
  const whole = await readBytesForTest('notes.txt.lz4', lz4([REPEATING]));
  expect(whole.reader).toMatch(/^lz4\//);
  expect(whole.children.get('notes.txt')?.toString()).toBe('abcabcabcabc!');
  const cut = await readBytesForTest('notes.txt.lz4', lz4([REPEATING], false));
  expect(cut.children.get('notes.txt')?.toString()).toBe('abcabcabcabc!');
  expect(cut.summary.warnings?.[0]).toMatch(/damaged or cut off/);
  await expect(readBytesForTest('a.lz4', lz4([Buffer.from([0x0f, 9, 0])]))).rejects.toThrow(/damaged/);
});

test('what Firefox keeps in LZ4 is JSON again', async () => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(13);
  const bytes = Buffer.concat([Buffer.from('mozLz40\0'), size, REPEATING]);
  const { children } = await readBytesForTest('bookmarks-2024-02-21.jsonlz4', bytes);
  expect(children.get('bookmarks-2024-02-21.json')?.toString()).toBe('abcabcabcabc!');
});

const tar = (name: string, text: string): Buffer => {
  const head = Buffer.alloc(512);
  head.write(name);
  head.write('0000644\0', 100);
  head.write(`${text.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write('        0', 148);
  head.write('ustar\x0000', 257);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([head, Buffer.from(text), Buffer.alloc(512 - text.length + 1024)]);
};

test('an archive behind a program is a member of it, beside the program’s strings', async () => {
  // A zip with one stored member.
  const name = Buffer.from('plan.txt');
  const text = Buffer.from('the plan');
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt32LE(text.length, 18);
  local.writeUInt32LE(text.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write('PK\x01\x02', 'latin1');
  central.writeUInt32LE(text.length, 20);
  central.writeUInt32LE(text.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + text.length, 16);
  const zip = Buffer.concat([local, name, text, central, name, end]);
  const stub = Buffer.concat([
    Buffer.from('MZ'),
    Buffer.from('This program holds a panel at 192.0.2.7\0'),
    Buffer.alloc(2000, 1),
  ]);
  const { reader, sink, children } = await readBytesForTest('setup.exe', Buffer.concat([stub, zip]));
  expect(reader).toMatch(/^strings\//);
  expect(sink.passages.map((passage) => passage.text).join()).toContain('192.0.2.7');
  expect(children.get('setup.exe.zip')?.equals(zip)).toBe(true);
  // The signature alone is a word of the program.
  const bare = await readBytesForTest('unzip.exe', Buffer.concat([stub, Buffer.from('PK\x03\x04 is what I look for')]));
  expect(bare.children.size).toBe(0);
});

test('an archive without members is no damage', async () => {
  const folderOnly = tar('folder/', '');
  folderOnly.write('5', 156);
  const sum = folderOnly.subarray(0, 512).reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  folderOnly.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const { summary } = await readBytesForTest('empty.tar', folderOnly);
  expect(summary).toMatchObject({ kind: 'archive', properties: { members: '0' } });
});

test('members behind a damaged head of a tar are found by their own', async () => {
  const parts = ['one', 'two', 'three', 'four'].map((word) => tar(`${word}.txt`, `the ${word}`).subarray(0, 1024));
  parts[1]?.fill(0xff, 0, 300);
  const damaged = Buffer.concat([...parts, Buffer.alloc(1024)]);
  const { children, summary, sink } = await readBytesForTest('files.tar', damaged);
  expect([...children].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
    ['one.txt', 'the one'],
    ['three.txt', 'the three'],
    ['four.txt', 'the four'],
  ]);
  expect(summary.warnings?.[0]).toMatch(/7-Zip ended with/);
  expect(sink.passages.map(({ text }) => text).join()).toContain('four.txt');
});
