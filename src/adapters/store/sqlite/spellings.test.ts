/** Names in pinyin. */
import { expect, test } from 'vitest';
import { spellingsOf } from './spellings.ts';

test.each([
  ['individual', '吴海波', 'wu haibo | wuhaibo | wu hai bo'],
  ['individual', '单雄', 'shan xiong | shanxiong'],
  ['individual', '吕布', 'lv bu | lu bu | lvbu | lubu'],
  ['organization', '四川安洵信息', 'si chuan an xun xin xi'],
  ['individual', 'Wu', undefined],
  ['domain', '公司', undefined],
] as const)('%s %s', async (type, value, spelling) => {
  expect((await spellingsOf([{ type, value }])).get(value)).toBe(spelling);
});
