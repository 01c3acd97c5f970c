/** Decodes text of any charset: marks first, then UTF-8 by its strictness, then a guess that has to make sense. */
import iconv from 'iconv-lite';
import { jschardet } from '../on-demand.ts';
import { decodeEbcdic, ebcdicOf, isEbcdic } from './ebcdic.ts';

export interface DecodedText {
  readonly text: string;
  /** IANA-like name, lower case. */
  readonly charset: string;
}

/** Tried when the guess is not sure; the best-looking result wins. */
const CANDIDATES = [
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1251',
  'koi8-r',
  'cp866',
  'windows-1252',
] as const;

/** Bytes that the guess looks at. */
const SAMPLE = 64 * 1024;

/** Guessing takes milliseconds and readers ask again: what was said of a head is kept as long as the head. */
const detected = new WeakMap<Uint8Array, { readonly charset: string | undefined }>();

/** The charset of a text by its first bytes, or undefined when they do not look like text at all. */
export function detectCharset(head: Uint8Array, isWhole: boolean): string | undefined {
  const known = detected.get(head);
  if (known) return known.charset;
  const charset = charsetOfHead(head, isWhole);
  detected.set(head, { charset });
  return charset;
}

function charsetOfHead(head: Uint8Array, isWhole: boolean): string | undefined {
  if (head.length === 0) return 'utf-8';
  const mark = byteOrderMark(head);
  if (mark) return mark;
  const wide = wideWithoutMark(head);
  if (wide) return wide;
  const mainframe = ebcdicOf(head);
  if (mainframe) return mainframe;
  if (looksBinary(head)) return undefined;
  if (isUtf8(head, isWhole)) return 'utf-8';
  return guess(head.subarray(0, SAMPLE));
}

export function decodeText(bytes: Uint8Array, charset: string): string {
  if (isEbcdic(charset)) return decodeEbcdic(bytes, charset);
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), charset);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Decodes a long text piece by piece. */
export function textDecoder(charset: string): { write(bytes: Buffer): string; end(): string } {
  if (isEbcdic(charset)) return { write: (bytes) => decodeEbcdic(bytes, charset), end: () => '' };
  const decoder = iconv.getDecoder(charset);
  return { write: (bytes) => decoder.write(bytes), end: () => decoder.end() ?? '' };
}

function byteOrderMark(head: Uint8Array): string | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return head[2] === 0 && head[3] === 0 ? 'utf-32le' : 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: line ends and blanks give zero bytes on one side only. */
function wideWithoutMark(head: Uint8Array): string | undefined {
  const length = Math.min(head.length, 4096) & ~1;
  if (length < 8) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) evenZeros += 1;
    if (head[at + 1] === 0) oddZeros += 1;
  }
  const pairs = length / 2;
  const charset = oddZeros > evenZeros * 4 ? 'utf-16le' : evenZeros > oddZeros * 4 ? 'utf-16be' : undefined;
  // Chinese UTF-16 has few zeros, but its digits, blanks and line ends have some.
  if (!charset || Math.max(oddZeros, evenZeros) < Math.max(2, pairs * 0.02)) return undefined;
  const text = iconv.decode(Buffer.from(head.subarray(0, length)), charset);
  // Small numbers in binary files decode to control characters; texts have none.
  if (/[\0-\x08\x0e-\x1f\ufffd-\uffff]/.test(text)) return undefined;
  return plausibility(text) > 0.4 ? charset : undefined;
}

function looksBinary(head: Uint8Array): boolean {
  let controls = 0;
  const length = Math.min(head.length, SAMPLE);
  for (let at = 0; at < length; at += 1) {
    const byte = head[at] ?? 0;
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) controls += 1;
  }
  return controls > length * 0.02;
}

function isUtf8(head: Uint8Array, isWhole: boolean): boolean {
  try {
    // A cut in the middle of a character at the end is no fault of the file's.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

/** What a page or an XML text says of itself; a hint only, since many say what is not so. */
function declaredCharset(buffer: Buffer): string | undefined {
  const said = /(?:charset|encoding)\s*=\s*["']?([\w-]{3,20})/i.exec(buffer.toString('latin1', 0, 2048))?.[1];
  const name = said?.toLowerCase();
  return name === 'gb2312' || name === 'gbk' ? 'gb18030' : name;
}

/** Shares of plausibility that a declared or detected charset may lack and still win. */
const DECLARED_BONUS = 0.1;
const DETECTED_BONUS = 0.05;

function guess(sample: Uint8Array): string {
  const buffer = Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength);
  const { encoding, confidence } = jschardet().detect(buffer);
  const named = encoding?.toLowerCase() === 'gb2312' ? 'gb18030' : encoding?.toLowerCase();
  // Few foreign letters among ASCII fool the detector: Western texts come out as Cyrillic.
  const isTrusted = confidence > 0.95 && !/125\d|8859|koi8|866|ascii|mac/.test(named ?? 'ascii');
  if (named && isTrusted && iconv.encodingExists(named)) return named;
  const declared = declaredCharset(buffer);
  let best: { charset: string; score: number } = { charset: 'windows-1252', score: -1 };
  for (const charset of new Set([declared, named, ...CANDIDATES])) {
    if (charset === undefined || !iconv.encodingExists(charset)) continue;
    const hint = charset === declared ? DECLARED_BONUS : charset === named ? DETECTED_BONUS : 0;
    const score = plausibility(iconv.decode(buffer, charset)) + hint;
    if (score > best.score + 0.001) best = { charset, score };
  }
  return best.charset;
}

/** Common characters of the scripts that the candidates are for. */
const COMMON_HAN = new Set(
  '的一是不了人我在有他这中大来上个国到说们为子和你地出会也时要就可以对生能而那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运',
);

const isLatin = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
const isAccented = (code: number): boolean => code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7;
const isCyrillic = (code: number): boolean => code >= 0x400 && code <= 0x45f;
/** Greek, Hebrew, Arabic, Thai. */
const isOtherLetter = (code: number): boolean =>
  (code >= 0x386 && code <= 0x3ff) || (code >= 0x5d0 && code <= 0x6ff) || (code >= 0xe01 && code <= 0xe5b);
const isNonLatin = (code: number): boolean => isCyrillic(code) || isOtherLetter(code);

/** Share of characters that belong: letters of one script, common Han, ASCII; against replacement marks, private use and odd mixtures. */
function plausibility(text: string): number {
  let good = 0;
  let total = 0;
  let previous = 0;
  for (const character of text) {
    total += 1;
    const code = character.codePointAt(0) ?? 0;
    good += worth(character, code, previous);
    // A word is in one script: other letters inside a Latin word are a wrong guess.
    if ((isNonLatin(code) && isLatin(previous)) || (isLatin(code) && isNonLatin(previous))) good -= 1;
    previous = code;
  }
  return total === 0 ? 0 : good / total;
}

function worth(character: string, code: number, previous: number): number {
  if (code < 0x80) return 0.5;
  if (COMMON_HAN.has(character)) return 1;
  if (code >= 0x4e00 && code <= 0x9fff) return 0.6;
  if (code >= 0x430 && code <= 0x451) return 0.95;
  if (code >= 0x410 && code <= 0x42f) return previous >= 0x410 && previous <= 0x42f ? 0.5 : 0.7;
  if (code >= 0x3040 && code <= 0x30ff) return 0.9;
  if (code >= 0xac00 && code <= 0xd7a3) return 0.75;
  if (code >= 0x3000 && code <= 0x303f) return 0.9;
  if (code >= 0xff01 && code <= 0xff5e) return 0.8;
  if (isOtherLetter(code)) return 0.93;
  if (isAccented(code)) return isLatin(previous) ? 0.7 : 0.4;
  if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || (code >= 0x80 && code < 0xa0)) return -2;
  return 0;
}
