/** What a row says of how much data it is, and how far. */
import { expect, test } from 'vitest';
import type { StoredPassage } from '../../../model/passage.ts';
import { columnRole } from '../../../understand/extract/column-roles.ts';
import { NO_STANDING, rowStanding } from './row-cells.ts';

function row(cells: Readonly<Record<string, string>>): StoredPassage {
  let text = '';
  const spans = Object.entries(cells).map(([header, cell], at) => {
    if (at > 0) text += '\t';
    const start = text.length;
    text += cell;
    return { start, end: text.length, ref: String(at + 1), header };
  });
  const id = 'doc-0000000000000000.1';
  const position = { kind: 'row', table: 'list', row: 2, cells: spans } as const;
  return { ordinal: 1, role: 'row', text, position, id, document: 'doc-0000000000000000', collection: 'c' };
}

test.each([
  [{ 目标名称: '外交部', 数据量: '1.2TB', 状态: '在控' }, ['1.2TB', 1.2e12, null, '在控', 'held']],
  [
    { Client: 'Acme', 'Data size': '350,000 records', Status: 'signed' },
    ['350,000 records', null, 350_000, 'signed', 'signed'],
  ],
  [{ Заказчик: 'УМВД', 'Объём, ГБ': '3,5', Статус: 'в работе' }, ['3,5', 3.5e9, null, 'в работе', 'in progress']],
])('%j', (cells, expected) => {
  const { size, bytes, records, status, stage, evidence } = rowStanding(row(cells), columnRole);
  expect([size, bytes, records, status, stage]).toEqual(expected);
  expect(evidence).toHaveLength(2);
});

test('a row without such columns says nothing of it', () => {
  expect(rowStanding(row({ Client: 'Acme', Amount: '12' }), columnRole)).toEqual(NO_STANDING);
});
