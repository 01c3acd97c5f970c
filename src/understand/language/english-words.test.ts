import { expect, test } from 'vitest';
import { commonness, isCommonEnglish, isKnownWord } from './english-words.ts';

test('words are common or unknown', () => {
  expect(commonness('the')).toBeCloseTo(4.73, 3);
  expect(commonness('The')).toBe(commonness('the'));
  expect(commonness('xqzzy')).toBe(0);
  expect([isKnownWord('House'), isKnownWord('xqzzy')]).toEqual([true, false]);
  expect([isCommonEnglish('house'), isCommonEnglish('House'), isCommonEnglish('zygote')]).toEqual([true, false, false]);
  expect(isKnownWord('zygote')).toBe(true);
});
