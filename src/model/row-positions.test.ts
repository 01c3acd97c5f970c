import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CellSpan, Position } from './passage.ts';
import { fullPosition, shortPosition } from './row-positions.ts';

const cells = fc.array(
  fc.record(
    {
      gap: fc.integer({ min: -1, max: 3 }),
      length: fc.nat(40),
      ref: fc.oneof(fc.constantFrom('A', 'B1', '7', '#', 'AB12'), fc.string(), fc.constant('ROW')),
      header: fc.string(),
    },
    { requiredKeys: ['gap', 'length', 'ref'] },
  ),
);

test('a row comes back as it was, whatever its cells and their references', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(2 ** 21), cells, (table, row, given) => {
      let at = 0;
      const spans: CellSpan[] = given.map(({ gap, length, ref, header }) => {
        const start = Math.max(0, at + gap);
        at = start + length;
        const name = ref === 'ROW' ? `C${row}` : ref;
        return { start, end: at, ref: name, ...(header === undefined ? {} : { header }) };
      });
      const position: Position = { kind: 'row', table, row, cells: spans };
      const { json, layout } = shortPosition(position);
      expect(fullPosition(json, layout)).toEqual(position);
    }),
  );
});

test('rows of one table share one layout', () => {
  const rowAt = (row: number): Position => ({
    kind: 'row',
    table: 'Sheet1',
    row,
    cells: [
      { start: 0, end: 3, ref: `A${row}`, header: 'IP' },
      { start: 4, end: 9, ref: `B${row}`, header: 'note' },
    ],
  });
  expect(shortPosition(rowAt(2)).layout).toBe(shortPosition(rowAt(11)).layout);
  expect(shortPosition(rowAt(2)).json).toBe('[2,0,3,1,5]');
});
