/** Russian words with places and stems, and lists of names that are found in any case. */

export interface RussianWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu;
const ENDING =
  /(?:иями|ями|ами|иях|ого|его|ому|ему|ыми|ими|ией|ием|иям|ую|юю|ой|ей|ом|ем|ём|ым|им|ых|их|ою|ею|ью|ах|ях|ам|ям|ая|яя|ое|ее|ые|ие|ый|ий|ии|ия|ию|а|я|о|е|ы|и|у|ю|ь|й)$/u;

export function russianWords(text: string): readonly RussianWord[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ text: word, start: index, end: index + word.length }));
}

/** What is left of a word without its ending of case; short words and abbreviations stay whole. */
export function russianStem(word: string): string {
  if (word.length <= 3 || word === word.toUpperCase()) return word.toLowerCase().replace(/ё/g, 'е');
  const folded = word.toLowerCase().replace(/ё/g, 'е');
  return folded
    .split('-')
    .map((part) => {
      const stem = part.replace(ENDING, '');
      return stem.length >= 3 ? stem : part;
    })
    .join('-');
}

/** Names by the stems of their words. */
export interface StemmedNames {
  /** Stems of a name's words: the same in all cases. */
  keyOf(name: string): string;
  /** The end of the longest name that begins at word `index`, as an index behind its last word; undefined where none does. */
  longestAt(words: readonly RussianWord[], index: number, text: string): number | undefined;
}

export function stemNames(names: Iterable<string>): StemmedNames {
  const byFirst = new Map<string, (readonly string[])[]>();
  for (const name of names) {
    const stems = russianWords(name).map(({ text }) => russianStem(text));
    const [first] = stems;
    if (first === undefined || !/[а-я]/.test(first)) continue;
    const known = byFirst.get(first) ?? [];
    known.push(stems);
    byFirst.set(first, known);
  }
  for (const known of byFirst.values()) known.sort((one, other) => other.length - one.length);
  return {
    keyOf: (name) =>
      russianWords(name)
        .map(({ text }) => russianStem(text))
        .join(' '),
    longestAt(words, index, text) {
      const word = words[index];
      if (word === undefined || !/^\p{Lu}/u.test(word.text)) return undefined;
      const found = byFirst.get(russianStem(word.text))?.find((stems) =>
        stems.every((stem, at) => {
          const next = words[index + at];
          if (next === undefined) return false;
          const gap = at === 0 ? ' ' : text.slice(words[index + at - 1]?.end, next.start);
          return /^\s$/u.test(gap) && russianStem(next.text) === stem;
        }),
      );
      return found === undefined ? undefined : index + found.length;
    },
  };
}
