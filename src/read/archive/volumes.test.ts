/** Files in pieces and archives in volumes: read together, and what is missing is named. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { zip } from '../../../sample/make/zip.ts';
import { readBytesForTest } from '../read-bytes-for-test.ts';

const VOLUMES = join(import.meta.dirname, '../../../test/corpus/volumes');

type Names = Readonly<Record<string, string>>;

/** `names` says under what name a file of the corpus is read, where that is another. */
async function read(leader: string, others: readonly string[], names: Names = {}) {
  const bytesOf = (name: string): Promise<Buffer> => readFile(join(VOLUMES, name));
  const companions = new Map<string, Buffer>();
  for (const other of others) companions.set(names[other] ?? other, await bytesOf(other));
  const { children, ...rest } = await readBytesForTest(names[leader] ?? leader, await bytesOf(leader), { companions });
  const sizes = Object.fromEntries([...children].map(([name, bytes]) => [name, bytes.length]));
  return { ...rest, children, sizes };
}

describe('volumes that an archive’s format knows', () => {
  test('of a zip are read through its last one', async () => {
    const { reader, children, sizes } = await read('spanned.zip', ['spanned.z02', 'spanned.z01']);
    expect(reader).toMatch(/^seven-zip\//);
    expect(sizes).toEqual({ 'letter.txt': 19, 'noise.bin': 150_000 });
    expect(children.get('letter.txt')?.toString()).toBe('server 198.51.100.7');
  });

  test('of a rar are read through its first one, whatever it is called', async () => {
    const { sizes } = await read('real.part1.rar', ['real.part3.rar', 'real.part2.rar'], {
      'real.part1.rar': '客户[*].part1.rar',
      'real.part2.rar': '客户[*].part2.rar',
      'real.part3.rar': '客户[*].part3.rar',
    });
    expect(sizes).toEqual({ 'LibarchiveAddingTest.html': 20_111 });
  });

  test.each([
    ['spanned.zip', ['spanned.z02'], 'spanned.z01'],
    ['real.part1.rar', ['real.part3.rar'], 'real.part2.rar'],
    ['real.part2.rar', ['real.part3.rar'], 'real.part1.rar'],
    ['real.part3.rar', [], 'real.part1.rar'],
    ['spanned.z01', ['spanned.z02'], 'spanned.zip'],
    ['spanned.zip', [], 'spanned.z01'],
  ])('%s with %j lacks %s', async (leader, others, name) => {
    await expect(read(leader, others)).rejects.toMatchObject({ code: 'volume-missing', details: { name } });
  });

  test.each([
    ['spanned.zip', ['spanned.z01'], 'spanned.z02', ['noise.bin']],
    ['real.part1.rar', ['real.part2.rar'], 'real.part3.rar', ['LibarchiveAddingTest.html']],
    ['real.part1.rar', [], 'real.part2.rar', ['LibarchiveAddingTest.html']],
  ])('%s with %j gives what is there and tells that %s is missing', async (leader, others, name, given) => {
    const { sink, children } = await read(leader, others);
    expect([...children.keys()]).toEqual(given);
    expect(sink.lost).toContainEqual({
      name,
      size: 0,
      code: 'volume-missing',
      message: `The part ${name} is missing.`,
    });
  });
});

describe('pieces of a file', () => {
  test.each([
    ['cut.7z', ['cut.7z.001', 'cut.7z.004', 'cut.7z.002', 'cut.7z.003']],
    ['cut.zip', ['cut.zip.001', 'cut.zip.002', 'cut.zip.003']],
    ['cut.tar.gz', ['cut.tar.gz.aa', 'cut.tar.gz.ab']],
  ])('make %s', async (whole, [leader = '', ...others]) => {
    const { reader, children, summary } = await read(leader, others);
    expect(reader).toMatch(/^split-file\//);
    expect([...children.keys()]).toEqual([whole]);
    expect(summary.properties).toEqual({ members: '1', volumes: String(others.length + 1) });
    const inner = await readBytesForTest(whole, children.get(whole) ?? '');
    const tar = inner.children.get('cut.tar');
    const members = tar ? (await readBytesForTest('cut.tar', tar)).children : inner.children;
    expect(members.get('letter.txt')?.toString()).toMatch('server 198.51.100.');
  });

  test.each([
    ['cut.7z.001', ['cut.7z.003', 'cut.7z.004'], 'cut.7z.002'],
    ['cut.7z.002', ['cut.7z.003'], 'cut.7z.001'],
    ['cut.zip.003', [], 'cut.zip.001'],
  ])('%s with %j lacks %s', async (leader, others, name) => {
    await expect(read(leader, others)).rejects.toMatchObject({ code: 'volume-missing', details: { name } });
  });

  test('that may go on are said to', async () => {
    const { summary } = await read('cut.7z.001', ['cut.7z.002']);
    expect(summary.warnings).toEqual(['All pieces are of one size: cut.7z.003 may be missing.']);
  });

  test('a name alone makes none', async () => {
    const { reader } = await readBytesForTest('notes.001', 'a text like any other');
    expect(reader).toMatch(/^plain-text\//);
  });
});

test.each([
  ['the number of its volume', 18],
  ['the volume of a member', -1],
])('a whole zip with %s damaged lacks no volume', async (_, back) => {
  const whole = Buffer.from(zip([{ name: Buffer.from('note.txt'), bytes: Buffer.from('server 198.51.100.95') }]));
  const list = whole.indexOf('PK\u0001\u0002');
  whole[back < 0 ? list + 34 : whole.length - back] = 3;
  const { children } = await readBytesForTest('note.zip', whole);
  expect(children.get('note.txt')?.toString()).toBe('server 198.51.100.95');
});
