/** Dumps of MySQL, PostgreSQL and SQLite as SQL: rows with their columns, from INSERT and COPY. */
import { TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { rowPassage } from '../table/row-passage.ts';
import { charsetOf, textLines } from '../text/text-source.ts';
import { endsInsideQuote, sqlTuples } from './sql-values.ts';

const NAME = String.raw`[\`"\[]?[\w$.\`"\[\] -]+?[\`"\]]?`;
const INSERT = new RegExp(
  String.raw`^\s*(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO\s+(${NAME})\s*(?:\(([^)]*)\))?\s*VALUES\s*`,
  'i',
);
const COPY = new RegExp(String.raw`^COPY\s+(${NAME})\s*(?:\(([^)]*)\))?\s+FROM\s+stdin`, 'i');
const CREATE = new RegExp(
  String.raw`^\s*CREATE\s+(?:TEMPORARY\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(${NAME})\s*\(`,
  'i',
);
/** A statement of more UTF-16 units is read in pieces no more: it is no dump. */
const LONGEST_STATEMENT = 64 * 2 ** 20;

export const sqlDumpReader: Reader = {
  name: 'sql-dump',
  version: 2,
  accepts: (probe) =>
    probe.headText !== undefined &&
    (probe.extension === 'sql' ||
      /^-- (?:MySQL|MariaDB|PostgreSQL|phpMyAdmin|SQLite)\b/m.test(probe.headText.slice(0, 500))) &&
    /\b(?:INSERT\s+INTO|CREATE\s+TABLE|COPY\s+\S+\s*\()/i.test(probe.headText),
  async read(input, sink) {
    const columns = new Map<string, string[]>();
    const rows = new Map<string, number>();
    const give = async (
      table: string,
      cells: readonly string[],
      header: readonly string[] | undefined,
    ): Promise<void> => {
      const row = (rows.get(table) ?? 0) + 1;
      rows.set(table, row);
      await sink.passage(rowPassage({ table, row, cells, header }));
    };
    const statement = async (source: string, line: number): Promise<void> => {
      const insert = INSERT.exec(source);
      if (insert) {
        const table = bareName(insert[1] ?? '');
        const header = insert[2] ? names(insert[2]) : columns.get(table);
        for (const cells of sqlTuples(source, insert[0].length)) await give(table, cells, header);
        return;
      }
      const create = CREATE.exec(source);
      if (create) columns.set(bareName(create[1] ?? ''), columnNames(source.slice(create[0].length)));
      const text = source.trim();
      if (text !== '' && !/^(?:SET|LOCK|UNLOCK|START|COMMIT|BEGIN|\/\*!|USE)\b/i.test(text)) {
        await sink.passage({ role: 'code', text, position: { kind: 'line', line } });
      }
    };
    let pending: string[] = [];
    let length = 0;
    let began = 1;
    let inside = false;
    let copying: { table: string; header: string[] | undefined } | undefined;
    for await (const { text, number } of textLines(input)) {
      if (copying) {
        if (text === '\\.') copying = undefined;
        else await give(copying.table, text.split('\t').map(copyCell), copying.header);
        continue;
      }
      if (pending.length === 0) {
        if (text.trim() === '' || /^\s*(?:--|#)/.test(text)) continue;
        const copy = COPY.exec(text);
        if (copy) {
          const table = bareName(copy[1] ?? '');
          copying = { table, header: copy[2] ? names(copy[2]) : columns.get(table) };
          continue;
        }
        began = number;
      }
      pending.push(text);
      length += text.length;
      inside = endsInsideQuote(text, inside);
      if (length > LONGEST_STATEMENT)
        throw new TelltaleError('too-large', `A statement of more than ${LONGEST_STATEMENT} characters.`);
      if (!inside && /;\s*$/.test(text)) {
        await statement(pending.join('\n'), began);
        pending = [];
        length = 0;
      }
    }
    if (pending.length > 0) await statement(pending.join('\n'), began);
    const total = [...rows.values()].reduce((sum, each) => sum + each, 0);
    return {
      kind: 'database',
      mediaType: 'application/sql',
      properties: { charset: charsetOf(input), tables: String(Math.max(rows.size, columns.size)), rows: String(total) },
    };
  },
};

const bareName = (name: string): string => name.replace(/[`"[\]]/g, '').trim();
const names = (list: string): string[] => list.split(',').map(bareName);

/** The first word of each definition that is no key or constraint. */
function columnNames(body: string): string[] {
  return body
    .split(/,\s*\n|\n|,(?![^(]*\))/)
    .map((line) => /^\s*[`"[]?([^`"\]\s(]+)[`"\]]?\s+\w/.exec(line)?.[1] ?? '')
    .filter((name) => name !== '' && !/^(?:primary|unique|key|index|constraint|foreign|fulltext|check)$/i.test(name));
}

function copyCell(cell: string): string {
  if (cell === '\\N') return '';
  return cell.replace(
    /\\([nrtb\\])/g,
    (_, escaped: string) => ({ n: '\n', r: '\r', t: '\t', b: '\b' })[escaped] ?? escaped,
  );
}
