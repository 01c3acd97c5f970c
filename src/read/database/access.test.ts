/** Access databases with a password: those of today are encrypted, those before only ask for it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

const LOCKED = join(import.meta.dirname, '../../../test/corpus/locked');
const ROWS = ['Table1: ID, Data', '1\tOne', '2\tTwo', '3\tThree'];

// Trying a password takes seconds: that is what keeps others out.
test('an encrypted one opens with its password', async () => {
  const bytes = await readFile(join(LOCKED, 'v2010.accdb'));
  const { sink } = await readBytesForTest('a.accdb', bytes, { passwords: ['password'] });
  expect(sink.passages.map(({ text }) => text)).toEqual(ROWS);
  await expect(readBytesForTest('a.accdb', bytes)).rejects.toMatchObject({ code: 'encrypted' });
}, 60_000);

test('an old one needs none', async () => {
  const bytes = gunzipSync(await readFile(join(LOCKED, 'v2003.mdb.gz')));
  const { sink } = await readBytesForTest('a.mdb', bytes);
  expect(sink.passages.map(({ text }) => text)).toEqual(ROWS);
});

test('one that is cut off is broken', async () => {
  const bytes = gunzipSync(await readFile(join(LOCKED, 'v2003.mdb.gz')));
  await expect(readBytesForTest('a.mdb', bytes.subarray(0, 20_000))).rejects.toMatchObject({ code: 'broken-file' });
});
