/** Names on disk that are no UTF-8, as dumps from other systems have them. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFiles } from './find-files.ts';

test.skipIf(process.platform !== 'linux')(
  'files and folders whose names are in another charset are found (skipped where the system keeps names as text)',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'telltale-names-'));
    try {
      const below = (...bytes: Buffer[]): Buffer =>
        Buffer.concat([Buffer.from(folder), ...bytes.flatMap((each) => [Buffer.from('/'), each])]);
      const gbk = Buffer.from('bacfcdac', 'hex');
      const latin = Buffer.from('46fc6e66', 'hex');
      await mkdir(below(gbk));
      await writeFile(below(gbk, Buffer.from('a.txt')), 'contract');
      await writeFile(below(latin), 'five');
      await writeFile(join(folder, 'plain.txt'), 'plain');
      const found = await Array.fromAsync(findFiles([folder]));
      const files = found.flatMap((each) => ('file' in each ? [each.file] : []));
      expect(files.map(({ path }) => path.split('/').slice(1).join('/'))).toEqual(['Fünf', 'plain.txt', '合同/a.txt']);
      const contents = await Promise.all(files.map(({ absolute }) => readFile(absolute, 'utf8')));
      expect(contents).toEqual(['five', 'plain', 'contract']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
);
