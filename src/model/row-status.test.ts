/** Standings as tables state them, in three languages. */
import { expect, test } from 'vitest';
import { rowStatus } from './row-status.ts';

test.each([
  ['待签', 'to be signed'],
  ['已签', 'signed'],
  ['合同已签订', 'signed'],
  ['未完成', 'pending'],
  ['已完成', 'completed'],
  ['进行中', 'in progress'],
  ['在控', 'held'],
  ['掉线', 'lost'],
  ['Signed', 'signed'],
  ['not signed', 'to be signed'],
  ['in progress', 'in progress'],
  ['Cancelled by client', 'cancelled'],
  ['overdue', 'unpaid'],
  ['в работе', 'in progress'],
  ['выполнен', 'completed'],
  ['не подписан', 'to be signed'],
  ['оплачено', 'paid'],
  ['не оплачен', 'unpaid'],
  ['нет доступа', 'lost'],
])('%s is %s', (text, expected) => {
  expect(rowStatus(text)).toBe(expected);
});

test.each(['', '3', '张三', 'see the sheet of the second quarter for the rest of it'])('%j is none', (text) => {
  expect(rowStatus(text)).toBeUndefined();
});
