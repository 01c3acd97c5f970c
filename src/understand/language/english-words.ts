/** How common English words are: `data/words/english.tsv`, 66,000 words kept small. */
import { readFileSync } from 'node:fs';

/** Some 10,000 words are at least as common; they tell English from other languages. */
const COMMON = 522;

/** By word, hundredths of a bel below certainty; the words come commonest first. */
let known: ReadonlyMap<string, number> | undefined;

/** The file is read when a word is first asked for. */
function words(): ReadonlyMap<string, number> {
  known ??= readWords();
  return known;
}

function readWords(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const file = readFileSync(new URL('../../../data/words/english.tsv', import.meta.url), 'utf8');
  for (const line of file.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [centibels = '', list = ''] = line.split('\t');
    for (const word of list.split(' ')) found.set(word, Number(centibels));
  }
  return found;
}

/** A word's place in ordinary English, log10 of one more than its occurrences in a million: 0 unknown to 4.7 (`the`). */
export function commonness(word: string): number {
  const centibels = words().get(word.toLowerCase());
  return centibels === undefined ? 0 : Math.log10(1 + 10 ** (6 - centibels / 100));
}

export function isKnownWord(word: string): boolean {
  return words().has(word.toLowerCase());
}

/** Whether a word in small letters is among the 10,000 commonest or so. */
export function isCommonEnglish(word: string): boolean {
  return (words().get(word) ?? Number.POSITIVE_INFINITY) <= COMMON;
}
