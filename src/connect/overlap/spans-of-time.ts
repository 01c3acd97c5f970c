/** Spans of days: when the leak speaks of a thing, when a reference does, and how far the two lie apart. */

const DAY = 86_400_000;

/** Days since 1970, both ends included. */
export interface Days {
  readonly first: number;
  readonly last: number;
}

/** The days that an ISO date covers: a year and a month cover all of theirs. Undefined when it is none. */
export function daysOf(date: string | null | undefined): Days | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(date ?? '');
  if (!match?.[1]) return undefined;
  const [, year, month, day] = match;
  const first = Date.UTC(Number(year), month ? Number(month) - 1 : 0, day ? Number(day) : 1) / DAY;
  if (day) return { first, last: first };
  const next = month ? Date.UTC(Number(year), Number(month), 1) : Date.UTC(Number(year) + 1, 0, 1);
  return { first, last: next / DAY - 1 };
}

/** One span over both. */
export function spanning(one: Days | undefined, other: Days | undefined): Days | undefined {
  if (!one || !other) return one ?? other;
  return { first: Math.min(one.first, other.first), last: Math.max(one.last, other.last) };
}

/** Days between two spans; 0 when they touch. */
export function gapBetween(one: Days, other: Days): number {
  return Math.max(0, other.first - one.last, one.first - other.last);
}

const HAN_DIGITS = '〇一二三四五六七八九';
const YEAR =
  /(?<![\d.])((?:19|20)\d{2})(?:\s*年\s*(\d{1,2})\s*月|-(\d{2})(?:-(\d{2}))?)?(?![\d.])|([一二]?[〇零一二三四五六七八九]{4})年(?:(十[一二]?|[一二三四五六七八九])月)?/gu;

/**
 * Dates that a text names, for passages that have none of their own: `2018年3月`, `二〇一八年`, `2018-03-02`.
 * Plausible years only (1990 to 2039).
 */
export function datesIn(text: string): Days | undefined {
  let found: Days | undefined;
  for (const match of text.matchAll(YEAR)) {
    const [, digits, month, isoMonth, day, han, hanMonth] = match;
    const year = digits ? Number(digits) : hanYear(han ?? '');
    if (year < 1990 || year > 2039) continue;
    const monthNumber = Number(month ?? isoMonth ?? hanMonthNumber(hanMonth) ?? 0);
    const iso = [
      String(year),
      ...(monthNumber >= 1 && monthNumber <= 12 ? [String(monthNumber).padStart(2, '0')] : []),
      ...(day ? [day] : []),
    ].join('-');
    found = spanning(found, daysOf(iso));
  }
  return found;
}

function hanYear(text: string): number {
  return Number([...text].map((letter) => (letter === '零' ? 0 : HAN_DIGITS.indexOf(letter))).join(''));
}

function hanMonthNumber(text: string | undefined): number | undefined {
  if (!text) return undefined;
  if (!text.startsWith('十')) return HAN_DIGITS.indexOf(text);
  return 10 + (text.length > 1 ? HAN_DIGITS.indexOf(text[1] ?? '〇') : 0);
}

/** `2019-05-14`, for a reader. */
export function isoDay(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
