/** Files that are encrypted say so and for whom; what only looks like it is read. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBytesForTest } from '../read-bytes-for-test.ts';

const forKey = (key: string): Buffer =>
  Buffer.concat([Buffer.from([0xc1, 12, 3]), Buffer.from(key, 'hex'), Buffer.from([1, 0, 0])]);
const DATA = Buffer.from([0xd2, 4, 1, 9, 9, 9]);
const armoured = (bytes: Buffer): string =>
  `-----BEGIN PGP MESSAGE-----\nVersion: Example\n\n${bytes.toString('base64')}\n-----END PGP MESSAGE-----\n`;

test.each([
  [
    'a.gpg',
    Buffer.concat([forKey('0123456789abcdef'), forKey('0000000000000000'), DATA]),
    /for the keys 0123456789ABCDEF, hidden, by/,
  ],
  ['a.pgp', Buffer.concat([Buffer.from([0xc3, 4, 4, 9, 0, 8]), DATA]), /with a password/],
  ['mail.txt', armoured(Buffer.concat([forKey('0123456789abcdef'), DATA])), /for the keys 0123456789ABCDEF/],
  ['a.bin', Buffer.concat([Buffer.from('Salted__12345678'), Buffer.alloc(32, 7)]), /OpenSSL/],
  ['a.age', 'age-encryption.org/v1\n-> X25519 abc\n', /age/],
])('%s', async (name, bytes, message) => {
  await expect(readBytesForTest(name, bytes)).rejects.toMatchObject({
    code: 'encrypted',
    message: expect.stringMatching(message),
  });
});

test.each([
  ['signed.asc', `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello 198.51.100.94\n`],
  ['compressed.txt', armoured(Buffer.from([0xc8, 3, 1, 2, 3]))],
  ['note.txt', `Somebody wrote:\n${armoured(Buffer.concat([forKey('0123456789abcdef'), DATA]))}`],
])('%s is read', async (name, text) => {
  expect((await readBytesForTest(name, text)).reader).toMatch(/^plain-text\//);
});

const SHARED = join(import.meta.dirname, '../../../../shared/data/torture/testPGPEncrypted.gpg');

test.skipIf(!existsSync(SHARED))('a file of GnuPG (skipped where ../shared/data is absent)', async () => {
  await expect(readBytesForTest('a.gpg', await readFile(SHARED))).rejects.toMatchObject({ code: 'encrypted' });
});
