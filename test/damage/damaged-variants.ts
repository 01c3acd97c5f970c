/** Damaged variants of real files: bits turned over, ends cut off, pieces moved, doubled or taken from other files. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const CORPUS = join(import.meta.dirname, '../corpus');
const TORTURE = join(import.meta.dirname, '../../../shared/data/torture');
/** Larger originals only make the run longer. */
const LARGEST = 300_000;

export interface Variant {
  /** `000017-report.docx`: the original's name keeps its extension. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** A small generator with a seed (mulberry32), 0 to 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The corpus, and the shared torture set where it is there; in a fixed order. */
export function originals(): readonly string[] {
  return [CORPUS, TORTURE]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
    .filter((path) => !path.endsWith('.golden.json') && statSync(path).isFile() && statSync(path).size <= LARGEST)
    .sort();
}

/** The same seed gives the same variants of the same originals. */
export function* damagedVariants(count: number, seed: number, paths = originals()): Generator<Variant> {
  const random = seeded(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  for (let at = 0; at < count; at += 1) {
    const path = paths[pick(paths.length)] ?? '';
    const bytes = readFileSync(path);
    const other = readFileSync(paths[pick(paths.length)] ?? path);
    yield { name: `${String(at).padStart(6, '0')}-${basename(path)}`, bytes: damage(bytes, other, pick) };
  }
}

function damage(whole: Buffer, other: Buffer, pick: (below: number) => number): Buffer {
  let bytes: Buffer = Buffer.from(whole);
  for (let round = 1 + pick(3); round > 0; round -= 1) {
    const kind = pick(6);
    if (kind === 0) bytes = bytes.subarray(0, pick(bytes.length + 1));
    else if (kind === 1) bytes = spliced(bytes, pick(bytes.length + 1), 0, slice(other, pick));
    else if (kind === 2) bytes = spliced(bytes, pick(bytes.length + 1), 1 + pick(200), Buffer.alloc(0));
    else if (kind === 3) bytes = spliced(bytes, pick(bytes.length + 1), 0, slice(bytes, pick));
    else {
      bytes = Buffer.from(bytes);
      // Numbers stand in headers: those are hit as often as all the rest.
      const reach = pick(2) === 0 ? Math.min(512, bytes.length) : bytes.length;
      for (let flips = 1 + pick(12); flips > 0 && reach > 0; flips -= 1) {
        const where = pick(reach);
        bytes[where] =
          kind === 4 ? (bytes[where] ?? 0) ^ (1 << pick(8)) : ([0, 0xff, 0x7f, 0x80, pick(256)][pick(5)] ?? 0);
      }
    }
  }
  return bytes;
}

const slice = (bytes: Buffer, pick: (below: number) => number): Buffer => {
  const from = pick(bytes.length + 1);
  return bytes.subarray(from, from + 1 + pick(4096));
};

const spliced = (bytes: Buffer, at: number, removed: number, inserted: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
