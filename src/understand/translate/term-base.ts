/** The analyst's term base: terms with the rendering that every engine has to use. */
import type { FixedTerm } from './mask.ts';

export interface Term {
  readonly term: string;
  readonly rendering: string;
  /** BCP 47 language of the term, without a script: `zh`, `ru`. */
  readonly language: string;
  readonly note?: string;
}

export interface TermBase {
  readonly terms: readonly Term[];
  /** Terms of a language in a sentence: longest first at each place, in order, not overlapping. */
  find(sentence: string, language: string): readonly FixedTerm[];
  /** Whether a sentence holds a term of the language. */
  touches(sentence: string, language: string): boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]/u;

/** Letters outside Han and kana stand in words: a term must begin and end where a word does. */
function isBoundary(inner: string | undefined, outer: string | undefined): boolean {
  if (inner === undefined || outer === undefined || !WORD.test(inner) || !WORD.test(outer)) return true;
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(inner);
}

/** Makes a term base. Of two terms with the same language and term the later one counts. */
export function createTermBase(terms: readonly Term[]): TermBase {
  const byLanguage = new Map<string, Map<string, Term>>();
  for (const term of terms) {
    const base = baseLanguage(term.language);
    const known = byLanguage.get(base) ?? new Map<string, Term>();
    known.set(term.term.toLowerCase(), term);
    byLanguage.set(base, known);
  }
  const lengths = new Map<string, readonly number[]>();
  const firsts = new Map<string, ReadonlySet<string>>();
  for (const [language, known] of byLanguage) {
    lengths.set(
      language,
      [...new Set([...known.keys()].map((key) => key.length))].sort((one, other) => other - one),
    );
    firsts.set(language, new Set([...known.keys()].map((key) => key.charAt(0))));
  }

  function find(sentence: string, language: string): readonly FixedTerm[] {
    const base = baseLanguage(language);
    const known = byLanguage.get(base);
    const lowered = sentence.toLowerCase();
    // A letter whose lower case is longer would shift the offsets.
    if (known === undefined || lowered.length !== sentence.length) return [];
    const found: FixedTerm[] = [];
    for (let at = 0; at < lowered.length; ) {
      let end = at + 1;
      if (firsts.get(base)?.has(lowered.charAt(at))) {
        for (const length of lengths.get(base) ?? []) {
          const term = known.get(lowered.slice(at, at + length));
          const last = at + length - 1;
          if (
            term === undefined ||
            last >= lowered.length ||
            !isBoundary(lowered[at], lowered[at - 1]) ||
            !isBoundary(lowered[last], lowered[last + 1])
          ) {
            continue;
          }
          found.push({ start: at, end: at + length, rendering: term.rendering });
          end = at + length;
          break;
        }
      }
      at = end;
    }
    return found;
  }

  return {
    terms: [...byLanguage.values()].flatMap((known) => [...known.values()]),
    find,
    touches: (sentence, language) => find(sentence, language).length > 0,
  };
}

function baseLanguage(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? language;
}
