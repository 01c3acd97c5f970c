/** Every file of the corpus gives exactly what its golden file says; TELLTALE_GOLDEN=write writes them anew. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBytesForTest } from './read-bytes-for-test.ts';

const CORPUS = join(import.meta.dirname, '../../test/corpus/read');
const GOLDEN = '.golden.json';

const names = (await readdir(CORPUS, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const files = names.filter((name) => !name.endsWith(GOLDEN));

async function outcome(path: string): Promise<unknown> {
  const { reader, summary, sink, children } = await readBytesForTest(basename(path), await readFile(path), {
    at: path.slice(CORPUS.length + 1),
  });
  const { passages, links, lost } = sink;
  return JSON.parse(
    JSON.stringify({
      reader,
      summary,
      passages: passages.map(({ ordinal: _, ...passage }) => passage),
      children: [...children].map(([name, bytes]) => ({ name, bytes: bytes.length })),
      lost,
      links,
    }),
  );
}

describe('golden files', () => {
  test('each belongs to a file of the corpus', () => {
    const golden = names.filter((name) => name.endsWith(GOLDEN)).map((name) => name.slice(0, -GOLDEN.length));
    expect(golden).toEqual(files);
  });

  test.each(files.map((path) => [path.slice(CORPUS.length + 1), path]))('%s', async (_, path) => {
    const found = await outcome(path);
    if (process.env.TELLTALE_GOLDEN === 'write') {
      await writeFile(path + GOLDEN, `${JSON.stringify(found, null, 1)}\n`);
    }
    expect(found).toEqual(JSON.parse(await readFile(path + GOLDEN, 'utf8')));
  });
});
