/** ICD-203: the words of likelihood and the bands they stand for. */

/** Borders in percent; band i reaches from `BORDERS[i]` to `BORDERS[i + 1]`. */
export const BORDERS = [0, 5, 20, 45, 55, 80, 95, 100] as const;

export const WORDS = [
  'Almost no chance',
  'Very unlikely',
  'Unlikely',
  'Roughly even chance',
  'Likely',
  'Very likely',
  'Almost certain',
] as const;

/** The band of a word, from 0; undefined for a word that ICD-203 does not have. */
export function bandOf(word: string): { index: number; from: number; to: number } | undefined {
  const index = (WORDS as readonly string[]).indexOf(word);
  return index < 0 ? undefined : { index, from: BORDERS[index] ?? 0, to: BORDERS[index + 1] ?? 100 };
}
