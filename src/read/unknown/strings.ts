/** The last reader: strings in bytes that no other reader knows, so that nothing is invisible. */
import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import type { Reader } from '../reader.ts';
import { entropy } from './entropy.ts';

/** Characters that make a string worth keeping. */
const SHORTEST = 6;
/** Passages of one file; beyond it only the count is kept. */
const MOST = 2000;
const PER_PASSAGE = 40;

interface Found {
  readonly text: string;
  readonly offset: number;
}

export const stringsReader: Reader = {
  name: 'strings',
  version: 1,
  accepts: () => true,
  async read(input, sink) {
    const histogram = new Float64Array(256);
    let offset = 0;
    let carry = Buffer.alloc(0);
    let pending: Found[] = [];
    let passages = 0;
    let strings = 0;
    const flush = async (): Promise<void> => {
      const first = pending[0];
      if (first && passages < MOST) {
        passages += 1;
        await sink.passage({
          role: 'strings',
          text: pending.map((found) => found.text).join('\n'),
          position: { kind: 'bytes', offset: first.offset },
        });
      }
      pending = [];
    };
    for await (const chunk of createReadStream(input.path, { highWaterMark: 1 << 20 })) {
      const bytes = Buffer.concat([carry, chunk as Buffer]);
      for (const byte of chunk as Buffer) histogram[byte] = (histogram[byte] ?? 0) + 1;
      // A string may go on in the next chunk; the tail is looked at again with it.
      const keep = Math.min(bytes.length, 512);
      const usable = bytes.subarray(0, bytes.length - keep);
      for (const found of stringsIn(usable, offset)) {
        strings += 1;
        pending.push(found);
        if (pending.length >= PER_PASSAGE) await flush();
      }
      offset += usable.length;
      carry = Buffer.from(bytes.subarray(bytes.length - keep));
    }
    for (const found of stringsIn(carry, offset)) {
      strings += 1;
      pending.push(found);
      if (pending.length >= PER_PASSAGE) await flush();
    }
    await flush();
    return {
      kind: 'unknown',
      mediaType: input.probe.mediaType ?? 'application/octet-stream',
      properties: { entropy: entropy(histogram, input.probe.size).toFixed(2), strings: String(strings) },
      warnings: ['No reader knows this format; only strings in its bytes were kept.'],
    };
  },
};

function* stringsIn(bytes: Buffer, base: number): Generator<Found> {
  let at = 0;
  while (at < bytes.length) {
    const narrow = asciiRun(bytes, at);
    if (narrow - at >= SHORTEST) {
      yield { text: bytes.toString('latin1', at, narrow), offset: base + at };
      at = narrow;
      continue;
    }
    const wide = wideRun(bytes, at);
    if (wide - at >= SHORTEST * 2) {
      yield { text: bytes.toString('utf16le', at, wide), offset: base + at };
      at = wide;
      continue;
    }
    const gbk = gbkRun(bytes, at);
    if (gbk - at >= 8) {
      const text = iconv.decode(bytes.subarray(at, gbk), 'gb18030');
      // Random bytes often pair up as rare characters; real text is mostly common ones.
      if (/^[\u4e00-\u9fa5\u3000-\u303f\uff00-\uffef\w\s.,:;/-]+$/.test(text) && commonShare(bytes, at, gbk) > 0.8) {
        yield { text, offset: base + at };
        at = gbk;
        continue;
      }
    }
    at = Math.max(narrow, at + 1);
  }
}

const printable = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 0x09;

function asciiRun(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && printable(bytes[at] ?? 0)) at += 1;
  return at;
}

function wideRun(bytes: Buffer, from: number): number {
  let at = from;
  while (at + 1 < bytes.length && printable(bytes[at] ?? 0) && bytes[at + 1] === 0) at += 2;
  return at;
}

function gbkRun(bytes: Buffer, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const lead = bytes[at] ?? 0;
    const trail = bytes[at + 1] ?? 0;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe) at += 2;
    else if (printable(lead)) at += 1;
    else break;
  }
  return at;
}

/** Share of two-byte characters in the first level of GB 2312, the common ones. */
function commonShare(bytes: Buffer, from: number, to: number): number {
  let pairs = 0;
  let common = 0;
  for (let at = from; at + 1 < to; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0xa1) continue;
    pairs += 1;
    if ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3) common += 1;
    at += 1;
  }
  return pairs === 0 ? 0 : common / pairs;
}
