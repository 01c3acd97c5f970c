/** Patterns cut for a report: the findings, and the first rows of the first tables, each with a numbered quote. */
import type { Quote } from '../../model/overlap.ts';
import type { PatternContext } from '../views/patterns/pattern.ts';
import { PATTERNS, type PatternAnswer, patternAnswer } from '../views/patterns/patterns.ts';
import type { ReportPattern, ReportTable } from './report-model.ts';

type Table = PatternAnswer['tables'][number];
type Shown = Table['rows'][number]['evidence'][number];

/** Tables of a pattern and rows of a table that a report shows; the case has the rest. */
const TABLES = 4;
const ROWS = 12;
const QUOTES = 1;
/** Tables that are pictures rather than reading. */
const LEFT_OUT: ReadonlySet<string> = new Set(['hours', 'weekdays', 'theme-months']);

/** Patterns that found something. `labelOf` numbers a quote. */
export async function patternSections(
  context: PatternContext,
  labelOf: (quote: Quote) => Promise<string>,
): Promise<readonly ReportPattern[]> {
  const sections: ReportPattern[] = [];
  for (const { name } of PATTERNS) {
    const { title, findings, tables } = await patternAnswer(context, name, { limit: ROWS, quotes: QUOTES });
    const shown = tables.filter((table) => table.rows.length > 0 && !LEFT_OUT.has(table.name)).slice(0, TABLES);
    if (shown.length === 0) continue;
    const labelled = async (quotes: readonly Shown[]): Promise<string[]> => {
      const labels: string[] = [];
      for (const quote of quotes) labels.push(await labelOf(quoteOf(quote)));
      return labels;
    };
    const said: ReportPattern['findings'][number][] = [];
    for (const { text, evidence } of findings) said.push({ text, evidence: await labelled(evidence) });
    const cut: ReportTable[] = [];
    for (const table of shown) cut.push(await tableOf(table, labelled));
    sections.push({ name, title, findings: said, tables: cut });
  }
  return sections;
}

async function tableOf(
  { title, columns, rows, total }: Table,
  labelled: (quotes: readonly Shown[]) => Promise<string[]>,
): Promise<ReportTable> {
  const filled = columns.filter(({ key }) => rows.some(({ cells }) => (cells[key] ?? null) !== null));
  const cut: ReportTable['rows'][number][] = [];
  for (const { cells, evidence } of rows) {
    cut.push({ cells: filled.map(({ key }) => cellText(cells[key] ?? null)), evidence: await labelled(evidence) });
  }
  return {
    title,
    columns: filled.map((column) => ({
      title: column.title,
      isNumber: column.kind === 'number' || column.kind === 'money',
    })),
    rows: cut,
    total,
  };
}

function cellText(cell: string | number | null): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? cell.toLocaleString('en-US', { maximumFractionDigits: 2 }) : cell;
}

function quoteOf({ sender, ...quote }: Shown): Quote {
  return sender === undefined ? quote : { ...quote, sender };
}
