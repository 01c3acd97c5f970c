import { expect, test } from 'vitest';
import { commonness, isCommonEnglish, isKnownWord, isProperWord } from './english-words.ts';

test('words are common, proper or unknown', () => {
  expect(commonness('the')).toBeCloseTo(4.469, 3);
  expect(commonness('The')).toBe(commonness('the'));
  expect(commonness('xqzzy')).toBe(0);
  expect([isProperWord('john'), isProperWord('house'), isProperWord('xqzzy')]).toEqual([true, false, false]);
  expect([isKnownWord('House'), isKnownWord('xqzzy')]).toEqual([true, false]);
  expect([isCommonEnglish('house'), isCommonEnglish('House'), isCommonEnglish('zygote')]).toEqual([true, false, false]);
  expect(isKnownWord('zygote')).toBe(true);
});
