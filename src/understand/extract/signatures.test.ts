/** Signatures as people write them in three languages, and letters that end without one. */
import { describe, expect, test } from 'vitest';
import { describeExtractor } from '../../ports/entity-extractor.contract.ts';
import { passageOf } from './passage-for-test.ts';
import { createSignatureExtractor } from './signatures.ts';

async function stated(text: string): Promise<readonly string[]> {
  const { statements } = await createSignatureExtractor().extract([passageOf(text)]);
  return statements.map(({ subject, predicate, object }) => `${subject.value} ${predicate} ${object.value}`);
}

describeExtractor('signatures', {
  create: async () => createSignatureExtractor(),
  passages: [
    passageOf(
      'Thanks.\n\nBest regards,\nSimon Achterberg\nSales Director\nVantor Analytics GmbH\nsimon@vantor.example',
    ),
  ],
});

describe('a signature', () => {
  test.each([
    [
      'Best regards,\nSimon Achterberg\nSales Director\nVantor Analytics GmbH\nTel. +49 89 123 456 78',
      [
        'Vantor Analytics GmbH employs Simon Achterberg',
        'Simon Achterberg has-position Sales Director',
        'Simon Achterberg has +498912345678',
      ],
    ],
    [
      'Regards, WU Haibo, CEO, Shanghai Example Information Co., Ltd.',
      ['Shanghai Example Information Co., Ltd. employs WU Haibo', 'WU Haibo has-position CEO'],
    ],
    [
      'Добрый день!\n\n--\nС уважением,\nГенеральный директор\nООО «Вектор Информ»\nЛапшин Игорь Валентинович',
      [
        'ООО «Вектор Информ» employs Лапшин Игорь Валентинович',
        'Лапшин Игорь Валентинович has-position Генеральный директор',
      ],
    ],
    [
      '附件请查收。\n此致\n敬礼！\n曹雨桐\n市场部经理\n武汉极光数据技术有限公司\n邮箱：cao@example.cn',
      ['武汉极光数据技术有限公司 employs 曹雨桐', '曹雨桐 has-position 市场部经理', '曹雨桐 same-as cao@example.cn'],
    ],
    ['Regards,\nTom\n\nFrom: Alice Smith\nAcme Ltd', []],
    ['Best regards,\nThe Support Team\nAcme Ltd', []],
    ['thanks and regards, see you on Monday', []],
    ['Yours faithfully,\nBest Regards\nFinance Manager\nAcme Ltd', []],
    ['祝你生日快乐 我们都很想你', []],
    ['с приветом из Москвы', []],
  ])('%j', async (text, expected) => {
    expect(await stated(text)).toEqual(expected);
  });

  test('of a first name alone is less sure, and needs no more', async () => {
    const { mentions } = await createSignatureExtractor().extract([passageOf('С уважением,\nОльга')]);
    expect(mentions).toMatchObject([{ type: 'individual', value: 'Ольга', confidence: 0.6 }]);
  });
});
