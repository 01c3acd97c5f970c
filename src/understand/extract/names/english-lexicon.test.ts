import { expect, test } from 'vitest';
import { isProperWord } from './english-lexicon.ts';

test('first names, surnames and places are proper words', () => {
  expect(['john', 'Smith', 'London', 'house', 'xqzzy'].map(isProperWord)).toEqual([true, true, true, false, false]);
});
