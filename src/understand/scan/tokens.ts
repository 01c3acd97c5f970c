/** Around a place that was marked: what stands there, how far its token goes, and a pattern's match exactly there. */

const HEX_CODES = new Uint8Array(65_536);
for (const character of '0123456789abcdefABCDEF') HEX_CODES[character.charCodeAt(0)] = 1;

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

/** `isTokenAt` over a text's units; `at` is within them. */
function isTokenIn(codes: Uint16Array, text: string, at: number): boolean {
  const kind = WORD_CODES[codes[at] ?? 0];
  return kind === 2 ? isTokenAt(text, at) : kind === 1;
}

/** Where the label that ends at `end` begins: letters, digits and inner hyphens. Equal to `end` when there is none. */
export function labelStart(codes: Uint16Array, text: string, end: number): number {
  if (end === 0 || !isTokenIn(codes, text, end - 1)) return end;
  let start = end - 1;
  let at = end - 1;
  while (at > 0) {
    if (codes[at - 1] === 0x2d) at -= 1;
    else if (isTokenIn(codes, text, at - 1)) {
      at -= 1;
      start = at;
    } else break;
  }
  return start;
}

/** Where the dotted token ends whose first dot is at `dot`, with a letter or digit behind it: labels joined by single dots. */
export function tokenEnd(codes: Uint16Array, text: string, dot: number): number {
  const { length } = text;
  let end = dot;
  while (end + 1 < length && codes[end] === 0x2e && isTokenIn(codes, text, end + 1)) {
    let at = end + 1;
    while (at < length) {
      if (isTokenIn(codes, text, at)) end = at + 1;
      else if (codes[at] !== 0x2d) break;
      at += 1;
    }
  }
  return end;
}
