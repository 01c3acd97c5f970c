/** Patterns cut for a report: the findings, and the first rows of the first tables, each with a numbered quote. */
import type { Quote } from '../../model/overlap.ts';
import { defangWithin } from '../defang.ts';
import type { PatternContext } from '../views/patterns/pattern.ts';
import { PATTERNS, type PatternAnswer, patternAnswer } from '../views/patterns/patterns.ts';
import type { ReportWords } from './report-language.ts';
import type { ReportChart, ReportPattern, ReportTable } from './report-model.ts';

type Table = PatternAnswer['tables'][number];
type Shown = Table['rows'][number]['evidence'][number];

/** Tables of a pattern and rows of a table that a report shows; the case has the rest. */
const TABLES = 4;
const ROWS = 12;
const QUOTES = 1;
/** Tables that are pictures rather than reading. */
const LEFT_OUT: ReadonlySet<string> = new Set(['hours', 'weekdays', 'theme-months']);
/** Columns that only say in numbers what stands beside them. */
const IN_NUMBERS: ReadonlySet<string> = new Set(['bytes', 'records']);

/** Patterns that found something. `labelOf` numbers a quote. */
export async function patternSections(
  context: PatternContext,
  words: ReportWords,
  labelOf: (quote: Quote) => Promise<string>,
): Promise<readonly ReportPattern[]> {
  const sections: ReportPattern[] = [];
  for (const { name } of PATTERNS) {
    const answer = await patternAnswer(context, name, { limit: ROWS, quotes: QUOTES });
    const { title, findings } = answer;
    // A report prints what is likely meant; doubtful readings stay in the case, counted.
    const tables = answer.tables.map((table) => ({ ...table, rows: table.rows.filter(isLikely) }));
    const shown = tables.filter((table) => table.rows.length > 0 && !LEFT_OUT.has(table.name)).slice(0, TABLES);
    if (shown.length === 0) continue;
    const labelled = async (quotes: readonly Shown[]): Promise<string[]> => {
      const labels: string[] = [];
      for (const quote of quotes) labels.push(await labelOf(quoteOf(quote)));
      return labels;
    };
    const things = shown.flatMap((table) => table.rows.flatMap(({ entities }) => entities));
    const said: ReportPattern['findings'][number][] = [];
    for (const { code, values, evidence } of findings)
      said.push({
        code,
        text: defangWithin(words.finding(code as never, values as never), things),
        evidence: await labelled(evidence),
      });
    const cut: ReportTable[] = [];
    for (const table of shown) cut.push(await tableOf(table, words, labelled));
    const charts = tables.flatMap((table) => chartOf(table, words) ?? []);
    sections.push({ name, title: words.pattern(name, title), findings: said, tables: cut, charts });
  }
  return sections;
}

async function tableOf(
  { name, title, columns, rows, total }: Table,
  words: ReportWords,
  labelled: (quotes: readonly Shown[]) => Promise<string[]>,
): Promise<ReportTable> {
  const filled = columns.filter(
    ({ key }) => !IN_NUMBERS.has(key) && rows.some(({ cells }) => (cells[key] ?? null) !== null),
  );
  const hasLabels = rows.some(({ labels }) => labels.length > 0);
  const drawn = drawnColumn(filled, rows);
  const numberOf = (row: Table['rows'][number]): number => (drawn ? Math.max(0, Number(row.cells[drawn.key] ?? 0)) : 0);
  const largest = Math.max(0, ...rows.map(numberOf));
  const cut: ReportTable['rows'][number][] = [];
  for (const row of rows) {
    const { cells, entities, labels, evidence } = row;
    const texts = filled.map(({ key }) => words.cell(key, defangWithin(cellText(cells[key] ?? null), entities)));
    cut.push({
      cells: hasLabels ? [...texts, labels.map(words.label).join('; ')] : texts,
      evidence: await labelled(evidence),
      share: largest === 0 ? 0 : numberOf(row) / largest,
    });
  }
  return {
    title: words.table(name, title),
    columns: [
      ...filled.map((column) => ({
        title: words.column(column.key, column.title),
        isNumber: column.kind === 'number' || column.kind === 'money',
      })),
      ...(hasLabels ? [{ title: words.say('labels'), isNumber: false }] : []),
    ],
    bar: drawn ? filled.indexOf(drawn) : null,
    rows: cut,
    total,
  };
}

const isLikely = ({ labels }: Table['rows'][number]): boolean => !labels.includes('doubtful-reading');

type Column = Table['columns'][number];

/** The first column of numbers that differ; sums only where all are of one currency. */
function drawnColumn(columns: readonly Column[], rows: Table['rows']): Column | undefined {
  const currencies = new Set(rows.map(({ cells }) => cells['currency'] ?? ''));
  return columns.find(({ key, kind }) => {
    if (kind !== 'number' && !(kind === 'money' && currencies.size === 1)) return false;
    const numbers = new Set(rows.map(({ cells }) => Number(cells[key] ?? 0)));
    return rows.length > 1 && numbers.size > 1;
  });
}

/** When people write, as columns. */
function chartOf({ name, rows }: Table, words: ReportWords): ReportChart | undefined {
  const [all] = rows;
  if (name !== 'hours' || !all) return undefined;
  const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
  return {
    title: words.say('Messages by hour'),
    columns: hours.map((hour) => ({ label: hour, count: Number(all.cells[`h${hour}`] ?? 0) })),
  };
}

function cellText(cell: string | number | null): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? cell.toLocaleString('en-US', { maximumFractionDigits: 2 }) : cell;
}

function quoteOf({ sender, ...quote }: Shown): Quote {
  return sender === undefined ? quote : { ...quote, sender };
}
