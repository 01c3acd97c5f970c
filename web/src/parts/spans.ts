/** Cuts a text at the borders of overlapping spans (mentions, search hits, evidence) into pieces to draw. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Piece<T extends Span> {
  readonly start: number;
  readonly end: number;
  /** Spans that cover the whole piece, in the order given. */
  readonly spans: readonly T[];
}

/**
 * Pieces in text order that together are exactly the text of `length` UTF-16 units. Spans that are empty or reach
 * beyond the text are cut to it, and dropped when nothing is left.
 */
export function cut<T extends Span>(length: number, spans: readonly T[]): readonly Piece<T>[] {
  const inside = spans
    .map((span) => ({ span, start: Math.max(0, span.start), end: Math.min(length, span.end) }))
    .filter((entry) => entry.start < entry.end);
  const borders = new Set([0, length]);
  for (const entry of inside) borders.add(entry.start).add(entry.end);
  const sorted = [...borders].sort((a, b) => a - b);
  const pieces: Piece<T>[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const start = sorted[i] ?? 0;
    const end = sorted[i + 1] ?? length;
    const covering = inside.filter((entry) => entry.start <= start && entry.end >= end).map((entry) => entry.span);
    pieces.push({ start, end, spans: covering });
  }
  return pieces;
}

/** Letters and digits of scripts that write words apart. */
const WRITTEN_APART = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;

/** Whether a word would be torn from a longer one. */
function isInside(text: string, start: number, end: number): boolean {
  const joined = (at: number): boolean =>
    WRITTEN_APART.test(text.charAt(at - 1)) && WRITTEN_APART.test(text.charAt(at));
  return joined(start) || joined(end);
}

/** Where words stand as such in a text, ignoring case; for marking what was looked for. */
export function findWords(text: string, words: readonly string[]): readonly Span[] {
  const lower = text.toLowerCase();
  const spans: Span[] = [];
  // A character that changes its length in lower case would shift every offset after it.
  if (lower.length !== text.length) return spans;
  for (const word of words) {
    const needle = word.toLowerCase();
    if (needle === '') continue;
    for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, at + needle.length)) {
      if (!isInside(text, at, at + needle.length)) spans.push({ start: at, end: at + needle.length });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** The words and phrases of a query that are to be found, without its operators, fields and what it excludes. */
export function queryWords(query: string): readonly string[] {
  const words: string[] = [];
  for (const match of query.matchAll(/(-|NOT\s+)?(?:([a-z]+):)?(?:"([^"]*)"|([^\s"()]+))/g)) {
    const [, not, field, phrase, word] = match;
    if (not || field) continue;
    const text = phrase ?? word ?? '';
    if (/^(AND|OR|NOT)$/.test(text)) continue;
    const clean = text.replace(/\*$/, '');
    if (clean) words.push(clean);
  }
  return words;
}
