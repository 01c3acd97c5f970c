/** Keeps an archive from unpacking to more than is believed: counted while it happens, whatever its headers say. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TelltaleError } from '../../errors.ts';
import type { ReaderInput } from '../reader.ts';
import { packedSize } from './volumes.ts';

export interface UnpackGuard {
  /** Writes a member to the scratch folder. Gives its path. Rejects with `archive-bomb`. */
  write(content: Readable | Uint8Array): Promise<string>;
  /** Counts a declared size before anything is unpacked. Throws `archive-bomb`. */
  declare(size: number): void;
}

/** Bytes that any archive may unpack to, whatever the ratio. */
const ALWAYS_ALLOWED = 64 * 2 ** 20;

export function createUnpackGuard(input: ReaderInput): UnpackGuard {
  const { unpackedBytes, unpackRatio, members } = input.limits;
  const allowed = Math.min(unpackedBytes, Math.max(ALWAYS_ALLOWED, packedSize(input) * unpackRatio));
  let declared = 0;
  let written = 0;
  let count = 0;
  const check = (bytes: number): void => {
    if (bytes > allowed) {
      throw new TelltaleError('archive-bomb', `${packedSize(input)} bytes unpack to more than ${allowed}.`);
    }
  };
  return {
    declare(size) {
      declared += size;
      check(declared);
    },
    async write(content) {
      count += 1;
      if (count > members) throw new TelltaleError('archive-bomb', `More than ${members} members.`);
      const path = join(input.scratch, `member-${count}`);
      const counting = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          written += chunk.length;
          try {
            check(written);
            done(null, chunk);
          } catch (caught) {
            done(caught as Error);
          }
        },
      });
      const source = content instanceof Uint8Array ? [content] : content;
      await pipeline(source, counting, createWriteStream(path));
      return path;
    },
  };
}
