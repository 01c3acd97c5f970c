/** The analyst's term base: terms with the rendering that every engine has to use. */
import { baseLanguage, type Term } from '../../model/term.ts';
import { toSimplified } from '../language/chinese-script.ts';
import type { FixedTerm } from './mask.ts';

export interface TermBase {
  /** Terms of a language in a sentence: longest first at each place, in order, not overlapping. */
  find(sentence: string, language: string): readonly FixedTerm[];
}

const WORD = /[\p{L}\p{M}\p{N}]/u;

/** Letters outside Han and kana stand in words: a term must begin and end where a word does. */
function isBoundary(inner: string | undefined, outer: string | undefined): boolean {
  if (inner === undefined || outer === undefined || !WORD.test(inner) || !WORD.test(outer)) return true;
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(inner);
}

/** Case does not matter, nor which Chinese script it is. */
const fold = (text: string): string => toSimplified(text.toLowerCase());

/** Makes a term base of terms with one target language. Of two with the same language and term the later one counts. */
export function createTermBase(terms: readonly Term[]): TermBase {
  const byLanguage = new Map<string, Map<string, Term>>();
  for (const term of terms) {
    const base = baseLanguage(term.language);
    const known = byLanguage.get(base) ?? new Map<string, Term>();
    known.set(fold(term.term), term);
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
    const lowered = fold(sentence);
    // A letter whose folded form is longer would shift the offsets.
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

  return { find };
}
