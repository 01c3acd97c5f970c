/** How random bytes are. */

/** Shannon entropy in bits a byte: near 8 for what is compressed or encrypted. `histogram` counts each byte value. */
export function entropy(histogram: Float64Array, size: number): number {
  let bits = 0;
  for (const count of histogram) if (count > 0) bits -= (count / size) * Math.log2(count / size);
  return bits;
}
