/** Originals in a folder, each under its SHA-256: `blobs/ab/cd/abcd…`. */
import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TelltaleError } from '../../../errors.ts';
import type { BlobStore } from '../../../ports/blob-store.ts';

/** Bytes, where a path is no text. */
type DiskPath = string | Buffer;

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
  const made = new Set<string>();
  const makeFolder = (path: string, source: DiskPath): void => {
    if (made.has(path)) return;
    guarded(source, () => mkdirSync(path, { recursive: true }));
    made.add(path);
  };
  const scratchName = (): string => join(folder, `.copying-${process.pid}-${randomUUID()}`);
  /** Puts a whole copy in its place. */
  const keep = (copy: string, sha256: string, source: DiskPath): void => {
    const target = pathOf(sha256);
    makeFolder(dirname(target), source);
    guarded(source, () => renameSync(copy, target));
  };

  /** In one go: a round through the thread pool for each step costs more than the steps, and leaks are mostly small files. */
  function putSmall(path: DiskPath): { sha256: string; size: number } {
    const bytes = guarded(path, () => readFileSync(path));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (existsSync(pathOf(sha256))) return { sha256, size: bytes.length };
    const copy = scratchName();
    try {
      guarded(path, () => writeFileSync(copy, bytes));
      keep(copy, sha256, path);
    } catch (caught) {
      rmSync(copy, { force: true });
      throw caught;
    }
    return { sha256, size: bytes.length };
  }

  async function putLarge(
    path: DiskPath,
    onBytes?: (copied: number) => void,
  ): Promise<{ sha256: string; size: number }> {
    const { hashing, done } = hashed(onBytes);
    const copy = scratchName();
    try {
      await pipeline(createReadStream(path, { highWaterMark: PIECE }), hashing, createWriteStream(copy)).catch(
        fail(path),
      );
      const { sha256, size } = done();
      if (existsSync(pathOf(sha256))) await rm(copy, { force: true });
      else keep(copy, sha256, path);
      return { sha256, size };
    } catch (caught) {
      await rm(copy, { force: true });
      throw caught;
    }
  }

  return {
    async putFile(path, onBytes) {
      makeFolder(folder, path);
      const { size } = guarded(path, () => statSync(path));
      return size <= SMALL ? putSmall(path) : putLarge(path, onBytes);
    },
    async takeFile(path) {
      makeFolder(folder, path);
      const { sha256, size } = await hashFile(path).catch(fail(path));
      const target = pathOf(sha256);
      if (existsSync(target)) await rm(path, { force: true });
      else {
        makeFolder(dirname(target), path);
        const isMoved = await rename(path, target).then(
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
      return SHA256.test(sha256) && existsSync(pathOf(sha256));
    },
    async path(sha256) {
      const path = pathOf(sha256);
      if (!existsSync(path)) throw new TelltaleError('blob-missing', `No original with SHA-256 ${sha256}.`);
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
      if (guarded(path, () => statSync(path)).size <= SMALL) {
        const bytes = guarded(path, () => readFileSync(path));
        return { md5: md5.update(bytes).digest('hex'), sha1: sha1.update(bytes).digest('hex') };
      }
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

function guarded<T>(path: DiskPath, work: () => T): T {
  try {
    return work();
  } catch (caught) {
    return fail(path)(caught);
  }
}

/** A full disk is told apart from a file that cannot be read. */
function fail(path: DiskPath): (caught: unknown) => never {
  return (caught) => {
    const { code, message } = caught as NodeJS.ErrnoException;
    const full = code === 'ENOSPC' || code === 'EDQUOT';
    throw new TelltaleError(full ? 'disk-full' : 'unreadable-file', message, { cause: caught, details: { path } });
  };
}
