/** Positions of table rows in short: what all rows of a table share is stored once, a row keeps its number and where its cells are. */
import type { CellSpan, Position } from './passage.ts';

interface Layout {
  readonly table: string;
  /** For each cell its reference, `#` where the row's number stands, and its column's header. */
  readonly cells: readonly (readonly [ref: string, header?: string])[];
}

/** Layouts kept in memory. */
const CACHED = 10_000;

/** A position as JSON, and that of its layout where it can be put in short: `[row, gap, length, gap, length, …]`. */
export function shortPosition(position: Position): { json: string; layout?: string } {
  if (position.kind !== 'row') return { json: JSON.stringify(position) };
  const { table, row, cells } = position;
  const number = String(row);
  const shared: [string, string?][] = [];
  let json = `[${number}`;
  let at = 0;
  for (const { start, end, ref, header } of cells) {
    if (start < at || ref.includes('#')) return { json: JSON.stringify(position) };
    // A column's number from 1 may happen to be the row's, too.
    const isColumn = ref === String(shared.length + 1) || !ref.endsWith(number);
    const pattern = isColumn ? ref : `${ref.slice(0, -number.length)}#`;
    shared.push(header === undefined ? [pattern] : [pattern, header]);
    json += `,${start - at},${end - start}`;
    at = end;
  }
  return { json: `${json}]`, layout: JSON.stringify({ table, cells: shared } satisfies Layout) };
}

const layouts = new Map<string, Layout>();

export function fullPosition(json: string, layoutJson: string | undefined): Position {
  if (layoutJson === undefined) return JSON.parse(json) as Position;
  let layout = layouts.get(layoutJson);
  if (layout === undefined) {
    layout = JSON.parse(layoutJson) as Layout;
    if (layouts.size >= CACHED) layouts.clear();
    layouts.set(layoutJson, layout);
  }
  const numbers = JSON.parse(json) as number[];
  const row = numbers[0] ?? 0;
  const cells: CellSpan[] = [];
  let at = 0;
  for (const [index, [pattern, header]] of layout.cells.entries()) {
    const start = at + (numbers[index * 2 + 1] ?? 0);
    at = start + (numbers[index * 2 + 2] ?? 0);
    const ref = pattern.endsWith('#') ? `${pattern.slice(0, -1)}${row}` : pattern;
    cells.push(header === undefined ? { start, end: at, ref } : { start, end: at, ref, header });
  }
  return { kind: 'row', table: layout.table, row, cells };
}
