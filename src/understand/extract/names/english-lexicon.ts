/** First names, surnames and places in English, from the word lists of `compromise` and `data/gazetteer/first-names.txt`. */
import { readFileSync } from 'node:fs';
import nlp from 'compromise/three';

export interface EnglishLexicon {
  readonly firstNames: ReadonlySet<string>;
  readonly surnames: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

interface LexiconModel {
  readonly one: { readonly lexicon: Readonly<Record<string, string | readonly string[]>> };
}

const FIRST = /^(?:FirstName|MaleName|FemaleName)$/;
const PLACE = /^(?:City|Country|Region|Place)$/;

let loaded: EnglishLexicon | undefined;

export function isFirstName(word: string): boolean {
  return loadEnglishLexicon().firstNames.has(word.toLowerCase());
}

/** A first name, a surname, or a surname made of a first name: Jacobs. */
export function isPersonsName(word: string): boolean {
  const { firstNames, surnames } = loadEnglishLexicon();
  const folded = word.toLowerCase();
  return firstNames.has(folded) || surnames.has(folded) || firstNames.has(folded.replace(/s(?:on)?$/u, ''));
}

/** Usually written with a capital: a first name, a surname, a place. */
export function isProperWord(word: string): boolean {
  const { firstNames, surnames, places } = loadEnglishLexicon();
  const folded = word.toLowerCase();
  return firstNames.has(folded) || surnames.has(folded) || places.has(folded);
}

/** All in lower case; made once. */
export function loadEnglishLexicon(): EnglishLexicon {
  loaded ??= readLexicon();
  return loaded;
}

function readLexicon(): EnglishLexicon {
  const { lexicon } = (nlp as unknown as { model(): LexiconModel }).model().one;
  const tagged = (pattern: RegExp): Set<string> =>
    new Set(Object.keys(lexicon).filter((word) => [lexicon[word] ?? []].flat().some((tag) => pattern.test(tag))));
  return {
    firstNames: new Set([...tagged(FIRST), ...otherFirstNames()]),
    surnames: tagged(/^LastName$/),
    places: tagged(PLACE),
  };
}

/** Of languages whose names the lists of English have few of; none is a common English word. */
function otherFirstNames(): readonly string[] {
  const file = readFileSync(new URL('../../../../data/gazetteer/first-names.txt', import.meta.url), 'utf8');
  return file
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.toLowerCase().split(' '))
    .filter((word) => word !== '');
}
