/** Locked archives: named in the ledger, and opened by a later run that has their password or finds it in a chat. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT, type Workplace, workplace } from './telltale.ts';

let place: Workplace;
beforeEach(async () => {
  place = await workplace();
});
afterEach(() => place.clean());

async function failed(...options: string[]): Promise<{ failed: number; read: number }> {
  const { stdout } = await place.run(['add', 'dump', '--json', '--no-ocr', ...options]);
  const { collections } = JSON.parse(stdout) as { collections: { failed: number; read: number }[] };
  return collections[0] ?? { failed: -1, read: -1 };
}

test('a member that needs a password is read once a run has it', async () => {
  const dump = join(place.folder, 'dump');
  await mkdir(dump);
  await copyFile(join(ROOT, 'test/corpus/locked/aes.zip'), join(dump, 'aes.zip'));
  const said = { time: '2021-03-04 10:00:00', from: 'ann', to: 'bob', message: '解压密码：secret' };
  await writeFile(
    join(dump, 'chat.json'),
    JSON.stringify([said, { ...said, message: 'ok', time: '2021-03-04 10:01:00' }]),
  );
  expect(await failed()).toMatchObject({ failed: 1, read: 2 });
  await writeFile(join(place.folder, 'list.txt'), 'wrong\nalso wrong\n');
  expect(await failed('--password-file', 'list.txt')).toMatchObject({ failed: 1, read: 2 });
  expect(await failed('--passwords-from-chats')).toMatchObject({ failed: 0, read: 3 });
}, 120_000);
