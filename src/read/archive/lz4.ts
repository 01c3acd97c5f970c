/** LZ4: frames as `.lz4` files hold them, and the single block in which Firefox keeps bookmarks and sessions. */
import { TelltaleError } from '../../errors.ts';

const FRAME = 0x184d2204;
const SKIPPED_FRAME = 0x184d2a50;
const MOZILLA = 'mozLz40\0';
const WINDOW = 64 * 1024;

export const isLz4 = (head: Uint8Array): boolean =>
  head.length > 7 && Buffer.from(head.subarray(0, 4)).readUInt32LE(0) === FRAME;

export const isMozillaLz4 = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(0, MOZILLA.length)).toString('latin1') === MOZILLA;

/** What it unpacks to, in pieces; throws `broken-file` where the bytes make no sense. */
export function* unpackLz4(bytes: Buffer): Generator<Buffer> {
  if (isMozillaLz4(bytes)) {
    yield block(bytes.subarray(12), Buffer.alloc(0), bytes.readUInt32LE(8));
    return;
  }
  for (let at = 0; at + 7 <= bytes.length; ) {
    const magic = bytes.readUInt32LE(at);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPED_FRAME) {
      at += 8 + bytes.readUInt32LE(at + 4);
      continue;
    }
    if (magic !== FRAME) throw broken('What follows a frame is none.');
    at = yield* frame(bytes, at);
  }
}

/** Gives where the frame ends. */
function* frame(bytes: Buffer, start: number): Generator<Buffer, number> {
  const flags = bytes[start + 4] ?? 0;
  const most = 1 << (8 + 2 * (((bytes[start + 5] ?? 0) >> 4) & 7));
  const has = (bit: number): boolean => (flags & bit) !== 0;
  let at = start + 6 + (has(8) ? 8 : 0) + (has(1) ? 4 : 0) + 1;
  const areAlone = has(0x20);
  let before: Buffer = Buffer.alloc(0);
  for (;;) {
    if (at + 4 > bytes.length) throw broken('A frame has no end.');
    const stated = bytes.readUInt32LE(at);
    at += 4;
    if (stated === 0) return at + (has(4) ? 4 : 0);
    const size = stated & 0x7fffffff;
    if (at + size > bytes.length) throw broken('A block is cut off.');
    const packed = bytes.subarray(at, at + size);
    const piece: Buffer = stated >>> 31 === 1 ? packed : block(packed, before, most);
    if (!areAlone) before = Buffer.concat([before, piece]).subarray(-WINDOW);
    yield piece;
    at += size + (has(16) ? 4 : 0);
  }
}

/** `before` is what earlier blocks gave, which this one may repeat. */
function block(packed: Buffer, before: Buffer, most: number): Buffer {
  const out: number[] = [];
  let at = 0;
  const length = (first: number): number => {
    let total = first;
    if (first !== 15) return total;
    for (let byte = 255; byte === 255; ) {
      byte = packed[at++] ?? 0;
      total += byte;
    }
    return total;
  };
  while (at < packed.length) {
    const token = packed[at++] ?? 0;
    const plain = length(token >> 4);
    if (at + plain > packed.length || out.length + plain > most) throw broken('A block says more than it may.');
    for (let end = at + plain; at < end; at += 1) out.push(packed[at] ?? 0);
    if (at >= packed.length) break;
    const back = (packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8);
    at += 2;
    const repeated = length(token & 15) + 4;
    const from = out.length - back;
    if (back === 0 || from < -before.length || out.length + repeated > most) throw broken('A block points nowhere.');
    for (let copied = 0; copied < repeated; copied += 1) {
      const place = from + copied;
      out.push((place < 0 ? before[before.length + place] : out[place]) ?? 0);
    }
  }
  return Buffer.from(out);
}

const broken = (message: string): TelltaleError => new TelltaleError('broken-file', message);
