/** Words of a text with their meanings: the case's term base first, then the shipped lexicons, then the dictionary. */
import { createGloss } from '../adapters/translator/gloss/gloss-translator.ts';
import { baseLanguage, type Term } from '../model/term.ts';
import type { GlossedWord } from '../model/translation.ts';
import type { GlossTask } from '../pipeline/tasks.ts';
import { createTermBase, type TermBase } from '../understand/translate/term-base.ts';
import { shippedTerms } from './terms.ts';

/** Loads the dictionary (0.5 s). Only Chinese has one; other languages show the terms that are known of them. */
export async function createGlosser(): Promise<(task: GlossTask) => Promise<readonly GlossedWord[]>> {
  const [gloss, shipped] = [await createGloss(), createTermBase((await shippedTerms()).map(firstMeaning))];
  return async ({ text, language, terms }) => {
    const own = wordsOf(createTermBase(terms.filter(({ to }) => baseLanguage(to) === 'en')), text, language, 'terms');
    if (baseLanguage(language) !== 'zh') {
      return [...own, ...wordsOf(shipped, text, language, 'lexicon').filter((word) => !overlaps(word, own))].sort(
        byPlace,
      );
    }
    const words = [...own];
    let from = 0;
    for (const { start, end } of [...own, { start: text.length, end: text.length }]) {
      words.push(...gloss.words(text.slice(from, start)).map((word) => shifted(word, from)));
      from = end;
    }
    return words.sort(byPlace);
  };
}

function wordsOf(
  base: TermBase,
  text: string,
  language: string,
  source: GlossedWord['source'],
): readonly GlossedWord[] {
  return base.find(text, language).map(({ start, end, rendering }) => ({ start, end, gloss: rendering, source }));
}

const firstMeaning = (term: Term): Term => ({ ...term, rendering: term.rendering.split(';')[0] ?? term.rendering });
const shifted = (word: GlossedWord, by: number): GlossedWord => ({
  ...word,
  start: word.start + by,
  end: word.end + by,
});
const byPlace = (one: GlossedWord, other: GlossedWord): number => one.start - other.start;
const overlaps = ({ start, end }: GlossedWord, words: readonly GlossedWord[]): boolean =>
  words.some((word) => word.start < end && start < word.end);
