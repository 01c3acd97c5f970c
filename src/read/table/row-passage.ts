/** A table row as a passage: its cells joined by tabs, each with its span and its column's header. */
import type { CellSpan, Passage } from '../../model/passage.ts';

export interface TableRow {
  readonly table: string;
  /** From 1, as a spreadsheet counts. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly header?: readonly string[] | undefined;
}

export function rowPassage({ table, row, cells, header }: TableRow): Omit<Passage, 'ordinal'> {
  const spans: CellSpan[] = [];
  let text = '';
  for (const [at, cell] of cells.entries()) {
    if (at > 0) text += '\t';
    const start = text.length;
    text += cell.replace(/\t/g, ' ');
    const title = header?.[at]?.trim();
    spans.push({ start, end: text.length, ref: String(at + 1), ...(title ? { header: title } : {}) });
  }
  return { role: 'row', text, position: { kind: 'row', table, row, cells: spans } };
}
