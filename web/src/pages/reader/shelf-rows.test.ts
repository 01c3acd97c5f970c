import { describe, expect, it } from 'vitest';
import { headingsOf, rowAt, rowCount, rowOf } from './shelf-rows.ts';

const headings = headingsOf([
  { role: 'leak', kind: 'chat', documents: 2 },
  { role: 'leak', kind: 'text', documents: 1 },
  { role: 'reference', kind: 'text', documents: 1 },
  { role: 'reference', kind: 'record-set', documents: 2 },
]);

describe('rows of the list of documents', () => {
  it('have a heading before each group, one for all references', () => {
    const rows = Array.from({ length: rowCount(headings) }, (_, row) => rowAt(headings, row));
    expect(rows.map((row) => (row && 'place' in row ? row.place : (row?.heading.kind ?? row?.heading.role)))).toEqual([
      'chat',
      0,
      1,
      'text',
      2,
      'reference',
      3,
      4,
      5,
    ]);
    expect(rowAt(headings, rows.length)).toBeUndefined();
  });
  it('are found by a document’s place', () => {
    for (let place = 0; place < 6; place++) expect(rowAt(headings, rowOf(headings, place))).toEqual({ place });
    expect(rowOf(headings, 6)).toBe(-1);
    expect(rowOf([], 0)).toBe(-1);
  });
});
