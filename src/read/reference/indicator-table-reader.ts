/** Reads a table of indicators (CSV, TSV or one value a line): each value is listed in the report that the table belongs to. */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import { reportOfFile } from '../../model/report-name.ts';
import type { Reader } from '../reader.ts';
import { type IndicatorColumns, indicatorColumns } from './indicator-columns.ts';
import { IndicatorTable } from './indicator-table.ts';

const SNIFFED_ROWS = 40;
/** A line of a hosts file: where nobody is to get to, and the name. */
const HOSTS_LINE = /^(?:0\.0\.0\.0|127\.0\.0\.1)[\t ]\S+$/;

export const indicatorTableReader: Reader = {
  name: 'indicator-table',
  version: 7,
  accepts(probe) {
    if (!['csv', 'tsv', 'txt', 'ioc', 'iocs', 'list', ''].includes(probe.extension)) return false;
    return probe.headText !== undefined && sniff(probe.headText) !== undefined;
  },
  async read(input, sink) {
    const { columns, delimiter } = sniff(input.probe.headText ?? '') ?? {};
    const report = reportOfFile(input.source);
    const table = new IndicatorTable(
      sink,
      columns ?? { header: false, values: [{ column: 0 }], names: [] },
      report,
      input,
    );
    const rows = createReadStream(input.path).pipe(
      parse({
        bom: true,
        delimiter: delimiter ?? ',',
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
        trim: true,
      }),
    );
    let number = 0;
    let isHead = columns?.header ?? false;
    for await (const row of rows as AsyncIterable<string[]>) {
      number += 1;
      if (row[0]?.startsWith('#')) continue;
      if (!isHead) await table.row(row, number);
      isHead = false;
    }
    await table.finish();
    return {
      kind: 'record-set',
      mediaType: delimiter === '\t' ? 'text/tab-separated-values' : 'text/csv',
      title: report.entity.value,
      properties: { indicators: String(table.found), rows: String(number) },
      ...(table.unknown > 0
        ? { warnings: [`${table.unknown} rows hold no value of a known type; they are kept as text.`] }
        : {}),
    };
  },
};

function sniff(head: string): { columns: IndicatorColumns; delimiter: string } | undefined {
  const lines = head.replace(/^﻿/, '').split(/\r?\n/);
  if (lines.length > 1) lines.pop();
  const data = lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).slice(0, SNIFFED_ROWS);
  // Feeds such as URLhaus and MalwareBazaar write their header as a comment, the last one or the last but one.
  const comments = lines
    .slice(
      0,
      lines.findIndex((line) => line !== '' && !line.startsWith('#')),
    )
    .map((line) => line.replace(/^#+\s*/, ''));
  const delimiters = data.every((line) => HOSTS_LINE.test(line)) ? ['\t', ' '] : [',', '\t', ';'];
  for (const delimiter of delimiters) {
    // Without it there is one column, and that is looked at once.
    if (delimiter !== ',' && !data.some((line) => line.includes(delimiter))) continue;
    try {
      const rows = rowsOf(data, delimiter);
      const width = rows[0]?.length ?? 0;
      for (const comment of width > 1 ? comments.toReversed() : []) {
        const commented = rowsOf([comment], delimiter)[0];
        if (commented?.length !== width) continue;
        const columns = indicatorColumns([commented, ...rows]);
        if (columns) return { columns: { ...columns, header: false }, delimiter };
      }
      const columns = indicatorColumns(rows);
      if (columns && (width > 1 || delimiter === ',')) return { columns, delimiter };
    } catch {
      // Quotes that this delimiter leaves open: not this delimiter.
    }
  }
  return undefined;
}

/** Each text is asked: what has no quotes is divided without a parser. */
function rowsOf(lines: readonly string[], delimiter: string): readonly (readonly string[])[] {
  if (!lines.some((line) => /["\r]/.test(line))) {
    const rows = lines.map((line) => line.split(delimiter).map((cell) => cell.trim()));
    return rows.filter((cells) => cells.length > 1 || cells[0] !== '');
  }
  return parseNow(lines.join('\n'), {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    trim: true,
    skip_empty_lines: true,
  }) as string[][];
}
