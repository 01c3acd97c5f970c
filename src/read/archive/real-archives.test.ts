/** Archives made by other tools: an image of a disc, members in several frames. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

const CORPUS = join(import.meta.dirname, '../../../test/corpus/read/archive');

test('the long names of an image of a disc', async () => {
  const { children } = await readBytesForTest('joliet.iso.Z', await readFile(join(CORPUS, 'joliet.iso.Z')));
  const image = await readBytesForTest('joliet.iso', children.get('joliet.iso') ?? '');
  expect(image.reader).toMatch(/^seven-zip\//);
  expect([...image.children].map(([name, bytes]) => [name, bytes.length])).toEqual([
    ['hardlink', 6],
    ['long-joliet-file-name.textfile', 6],
    ['symlink', 0],
  ]);
});

test('all frames of a Zstandard file', async () => {
  const { children } = await readBytesForTest('a.tar.zst', await readFile(join(CORPUS, 'two-frames.tar.zst')));
  const tar = await readBytesForTest('a.tar', children.get('a.tar') ?? '');
  expect([...tar.children.keys()]).toEqual(['d1/f1', 'd1/f2', 'd1/f3', 'f1', 'f2', 'f3']);
});
