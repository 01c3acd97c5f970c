/** Pinyin of names and folding of scripts. */
import { expect, test } from 'vitest';
import { toSimplified } from './chinese-script.ts';
import { namePinyin } from './name-pinyin.ts';

test.each([
  ['吴海波', ['wu haibo', 'wu hai bo', 'wuhaibo']],
  ['单雄', ['shan xiong', 'shanxiong']],
  ['Wu', []],
])('%s', (name, spellings) => expect(namePinyin(name)).toEqual(spellings));

test.each([
  ['吳海波發給我', '吴海波发给我'],
  ['已经简体 abc', '已经简体 abc'],
])('%s folds to Simplified', (text, folded) => expect(toSimplified(text)).toBe(folded));
