/** Takes out of a sentence what no engine may touch, and puts it back: indicators, code, numbers, emoticons, term-base terms. */

export interface MaskedSentence {
  /** The sentence with `⟦0⟧`, `⟦1⟧`, … in place of what was taken out. */
  readonly text: string;
  /** What each placeholder stands for in the translation. */
  readonly values: readonly string[];
}

/** A span that a term base renders in a fixed way. */
export interface FixedTerm {
  readonly start: number;
  readonly end: number;
  readonly rendering: string;
}

/**
 * In order of preference at one place: placeholders of the text's own, addresses, code in backticks, mail and
 * handles, paths, emoticons, identifiers with digits, dots or underscores, numbers.
 */
const PROTECTED = new RegExp(
  [
    '⟦[^⟧]*⟧?|⟧',
    '`[^`\\n]{1,200}`',
    '(?:[a-z][a-z0-9+.-]{1,12}|h[tx*]{2}ps?)(?:\\[?:\\]?//)[^\\s\\p{Script=Han}，。；、）》」“”]+',
    '(?<![\\w.+-])[\\w.+-]{1,64}(?:@|\\[@\\]|\\(at\\))[\\w-]+(?:(?:\\.|\\[\\.\\])[\\w-]+)+',
    '[A-Za-z]:\\\\[^\\s\\p{Script=Han}，。；]+',
    '(?:~|\\.{1,2})?/(?:[\\w.-]+/)+[\\w.-]*',
    '\\[[\\p{L}][\\p{L} ]{0,14}\\]',
    '\\p{Extended_Pictographic}(?:[\\uFE0F\\u200D\\u{1F3FB}-\\u{1F3FF}]|\\p{Extended_Pictographic})*',
    '@[\\w.-]{2,}',
    '(?<![A-Za-z0-9_-])[A-Za-z0-9_-]+(?:(?:[.:]|\\[[.:]\\])[A-Za-z0-9_-]+)+(?:/[^\\s\\p{Script=Han}，。；、）]*)?',
    '(?:(?<![A-Za-z_-])[A-Za-z_-]+)?\\d[A-Za-z0-9_-]*(?:[.,]\\d+)*%?',
    '(?<![A-Za-z])[A-Za-z]+_[A-Za-z0-9_]+',
  ].join('|'),
  'giu',
);

const PLACEHOLDER = /⟦\s*(\d+)\s*⟧/gu;

/**
 * Masks `sentence`. `terms` are spans of it that the term base fixes, in order and not overlapping; they win.
 * `unmask(masked.text, masked.values)` gives the sentence back, with the fixed terms in their rendering.
 */
export function maskSentence(sentence: string, terms: readonly FixedTerm[] = []): MaskedSentence {
  const values: string[] = [];
  let text = '';
  let from = 0;
  const take = (start: number, end: number, value: string): void => {
    text += `${sentence.slice(from, start)}⟦${values.length}⟧`;
    values.push(value);
    from = end;
  };
  let next = 0;
  for (const match of sentence.matchAll(PROTECTED)) {
    const start = match.index;
    const end = start + match[0].length;
    for (let term = terms[next]; term !== undefined && term.start < end; term = terms[next]) {
      if (term.start >= from) take(term.start, term.end, term.rendering);
      next += 1;
    }
    if (start >= from) take(start, end, match[0]);
    else if (end > from) take(from, end, sentence.slice(from, end));
  }
  for (const term of terms.slice(next)) if (term.start >= from) take(term.start, term.end, term.rendering);
  return { text: text + sentence.slice(from), values };
}

/** Puts the values back. What the engine lost is added at the end, so that nothing of the original disappears. */
export function unmask(translated: string, values: readonly string[]): string {
  const seen = new Set<number>();
  let text = translated.replace(PLACEHOLDER, (whole, digits: string) => {
    const value = values[Number(digits)];
    if (value === undefined) return whole;
    seen.add(Number(digits));
    return value;
  });
  const lost = values.filter((_, index) => !seen.has(index));
  if (lost.length > 0) text += ` [${lost.join(' ')}]`;
  return text;
}

/** Whether an engine has anything to do: letters beside the placeholders. */
export function hasWords(masked: string): boolean {
  return /\p{L}/u.test(masked.replace(PLACEHOLDER, ''));
}
