/** The dictionary is searched as a sorted file: a version of the package that sorts otherwise has to be noticed. */
import { expect, test } from 'vitest';
import { createChineseDictionary, dictionaryBytes } from './chinese-dictionary.ts';

test('the file is in the order of its bytes, and each word is found', () => {
  const words = dictionaryBytes()
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');
  expect(words.length).toBeGreaterThan(300_000);
  const dictionary = createChineseDictionary();
  expect([...dictionary.lines()].map(({ word }) => word)).toEqual(words);
  for (let at = 0; at < words.length; at += 97) expect(dictionary.find(words[at] ?? '')?.word).toBe(words[at]);
  for (const word of [words[0], words.at(-1)]) expect(dictionary.find(word ?? '')?.word).toBe(word);
});

test('a word has its own line, and what is none has no line', () => {
  const dictionary = createChineseDictionary(Buffer.from('中 12 f\n中国 345 ns\n国 6 n'));
  expect(dictionary.find('中国')).toEqual({ word: '中国', frequency: 345, tag: 'ns' });
  expect(dictionary.find('中')).toEqual({ word: '中', frequency: 12, tag: 'f' });
  expect(dictionary.find('国')).toEqual({ word: '国', frequency: 6, tag: 'n' });
  for (const none of ['', '中国人', '丁', '龟', 'a']) expect(dictionary.find(none)).toBeUndefined();
});
