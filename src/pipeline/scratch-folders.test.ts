import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createScratchFolders } from './scratch-folders.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'telltale-scratch-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('a folder that was left empty is used again, one with something in it is not', async () => {
  const folders = createScratchFolders(root);
  const [one, other] = [folders.take(), folders.take()];
  expect(one).not.toBe(other);
  await writeFile(join(one, 'left.txt'), 'x');
  await folders.giveBack(one);
  expect(existsSync(one)).toBe(false);
  await folders.giveBack(other);
  expect(folders.take()).toBe(other);
  const third = folders.take();
  expect([third === one, third === other, existsSync(third)]).toEqual([false, false, true]);
  await rm(third, { recursive: true });
  await folders.giveBack(third);
  expect(existsSync(folders.take())).toBe(true);
});
