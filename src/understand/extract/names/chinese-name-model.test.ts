import { expect, test } from 'vitest';
import { createChineseDictionary } from './chinese-dictionary.ts';
import { createChineseNameModel, createChineseNameTest } from './chinese-name-model.ts';

// Else `node bench/training/count-characters.ts` counts anew.
test('the counts are of the dictionary and the lists that are here', () => {
  const model = createChineseNameModel();
  let names = 0;
  let words = 0;
  const isName = createChineseNameTest();
  for (const line of createChineseDictionary().lines()) {
    if (isName(line)) names += 1;
    else words += line.frequency * line.word.length;
  }
  expect(model.totals).toEqual({ names, words });
});

test('characters of given names stand out from those of words', () => {
  const model = createChineseNameModel();
  expect(model.given('伟')).toBeGreaterThan(1);
  expect(model.given('的')).toBeLessThan(0);
  expect(model.surname('王')).toBeGreaterThan(model.surname('和'));
  expect(model.surname('欧阳')).toBe(3);
  expect(model.word('中国')).toBeGreaterThan(0);
});
