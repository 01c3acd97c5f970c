/** Originals in a folder, each under its SHA-256: `blobs/ab/cd/abcd…`. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TelltaleError } from '../../../errors.ts';
import type { BlobStore } from '../../../ports/blob-store.ts';

const SHA256 = /^[0-9a-f]{64}$/;

export function openFolderBlobStore(folder: string): BlobStore {
  const pathOf = (sha256: string): string => {
    if (!SHA256.test(sha256)) throw new TelltaleError('blob-missing', `Not a SHA-256: ${sha256}`);
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

  return {
    async putFile(path) {
      const hash = createHash('sha256');
      let size = 0;
      const hashing = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk);
          size += chunk.length;
          done(null, chunk);
        },
      });
      await mkdir(folder, { recursive: true }).catch(fail(path));
      const copy = join(folder, `.copying-${process.pid}-${randomUUID()}`);
      try {
        await pipeline(createReadStream(path), hashing, createWriteStream(copy)).catch(fail(path));
        const sha256 = hash.digest('hex');
        const target = pathOf(sha256);
        if (await isThere(target)) return { sha256, size };
        await mkdir(dirname(target), { recursive: true }).catch(fail(path));
        await rename(copy, target).catch(fail(path));
        return { sha256, size };
      } finally {
        await rm(copy, { force: true });
      }
    },
    async has(sha256) {
      return SHA256.test(sha256) && isThere(pathOf(sha256));
    },
    async path(sha256) {
      const path = pathOf(sha256);
      if (!(await isThere(path))) throw new TelltaleError('blob-missing', `No original with SHA-256 ${sha256}.`);
      return path;
    },
    async read(sha256) {
      return readFile(await this.path(sha256));
    },
  };
}

/** A full disk is told apart from a file that cannot be read. */
function fail(path: string): (caught: unknown) => never {
  return (caught) => {
    const { code, message } = caught as NodeJS.ErrnoException;
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    throw new TelltaleError(full ? 'disk-full' : 'unreadable-file', message, { cause: caught, details: { path } });
  };
}
