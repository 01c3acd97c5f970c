/** Folding of scripts. */
import { expect, test } from 'vitest';
import { toSimplified } from './chinese-script.ts';

test.each([
  ['吳海波發給我', '吴海波发给我'],
  ['已经简体 abc', '已经简体 abc'],
])('%s folds to Simplified', (text, folded) => expect(toSimplified(text)).toBe(folded));
