/**
 * The one place for how alike two texts are: shingles, sketches (MinHash) that can be compared without the texts, and
 * groups of near duplicates. For documents (a chat exported three times, a PDF and its docx) and for reports that copy
 * one another alike. Pure and deterministic: it depends on nothing but the words and their order within a passage.
 */

/** Words, Han characters and kana in a row that make one shingle. */
const SHINGLE = 4;
/** Minima of a sketch: one for each bin that hashes fall into. */
const BINS = 128;
/** Bins that must agree for two sketches to be compared at all; 32 bands of 4 find nine in ten pairs from 0.55 on. */
const BAND = 4;
const EMPTY = 0xffffffff;
/** Where FNV-1a begins. */
const FNV = 0x811c9dc5;

/** From here on two documents are called near duplicates. */
export const NEAR = 0.8;

/** Digits and letters of any script; Han, kana and Hangul one by one, since nothing stands between their words. */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[^\P{L}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|\p{N}+/gu;

/** FNV-1a over UTF-16 units. */
function hash(text: string, seed: number): number {
  let value = seed;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** Spreads the bits of a hash (the end of MurmurHash3): bins are taken from the upper ones. */
function spread(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Gives the hash of each shingle in reading order; a text of fewer words is one shingle, one without words none. */
function eachShingle(text: string, take: (shingle: number) => void): void {
  const row = new ShingleRow(take);
  if (!eachPlainToken(text, row)) {
    for (const [token] of text.normalize('NFKC').toLowerCase().matchAll(TOKEN)) row.add(hash(token, FNV));
  }
  row.end();
}

/** The last few words, by their hashes. */
class ShingleRow {
  private readonly take: (shingle: number) => void;
  private total = 0;
  private first = 0;
  private second = 0;
  private third = 0;
  private fourth = 0;

  constructor(take: (shingle: number) => void) {
    this.take = take;
  }

  add(token: number): void {
    this.first = this.second;
    this.second = this.third;
    this.third = this.fourth;
    this.fourth = spread(token);
    this.total += 1;
    if (this.total >= SHINGLE) this.give();
  }

  end(): void {
    if (this.total > 0 && this.total < SHINGLE) this.give();
  }

  /** Words that are not there yet are 0, and leave the value as it is. */
  private give(): void {
    let value = (Math.imul(this.first, 31) + this.second) | 0;
    value = (Math.imul(value, 31) + this.third) | 0;
    this.take(spread((Math.imul(value, 31) + this.fourth) | 0));
  }
}

/** The words of an ASCII text without a copy of it, which is what feeds are made of; false, and nothing given, for any other. */
function eachPlainToken(text: string, row: ShingleRow): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  let kind = 0;
  let value = FNV;
  for (let at = 0; at < text.length; at += 1) {
    let unit = text.charCodeAt(at);
    let now = 0;
    if (unit >= 0x30 && unit <= 0x39) now = 1;
    else if (unit >= 0x61 && unit <= 0x7a) now = 2;
    else if (unit >= 0x41 && unit <= 0x5a) {
      now = 2;
      unit += 0x20;
    }
    if (now !== kind) {
      if (kind !== 0) row.add(value >>> 0);
      kind = now;
      value = FNV;
    }
    if (now !== 0) value = Math.imul(value ^ unit, 0x01000193);
  }
  if (kind !== 0) row.add(value >>> 0);
  return true;
}

/** The distinct shingles of a text, hashed to 32 bits. For texts that are compared whole and at once. */
export function shingles(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  eachShingle(text, (shingle) => found.add(shingle));
  return found;
}

/** Share of `part`'s shingles that `whole` has too, 0 to 1: near 1 when `part` was copied. 0 for a text without words. */
export function containment(part: ReadonlySet<number>, whole: ReadonlySet<number>): number {
  let shared = 0;
  for (const shingle of part) if (whole.has(shingle)) shared += 1;
  return part.size === 0 ? 0 : shared / part.size;
}

/** The smallest hash of each bin. Sketches of the parts of a text merge into the sketch of the whole. */
export type Sketch = Uint32Array;

export function sketchOf(texts: Iterable<string>): Sketch {
  const sketch = new Uint32Array(BINS).fill(EMPTY);
  const take = (shingle: number): void => {
    const bin = shingle % BINS;
    if (shingle < (sketch[bin] ?? 0)) sketch[bin] = shingle;
  };
  for (const text of texts) eachShingle(text, take);
  return sketch;
}

export function mergeSketches(one: Sketch, other: Sketch): Sketch {
  return one.map((least, bin) => Math.min(least, other[bin] ?? EMPTY));
}

/** Little-endian bytes, for storing. */
export function sketchBytes(sketch: Sketch): Uint8Array {
  const bytes = new Uint8Array(BINS * 4);
  const view = new DataView(bytes.buffer);
  for (const [bin, least] of sketch.entries()) view.setUint32(bin * 4, least, true);
  return bytes;
}

/** Throws a RangeError when the bytes are no sketch. */
export function sketchFromBytes(bytes: Uint8Array): Sketch {
  if (bytes.length !== BINS * 4) throw new RangeError(`a sketch has ${BINS * 4} bytes, not ${bytes.length}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Uint32Array.from({ length: BINS }, (_, bin) => view.getUint32(bin * 4, true));
}

/**
 * Estimated share of shingles that two texts have in common (Jaccard), 0 to 1, within about 0.04. Exact when each bin
 * holds at most one shingle; 0 when either text has no words.
 */
export function similarity(one: Sketch, other: Sketch): number {
  let shared = 0;
  let used = 0;
  let usedOne = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const left = one[bin] ?? EMPTY;
    const right = other[bin] ?? EMPTY;
    if (left !== EMPTY) usedOne += 1;
    if (left === EMPTY && right === EMPTY) continue;
    used += 1;
    if (left === right) shared += 1;
  }
  return usedOne === 0 || used === 0 ? 0 : shared / used;
}

/** Shorter texts are alike by chance: greetings, empty forms. */
const FEWEST_BINS = 12;

export interface Sketched {
  readonly id: string;
  readonly sketch: Sketch;
}

/**
 * Groups of near duplicates, each with its ids in order; the first id names the group. The order of the input does not
 * matter. Two documents are in one group when a chain of pairs with at least `least` similarity joins them.
 */
export function nearDuplicateGroups(sketched: Iterable<Sketched>, least: number = NEAR): string[][] {
  const documents = [...sketched].filter(({ sketch }) => filled(sketch) >= FEWEST_BINS);
  documents.sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
  const parent = documents.map((_, at) => at);
  const root = (at: number): number => {
    let up = at;
    while (parent[up] !== up) {
      parent[up] = parent[parent[up] ?? up] ?? up;
      up = parent[up] ?? up;
    }
    return up;
  };
  for (let band = 0; band < BINS / BAND; band += 1) {
    const leaders = new Map<string, number[]>();
    for (const [at, { sketch }] of documents.entries()) {
      const key = bandKey(sketch, band);
      if (key === undefined) continue;
      const seen = leaders.get(key);
      if (!seen) {
        leaders.set(key, [at]);
        continue;
      }
      // Compared with the first of each group met in this band, so that a thousand copies cost a thousand comparisons.
      const joins = seen.filter((other) => root(other) === root(at) || isNear(documents, other, at, least));
      for (const other of joins) {
        const [low, high] = [root(other), root(at)].sort((a, b) => a - b);
        parent[high ?? at] = low ?? at;
      }
      if (joins.length === 0) seen.push(at);
    }
  }
  const groups = new Map<number, string[]>();
  for (const [at, { id }] of documents.entries()) {
    const members = groups.get(root(at));
    if (members) members.push(id);
    else groups.set(root(at), [id]);
  }
  return [...groups.values()].filter((members) => members.length > 1);
}

const isNear = (documents: readonly Sketched[], one: number, other: number, least: number): boolean => {
  const left = documents[one];
  const right = documents[other];
  return left !== undefined && right !== undefined && similarity(left.sketch, right.sketch) >= least;
};

function filled(sketch: Sketch): number {
  let count = 0;
  for (const least of sketch) if (least !== EMPTY) count += 1;
  return count;
}

/** Undefined where a bin is empty: short texts would all meet there. */
function bandKey(sketch: Sketch, band: number): string | undefined {
  const bins = sketch.subarray(band * BAND, (band + 1) * BAND);
  let empty = 0;
  for (const least of bins) if (least === EMPTY) empty += 1;
  return empty === BAND ? undefined : bins.join();
}
