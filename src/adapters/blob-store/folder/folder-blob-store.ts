/** Originals in a folder, each under its SHA-256: `blobs/ab/cd/abcd…`. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TelltaleError } from '../../../errors.ts';
import type { BlobStore } from '../../../ports/blob-store.ts';

/** Bytes up to which a file is copied in one piece. */
const SMALL = 1 << 20;
/** Bytes read at a time from larger ones. */
const PIECE = 1 << 20;
const SHA256 = /^[0-9a-f]{64}$/;

export function openFolderBlobStore(folder: string): BlobStore {
  const pathOf = (sha256: string): string => {
    if (!SHA256.test(sha256)) throw new TelltaleError('blob-missing', `Not a SHA-256: ${sha256}`);
    return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  };
  const isThere = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined)) !== undefined;

  const made = new Set<string>();
  const makeFolder = async (path: string, source: string): Promise<void> => {
    if (made.has(path)) return;
    await mkdir(path, { recursive: true }).catch(fail(source));
    made.add(path);
  };
  const scratchName = (): string => join(folder, `.copying-${process.pid}-${randomUUID()}`);
  /** Puts a whole copy in its place. */
  const keep = async (copy: string, sha256: string, source: string): Promise<void> => {
    const target = pathOf(sha256);
    await makeFolder(dirname(target), source);
    await rename(copy, target).catch(fail(source));
  };

  async function putSmall(path: string): Promise<{ sha256: string; size: number }> {
    const bytes = await readFile(path).catch(fail(path));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (await isThere(pathOf(sha256))) return { sha256, size: bytes.length };
    const copy = scratchName();
    try {
      await writeFile(copy, bytes).catch(fail(path));
      await keep(copy, sha256, path);
    } finally {
      await rm(copy, { force: true });
    }
    return { sha256, size: bytes.length };
  }

  async function putLarge(path: string, onBytes?: (copied: number) => void): Promise<{ sha256: string; size: number }> {
    const { hashing, done } = hashed(onBytes);
    const copy = scratchName();
    try {
      await pipeline(createReadStream(path, { highWaterMark: PIECE }), hashing, createWriteStream(copy)).catch(
        fail(path),
      );
      const { sha256, size } = done();
      if (!(await isThere(pathOf(sha256)))) await keep(copy, sha256, path);
      return { sha256, size };
    } finally {
      await rm(copy, { force: true });
    }
  }

  return {
    async putFile(path, onBytes) {
      await makeFolder(folder, path);
      const { size } = await stat(path).catch(fail(path));
      return size <= SMALL ? putSmall(path) : putLarge(path, onBytes);
    },
    async takeFile(path) {
      await makeFolder(folder, path);
      const { sha256, size } = await hashFile(path).catch(fail(path));
      if (await isThere(pathOf(sha256))) await rm(path, { force: true });
      else {
        await makeFolder(dirname(pathOf(sha256)), path);
        const isMoved = await rename(path, pathOf(sha256)).then(
          () => true,
          // On another disk, it can only be copied.
          () => false,
        );
        if (!isMoved) {
          await putLarge(path);
          await rm(path, { force: true });
        }
      }
      return { sha256, size };
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
    async remove(sha256) {
      const path = pathOf(sha256);
      const found = await stat(path).catch(() => undefined);
      await rm(path, { force: true });
      return found?.size ?? 0;
    },
    async digests(sha256) {
      const path = await this.path(sha256);
      const [md5, sha1] = [createHash('md5'), createHash('sha1')];
      try {
        for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
          md5.update(piece);
          sha1.update(piece);
        }
      } catch (caught) {
        fail(path)(caught);
      }
      return { md5: md5.digest('hex'), sha1: sha1.digest('hex') };
    },
  };
}

/** Reads through one buffer of the file's size at the most: a mailbox holds many thousand small mails. */
async function hashFile(path: string): Promise<{ sha256: string; size: number }> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(Math.max(1, Math.min(PIECE, (await file.stat()).size)));
    let size = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, size);
      if (bytesRead === 0) return { sha256: hash.digest('hex'), size };
      hash.update(buffer.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Passes bytes on while it hashes and counts them. */
function hashed(onBytes?: (passed: number) => void): {
  hashing: Transform;
  done(): { sha256: string; size: number };
} {
  const hash = createHash('sha256');
  let size = 0;
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk);
      size += chunk.length;
      onBytes?.(chunk.length);
      next(null, chunk);
    },
  });
  return { hashing, done: () => ({ sha256: hash.digest('hex'), size }) };
}

/** A full disk is told apart from a file that cannot be read. */
function fail(path: string): (caught: unknown) => never {
  return (caught) => {
    const { code, message } = caught as NodeJS.ErrnoException;
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    throw new TelltaleError(full ? 'disk-full' : 'unreadable-file', message, { cause: caught, details: { path } });
  };
}
