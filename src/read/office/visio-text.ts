/** The text of an old Visio drawing (.vsd): a tree of pointers leads to packed streams, whose pieces hold the words of shapes. */
import iconv from 'iconv-lite';

const MARK = 'Visio (TM) Drawing\r\n';
const TRAILER = 0x24;
const VERSION = 0x1a;
/** Pieces of this type hold the words of a shape. */
const TEXT = 0x0e;
/** Bytes of a piece's head, and of what stands before its words. */
const HEAD = 19;
const BEFORE_WORDS = 8;
const DEPTH = 12;
/** Streams of one drawing, and bytes that they unpack to. */
const MOST_STREAMS = 20_000;
const MOST_BYTES = 256 * 2 ** 20;

interface Pointer {
  readonly type: number;
  readonly offset: number;
  readonly length: number;
  readonly format: number;
}

/** In the file's order, each text once; empty when the stream is no drawing of Visio 5 to 2010. */
export function visioTexts(stream: Buffer | undefined): string[] {
  if (!stream || stream.length < 64 || stream.toString('latin1', 0, MARK.length) !== MARK) return [];
  const version = stream[VERSION] ?? 0;
  const found = new Set<string>();
  const seen = new Set<number>();
  let unpacked = 0;
  const walk = (pointer: Pointer, depth: number): void => {
    const { offset, length, format, type } = pointer;
    if (depth > DEPTH || seen.size > MOST_STREAMS || unpacked > MOST_BYTES) return;
    if (offset <= 0 || length <= 0 || offset + length > stream.length || seen.has(offset)) return;
    seen.add(offset);
    const packed = stream.subarray(offset, offset + length);
    const isPacked = (format & 2) === 2;
    const whole = isPacked ? unpack(packed, MOST_BYTES - unpacked) : packed;
    unpacked += whole.length;
    const isOld = version < 6;
    const hasPointers =
      type === 0x14 || (!(isOld && type === 0x16) && (format === 0x1d || format === 0x1e || format >> 4 === 5));
    if (hasPointers) {
      const body = isPacked ? whole.subarray(4) : whole;
      for (const each of pointersIn(body, pointer, version)) walk(each, depth + 1);
    } else if (format >> 4 === 0xd || (isOld && (type === 0x15 || type === 0x18))) {
      for (const text of textsIn(whole, version)) found.add(text);
    }
  };
  walk(pointerAt(stream, TRAILER, version), 0);
  return [...found];
}

function pointerAt(bytes: Buffer, at: number, version: number): Pointer {
  return version >= 6
    ? {
        type: bytes.readUInt32LE(at),
        offset: bytes.readUInt32LE(at + 8),
        length: bytes.readUInt32LE(at + 12),
        format: bytes.readUInt16LE(at + 16),
      }
    : {
        type: bytes.readUInt16LE(at),
        format: bytes.readUInt16LE(at + 2),
        offset: bytes.readUInt32LE(at + 8),
        length: bytes.readUInt32LE(at + 12),
      };
}

function pointersIn(bytes: Buffer, { type }: Pointer, version: number): Pointer[] {
  const [counted, skip, size] =
    version >= 6
      ? [bytes.length >= 4 ? bytes.readUInt32LE(0) : 0, 8, 18]
      : [type === 0x14 ? 0x82 : type === 0x1d || type === 0x4e ? 30 : type === 0x1e ? 54 : 10, 2, 16];
  if (counted + skip > bytes.length) return [];
  const count = version >= 6 ? bytes.readUInt32LE(counted) : bytes.readUInt16LE(counted);
  const found: Pointer[] = [];
  for (let at = counted + skip; found.length < count && at + size <= bytes.length; at += size) {
    found.push(pointerAt(bytes, at, version));
  }
  return found;
}

/**
 * Pieces are found by their heads wherever they stand: what stands between them differs from version to version. Words
 * are UTF-16 in the newer ones.
 */
function textsIn(bytes: Buffer, version: number): string[] {
  const texts: string[] = [];
  const head = version >= 6 ? HEAD : 12;
  for (let at = 0; at + head + BEFORE_WORDS < bytes.length; at += 1) {
    const isText = version >= 6 ? bytes.readUInt32LE(at) === TEXT : bytes.readUInt16LE(at) === TEXT;
    if (!isText) continue;
    const length = bytes.readUInt32LE(at + (version >= 6 ? 12 : 8));
    const from = at + head + BEFORE_WORDS;
    const to = at + head + length;
    if (length <= BEFORE_WORDS || to > bytes.length) continue;
    const words = bytes.subarray(from, to);
    const text = (version >= 11 ? words.toString('utf16le') : iconv.decode(words, 'cp1252'))
      .replace(/\0[\s\S]*$/, '')
      .replace(/[\r\u2028]/g, '\n')
      .trim();
    // Numbers can look like a head: words are letters and signs.
    if (!/[\p{L}\p{N}]/u.test(text) || /[\x01-\x08\x0e-\x1f\ufffd]/.test(text) || isShifted(text)) continue;
    texts.push(text);
    at = to - 1;
  }
  return texts;
}

/** Numbers of two bytes taken for letters: their low bytes are nothing. */
const isShifted = (text: string): boolean =>
  [...text].filter((letter) => (letter.charCodeAt(0) & 0xff) === 0).length * 2 >= text.length;

/** LZSS with a window of 4096 bytes, whose places are counted from 18. */
function unpack(packed: Buffer, most: number): Buffer {
  const window = Buffer.alloc(4096);
  const out: number[] = [];
  const put = (byte: number): void => {
    window[out.length & 4095] = byte;
    out.push(byte);
  };
  for (let at = 0; at < packed.length && out.length < most; ) {
    const flags = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < packed.length; bit += 1) {
      if ((flags & (1 << bit)) !== 0) {
        put(packed[at++] ?? 0);
        continue;
      }
      if (at + 1 >= packed.length) return Buffer.from(out);
      const [low = 0, high = 0] = [packed[at], packed[at + 1]];
      at += 2;
      const from = (((high & 0xf0) << 4) | low) + 18;
      for (let copied = 0; copied < (high & 0x0f) + 3; copied += 1) put(window[(from + copied) & 4095] ?? 0);
    }
  }
  return Buffer.from(out);
}
