/**
 * Where a token can be at all: places found with table look-ups, so that the exact (and dearer) patterns start only
 * there instead of at every unit of the text.
 */

const HEX_CODES = new Uint8Array(65_536);
for (const character of '0123456789abcdefABCDEF') HEX_CODES[character.charCodeAt(0)] = 1;
const DIGIT_CODES = new Uint8Array(65_536);
for (let code = 0x30; code <= 0x39; code += 1) DIGIT_CODES[code] = 1;
const ALPHANUMERIC_CODES = new Uint8Array(65_536);
for (let code = 0; code < 0x80; code += 1)
  if (/[0-9A-Za-z]/.test(String.fromCharCode(code))) ALPHANUMERIC_CODES[code] = 1;

const WORD_PATTERN = /[\p{L}\p{N}_]/u;
/** Surrogates are 2: only with its other half does one tell what it is. */
const WORD_CODES = new Uint8Array(65_536);
for (let code = 0; code < 65_536; code += 1) {
  WORD_CODES[code] = code >= 0xd800 && code <= 0xdfff ? 2 : WORD_PATTERN.test(String.fromCharCode(code)) ? 1 : 0;
}

export function isHexAt(text: string, at: number): boolean {
  return at >= 0 && at < text.length && HEX_CODES[text.charCodeAt(at)] === 1;
}

/** `[\p{L}\p{N}_]`, at any unit of the character. */
export function isTokenAt(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  const kind = WORD_CODES[code];
  if (kind !== 2) return kind === 1;
  const first = code >= 0xdc00 ? at - 1 : at;
  return WORD_PATTERN.test(text.slice(Math.max(0, first), first + 2));
}

/** The first match of a sticky pattern that starts exactly at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

/** Every run of at least `least` units of a kind as `[start, end)`. A probe each `least` units cannot miss one. */
function* runsOf(codes: Uint8Array, least: number, text: string): Generator<readonly [number, number]> {
  const { length } = text;
  let from = 0;
  let at = least - 1;
  while (at < length) {
    if (codes[text.charCodeAt(at)] !== 1) {
      from = at + 1;
      at += least;
      continue;
    }
    let start = at;
    while (start > from && codes[text.charCodeAt(start - 1)] === 1) start -= 1;
    let end = at + 1;
    while (end < length && codes[text.charCodeAt(end)] === 1) end += 1;
    if (end - start >= least) yield [start, end];
    from = end;
    at = end + least;
  }
}

/** Runs of hex digits. */
export function hexRuns(text: string, least: number): Iterable<readonly [number, number]> {
  return runsOf(HEX_CODES, least, text);
}

/** Runs of ASCII letters and digits. */
export function alphanumericRuns(text: string, least: number): Iterable<readonly [number, number]> {
  return runsOf(ALPHANUMERIC_CODES, least, text);
}

/** Runs of ASCII digits. */
export function digitRuns(text: string, least: number): Iterable<readonly [number, number]> {
  return runsOf(DIGIT_CODES, least, text);
}

/** Dots with a letter or digit behind them, from `from` on; -1 when there is none. */
export function nextInnerDot(text: string, from: number): number {
  for (let dot = text.indexOf('.', from); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    if (isTokenAt(text, dot + 1)) return dot;
  }
  return -1;
}

/** Where the label that ends at `end` begins: letters, digits and inner hyphens. Equal to `end` when there is none. */
export function labelStart(text: string, end: number): number {
  if (!isTokenAt(text, end - 1)) return end;
  let start = end - 1;
  let at = end - 1;
  while (at > 0) {
    if (text.charCodeAt(at - 1) === 0x2d) at -= 1;
    else if (isTokenAt(text, at - 1)) {
      at -= 1;
      start = at;
    } else break;
  }
  return start;
}
