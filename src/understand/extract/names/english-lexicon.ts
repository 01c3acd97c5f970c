/** First names, surnames and places in English: `data/words/english-names.tsv` and `data/gazetteer/first-names.txt`. */
import { readFileSync } from 'node:fs';

export interface EnglishLexicon {
  readonly firstNames: ReadonlySet<string>;
  readonly surnames: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

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
  const [firstNames, surnames, places] = [new Set(otherFirstNames()), new Set<string>(), new Set<string>()];
  const file = readFileSync(new URL('../../../../data/words/english-names.tsv', import.meta.url), 'utf8');
  for (const line of file.split('\n')) {
    if (line === '' || line.startsWith('# ')) continue;
    const [word = '', kinds = ''] = line.split('\t');
    if (kinds.includes('F')) firstNames.add(word);
    if (kinds.includes('S')) surnames.add(word);
    if (kinds.includes('P')) places.add(word);
  }
  return { firstNames, surnames, places };
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
