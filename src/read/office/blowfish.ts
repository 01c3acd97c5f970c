/** Blowfish in cipher feedback of 64 bits: what OpenDocument files were locked with until 2012, and OpenSSL no longer has. */

const ROUNDS = 16;
const BOX = 256;
const WORDS = ROUNDS + 2 + 4 * BOX;

let constants: Uint32Array | undefined;

/** The first words of the fraction of pi, which the cipher begins with, by Machin's formula. */
function pi(): Uint32Array {
  if (constants) return constants;
  const bits = BigInt(WORDS * 32);
  const one = 1n << (bits + 64n);
  const arcTangent = (inverse: bigint): bigint => {
    let power = one / inverse;
    let sum = power;
    for (let divisor = 3n, sign = -1n; power > 0n; divisor += 2n, sign = -sign) {
      power /= inverse * inverse;
      sum += sign * (power / divisor);
    }
    return sum;
  };
  const fraction = ((16n * arcTangent(5n) - 4n * arcTangent(239n)) & (one - 1n)) >> 64n;
  const digits = fraction.toString(16).padStart(WORDS * 8, '0');
  constants = Uint32Array.from({ length: WORDS }, (_, word) =>
    Number.parseInt(digits.slice(word * 8, word * 8 + 8), 16),
  );
  return constants;
}

interface Schedule {
  readonly keys: Uint32Array;
  readonly boxes: Uint32Array;
}

/** Encrypts the two words of `block` in place. */
function encrypt({ keys, boxes }: Schedule, block: Uint32Array): void {
  let left = block[0] ?? 0;
  let right = block[1] ?? 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    left = (left ^ (keys[round] ?? 0)) >>> 0;
    const sum = ((boxes[left >>> 24] ?? 0) + (boxes[BOX + ((left >>> 16) & 255)] ?? 0)) >>> 0;
    const mixed = ((sum ^ (boxes[2 * BOX + ((left >>> 8) & 255)] ?? 0)) >>> 0) + (boxes[3 * BOX + (left & 255)] ?? 0);
    const next = (right ^ mixed) >>> 0;
    right = left;
    left = next;
  }
  block[0] = (right ^ (keys[ROUNDS + 1] ?? 0)) >>> 0;
  block[1] = (left ^ (keys[ROUNDS] ?? 0)) >>> 0;
}

function schedule(key: Uint8Array): Schedule {
  const words = pi().slice();
  const own = { keys: words.subarray(0, ROUNDS + 2), boxes: words.subarray(ROUNDS + 2) };
  for (let index = 0, at = 0; index < ROUNDS + 2; index += 1) {
    let word = 0;
    for (let byte = 0; byte < 4; byte += 1, at += 1) word = ((word << 8) | (key[at % key.length] ?? 0)) >>> 0;
    words[index] = ((words[index] ?? 0) ^ word) >>> 0;
  }
  const block = new Uint32Array(2);
  for (let index = 0; index < words.length; index += 2) {
    encrypt(own, block);
    words.set(block, index);
  }
  return own;
}

/** `initial` is of 8 bytes; the key of 4 to 56. */
export function decryptBlowfish(key: Uint8Array, initial: Uint8Array, bytes: Uint8Array): Buffer {
  const own = schedule(key);
  const clear = Buffer.from(bytes);
  const block = new Uint32Array(2);
  const stream = Buffer.from(initial.subarray(0, 8));
  for (let at = 0; at < bytes.length; at += 8) {
    block[0] = stream.readUInt32BE(0);
    block[1] = stream.readUInt32BE(4);
    encrypt(own, block);
    stream.writeUInt32BE(block[0], 0);
    stream.writeUInt32BE(block[1], 4);
    for (let byte = 0; byte < 8 && at + byte < bytes.length; byte += 1) {
      const locked = bytes[at + byte] ?? 0;
      clear[at + byte] = locked ^ (stream[byte] ?? 0);
      stream[byte] = locked;
    }
  }
  return clear;
}
