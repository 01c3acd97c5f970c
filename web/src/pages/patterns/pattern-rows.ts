/** Rows of a pattern's table as pictures and filters see them. */
import type { PatternRow, PatternTable } from '../../api/types.ts';

export type Column = PatternTable['columns'][number];

export function cellText(row: PatternRow, key: string): string {
  return String(row.cells[key] ?? '');
}

/** The column that a time range narrows: the first one with dates, if any. */
export function dateColumn(table: PatternTable): Column | undefined {
  return table.columns.find((column) => column.kind === 'date');
}

/** Rows that hold the words and whose date falls in the range, both ends included and as precise as they are given. */
export function fitting(
  table: PatternTable,
  words: string,
  range: { readonly from?: string | undefined; readonly to?: string | undefined },
): readonly PatternRow[] {
  const wanted = words.trim().toLowerCase();
  const key = dateColumn(table)?.key;
  return table.rows.filter((row) => {
    if (
      wanted &&
      !Object.values(row.cells).some((cell) =>
        String(cell ?? '')
          .toLowerCase()
          .includes(wanted),
      )
    )
      return false;
    if (key === undefined || (!range.from && !range.to)) return true;
    const date = cellText(row, key);
    if (date === '') return false;
    return (
      (!range.from || date >= range.from.slice(0, date.length)) &&
      (!range.to || date.slice(0, range.to.length) <= range.to)
    );
  });
}

/** What a picture of the rows shows: a name and a number each, largest first; undefined when there is nothing to compare. */
export function barsOf(
  table: PatternTable,
  rows: readonly PatternRow[],
): { readonly column: Column; readonly bars: readonly { key: string; label: string; count: number }[] } | undefined {
  const name =
    table.columns.find(({ kind }) => kind === 'text') ??
    table.columns.find(({ kind }) => kind !== 'number' && kind !== 'money');
  const column = table.columns.find(
    ({ key, kind }) => (kind === 'number' || kind === 'money') && rows.some((row) => Number(row.cells[key] ?? 0) > 0),
  );
  if (!name || !column || rows.length < 2) return undefined;
  // A name may have several rows: the picture shows it once, with the sum of what was paid in one currency, or with the
  // largest of its counts, which may be of the same passages.
  const found = new Map<string, { key: string; label: string; count: number }>();
  for (const row of rows) {
    const label = cellText(row, name.key);
    const key = column.kind === 'money' ? `${label} ${cellText(row, 'currency')}` : label;
    const [before, count] = [found.get(key)?.count ?? 0, Number(row.cells[column.key] ?? 0)];
    found.set(key, { key, label, count: column.kind === 'money' ? before + count : Math.max(before, count) });
  }
  const bars = [...found.values()].filter((bar) => bar.count > 0).sort((a, b) => b.count - a.count);
  return bars.every((bar) => bar.count === bars[0]?.count) ? undefined : { column, bars };
}

/** Rows by month of their date, `YYYY-MM`; a row with a year only counts for its January. */
export function monthsOf(table: PatternTable): readonly { month: string; messages: number }[] {
  const key = dateColumn(table)?.key;
  if (key === undefined) return [];
  const counts = new Map<string, number>();
  for (const row of table.rows) {
    const date = cellText(row, key);
    if (!/^\d{4}/.test(date)) continue;
    const month = date.length >= 7 ? date.slice(0, 7) : `${date.slice(0, 4)}-01`;
    counts.set(month, (counts.get(month) ?? 0) + 1);
  }
  return [...counts].map(([month, messages]) => ({ month, messages }));
}
