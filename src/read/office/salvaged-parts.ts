/** The parts of an office file whose list of members is damaged or cut off: each is found by the header that stands before it. */
import { readFile, stat } from 'node:fs/promises';
import { constants, inflateRawSync } from 'node:zlib';
import { TelltaleError } from '../../errors.ts';
import type { ReadLimits } from '../reader.ts';

const MEMBER = Buffer.from('PK\u0003\u0004', 'latin1');
const LIST = Buffer.from('PK\u0001\u0002', 'latin1');
const HEADER = 30;
const LOCKED = 0x0001;
const SIZES_FOLLOW = 0x0008;
const STORED = 0;
const DEFLATED = 8;
/** Files and what they unpack to are held in memory here. */
export const MOST_SALVAGED = 256 * 2 ** 20;

/** By name, in the file's order; a part that is cut off with what there is of it. Rejects with `too-large`, `archive-bomb`. */
export async function salvagedParts(path: string, limits: ReadLimits): Promise<ReadonlyMap<string, Buffer>> {
  if ((await stat(path)).size > MOST_SALVAGED)
    throw new TelltaleError('too-large', 'Too large to be searched for its parts.');
  const bytes = await readFile(path);
  const parts = new Map<string, Buffer>();
  let left = Math.min(MOST_SALVAGED, limits.unpackedBytes);
  for (let at = bytes.indexOf(MEMBER); at >= 0 && at + HEADER <= bytes.length; ) {
    const flags = bytes.readUInt16LE(at + 6);
    const method = bytes.readUInt16LE(at + 8);
    const packed = bytes.readUInt32LE(at + 18);
    const start = at + HEADER + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + HEADER, at + HEADER + bytes.readUInt16LE(at + 26));
    const isOpenEnded = (flags & SIZES_FOLLOW) !== 0 && packed === 0;
    const next = bytes.indexOf(MEMBER, isOpenEnded ? start : Math.min(bytes.length, start + packed));
    const list = bytes.indexOf(LIST, start);
    const end = isOpenEnded ? [next, list].find((place) => place >= 0) : start + packed;
    const content = bytes.subarray(start, end);
    const isReadable = (flags & LOCKED) === 0 && (method === STORED || method === DEFLATED) && !name.endsWith('/');
    const part = isReadable ? (method === STORED ? content : inflated(content, left)) : undefined;
    if (part && part.length > 0 && parts.size < limits.members) {
      parts.set(name, part);
      left -= part.length;
    }
    at = next;
  }
  return parts;
}

/** Packed bytes up to which damage is looked for: it is found by halves. */
const SEARCHED = 16 * 2 ** 20;

/** What comes before damage to the packed bytes, all of it where there is none. Throws `archive-bomb` beyond `most` bytes. */
export function inflated(packed: Buffer, most: number): Buffer | undefined {
  const upTo = (end: number): Buffer | undefined => {
    try {
      return inflateRawSync(packed.subarray(0, end), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: Math.max(1, most),
      });
    } catch (caught) {
      const { code } = caught as NodeJS.ErrnoException;
      if (code === 'ERR_BUFFER_TOO_LARGE') {
        throw new TelltaleError('archive-bomb', `The parts unpack to more than ${most} bytes.`, { cause: caught });
      }
      if (code?.startsWith('Z_')) return undefined;
      throw caught;
    }
  };
  const whole = upTo(packed.length);
  if (whole || packed.length > SEARCHED) return whole;
  let good = 0;
  for (let bad = packed.length; bad - good > 1; ) {
    const middle = good + Math.floor((bad - good) / 2);
    if (upTo(middle)) good = middle;
    else bad = middle;
  }
  return upTo(good);
}
