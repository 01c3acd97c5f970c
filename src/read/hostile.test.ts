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
