/** CSV, TSV and their cousins: the dialect is found, the header too, and rows are streamed. */

import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { TelltaleError } from '../../errors.ts';
import { bareChatRow, isBareChatRow } from '../chat/bare-chat-rows.ts';
import { chatColumns } from '../chat/chat-fields.ts';
import { messagePassage } from '../chat/chat-message.ts';
import { isDayFirst, yearFirst } from '../chat/text-chat-lines.ts';
import type { Reader } from '../reader.ts';
import { charsetOf, textChunks } from '../text/text-source.ts';
import { hexCellText } from './hex-cell.ts';
import { rowPassage } from './row-passage.ts';

const DELIMITERS = [',', '\t', ';', '|'] as const;

/** What the order of day and month is looked for in. */
const BARE_HEAD = 4096;

export const delimitedReader: Reader = {
  name: 'delimited',
  version: 5,
  accepts(probe) {
    if (probe.headText === undefined) return false;
    return (
      /^(?:csv|tsv|tab|psv)$/.test(probe.extension) ||
      (/^(?:txt|dat|)$/.test(probe.extension) && sniff(probe.headText)?.sure === true)
    );
  },
  async read(input, sink) {
    const dialect = sniff(input.probe.headText ?? '');
    const delimiter = dialect?.delimiter ?? (input.probe.extension === 'csv' ? ',' : '\t');
    const parser = Readable.from(textChunks(input)).pipe(
      parse({
        delimiter,
        bom: true,
        relax_quotes: true,
        relax_column_count: true,
        skip_empty_lines: true,
        max_record_size: 1 << 20,
        info: true,
      }),
    );
    let header: readonly string[] | undefined;
    let row = 0;
    let messages = 0;
    let columns: ReturnType<typeof chatColumns>;
    let isBare = false;
    const head = input.probe.headText?.slice(0, BARE_HEAD) ?? '';
    try {
      for await (const { record } of parser as AsyncIterable<{ record: string[] }>) {
        row += 1;
        const cells = record.map((cell) => hexCellText(cell.trim()));
        if (cells.every((cell) => cell === '')) continue;
        if (row === 1 && looksLikeHeader(cells)) {
          header = cells;
          columns = chatColumns(cells);
          if (!columns) await sink.passage(rowPassage({ table: input.probe.name, row, cells }));
          continue;
        }
        if (row === 1) isBare = isBareChatRow(cells);
        const bare = isBare ? bareChatRow(record, head) : undefined;
        if (bare) {
          await sink.passage(messagePassage(bare, messages));
          messages += 1;
        } else if (columns && header) {
          const names = header;
          const of = (name: string | undefined): string | undefined =>
            name === undefined ? undefined : cells[names.indexOf(name)];
          await sink.passage(
            messagePassage(
              {
                text: of(columns.text) || attachmentsOf(names, cells),
                time: statedTime(names, cells, columns.time, head),
                sender: of(columns.sender),
                recipients: [of(columns.recipient) ?? ''],
              },
              messages,
            ),
          );
          messages += 1;
        } else await sink.passage(rowPassage({ table: input.probe.name, row, cells, header }));
      }
    } catch (caught) {
      if (caught instanceof TelltaleError) throw caught;
      const { code, message } = caught as { code?: string; message?: string };
      if (row <= 1) throw new TelltaleError('unsupported-format', `No table after all: ${message}`, { cause: caught });
      throw new TelltaleError('broken-file', `Row ${row + 1}: ${message} (${code})`, { cause: caught });
    }
    return {
      kind: columns || isBare ? 'chat' : 'table',
      mediaType: delimiter === '\t' ? 'text/tab-separated-values' : 'text/csv',
      properties: { charset: charsetOf(input), delimiter: delimiter === '\t' ? 'tab' : delimiter, rows: String(row) },
    };
  },
};

/** The delimiter that divides the first lines alike. Sure when it gives the same three or more columns at least five times. */
function sniff(head: string): { delimiter: string; sure: boolean } | undefined {
  const lines = head
    .split(/\r\n|\n|\r/)
    .slice(0, 30)
    .filter((line) => line.trim() !== '');
  let best: { delimiter: string; alike: number; columns: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.replace(/"(?:[^"]|"")*"/g, '').split(delimiter).length);
    const columns = counts[0] ?? 1;
    if (columns < 2) continue;
    const alike = counts.filter((each) => each === columns).length / counts.length;
    if (!best || alike * columns > best.alike * best.columns) best = { delimiter, alike, columns };
  }
  if (!best) return undefined;
  const sure =
    best.alike > 0.95 &&
    best.columns >= 3 &&
    lines.length >= 5 &&
    (best.delimiter !== ',' || lines.every((line) => line.length < 2000 && !/[,;] /.test(line)));
  return { delimiter: best.delimiter, sure };
}

/** Words, no numbers, dates or addresses, and no cell twice. */
function looksLikeHeader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length < 2 || new Set(filled).size !== filled.length) return false;
  return filled.every(
    (cell) =>
      cell.length <= 60 && !/^[\d\s.,:/+-]+$/.test(cell) && !/@|:\/\/|\d{4}-\d{2}-\d{2}|^\d+\.\d+\.\d+/.test(cell),
  );
}

/** What was sent without words. */
function attachmentsOf(names: readonly string[], cells: readonly string[]): string {
  const at = names.findIndex((name) => /^(?:attachments?|附件|вложения?|файлы?)$/i.test(name.trim()));
  const sent = at < 0 ? '' : (cells[at] ?? '');
  return sent === '' ? '' : `[${sent}]`;
}

const IN_DAYS = /(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)/g;

/** The day and the clock time, where they have columns of their own, and day or month before the year as in other rows. */
function statedTime(
  names: readonly string[],
  cells: readonly string[],
  column: string | undefined,
  head: string,
): string | undefined {
  const cell = (pattern: RegExp): string => cells[names.findIndex((name) => pattern.test(name.trim()))] ?? '';
  const stated = column === undefined ? undefined : cells[names.indexOf(column)];
  const isClock = /^\d{1,2}:\d{2}/.test(stated ?? '');
  const whole = isClock ? `${cell(/^(?:date|day|日期|дата|datum|fecha)$/i)} ${stated}`.trim() : stated;
  return whole === undefined ? undefined : yearFirst(whole, isDayFirst(head.match(IN_DAYS) ?? [], whole) ?? true);
}
