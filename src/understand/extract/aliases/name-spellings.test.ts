/** Which names of two scripts spell one another, by pinyin and by the standards in which Russian is written in Latin letters. */
import { expect, test } from 'vitest';
import type { EntityType } from '../../../model/entity.ts';
import { nameSpelling } from './name-spellings.ts';

const share = (one: string, other: string, type: EntityType = 'individual'): boolean => {
  const keys = new Set(nameSpelling(one, type)?.keys);
  return nameSpelling(other, type)?.keys.some((key) => keys.has(key)) ?? false;
};

test.each([
  ['吴海波', 'Wu Haibo'],
  ['吴海波', 'Haibo Wu'],
  ['吴海波', 'wuhaibo88'],
  ['吴海波', 'WuHaibo'],
  ['李伟', 'Li Wei'],
  ['吕静雯', 'Lyu Jingwen'],
  ['陳建國', 'chen.jianguo'],
  ['Павел Орлов', 'Pavel Orlov'],
  ['Орлов Павел Андреевич', 'pavel.orlov'],
  ['Евгений Щербаков', 'Yevgeny Scherbakov'],
  ['Евгений Щербаков', 'Evgenii Shcherbakov'],
  ['Дмитрий Хорошев', 'Dmitry Khoroshev'],
  ['Александр Ерёменко', 'Alexander Yeremenko'],
  ['Мария Лисицына', 'Mariya Lisicyna'],
])('%s is %s', (one, other) => {
  expect(share(one, other)).toBe(true);
});

test.each([
  ['吴海波', 'Wu Haibin'],
  // Five letters in a row fit too many.
  ['李伟', 'liwei'],
  ['Павел Орлов', 'Pavel Orlovsky'],
  ['Павел', 'Pavel'],
  ['Wu Haibo', 'Haibo Wuu'],
])('%s is not %s', (one, other) => {
  expect(share(one, other)).toBe(false);
});

test('a firm is compared without its place, trade and legal form', () => {
  const firm = (one: string, other: string): boolean => share(one, other, 'organization');
  expect(firm('上海安洵信息技术有限公司', 'Anxun Information Technology Co., Ltd.')).toBe(true);
  expect(firm('ООО «Вектор»', 'Vector LLC')).toBe(true);
  expect(firm('上海信息技术有限公司', 'Shanghai Information Technology Co., Ltd.')).toBe(false);
});
