/** Amounts and dates in running text, and beside cells that the table reads. */
import { expect, test } from 'vitest';
import type { StoredPassage } from '../../model/passage.ts';
import { describeExtractor } from '../../ports/entity-extractor.contract.ts';
import { createQuantityExtractor } from './quantities.ts';

const MESSAGE: StoredPassage = {
  ordinal: 0,
  role: 'message',
  text: '3月5号到账三十五万元，剩下$40k明年付',
  position: { kind: 'message', index: 0 },
  time: '2020-11-25 02:24:13',
  id: 'doc-0000000000000000.0',
  document: 'doc-0000000000000000',
  collection: 'col-leak',
};

describeExtractor('quantities', { create: async () => createQuantityExtractor(), passages: [MESSAGE] });

async function found(passage: StoredPassage) {
  const { mentions } = await createQuantityExtractor().extract([passage]);
  return mentions.map(({ type, raw, value }) => [type, raw, value]);
}

test('values are normalised; a day without a year has that of the message', async () => {
  expect(await found(MESSAGE)).toEqual([
    ['date', '3月5号', '2020-03-05'],
    ['amount', '三十五万元', '350000 CNY'],
    ['amount', '$40k', '40000 USD'],
  ]);
});

test('a cell that its header makes an amount is left to the table', async () => {
  const cells = [
    { start: 0, end: 4, ref: '1', header: '金额（万元）' },
    { start: 5, end: 8, ref: '2', header: '备注' },
  ];
  const row = { ...MESSAGE, text: '35万元\t5万元', position: { kind: 'row', table: 't', row: 2, cells } } as const;
  expect(await found(row)).toEqual([['amount', '5万元', '50000 CNY']]);
});
