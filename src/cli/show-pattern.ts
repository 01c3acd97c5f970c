/** A pattern as text: its findings, and its tables fitted to the terminal. */
import type { PatternAnswer } from '../app/patterns.ts';
import { defangSentence } from '../app/queries.ts';
import { type Column, columnsOf, count, print, printable, styled, table, width, wrap } from './terminal.ts';

type Table = PatternAnswer['tables'][number];
/** Columns of text wider than this are cut, so that the next ones are seen. */
const WIDEST = 34;

export function showPattern({ title, findings, tables }: PatternAnswer, all: boolean): void {
  print(styled('bold', title));
  const things = tables.flatMap(({ rows }) => rows.flatMap(({ entities }) => entities));
  for (const { text } of findings) print(wrap(printable(defangSentence(text, things)), width(), '  '));
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
  // What all rows are labelled with is said once.
  const ofAll = rows[0]?.labels.filter((label) => rows.every(({ labels }) => labels.includes(label))) ?? [];
  const said = rows.length > 1 ? ofAll : [];
  print();
  print(`${styled('bold', title)} ${styled('dim', [`${name}, ${count(total)}`, ...said].join('; '))}`);
  // A column that is empty throughout says nothing.
  const filled = columns.filter(({ key }) => rows.some(({ cells }) => (cells[key] ?? null) !== null));
  const laid: Laid[] = filled.map(({ key, title: head, kind }) => ({
    title: head,
    isNumber: kind === 'number' || kind === 'money',
    texts: rows.map((row) => defangSentence(cellText(row.cells[key] ?? null, kind), row.entities)),
  }));
  const labels = rows.map((row) => row.labels.filter((label) => !said.includes(label)).join(', '));
  if (labels.some((text) => text !== '')) laid.push({ title: 'labels', isNumber: false, texts: labels });
  const { shown, hidden } = fitted(laid);
  const widths = shown.map(columnWidth);
  const isWhole = widths.reduce((sum, each) => sum + each, 0) + 2 * (widths.length - 1) <= width();
  const flexible = widths.indexOf(Math.max(...widths));
  print(
    table(
      shown.map(
        ({ title: head, isNumber }, at): Column => ({
          title: head,
          ...(isNumber ? { align: 'right' as const } : {}),
          ...(at === flexible ? { flexible: true } : {}),
        }),
      ),
      rows.map((_, row) =>
        shown.map(({ texts }, at) =>
          isWhole || at === flexible ? (texts[row] ?? '') : clip(texts[row] ?? '', WIDEST),
        ),
      ),
    ),
  );
  if (hidden.length > 0)
    print(styled('dim', wrap(`In a wider terminal, and with --json and --csv: ${hidden.join(', ')}`, width())));
  if (total > rows.length) print(styled('dim', `and ${count(total - rows.length)} more; --limit shows them`));
  for (const [at, row] of rows.entries()) {
    for (const { quote, path, passage, start, end } of row.evidence) {
      print(wrap(`“${printable(quote)}”`, width(), `  ${at + 1}. `));
      print(styled('dim', wrap(printable(`${path}, passage ${passage}, ${start}-${end}`), width(), '     ')));
    }
  }
}

/** A column as it is printed. */
interface Laid {
  readonly title: string;
  readonly isNumber: boolean;
  readonly texts: readonly string[];
}

const columnWidth = ({ title, texts }: Laid): number =>
  Math.max(columnsOf(title), ...texts.map((text) => columnsOf(text)));

/** As many columns as the terminal takes, the widest of them cut; of what does not fit, labels are kept longest. */
function fitted(laid: readonly Laid[]): { shown: readonly Laid[]; hidden: readonly string[] } {
  const needed = (columns: readonly Laid[]): number => {
    const own = columns.map((column) => Math.min(WIDEST, columnWidth(column)));
    const widest = Math.max(...own);
    return own.reduce((sum, each) => sum + each, 0) - widest + Math.min(widest, 12) + 2 * (columns.length - 1);
  };
  const shown = [...laid];
  const hidden: string[] = [];
  while (shown.length > 2 && needed(shown) > width()) {
    const at = shown.at(-1)?.title === 'labels' && shown.length > 3 ? shown.length - 2 : shown.length - 1;
    hidden.unshift(...shown.splice(at, 1).map(({ title }) => title));
  }
  return { shown, hidden };
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
