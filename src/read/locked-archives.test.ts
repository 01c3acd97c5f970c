/** Archives with a password: opened by a given one, else said to be encrypted. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBytesForTest } from './read-bytes-for-test.ts';

const LOCKED = join(import.meta.dirname, '../../test/corpus/locked');

test.each(['aes.zip', 'names-hidden.7z'])('%s opens with the second password', async (name) => {
  const bytes = await readFile(join(LOCKED, name));
  const { children } = await readBytesForTest(name, bytes, { passwords: ['wrong', 'secret'] });
  expect([...children].map(([member, content]) => [member, content.toString()])).toEqual([
    ['a.txt', 'secret text 198.51.100.7'],
  ]);
});

test('a 7z archive without its password fails as encrypted', async () => {
  const bytes = await readFile(join(LOCKED, 'names-hidden.7z'));
  await expect(readBytesForTest('a.7z', bytes, { passwords: ['wrong'] })).rejects.toMatchObject({ code: 'encrypted' });
});

test('the members of a zip without its password go to the ledger one by one', async () => {
  const { sink } = await readBytesForTest('a.zip', await readFile(join(LOCKED, 'aes.zip')), { passwords: ['wrong'] });
  expect(sink.lost.map(({ name, code }) => [name, code])).toEqual([['a.txt', 'encrypted']]);
});
