import { describe, expect, it } from 'vitest';
import { everyMonth } from './month-chart.tsx';

describe('everyMonth', () => {
  it('fills the months without messages, over the turn of a year', () => {
    const months = everyMonth([
      { month: '2020-02', messages: 3 },
      { month: '2019-11', messages: 1 },
      { month: 'unknown', messages: 9 },
    ]);
    expect(months.map(({ date, messages }) => [date.toISOString().slice(0, 7), messages])).toEqual([
      ['2019-11', 1],
      ['2019-12', 0],
      ['2020-01', 0],
      ['2020-02', 3],
    ]);
  });
  it('is empty without months', () => {
    expect(everyMonth([])).toEqual([]);
  });
});
