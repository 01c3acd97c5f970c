import { describe, expect, it } from 'vitest';
import { batchCsv, queriesOf } from './batch.ts';

describe('a batch of queries', () => {
  it('is one a line, once each', () => {
    expect(queriesOf('\ufeff邮箱\r\n\n# a comment\n "a b" \n邮箱\n')).toEqual(['邮箱', '"a b"']);
    expect(queriesOf('')).toEqual([]);
  });
  it('is taken away as a table that no spreadsheet runs', () => {
    const row = { query: '=cmd|"x"', passages: 1, documents: 1, error: null };
    expect(batchCsv([row])).toBe('\ufeffquery,passages,documents,error\r\n"\'=cmd|""x""",1,1,\r\n');
  });
});
