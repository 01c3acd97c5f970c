/** Git's deltas: an object as copies of another one's bytes and new bytes. */

/** Bytes that one object may have. */
export const OBJECT_LIMIT = 256 * 2 ** 20;

/** Throws a RangeError when the delta does not fit its base, or makes more than an object may have. */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  let at = 0;
  const byte = (): number => {
    const value = delta[at];
    if (value === undefined) throw new RangeError('the delta ends too early');
    at += 1;
    return value;
  };
  const size = (): number => {
    let value = 0;
    let unit = 1;
    for (;;) {
      const next = byte();
      value += (next & 0x7f) * unit;
      unit *= 128;
      if (next < 0x80) return value;
      if (unit > Number.MAX_SAFE_INTEGER) throw new RangeError('a size out of range');
    }
  };
  /** Little-endian, of the bytes whose bits are set. */
  const number = (bits: number): number => {
    let value = 0;
    for (let unit = 1; bits > 0; bits >>= 1, unit *= 256) if (bits & 1) value += byte() * unit;
    return value;
  };
  if (size() !== base.length) throw new RangeError('the delta belongs to another base');
  const length = size();
  if (length > OBJECT_LIMIT) throw new RangeError('the object is too large');
  const whole = Buffer.alloc(length);
  let done = 0;
  while (at < delta.length) {
    const operation = byte();
    if (operation === 0) throw new RangeError('an unknown operation');
    let from = delta;
    let start = at;
    let count = operation;
    if (operation >= 0x80) {
      from = base;
      start = number(operation & 0x0f);
      count = number((operation >> 4) & 7) || 0x10000;
    } else at += count;
    if (start + count > from.length || done + count > length) throw new RangeError('a copy out of range');
    from.copy(whole, done, start, start + count);
    done += count;
  }
  if (done !== length) throw new RangeError('the delta ends too early');
  return whole;
}
