/** Strings in bytes of any kind: ASCII, UTF-8, UTF-16 (little-endian), GBK. */
import iconv from 'iconv-lite';

export interface FoundString {
  readonly text: string;
  /** Bytes from the beginning of the file. */
  readonly offset: number;
}

/** Characters that make a string worth keeping. */
const SHORTEST = 6;
/** Characters of scripts that fill less of the code: fewer of them by chance make a word. */
const SHORTEST_HAN = 4;

/** `base` is the offset of the first byte. */
export function* stringsIn(bytes: Buffer, base: number): Generator<FoundString> {
  let at = 0;
  while (at < bytes.length) {
    const found = utf8Run(bytes, at) ?? wideRun(bytes, at) ?? gbkRun(bytes, at);
    if (found) yield { text: found.text, offset: base + at };
    at = Math.max(found?.end ?? 0, at + 1);
  }
}

interface Run {
  readonly text: string;
  readonly end: number;
}

const printable = (byte: number): boolean => (byte >= 0x20 && byte < 0x7f) || byte === 0x09;

/** Ranges of letters and signs by script. */
const SCRIPTS: readonly (readonly [from: number, to: number, script: string])[] = [
  [0xc0, 0x24f, 'Latin'],
  [0x370, 0x3ff, 'Greek'],
  [0x400, 0x4ff, 'Cyrillic'],
  [0x590, 0x5ff, 'Hebrew'],
  [0x600, 0x6ff, 'Arabic'],
  [0x2010, 0x2026, 'any'],
  [0x3000, 0x30ff, 'Han'],
  [0x4e00, 0x9fa5, 'Han'],
  [0xac00, 0xd7a3, 'Hangul'],
  [0xff01, 0xff5e, 'Han'],
];

const scriptOf = (code: number): string | undefined => SCRIPTS.find(([from, to]) => code >= from && code <= to)?.[2];

/** Whether a character goes on a run in the script that it has so far; a string in two scripts is chance. */
function follows(script: string, its: string | undefined): its is string {
  return its !== undefined && (its === 'any' || script === 'any' || its === script);
}

const isHan = (code: number): boolean => code >= 0x3000 && code <= 0x9fa5;

function isLongEnough(text: string): boolean {
  if (text.length >= SHORTEST) return true;
  return text.length >= SHORTEST_HAN && [...text].every((character) => isHan(character.charCodeAt(0)));
}

/** ASCII is the part of it that most strings need. */
function utf8Run(bytes: Buffer, from: number): Run | undefined {
  let at = from;
  let script = 'any';
  let ascii = from;
  let foreign = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (printable(byte)) {
      at += 1;
      if (foreign === 0) ascii = at;
      continue;
    }
    const length = byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc3 && byte < 0xe0 ? 2 : 0;
    if (length === 0 || at + length > bytes.length) break;
    const second = (bytes[at + 1] ?? 0) ^ 0x80;
    const third = length === 3 ? (bytes[at + 2] ?? 0) ^ 0x80 : 0;
    if (second > 0x3f || third > 0x3f) break;
    const code = length === 3 ? ((byte & 0x0f) << 12) | (second << 6) | third : ((byte & 0x1f) << 6) | second;
    const its = scriptOf(code);
    if (!follows(script, its)) break;
    if (its !== 'any') script = its;
    foreign += 1;
    at += length;
  }
  if (at - from < SHORTEST) return undefined;
  const text = foreign === 0 ? '' : bytes.toString('utf8', from, at);
  if (isLongEnough(text) && (foreign >= 3 || isWordy(text))) return { text, end: at };
  return ascii - from < SHORTEST ? undefined : { text: bytes.toString('latin1', from, ascii), end: ascii };
}

/** One foreign letter at a row of signs is chance. */
function isWordy(text: string): boolean {
  return text.replaceAll(/[^\p{L}\p{N} ]/gu, '').length >= text.length * 0.85;
}

function wideRun(bytes: Buffer, from: number): Run | undefined {
  let at = from;
  let script = 'any';
  while (at + 1 < bytes.length) {
    const low = bytes[at] ?? 0;
    const code = ((bytes[at + 1] ?? 0) << 8) | low;
    if (code >= 0x80 || !printable(low)) {
      const its = scriptOf(code);
      // What is read as Hangul here is mostly GBK.
      if (!follows(script, its) || its === 'Hangul') break;
      if (its !== 'any') script = its;
    }
    at += 2;
  }
  if (at - from < SHORTEST_HAN * 2) return undefined;
  const text = bytes.toString('utf16le', from, at);
  if (!isLongEnough(text)) return undefined;
  // A third of all pairs of bytes are Han characters; of them only a third is common.
  return script === 'Han' && commonShare(iconv.encode(text, 'gb18030')) <= COMMON ? undefined : { text, end: at };
}

function gbkRun(bytes: Buffer, from: number): Run | undefined {
  let at = from;
  while (at + 1 < bytes.length) {
    const lead = bytes[at] ?? 0;
    const trail = bytes[at + 1] ?? 0;
    if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe) at += 2;
    else if (printable(lead)) at += 1;
    else break;
  }
  if (at - from < SHORTEST_HAN * 2) return undefined;
  const run = bytes.subarray(from, at);
  if (commonShare(run) <= COMMON) return undefined;
  const text = iconv.decode(run, 'gb18030');
  // Of characters between letters and digits as many come about by chance.
  const pairs = run.length - text.length;
  if (pairs < SHORTEST_HAN && pairs * 2 < text.length) return undefined;
  // Random bytes often pair up as rare characters; real text is mostly common ones.
  return /^[\u4e00-\u9fa5\u3000-\u303f\uff00-\uffef\w\s.,:;/-]+$/.test(text) ? { text, end: at } : undefined;
}

/** Share of common characters among the Han characters of real text. */
const COMMON = 0.8;

/** Share of two-byte characters in the first level of GB 2312, the common ones. */
function commonShare(bytes: Buffer): number {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at + 1 < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    pairs += 1;
    const isDouble = (bytes[at + 1] ?? 0) >= 0xa1;
    if (isDouble && ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3)) common += 1;
    at += 1;
  }
  return pairs === 0 ? 0 : common / pairs;
}
