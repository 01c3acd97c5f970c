/** Words for a kind of body and names of one, in three languages. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseTermList } from '../../../model/term-list.ts';
import { isGenericName } from './generic-names.ts';

const list = parseTermList(
  await readFile(join(import.meta.dirname, '../../../../data/patterns/client-kinds.tsv'), 'utf8'),
);
if ('badLine' in list) throw new Error(`line ${list.badLine}`);
const isPlace = (text: string): boolean => ['海南', '四川'].includes(text);

it.each([
  '一所',
  '第三研究所',
  'XX公司',
  '某单位',
  '省厅',
  '市局',
  '网安',
  '网安总队',
  '派出所',
  '海南公司',
  // Its first character is a number too.
  '四川公司',
  '子公司',
  '我们公司',
  'the first institute',
  'The Company',
  'Municipal Police',
  'первый институт',
  'наша компания',
])('%s names nobody', (name) => {
  expect(isGenericName(name, list, isPlace)).toBe(true);
});

it.each([
  '奇安信',
  '四川厅',
  '江苏省厅',
  '公安部',
  '外交部',
  '解放军',
  '太极',
  '四川安洵',
  '泰岳公司',
  '安洵信息技术有限公司',
  '清迈大学',
  '中国移动',
  'Dubai Police',
  'First Solar',
  'Bank of America',
  'ФСБ',
  'Сбербанк',
])('%s is a name', (name) => {
  expect(isGenericName(name, list, isPlace)).toBe(false);
});
