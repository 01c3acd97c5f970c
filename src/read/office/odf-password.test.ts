/** OpenDocument files with a password, made by other implementations of the ciphers; the one of the shared set is LibreOffice's. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';
import { decryptBlowfish } from './blowfish.ts';

const LOCKED = join(import.meta.dirname, '../../../test/corpus/locked');
const PASSWORD = 'пароль 17';

test.each(['blowfish.odt', 'argon2.odt'])('%s opens with its password, and only with that', async (name) => {
  const bytes = await readFile(join(LOCKED, name));
  const { reader, sink, summary } = await readBytesForTest(name, bytes, { passwords: ['wrong', PASSWORD] });
  expect(reader).toMatch(/^opendocument\//);
  expect(sink.passages.map(({ text }) => text)).toEqual([
    'author: Ann Example',
    'закрытый документ',
    'server 198.51.100.71',
  ]);
  expect(summary.mediaType).toBe('application/vnd.oasis.opendocument.text');
  await expect(readBytesForTest(name, bytes)).rejects.toMatchObject({
    code: 'encrypted',
    message: 'The file needs a password.',
  });
  await expect(readBytesForTest(name, bytes, { passwords: ['wrong'] })).rejects.toMatchObject({ code: 'encrypted' });
});

test('a file that asks for too much work is left alone', async () => {
  const greedy = Buffer.from(await readFile(join(LOCKED, 'greedy.odt')));
  await expect(readBytesForTest('greedy.odt', greedy, { passwords: [PASSWORD] })).rejects.toMatchObject({
    code: 'encrypted',
    message: expect.stringMatching(/too much work/),
  });
});

test('the cipher agrees with the vectors of its author', () => {
  const zero = Buffer.alloc(8);
  // In feedback of a whole block the first block of zeros becomes the encrypted vector.
  expect(decryptBlowfish(zero, zero, zero).toString('hex')).toBe('4ef997456198dd78');
  const ones = Buffer.alloc(8, 0xff);
  expect(decryptBlowfish(ones, ones, zero).toString('hex')).toBe('51866fd5b85ecb8a');
  const key = Buffer.from('0123456789abcdef', 'hex');
  expect(decryptBlowfish(key, Buffer.alloc(8, 0x11), zero).toString('hex')).toBe('61f9c3802281b096');
});

const SHARED = join(import.meta.dirname, '../../../../shared/data/torture/testODTEncrypted.odt');

test.skipIf(!existsSync(SHARED))('a file of LibreOffice 6 (skipped where ../shared/data is absent)', async () => {
  const { sink } = await readBytesForTest('a.odt', await readFile(SHARED), {
    passwords: ['secret', 'tika', 'password'],
  });
  expect(sink.passages.map(({ text }) => text)).toContain('This should be encrypted.');
});
