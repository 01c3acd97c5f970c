/** Hostile and damaged files end in a TelltaleError or in text, never in anything else. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TelltaleError } from '../errors.ts';
import { type ReadBytes, readBytesForTest } from './read-bytes-for-test.ts';

const CORPUS = join(import.meta.dirname, '../../test/corpus/read');
const TORTURE = join(import.meta.dirname, '../../../shared/data/torture');

/** The reading, or the code it ended with; any other error fails the test. */
async function outcome(name: string, bytes: Uint8Array, passwords?: readonly string[]): Promise<ReadBytes | string> {
  try {
    return await readBytesForTest(name, bytes, passwords ? { passwords } : {});
  } catch (caught) {
    if (caught instanceof TelltaleError && caught.code !== 'internal') return caught.code;
    throw caught;
  }
}

test('a gzip bomb is refused while it unpacks', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20), { level: 9 });
  expect(await outcome('bomb.gz', bomb)).toBe('archive-bomb');
});

test('a member that leads out of a zip is told and not unpacked', async () => {
  const { sink, children } = await readBytesForTest('a.zip', await readFile(join(CORPUS, 'archive/traversal.zip')));
  expect(sink.lost.map(({ code }) => code)).toEqual(['path-traversal']);
  expect([...children.keys()]).toEqual(['ok.txt']);
});

test('links in a tar are not followed', async () => {
  const { children } = await readBytesForTest('a.tar', await readFile(join(CORPUS, 'archive/files.tar')));
  expect([...children.keys()]).toEqual(['folder/a.txt', 'folder/b.txt']);
});

test('the name of an attachment keeps no folders', async () => {
  const { children } = await readBytesForTest('a.eml', await readFile(join(CORPUS, 'mail/thread.eml')));
  expect([...children.keys()]).toEqual(['list.txt']);
});

test('damaged files of the corpus end in text or in a stated error', async () => {
  const paths = (await readdir(CORPUS, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.golden.json'))
    .map((entry) => join(entry.parentPath, entry.name));
  const damaged = fc.tuple(
    fc.constantFrom(...paths),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    fc.double({ min: 0.1, max: 1, noNaN: true }),
  );
  await fc.assert(
    fc.asyncProperty(damaged, async ([path, flips, kept]) => {
      const whole = readFileSync(path);
      const bytes = Buffer.from(whole.subarray(0, Math.ceil(whole.length * kept)));
      for (const [where, value] of flips) bytes[Math.floor(where * (bytes.length - 1))] = value;
      await outcome(basename(path), bytes);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test('arbitrary bytes under any name end in text or in a stated error', async () => {
  const extensions = ['txt', 'html', 'json', 'eml', 'mbox', 'zip', 'rtf', 'xml', 'sql', 'csv', 'torrent', 'p7m', 'vcf'];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...extensions), fc.uint8Array({ maxLength: 300 }), async (extension, bytes) => {
      await outcome(`file.${extension}`, bytes);
    }),
    { numRuns: 300 },
  );
});

/** Formats of these readers only; office files, PDF and pictures have tests of their own. */
const OURS = /\.(?:eml|mbox|msg|p7m|zip|gz|bz2|7z|rar|tar|rtf|epub|xml|html|txt|csv|ics|db|one|mdb|gpg)$|RFC822|LZMA/i;

test.skipIf(!existsSync(TORTURE))(
  'the torture set (absent on machines without ../shared) ends as stated',
  async () => {
    const paths = readdirSync(TORTURE, { recursive: true })
      .map((name) => join(TORTURE, String(name)))
      .filter((path) => statSync(path).isFile() && OURS.test(path));
    const codes = new Map<string, string>();
    for (const path of paths) {
      const found = await outcome(basename(path), readFileSync(path), ['tika', 'test']);
      if (typeof found === 'string') codes.set(basename(path), found);
    }
    for (const code of codes.values())
      expect(['encrypted', 'broken-file', 'volume-missing', 'archive-bomb', 'too-large']).toContain(code);
    expect(codes.get('full_encrypted.7z')).toBe('encrypted');
    expect(paths.length).toBeGreaterThan(100);
  },
  120_000,
);

test('what nests without end is read as the text that it is, and says so', async () => {
  for (const [name, text] of [
    ['a.json', `${'['.repeat(60_000)}"deep"${']'.repeat(60_000)}`],
    ['a.html', `<html><body>${'<table><tr><td>'.repeat(12_000)}deep`],
  ] as const) {
    const { reader, sink, summary } = await readBytesForTest(name, text);
    expect(reader).toMatch(/^plain-text\//);
    expect(sink.passages.some((passage) => passage.text.includes('deep'))).toBe(true);
    expect(summary.warnings?.[0]).toMatch(/nests too deep/);
  }
});

test('an archive of more members than the limit is refused, whatever lists them', async () => {
  const members = Array.from({ length: 40 }, (_, index) => {
    const head = Buffer.alloc(512);
    head.write(`${index}`);
    head.write('0000644\0', 100);
    head.write('00000000000\0', 124);
    head.write('        0', 148);
    head.write('ustar\x0000', 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return head;
  });
  const tar = Buffer.concat([...members, Buffer.alloc(1024)]);
  const reading = readBytesForTest('many.tar', tar, { limits: { members: 30 } });
  await expect(reading).rejects.toMatchObject({ code: 'archive-bomb' });
});

test('a mailbox of nothing but separators holds no mails', async () => {
  const { summary, children } = await readBytesForTest('a.mbox', 'From a@b Wed Feb 21 10:11:12 2024\n\n'.repeat(5000));
  expect([summary.properties, children.size]).toEqual([{ mails: '0' }, 0]);
});

test('the pages of a TIFF that lead back to an earlier one are no pages', async () => {
  const tiff = Buffer.from('49492a0008000000010000010400010000006400000008000000', 'hex');
  expect(await outcome('loop.tif', tiff)).toBe('broken-file');
});
