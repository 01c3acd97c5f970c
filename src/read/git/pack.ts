/** A pack of Git objects: found through its index, or one after another where that is missing. */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { applyDelta, OBJECT_LIMIT } from './delta.ts';
import type { GitObject, ObjectType } from './git-object.ts';

export interface Pack {
  readonly ids: readonly string[];
  /** Objects that the pack says it has, and that could not be found in it; 0 where an index names them. */
  readonly lost: number;
  /** What stands in the pack under this id; a base that stands elsewhere is asked for. Throws when it is damaged. */
  read(id: string, elsewhere: (id: string) => Promise<GitObject | undefined>): Promise<GitObject>;
  close(): Promise<void>;
}

interface Entry {
  readonly type: ObjectType | undefined;
  /** Offset of the base, or its id. */
  readonly base: number | string | undefined;
  readonly size: number;
  /** Where the packed bytes begin. */
  readonly start: number;
}

const TYPES: readonly (ObjectType | undefined)[] = [undefined, 'commit', 'tree', 'blob', 'tag'];
const OFFSET_DELTA = 6;
const ID_DELTA = 7;
const HEADER = 12;
/** Longest chain of deltas that is followed. */
const DEPTH = 5000;
/** Bytes of bases that are kept at hand. */
const CACHE = 48 * 2 ** 20;
const WINDOW = 64 * 1024;

/** Rejects when it is no pack. Without a usable index the objects are looked for in the pack itself. */
export async function openPack(path: string, index: Buffer | undefined, idLength: number): Promise<Pack> {
  const file = await open(path, 'r');
  try {
    return await readPack(file, index, idLength);
  } catch (caught) {
    await file.close();
    throw caught;
  }
}

async function readPack(file: FileHandle, index: Buffer | undefined, idLength: number): Promise<Pack> {
  const { size } = await file.stat();
  const end = size - idLength;
  const head = await bytesAt(file, 0, HEADER);
  if (head.toString('latin1', 0, 4) !== 'PACK' || head.length < HEADER) throw new RangeError('not a pack');
  const stated = head.readUInt32BE(8);
  const offsets = (index && indexedOffsets(index, idLength)) ?? new Map<string, number>();
  const isIndexed = offsets.size > 0;
  const sorted = [...offsets.values()].sort((a, b) => a - b);
  const nextAfter = new Map(sorted.map((offset, at) => [offset, sorted[at + 1] ?? end]));
  const cache = new Map<number, GitObject>();
  let cached = 0;

  async function unpacked(entry: Entry, offset: number): Promise<Buffer> {
    if (entry.size > OBJECT_LIMIT) throw new RangeError('the object is too large');
    const stop = nextAfter.get(offset);
    if (stop === undefined) return (await inflateAt(file, entry, end)).content;
    return inflateSync(await bytesAt(file, entry.start, stop - entry.start), { maxOutputLength: entry.size || 1 });
  }

  async function readAt(offset: number, elsewhere: (id: string) => Promise<GitObject | undefined>): Promise<GitObject> {
    const deltas: { offset: number; entry: Entry }[] = [];
    let at: number | string = offset;
    let found: GitObject | undefined;
    while (!found) {
      if (deltas.length > DEPTH) throw new RangeError('a chain without end');
      if (typeof at === 'string') {
        const inside: number | undefined = offsets.get(at);
        if (inside === undefined) found = await elsewhere(at);
        if (inside === undefined && !found) throw new RangeError(`the base ${at} is missing`);
        if (inside !== undefined) at = inside;
        continue;
      }
      found = cache.get(at);
      if (found) break;
      const entry = await entryAt(file, at, idLength);
      if (entry.type) found = { type: entry.type, content: await unpacked(entry, at) };
      else if (entry.base === undefined) throw new RangeError('an object of no known type');
      else {
        deltas.push({ offset: at, entry });
        at = entry.base;
      }
    }
    for (const { offset: its, entry } of deltas.reverse()) {
      found = { type: found.type, content: applyDelta(found.content, await unpacked(entry, its)) };
    }
    keep(offset, found);
    return found;
  }

  function keep(offset: number, object: GitObject): void {
    if (object.content.length > CACHE / 8 || cache.has(offset)) return;
    cache.set(offset, object);
    cached += object.content.length;
    for (const [oldest, { content }] of cache) {
      if (cached <= CACHE) break;
      cache.delete(oldest);
      cached -= content.length;
    }
  }

  if (!isIndexed) await search(file, end, idLength, offsets, nextAfter, readAt);
  return {
    ids: [...offsets.keys()],
    lost: isIndexed ? 0 : Math.max(0, stated - offsets.size),
    async read(id, elsewhere) {
      const offset = offsets.get(id);
      if (offset === undefined) throw new RangeError(`no object ${id}`);
      return readAt(offset, elsewhere);
    },
    close: () => file.close(),
  };
}

/** Goes through the pack and names each object by its hash; ends at the first damaged one. */
async function search(
  file: FileHandle,
  end: number,
  idLength: number,
  offsets: Map<string, number>,
  nextAfter: Map<number, number>,
  readAt: (offset: number, elsewhere: (id: string) => Promise<undefined>) => Promise<GitObject>,
): Promise<void> {
  const nowhere = async (): Promise<undefined> => undefined;
  const found: number[] = [];
  try {
    for (let at = HEADER; at < end; ) {
      const entry = await entryAt(file, at, idLength);
      const { used } = await inflateAt(file, entry, end);
      nextAfter.set(at, entry.start + used);
      found.push(at);
      at = entry.start + used;
    }
  } catch {
    // Behind a damaged object nothing tells where the next one begins.
  }
  // A base that is named by its id may stand behind: those are tried again.
  let left = found;
  for (let before = -1; left.length > 0 && left.length !== before; ) {
    before = left.length;
    const failed: number[] = [];
    for (const offset of left) {
      try {
        const { type, content } = await readAt(offset, nowhere);
        const hash = createHash(idLength === 32 ? 'sha256' : 'sha1');
        offsets.set(hash.update(`${type} ${content.length}\0`).update(content).digest('hex'), offset);
      } catch {
        failed.push(offset);
      }
    }
    left = failed;
  }
}

/** Offsets by id, of an index of version 2; undefined when it is none or damaged. */
function indexedOffsets(index: Buffer, idLength: number): Map<string, number> | undefined {
  const FAN = 8;
  const NAMES = FAN + 256 * 4;
  if (index.length < NAMES || index.readUInt32BE(0) !== 0xff744f63 || index.readUInt32BE(4) !== 2) return undefined;
  const count = index.readUInt32BE(NAMES - 4);
  const checks = NAMES + count * idLength;
  const small = checks + count * 4;
  const large = small + count * 4;
  if (index.length < large) return undefined;
  const offsets = new Map<string, number>();
  for (let at = 0; at < count; at += 1) {
    const stated = index.readUInt32BE(small + at * 4);
    const far = large + (stated & 0x7fffffff) * 8;
    if (stated >= 0x80000000 && far + 8 > index.length) return undefined;
    const offset = stated < 0x80000000 ? stated : Number(index.readBigUInt64BE(far));
    offsets.set(index.toString('hex', NAMES + at * idLength, NAMES + (at + 1) * idLength), offset);
  }
  return offsets;
}

async function entryAt(file: FileHandle, offset: number, idLength: number): Promise<Entry> {
  const head = await bytesAt(file, offset, 16 + 16 + idLength);
  let at = 0;
  const byte = (): number => {
    const value = head[at];
    if (value === undefined) throw new RangeError('the pack ends inside an object');
    at += 1;
    return value;
  };
  let next = byte();
  const type = (next >> 4) & 7;
  let size = next & 0x0f;
  for (let unit = 16; next >= 0x80; unit *= 128) {
    next = byte();
    size += (next & 0x7f) * unit;
  }
  let base: number | string | undefined;
  if (type === ID_DELTA) {
    base = head.toString('hex', at, at + idLength);
    at += idLength;
  } else if (type === OFFSET_DELTA) {
    next = byte();
    let back = next & 0x7f;
    while (next >= 0x80) {
      next = byte();
      back = (back + 1) * 128 + (next & 0x7f);
    }
    base = offset - back;
    if (base < HEADER || back === 0) throw new RangeError('a base out of range');
  }
  return { type: TYPES[type], base, size, start: offset + at };
}

/** Unpacks without knowing how long the packed bytes are. */
async function inflateAt(file: FileHandle, entry: Entry, end: number): Promise<{ content: Buffer; used: number }> {
  if (entry.size > OBJECT_LIMIT) throw new RangeError('the object is too large');
  for (let window = WINDOW; ; window *= 4) {
    const length = Math.min(window, end - entry.start);
    const packed = await bytesAt(file, entry.start, length);
    try {
      const inflated = inflateSync(packed, { maxOutputLength: entry.size || 1, info: true }) as unknown as {
        buffer: Buffer;
        engine: { bytesWritten: number };
      };
      return { content: inflated.buffer, used: inflated.engine.bytesWritten };
    } catch (caught) {
      const isCut = (caught as NodeJS.ErrnoException).code === 'Z_BUF_ERROR' && length < end - entry.start;
      if (!isCut) throw caught;
    }
  }
}

/** Fewer at the end of the file. */
async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  if (length < 0 || length > OBJECT_LIMIT * 2) throw new RangeError('a length out of range');
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}
