/** Which values leaks mention, for asking about millions of others: bits and no strings, whatever the size of the leak. */
import type { EntityKey, EntityRef, EntityType } from '../model/entity.ts';

/** Bits for what values are made of: 8 MB, in which a million values take one bit of 64. */
const BITS = 2 ** 26;

export class LeakValues {
  private refs = new Uint32Array(2 ** 12);
  private readonly made = new Uint32Array(BITS / 32);

  add(ref: EntityRef, { type, value }: EntityKey): void {
    if (ref >>> 5 >= this.refs.length) {
      const larger = new Uint32Array(Math.max(this.refs.length * 2, (ref >>> 5) + 1));
      larger.set(this.refs);
      this.refs = larger;
    }
    set(this.refs, ref);
    set(this.made, hashOf(type, value, 0));
  }

  has(ref: EntityRef): boolean {
    return isSet(this.refs, ref);
  }

  /** False only when no leak mentions such a value, or its end from `from` on; true may be an error. */
  mayHave(type: EntityType, value: string, from = 0): boolean {
    return isSet(this.made, hashOf(type, value, from));
  }
}

function set(bits: Uint32Array, bit: number): void {
  bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

function isSet(bits: Uint32Array, bit: number): boolean {
  return ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0;
}

/** FNV-1a over UTF-16 units. */
function hashOf(type: string, value: string, from: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < type.length; at += 1) hash = Math.imul(hash ^ type.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash, 0x01000193);
  for (let at = from; at < value.length; at += 1) hash = Math.imul(hash ^ value.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & (BITS - 1);
}
