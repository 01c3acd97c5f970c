/** The container of old office files ([MS-CFB]): sectors in chains, and a tree of names. Chains that lead in circles end. */

const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const HEADER = 512;
const LISTED_IN_HEADER = 109;
const LAST_SECTOR = 0xfffffffa;
const NO_ENTRY = 0xffffffff;
const ENTRY = 128;
const STORAGE = 1;
const STREAM = 2;
const ROOT = 5;
/** Storages within storages. */
const DEEPEST = 100;

export interface SectorStream {
  /** `/`-separated, without the root. */
  readonly name: string;
  content(): Buffer;
}

export interface Container {
  readonly streams: readonly SectorStream[];
  /** Whether a chain or the tree led in a circle or out of the file. */
  readonly isDamaged: boolean;
}

interface Entry {
  readonly name: string;
  readonly type: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
  readonly start: number;
  readonly size: number;
}

/** Throws a RangeError when the file is none, or too damaged for a directory. */
export function readContainer(bytes: Buffer): Container {
  if (bytes.length < HEADER || !bytes.subarray(0, 8).equals(SIGNATURE)) throw new RangeError('there is no signature');
  const shift = bytes.readUInt16LE(30);
  const smallShift = bytes.readUInt16LE(32);
  if (shift < 7 || shift > 20 || smallShift < 3 || smallShift > shift) throw new RangeError('the sectors have no size');
  const size = 1 << shift;
  const cutoff = bytes.readUInt32LE(56);
  let isDamaged = false;
  const sector = (number: number): Buffer => bytes.subarray((number + 1) * size, (number + 2) * size);
  const count = Math.ceil(bytes.length / size);

  /** The sectors of a chain; it ends where it comes back to itself or leads out of the table. */
  const chain = (start: number, table: Uint32Array, most: number): number[] => {
    const found: number[] = [];
    const seen = new Uint8Array(table.length);
    let at = start;
    while (at < LAST_SECTOR && found.length < most) {
      if (at >= table.length || seen[at] === 1) {
        isDamaged = true;
        break;
      }
      seen[at] = 1;
      found.push(at);
      at = table[at] ?? NO_ENTRY;
    }
    return found;
  };
  const numbers = (sectors: readonly number[]): Uint32Array => {
    const joined = Buffer.concat(sectors.map(sector));
    return Uint32Array.from({ length: joined.length >> 2 }, (_, at) => joined.readUInt32LE(at * 4));
  };

  const tableSectors: number[] = [];
  for (let at = 0; at < LISTED_IN_HEADER; at += 1) tableSectors.push(bytes.readUInt32LE(76 + at * 4));
  const seenLists = new Set<number>();
  for (let list = bytes.readUInt32LE(68); list < count && !seenLists.has(list); ) {
    seenLists.add(list);
    const more = numbers([list]);
    tableSectors.push(...more.subarray(0, -1));
    list = more.at(-1) ?? NO_ENTRY;
  }
  const table = numbers([...new Set(tableSectors.filter((number) => number < count))]);
  const read = (start: number, length: number): Buffer =>
    Buffer.concat(chain(start, table, Math.ceil(length / size)).map(sector)).subarray(0, length);

  const directory = Buffer.concat(chain(bytes.readUInt32LE(48), table, count).map(sector));
  const isNew = bytes.readUInt16LE(26) >= 4;
  const entries = Array.from({ length: Math.floor(directory.length / ENTRY) }, (_, at) =>
    entryOf(directory.subarray(at * ENTRY, (at + 1) * ENTRY), isNew),
  );
  const root = entries[0];
  if (root?.type !== ROOT) throw new RangeError('there is no directory');
  const smallTable = numbers(chain(bytes.readUInt32LE(60), table, count));
  let small: Buffer | undefined;
  const content = (entry: Entry): Buffer => {
    if (entry.size >= cutoff) return read(entry.start, Math.min(entry.size, bytes.length));
    small ??= read(root.start, Math.min(root.size, bytes.length));
    const holder = small;
    const step = 1 << smallShift;
    return Buffer.concat(
      chain(entry.start, smallTable, Math.ceil(entry.size / step)).map((at) =>
        holder.subarray(at * step, (at + 1) * step),
      ),
    ).subarray(0, entry.size);
  };

  const streams: SectorStream[] = [];
  const visited = new Uint8Array(entries.length);
  // A list of siblings may be one long branch: no recursion along it.
  const waiting: { at: number; folder: string; depth: number }[] = [{ at: root.child, folder: '', depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const entry = entries[next.at];
    if (!entry || visited[next.at] === 1 || next.depth > DEEPEST) {
      if (next.at !== NO_ENTRY) isDamaged = true;
      continue;
    }
    visited[next.at] = 1;
    const name = next.folder + entry.name;
    if (entry.type === STREAM) streams.push({ name, content: () => content(entry) });
    waiting.push({ ...next, at: entry.right }, { ...next, at: entry.left });
    if (entry.type === STORAGE) waiting.push({ at: entry.child, folder: `${name}/`, depth: next.depth + 1 });
  }
  return {
    streams,
    get isDamaged() {
      return isDamaged;
    },
  };
}

function entryOf(bytes: Buffer, isNew: boolean): Entry {
  const length = Math.min(64, bytes.readUInt16LE(64));
  const size = isNew ? Number(bytes.readBigUInt64LE(120)) : bytes.readUInt32LE(120);
  return {
    name: bytes.toString('utf16le', 0, Math.max(0, length - 2)),
    type: bytes.readUInt8(66),
    left: bytes.readUInt32LE(68),
    right: bytes.readUInt32LE(72),
    child: bytes.readUInt32LE(76),
    start: bytes.readUInt32LE(116),
    size,
  };
}
