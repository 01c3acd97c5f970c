/** The forms of an English word, so that `contract` finds `contracts` and `attacked` finds `attacking`: by its endings, without a dictionary. */

const ENGLISH_WORD = /^[a-z]{4,24}$/;
const SHORTEST_BASE = 3;
const VOWEL = /[aeiouy]/;
const HISSES = /(?:s|x|z|ch|sh)$/;
/** Their endings are none. */
const WHOLE = new Set(
  'news this thus plus less unless always perhaps series species means whereas besides united hundred need feed speed indeed exceed proceed succeed string spring thing nothing something anything everything during king ring bring morning evening building meeting was does goes access process address business class loss boss pass press express status virus census campus analysis basis crisis thesis bus gas'.split(
    ' ',
  ),
);

/** Other forms of a folded word, which need not exist; none of a word that is no English one by its letters, or too short. */
export function englishForms(word: string): readonly string[] {
  if (!ENGLISH_WORD.test(word)) return [];
  const bases = WHOLE.has(word) ? [word] : basesOf(word);
  return [...new Set(bases.flatMap(formsOf))].filter((form) => form !== word);
}

/** What the word may be a form of, itself among it. */
function basesOf(word: string): readonly string[] {
  const cut = (length: number, more = ''): string => word.slice(0, word.length - length) + more;
  const bases = new Set<string>();
  if (/[^aeiou]ies$/.test(word)) bases.add(cut(3, 'y'));
  else if (/(?:s|x|z|ch|sh)es$/.test(word)) bases.add(cut(2)).add(cut(1));
  else if (/[^siu]s$/.test(word)) bases.add(cut(1));
  else if (/[^aeiou]ied$/.test(word)) bases.add(cut(3, 'y'));
  else if (/[^e]ed$/.test(word)) addVerb(bases, cut(2));
  else if (/ing$/.test(word)) addVerb(bases, cut(3));
  const real = [...bases].filter((base) => base.length >= SHORTEST_BASE && VOWEL.test(base));
  return real.length === 0 ? [word] : real;
}

/** Before `ed` and `ing`: `attack`, `us(e)`, `stop(p)`. */
function addVerb(bases: Set<string>, stem: string): void {
  if (stem.length === 2 && /^[aeiou][^aeiouy]$/.test(stem)) bases.add(`${stem}e`);
  if (stem.length < SHORTEST_BASE || !VOWEL.test(stem)) return;
  const isDoubled = /([bdfgklmnprt])\1$/.test(stem);
  if (isDoubled) bases.add(stem.slice(0, -1));
  if (!isDoubled || /(?:ll|ss|ff)$/.test(stem)) bases.add(stem);
  if (!isDoubled && !/[aeiouy]$/.test(stem)) bases.add(`${stem}e`);
}

function formsOf(base: string): readonly string[] {
  const stem = base.endsWith('e') ? base.slice(0, -1) : base;
  if (/[^aeiou]y$/.test(base)) {
    const short = base.slice(0, -1);
    return [base, `${short}ies`, `${short}ied`, `${base}ing`];
  }
  const doubled = /^[^aeiou]*[aeiou][bdgklmnprt]$/.test(base) ? [`${base}${base.at(-1)}`] : [];
  const plural = HISSES.test(base) ? `${base}es` : `${base}s`;
  return [base, plural, ...[stem, ...doubled].flatMap((each) => [`${each}ed`, `${each}ing`])];
}
