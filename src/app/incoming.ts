/** Files that a browser sends in parts, kept in the case's own folder until a run has read them. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { asTelltaleError, TelltaleError } from '../errors.ts';

export interface Incoming {
  /** A new upload of about so many bytes. Rejects with `disk-full` when they cannot fit twice: here and in the case. */
  begin(bytes: number): Promise<string>;
  /**
   * Writes a part of a file at an offset; what stood behind it is cut off, so that a part may be sent again. Gives the
   * file's size. Rejects with `usage` for a path that leaves the upload or an offset beyond the end, and with
   * `too-large`, `disk-full`, `not-found`.
   */
  write(upload: string, path: string, offset: number, part: AsyncIterable<Uint8Array>): Promise<number>;
  /** The files and folders at its top. Rejects with `not-found` and `empty-input`. */
  roots(upload: string): Promise<readonly string[]>;
  /** Removes it. Does nothing when it is not there. */
  drop(upload: string): Promise<void>;
}

/** Bytes of one part; a browser sends a file in as many as it takes. */
export const PART_LIMIT = 16 * 2 ** 20;
const NAME_LIMIT = 255;

/** `folder` is made with the first upload. */
export function createIncoming(folder: string): Incoming {
  async function rootOf(upload: string): Promise<string> {
    const root = join(folder, upload);
    const there = /^[0-9a-f-]{36}$/.test(upload) && (await stat(root).catch(() => undefined))?.isDirectory();
    if (!there) throw new TelltaleError('not-found', 'There is no such upload.');
    return root;
  }

  return {
    async begin(bytes) {
      const upload = randomUUID();
      await mkdir(join(folder, upload), { recursive: true });
      const { bavail, bsize } = await statfs(folder);
      if (bytes * 2 > bavail * bsize) {
        await rm(join(folder, upload), { recursive: true });
        throw new TelltaleError('disk-full', 'There is no room for these files beside the case.');
      }
      return upload;
    },
    async write(upload, path, offset, part) {
      const root = await rootOf(upload);
      const file = join(root, ...partsOf(path));
      if (!file.startsWith(root + sep)) throw new TelltaleError('usage', `Not a path of an upload: ${path}`);
      try {
        await mkdir(dirname(file), { recursive: true });
        return await writeAt(file, offset, part);
      } catch (caught) {
        throw asTelltaleError(caught, 'usage');
      }
    },
    async roots(upload) {
      const root = await rootOf(upload);
      const names = (await readdir(root)).sort();
      if (names.length === 0) throw new TelltaleError('empty-input', 'No file has arrived.');
      return names.map((name) => join(root, name));
    },
    async drop(upload) {
      const root = await rootOf(upload).catch(() => undefined);
      if (root) await rm(root, { recursive: true, force: true });
    },
  };
}

async function writeAt(file: string, offset: number, part: AsyncIterable<Uint8Array>): Promise<number> {
  const handle = await open(file, offset === 0 ? 'w' : 'r+');
  try {
    const { size } = await handle.stat();
    if (offset > size) throw new TelltaleError('usage', `Only ${size} bytes have arrived so far.`);
    await handle.truncate(offset);
    let at = offset;
    for await (const chunk of part) {
      if (at + chunk.byteLength - offset > PART_LIMIT) {
        throw new TelltaleError('too-large', `A part holds at most ${PART_LIMIT} bytes.`);
      }
      await handle.write(chunk, 0, chunk.byteLength, at);
      at += chunk.byteLength;
    }
    return at;
  } finally {
    await handle.close();
  }
}

/** A path of the browser as names below the upload. Throws `usage`. */
function partsOf(path: string): readonly string[] {
  const names = path.split('/');
  const wrong = names.some(
    (name) =>
      name === '' ||
      name === '.' ||
      name === '..' ||
      name.includes('\0') ||
      Buffer.byteLength(name) > NAME_LIMIT ||
      (sep === '\\' && /[\\:*?"<>|]/.test(name)),
  );
  if (wrong) throw new TelltaleError('usage', `Not a path of an upload: ${path}`);
  return names;
}
