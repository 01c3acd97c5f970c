/** A pattern as text: its findings, and its tables fitted to the terminal. */
import type { PatternAnswer } from '../app/patterns.ts';
import { type Column, columnsOf, count, print, printable, styled, table, width, wrap } from './terminal.ts';

type Table = PatternAnswer['tables'][number];
/** Columns of text wider than this are cut, so that the next ones are seen. */
const WIDEST = 34;

export function showPattern({ title, findings, tables }: PatternAnswer, all: boolean): void {
  print(styled('bold', title));
  for (const { text } of findings) print(wrap(printable(text), width(), '  '));
  const filled = tables.filter(({ rows }) => rows.length > 0);
  for (const each of all ? filled : filled.slice(0, 3)) showTable(each);
  const hidden = all ? [] : filled.slice(3);
  print();
  if (hidden.length > 0)
    print(
      styled('dim', `More with --table: ${hidden.map(({ name, total }) => `${name} (${count(total)})`).join(', ')}`),
    );
  print(styled('dim', 'Every row rests on quotes: --quotes N shows them, --json has them with hash and offsets.'));
}

function showTable({ name, title, columns, rows, total }: Table): void {
  print();
  print(`${styled('bold', title)} ${styled('dim', `${name}, ${count(total)}`)}`);
  // A column that is empty throughout says nothing.
  const shown = columns.filter(({ key }) => rows.some(({ cells }) => (cells[key] ?? null) !== null));
  const cells = rows.map((row) => shown.map(({ key, kind }) => cellText(row.cells[key] ?? null, kind)));
  const widths = shown.map(({ title: head }, at) =>
    Math.min(WIDEST, Math.max(columnsOf(head), ...cells.map((row) => columnsOf(row[at] ?? '')))),
  );
  const fitted = columnsThatFit(widths);
  const laid: Column[] = shown.map(({ title: head, kind }, at) => ({
    title: head,
    ...(kind === 'number' || kind === 'money' ? { align: 'right' as const } : {}),
    ...(at === fitted.flexible ? { flexible: true } : {}),
  }));
  print(
    table(
      laid.slice(0, fitted.count),
      cells.map((row) => row.slice(0, fitted.count).map((text, at) => clip(text, widths[at] ?? WIDEST))),
    ),
  );
  if (total > rows.length) print(styled('dim', `and ${count(total - rows.length)} more; --limit shows them`));
  for (const [at, row] of rows.entries()) {
    for (const { quote, path, passage, start, end } of row.evidence) {
      print(wrap(`“${printable(quote)}”`, width(), `  ${at + 1}. `));
      print(styled('dim', wrap(printable(`${path}, passage ${passage}, ${start}-${end}`), width(), '     ')));
    }
  }
}

/** As many columns as the terminal takes; the widest of them gives way. */
function columnsThatFit(widths: readonly number[]): { count: number; flexible: number } {
  let taken = widths.length;
  const needed = (n: number): number => {
    const own = widths.slice(0, n);
    const widest = Math.max(...own);
    return own.reduce((sum, each) => sum + each, 0) - widest + Math.min(widest, 12) + 2 * (n - 1);
  };
  while (taken > 2 && needed(taken) > width()) taken -= 1;
  const own = widths.slice(0, taken);
  return { count: taken, flexible: own.indexOf(Math.max(...own)) };
}

function clip(text: string, most: number): string {
  if (columnsOf(text) <= most) return text;
  let kept = '';
  for (const character of text) {
    if (columnsOf(kept + character) > most - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

function cellText(cell: string | number | null, kind: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return printable(cell);
  return kind === 'money' ? cell.toLocaleString('en-US', { maximumFractionDigits: 2 }) : count(cell);
}
