/** Opens password-protected office files: OOXML in an encrypted package, and the older ciphers of doc, xls and ppt. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TelltaleError } from '../../errors.ts';
import { officeCrypto } from '../on-demand.ts';
import type { ReaderInput } from '../reader.ts';

/** Excel encrypts write-protected books with this, and opens them without asking. */
const DEFAULT_PASSWORD = 'VelvetSweatshop';

/**
 * The file in clear, written to the scratch folder, trying each password. Rejects with `encrypted` when none fits.
 */
export async function decryptOffice(bytes: Buffer, input: ReaderInput): Promise<{ path: string; bytes: Buffer }> {
  let last: unknown;
  for (const password of [DEFAULT_PASSWORD, ...input.passwords]) {
    try {
      const clear = await officeCrypto().decrypt(bytes, { password });
      const path = join(input.scratch, 'decrypted');
      await writeFile(path, clear);
      return { path, bytes: clear };
    } catch (error) {
      last = error;
    }
  }
  const tried = input.passwords.length;
  throw new TelltaleError(
    'encrypted',
    tried === 0 ? 'The file needs a password.' : `None of ${tried} passwords fits.`,
    {
      cause: last,
    },
  );
}

/** Whether the office file (any of the old or new formats) is encrypted. */
export function isEncryptedOffice(bytes: Buffer): boolean {
  try {
    return officeCrypto().isEncrypted(bytes);
  } catch (caught) {
    // The library looks for records that the oldest files lack; those had no ciphers.
    if (caught instanceof RangeError) return false;
    throw caught;
  }
}
