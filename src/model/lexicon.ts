/** A lexicon line: a term of the field with its English, what kind of thing it is, and where it is used. */

export interface LexiconEntry {
  readonly term: string;
  /** Alternatives separated by `; `, the best first. */
  readonly english: string;
  /** `agency`, `contractor`, `intrusion`, `unit`, `rank`, `money`, `slang`, … */
  readonly kind: string;
  /** An example or a public source of the term. */
  readonly source: string;
}

/** Parses lines of `term TAB english TAB kind TAB source`; `#` starts a comment. Throws a RangeError naming a line that lacks a field. */
export function parseLexicon(text: string): readonly LexiconEntry[] {
  const entries: LexiconEntry[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [term, english, kind, source] = line.split('\t').map((field) => field.trim());
    if (!term || !english || !kind || !source) {
      throw new RangeError(`lexicon line ${index + 1} is not «term, English, kind, source»`);
    }
    entries.push({ term, english, kind, source });
  }
  return entries;
}
