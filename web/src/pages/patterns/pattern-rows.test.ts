import { describe, expect, it } from 'vitest';
import type { PatternTable } from '../../api/types.ts';
import { barsOf, fitting, monthsOf } from './pattern-rows.ts';

const row = (date: string | null, client: string, n: number | null) => ({
  cells: { date, client, n },
  entities: [],
  labels: [],
  citations: 0,
  evidence: [],
});
const table: PatternTable = {
  name: 't',
  title: 'T',
  columns: [
    { key: 'date', title: 'Date', kind: 'date' },
    { key: 'client', title: 'Client', kind: 'text' },
    { key: 'n', title: 'N', kind: 'number' },
  ],
  total: 4,
  rows: [row('2019-05-08', 'A', 1), row('2019', 'B', 3), row(null, 'C', null), row('2020-01', 'A', 2)],
};

describe('rows of a pattern', () => {
  it('are narrowed by words and by a range, as precisely as dates are given', () => {
    expect(fitting(table, 'a', {}).length).toBe(2);
    expect(fitting(table, '', { from: '2019-05', to: '2019-12' }).map((each) => each.cells['client'])).toEqual([
      'A',
      'B',
    ]);
    expect(fitting(table, '', { from: '2019-06', to: '2020-01' }).map((each) => each.cells['client'])).toEqual([
      'B',
      'A',
    ]);
    expect(fitting(table, 'b', { to: '2018' })).toEqual([]);
  });
  it('become bars, largest first, and months', () => {
    expect(barsOf(table, table.rows)?.bars.map((bar) => bar.count)).toEqual([3, 2]);
    expect(barsOf(table, table.rows)?.bars.map((bar) => bar.label)).toEqual(['B', 'A']);
    const columns = table.columns.map((each) => (each.key === 'n' ? { ...each, kind: 'money' as const } : each));
    const paid = barsOf({ ...table, columns }, [...table.rows, row('2020-02', 'A', 4)]);
    expect(paid?.bars.map(({ label, count }) => [label, count])).toEqual([
      ['A', 7],
      ['B', 3],
    ]);
    expect(barsOf(table, [])).toBeUndefined();
    const alike = [row(null, 'A', 1), row(null, 'B', 1)];
    expect(barsOf({ ...table, rows: alike }, alike)).toBeUndefined();
    expect(monthsOf(table)).toEqual([
      { month: '2019-05', messages: 1 },
      { month: '2019-01', messages: 1 },
      { month: '2020-01', messages: 1 },
    ]);
  });
});
