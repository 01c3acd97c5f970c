/** A term base says how an analyst wants a term rendered. Its changes are only ever added; the newest of a term counts. */

export interface Term {
  readonly term: string;
  readonly rendering: string;
  /** BCP 47 language of the term; its script does not matter. */
  readonly language: string;
  /** BCP 47 language of the rendering. */
  readonly to: string;
  readonly note?: string;
}

/** A term as it stands, and who put it there. */
export interface StoredTerm extends Term {
  readonly author: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
}

export interface TermChange extends Omit<StoredTerm, 'rendering'> {
  readonly id: string;
  /** Null takes the term out. */
  readonly rendering: string | null;
  /** Changes that were made in one go share it, and are undone together. */
  readonly batch: string;
  /** The batch that this one takes back. */
  readonly undoes?: string;
}

/** What two entries are the same term by. */
export function termKey({ term, language, to }: Pick<Term, 'term' | 'language' | 'to'>): string {
  return [baseLanguage(language), baseLanguage(to), term.toLowerCase()].join('\n');
}

/** `zh-Hant` -> `zh`. */
export function baseLanguage(tag: string): string {
  return tag.split(/[-_]/)[0]?.toLowerCase() ?? tag;
}

/** Whether a reader of `to` cannot be taken to read `language`; of `und` nobody knows. */
export function isForeign(language: string, to: string): boolean {
  return language !== 'und' && baseLanguage(language) !== baseLanguage(to);
}
