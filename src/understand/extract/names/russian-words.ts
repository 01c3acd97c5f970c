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

/** Endings of case by the nominative's own; the stem alone does not tell Франция from Франц, or Россия from Росс. */
const DECLENSIONS: Readonly<Record<string, RegExp>> = {
  '': /^(?:|а|у|ом|ем|е|ы|и|ов|ам|ами|ах)$/u,
  а: /^(?:а|ы|и|е|у|ой|ою|ей|ею)$/u,
  я: /^(?:я|и|е|ю|ей|ею)$/u,
  ия: /^(?:ия|ии|ию|ией|иею)$/u,
  ь: /^(?:ь|и|я|ю|е|ем|ью)$/u,
  й: /^(?:й|я|ю|ем|е)$/u,
};

interface StemmedName {
  readonly stems: readonly string[];
  readonly endings: readonly string[];
  /** Written in capitals throughout: НАТО. */
  readonly isAbbreviation: boolean;
}

export function stemNames(names: Iterable<string>): StemmedNames {
  const byFirst = new Map<string, StemmedName[]>();
  for (const name of names) {
    const words = russianWords(name);
    const stems = words.map(({ text }) => russianStem(text));
    const [first] = stems;
    if (first === undefined || !/[а-я]/.test(first)) continue;
    const known = byFirst.get(first) ?? [];
    const endings = words.map(({ text }, at) => endingOf(text, stems[at] ?? ''));
    const isAbbreviation = name === name.toUpperCase();
    known.push({ stems, endings, isAbbreviation });
    byFirst.set(first, known);
    // Амстердам, Вьетнам: what looks like an ending of case belongs to the name.
    const whole = name.toLowerCase();
    if (words.length !== 1 || whole === first || !/[бвгджзклмнпрстфхцчшщ]$/u.test(whole)) continue;
    byFirst.set(whole, [...(byFirst.get(whole) ?? []), { stems: [whole], endings: [''], isAbbreviation }]);
  }
  for (const known of byFirst.values()) known.sort((one, other) => other.stems.length - one.stems.length);
  return {
    keyOf: (name) =>
      russianWords(name)
        .map(({ text }) => russianStem(text))
        .join(' '),
    longestAt(words, index, text) {
      const word = words[index];
      if (word === undefined || !/^\p{Lu}/u.test(word.text)) return undefined;
      const isShouted = word.text.length > 3 && word.text === word.text.toUpperCase();
      const found = byFirst.get(russianStem(word.text))?.find(({ stems, endings, isAbbreviation }) =>
        stems.every((stem, at) => {
          const next = words[index + at];
          if (next === undefined || (isShouted && !isAbbreviation)) return false;
          const gap = at === 0 ? ' ' : text.slice(words[index + at - 1]?.end, next.start);
          if (!/^\s$/u.test(gap) || russianStem(next.text) !== stem) return false;
          return DECLENSIONS[endings[at] ?? '']?.test(endingOf(next.text, stem)) ?? true;
        }),
      );
      return found === undefined ? undefined : index + found.stems.length;
    },
  };
}

function endingOf(word: string, stem: string): string {
  return word.toLowerCase().slice(stem.length);
}
