/** A Chinese text as words with places, for rules that look left and right of a word. */
import { Jieba } from '@node-rs/jieba';
import { dictionaryBytes } from './chinese-dictionary.ts';

export interface Word {
  readonly text: string;
  /** jieba's part of speech: `nr` person, `ns` place, `nt` organisation, `x` unknown to its dictionary. */
  readonly tag: string;
  readonly start: number;
  readonly end: number;
}

export type ChineseWords = (text: string) => readonly Word[];

export function createChineseWords(): ChineseWords {
  const jieba = Jieba.withDict(dictionaryBytes());
  return (text) => {
    const words: Word[] = [];
    let at = 0;
    for (const { word, tag } of jieba.tag(text, true)) {
      const start = text.indexOf(word, at);
      if (start < 0) continue;
      at = start + word.length;
      words.push({ text: word, tag, start, end: at });
    }
    return words;
  };
}
