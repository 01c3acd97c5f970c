/** What one walk over a dotted token tells: what occurs in it, where its labels are, how it ends. */

/** Kinds of units, as bits. */
export const SEEN = { digit: 1, lower: 2, upper: 4, underscore: 8, hyphen: 16, other: 32 } as const;

export interface TokenShape {
  /** Bits of `SEEN` for all that is no dot. */
  seen: number;
  /** The same for what is behind the last dot. */
  seenInEnding: number;
  dots: number;
  /** Places within the token; -1 when there is none. */
  firstDot: number;
  lastDot: number;
  /** The ending's letters, five bits each, where it is one to six ASCII letters; else 0. */
  ending: number;
  longestLabel: number;
  /** A label without any unit. */
  hasEmptyLabel: boolean;
  /** A unit of the scripts far from Latin and Cyrillic. */
  hasWide: boolean;
}

const FIRST_WIDE = 0x1100;
const DOT = 0x2e;
const BITS = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const unit = String.fromCharCode(code);
  BITS[code] = /\d/.test(unit)
    ? SEEN.digit
    : /[a-z]/.test(unit)
      ? SEEN.lower
      : /[A-Z]/.test(unit)
        ? SEEN.upper
        : unit === '_'
          ? SEEN.underscore
          : unit === '-'
            ? SEEN.hyphen
            : SEEN.other;
}
const LONGEST_PACKED = 6;

/** One object for all tokens: what it says holds until the next walk. */
const shape: TokenShape = {
  seen: 0,
  seenInEnding: 0,
  dots: 0,
  firstDot: -1,
  lastDot: -1,
  ending: 0,
  longestLabel: 0,
  hasEmptyLabel: false,
  hasWide: false,
};

/** The shape of `codes[start, end)`. */
export function shapeIn(codes: Uint16Array, start: number, end: number): TokenShape {
  let seen = 0;
  let label = 0;
  let dots = 0;
  let firstDot = -1;
  let lastDot = start - 1;
  let ending = 0;
  let longest = 0;
  let hasEmpty = false;
  let hasWide = false;
  for (let at = start; at < end; at += 1) {
    const code = codes[at] ?? 0;
    if (code === DOT) {
      const length = at - lastDot - 1;
      if (length > longest) longest = length;
      if (length === 0) hasEmpty = true;
      if (dots === 0) firstDot = at - start;
      dots += 1;
      lastDot = at;
      seen |= label;
      label = 0;
      ending = 0;
    } else {
      if (code < 128) label |= BITS[code] ?? 0;
      else {
        label |= SEEN.other;
        if (code >= FIRST_WIDE) hasWide = true;
      }
      ending = (ending << 5) | (code & 31);
    }
  }
  const length = end - lastDot - 1;
  shape.seen = seen | label;
  shape.seenInEnding = label;
  shape.dots = dots;
  shape.firstDot = firstDot;
  shape.lastDot = dots === 0 ? -1 : lastDot - start;
  shape.ending = (label & ~(SEEN.lower | SEEN.upper)) === 0 && length <= LONGEST_PACKED ? ending : 0;
  shape.longestLabel = Math.max(length, longest);
  shape.hasEmptyLabel = hasEmpty || length === 0;
  shape.hasWide = hasWide;
  return shape;
}

let copied = new Uint16Array(512);

/** The shape of a token that stands in no text. */
export function shapeOf(token: string): TokenShape {
  if (token.length > copied.length) copied = new Uint16Array(token.length);
  for (let at = 0; at < token.length; at += 1) copied[at] = token.charCodeAt(at);
  return shapeIn(copied, 0, token.length);
}
