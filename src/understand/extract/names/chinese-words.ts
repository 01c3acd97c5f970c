/** A Chinese text as words with places, for rules that look left and right of a word. */
import { Jieba } from '@node-rs/jieba';
import { createChineseDictionary, type DictionaryLine, dictionaryBytes } from './chinese-dictionary.ts';

export interface Word {
  readonly text: string;
  /** jieba's part of speech: `nr` person, `ns` place, `nt` organisation, `x` unknown to its dictionary. */
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

export type ChineseWords = (text: string) => readonly Word[];

/** Words that the dictionary lacks, or takes for something else. */
export interface KnownWords {
  readonly places: Iterable<string>;
  /** Of firms and products. */
  readonly names: Iterable<string>;
}

/** Common enough to win over words of one and two characters: 和奇安信 is no 和奇. */
const LONG = 3000;
const SHORT = 60;

export function createChineseWords(known: KnownWords = { places: [], names: [] }): ChineseWords {
  const jieba = Jieba.withDict(dictionaryBytes());
  const added = new Map([...ownWords(known.names, 'nz'), ...ownWords(known.places, 'ns')]);
  if (added.size > 0)
    jieba.loadDict(
      Buffer.from([...added].map(([word, { frequency, tag }]) => `${word} ${frequency} ${tag}`).join('\n')),
    );
  return (text) => {
    const words: Word[] = [];
    let at = 0;
    for (const { word, tag } of jieba.tag(text, true)) {
      const start = text.indexOf(word, at);
      if (start < 0) continue;
      at = start + word.length;
      // jieba keeps the tag of a word that its dictionary has.
      words.push({ text: word, tag: added.get(word)?.tag ?? tag, start, end: at });
    }
    return words;
  };
}

function ownWords(
  words: Iterable<string>,
  tag: string,
): readonly (readonly [word: string, line: Omit<DictionaryLine, 'word'>])[] {
  const dictionary = createChineseDictionary();
  return [...words].flatMap((word) => {
    if (!/^\p{Script=Han}{2,}$/u.test(word)) return [];
    const own = dictionary.find(word);
    // 火眼, 电报: what is a word besides stays one.
    if (own !== undefined && (own.tag === tag || !/^(?:n[rstz]\w?|x)$/.test(own.tag))) return [];
    const frequency = Math.max(own?.frequency ?? 0, word.length > 2 ? LONG : SHORT);
    return [[word, { frequency, tag }]];
  });
}
