/** The forms of a Russian word, so that `больница` finds `больницы`: its stem with every ending of case that it could have. */

/** As tokens are folded: й is и there, and ё е. */
const folded = (endings: string): readonly string[] => endings.replaceAll('й', 'и').replaceAll('ё', 'е').split(' ');

const ADJECTIVE = folded('ый ий ой ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ыми ими ом ем ей ою ею');
const HARD = folded('а у ом ем е ы и ов ев ам ами ах ой ою ей ею о');
const SOFT = folded('я ю ь е и ев ем ём ям ями ях ей ею ью ия ию ии ие ией ием иям иями иях ий');
/** Of one kind of nouns alone: `договор` has no `договорю`. */
const OF_HARD = new Set(HARD.filter((ending) => !SOFT.includes(ending)));
const OF_SOFT = new Set(SOFT.filter((ending) => !HARD.includes(ending)));
/** Of an adjective alone; `ой`, `ей`, `им` and `ем` are of nouns, too. */
const OF_ADJECTIVE = new Set(folded('ый ая яя ое ее ые ие ого его ому ему ым ых ую юю ыми ими'));
const LONGEST_FIRST = [...new Set([...ADJECTIVE, ...HARD, ...SOFT])].sort((one, other) => other.length - one.length);
const SHORTEST_STEM = 3;
const RUSSIAN_WORD = /^[а-я]{4,40}$/;

/** Other forms of a folded word, which need not exist; none of a word that is no Russian one or too short to have a stem. */
export function russianForms(word: string): readonly string[] {
  if (!RUSSIAN_WORD.test(word)) return [];
  const ending = LONGEST_FIRST.find((each) => word.endsWith(each) && word.length - each.length >= SHORTEST_STEM) ?? '';
  const stem = word.slice(0, word.length - ending.length);
  const endings = OF_ADJECTIVE.has(ending) ? ADJECTIVE : ['', ...nounEndings(ending)];
  return [...new Set(endings.map((each) => stem + each))].filter((form) => form !== word);
}

function nounEndings(ending: string): readonly string[] {
  if (ending === '' || OF_HARD.has(ending)) return HARD;
  return OF_SOFT.has(ending) ? SOFT : [...HARD, ...SOFT];
}
