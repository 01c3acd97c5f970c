/**
 * One walk over the text that notes where anything can be at all: signs, long runs, numbers, words that a rule waits
 * for. All recognisers start from these places; none looks at every unit again.
 */

/** Ascending places in a text. Reused from scan to scan. */
export class Places {
  private units = new Int32Array(256);
  length = 0;

  push(place: number): void {
    if (this.length === this.units.length) {
      const grown = new Int32Array(this.length * 2);
      grown.set(this.units);
      this.units = grown;
    }
    this.units[this.length] = place;
    this.length += 1;
  }

  at(index: number): number {
    return this.units[index] ?? -1;
  }

  /** Gives back what an unusually long text needed. */
  clear(): void {
    this.length = 0;
    if (this.units.length > LARGEST_KEPT) this.units = new Int32Array(256);
  }
}
const LARGEST_KEPT = 1_000_000;

export interface Marks {
  /** The text's units, with zeros behind them. */
  readonly codes: Uint16Array;
  readonly dots: Places;
  readonly colons: Places;
  readonly slashes: Places;
  readonly ats: Places;
  readonly backslashes: Places;
  readonly pluses: Places;
  /** Runs of at least 14 ASCII letters and digits: start, end, and a bit for each `UNIT` kind that occurs. */
  readonly runs: Places;
  /** Runs of digits that a telephone number can begin with. */
  readonly numbers: Places;
  /** Pairs or fours of hex digits with the separators of a MAC address behind them. */
  readonly macs: Places;
  /** Two capitals and two digits. */
  readonly ibans: Places;
  /** Four digits, thrice the same separator with four units between them: a card's number in its groups. */
  readonly cards: Places;
  /** Words that a rule waits for: place, and the number that `WordStarts` gives. */
  readonly words: Places;
}

export const UNIT = { digit: 1, hexLetter: 2, letter: 4 } as const;
const WORD_MASK = 7;
const FIRST_SIGN = 8;
const SIGNS = './:@\\+';
const CUE = 32;
export const SHORTEST_RUN = 14;

/** Which words matter: a number above 0 for each of the beginnings that rules wait for. */
export interface WordStarts {
  /** By the low five bits of the first three units: case is folded, and what only looks alike is for the rule to refuse. */
  readonly byLetters: Uint16Array;
  /** By the first two units, for other scripts than Latin. */
  readonly byPair: ReadonlyMap<number, number>;
}

export function pairKey(first: number, second: number): number {
  return first * 65_536 + second;
}

/** The index into `byLetters`. */
export function letterKey(first: number, second: number, third: number): number {
  return ((first & 31) << 10) | ((second & 31) << 5) | (third & 31);
}

function kindsFor(starts: WordStarts): Uint8Array {
  const kinds = new Uint8Array(65_536);
  for (let code = 0; code < 0x80; code += 1) {
    const unit = String.fromCharCode(code);
    kinds[code] = /\d/.test(unit)
      ? UNIT.digit
      : /[a-f]/i.test(unit)
        ? UNIT.hexLetter
        : /[a-z]/i.test(unit)
          ? UNIT.letter
          : 0;
  }
  for (const [at, sign] of [...SIGNS].entries()) kinds[sign.charCodeAt(0)] = FIRST_SIGN + at;
  for (const pair of starts.byPair.keys()) kinds[Math.floor(pair / 65_536)] = CUE;
  return kinds;
}

/** Digits that begin a telephone number, by how many there are before the first gap: Chinese mobiles, land lines and services, Russian numbers. */
const NUMBER_LENGTHS: Readonly<Record<string, readonly number[]>> = {
  0: [3, 4, 5, 7, 11, 15],
  1: [3, 7, 11],
  4: [3, 10],
  7: [11],
  8: [1, 3, 4, 7, 9, 10, 11],
};
const NUMBER_STARTS = new Uint8Array(256);
for (const [digit, lengths] of Object.entries(NUMBER_LENGTHS))
  for (const length of lengths) NUMBER_STARTS[Number(digit) * 16 + length] = 1;

const SPACE = 0x20;
const COLON = 0x3a;
const HYPHEN = 0x2d;
const DOT = 0x2e;

/** The text's units in a reused buffer, with zeros behind them: reads near the end need no check. */
const PADDING = 32;
let units = new Uint16Array(65_536);
/** The same bytes. */
let bytes = Buffer.from(units.buffer);
const LONGEST_KEPT = 4_000_000;

export function unitsOf(text: string): Uint16Array {
  const needed = text.length + PADDING;
  if (needed > units.length) keep(Math.max(needed, Math.min(LONGEST_KEPT, needed * 2)));
  else if (units.length > LONGEST_KEPT && needed < LONGEST_KEPT) keep(LONGEST_KEPT);
  bytes.write(text, 0, 'utf16le');
  units.fill(0, text.length, needed);
  return units;
}

function keep(length: number): void {
  units = new Uint16Array(length);
  bytes = Buffer.from(units.buffer);
}

/** A walker for these words. It gives the same object each time: a scan is synchronous. */
export function createMarker(starts: WordStarts): (text: string) => Marks {
  const kinds = kindsFor(starts);
  const signs = [...SIGNS].map(() => new Places());
  const [dots, slashes, colons, ats, backslashes, pluses] = signs as [Places, Places, Places, Places, Places, Places];
  const runs = new Places();
  const numbers = new Places();
  const macs = new Places();
  const ibans = new Places();
  const cards = new Places();
  const words = new Places();
  const all = [...signs, runs, numbers, macs, ibans, cards, words];

  /** What a run of letters and digits can be. */
  const markRun = (codes: Uint16Array, start: number, end: number, seen: number): void => {
    const length = end - start;
    const first = codes[start] ?? 0;
    const second = codes[start + 1] ?? 0;
    const third = codes[start + 2] ?? 0;
    if (first >= 0x41) {
      const word = starts.byLetters[letterKey(first, second, third)] ?? 0;
      if (word !== 0) {
        words.push(start);
        words.push(word);
      }
      if (first <= 0x5a && second <= 0x5a && second >= 0x41 && length >= 4)
        if (kinds[third] === UNIT.digit && kinds[codes[start + 3] ?? 0] === UNIT.digit) ibans.push(start);
    } else if (seen === UNIT.digit && length < 16 && NUMBER_STARTS[(first - 0x30) * 16 + length] === 1) {
      numbers.push(start);
    }
    if (length >= SHORTEST_RUN) {
      runs.push(start);
      runs.push(end);
      runs.push(seen);
    } else if ((length === 2 || length === 4) && (seen & UNIT.letter) === 0) {
      const separator = codes[end] ?? 0;
      const isMac =
        length === 4
          ? separator === DOT && codes[end + 5] === DOT
          : (separator === COLON || separator === HYPHEN) &&
            codes[end + 3] === separator &&
            codes[end + 12] === separator;
      if (isMac) macs.push(start);
      else if (length === 4 && seen === UNIT.digit && (separator === SPACE || separator === HYPHEN))
        if (codes[end + 5] === separator && codes[end + 10] === separator) cards.push(start);
    }
  };

  return (text) => {
    for (const places of all) places.clear();
    const codes = unitsOf(text);
    const { length } = text;
    let at = 0;
    while (at < length) {
      const kind = kinds[codes[at] ?? 0] ?? 0;
      if (kind === 0) at += 1;
      else if (kind <= WORD_MASK) {
        let seen = kind;
        let end = at + 1;
        for (;;) {
          const next = kinds[codes[end] ?? 0] ?? 0;
          if (next === 0 || next > WORD_MASK) break;
          seen |= next;
          end += 1;
        }
        markRun(codes, at, end, seen);
        at = end;
      } else {
        if (kind === CUE) {
          const word = starts.byPair.get(pairKey(codes[at] ?? 0, codes[at + 1] ?? 0)) ?? 0;
          if (word !== 0) {
            words.push(at);
            words.push(word);
          }
        } else signs[kind - FIRST_SIGN]?.push(at);
        at += 1;
      }
    }
    return { codes, dots, colons, slashes, ats, backslashes, pluses, runs, numbers, macs, ibans, cards, words };
  };
}
