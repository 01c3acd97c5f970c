/** Reads a table of indicators (CSV, TSV or one value a line): each value is listed in the report that the table belongs to. */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { parse as parseNow } from 'csv-parse/sync';
import type { Origin, Statement } from '../../model/assertion.ts';
import type { EntityKey } from '../../model/entity.ts';
import type { Reader, ReaderInput, ReadSink } from '../reader.ts';
import { type IndicatorColumns, indicatorColumns } from './indicator-columns.ts';
import { observableByForm, observables } from './observable.ts';
import { type Piece, quoteBetween, RecordText } from './record-text.ts';
import { type ReportOfFile, reportOfFile } from './report-of-file.ts';
import { isoDate } from './structured-file.ts';

const SNIFFED_ROWS = 40;
/** Rows that share one passage in a long feed: a passage a row would cost more than the feed is worth. */
const ROWS_PER_PASSAGE = 25;
const LONG_FEED = 200_000;

export const indicatorTableReader: Reader = {
  name: 'indicator-table',
  version: 1,
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
    for await (const row of rows as AsyncIterable<string[]>) {
      number += 1;
      if (row[0]?.startsWith('#') || (number === 1 && columns?.header)) continue;
      await table.row(row, number);
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
  // Feeds such as URLhaus write their header as the last comment line.
  const lastComment = lines
    .slice(
      0,
      lines.findIndex((line) => line !== '' && !line.startsWith('#')),
    )
    .at(-1);
  for (const delimiter of [',', '\t', ';']) {
    const options = { delimiter, relax_column_count: true, relax_quotes: true, trim: true, skip_empty_lines: true };
    try {
      const rows: string[][] = parseNow(data.join('\n'), options);
      const width = rows[0]?.length ?? 0;
      const commented = lastComment?.startsWith('#')
        ? parseNow(lastComment.replace(/^#\s*/, ''), options)[0]
        : undefined;
      if (Array.isArray(commented) && commented.length === width && width > 1) {
        const columns = indicatorColumns([commented as string[], ...rows]);
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

class IndicatorTable {
  found = 0;
  unknown = 0;
  private readonly sink: ReadSink;
  private readonly columns: IndicatorColumns;
  private readonly report: ReportOfFile;
  private readonly perPassage: number;
  private record = new RecordText();
  private waiting: Omit<Statement, 'evidence'>[] = [];
  private pieces: (readonly Piece[])[] = [];
  private firstRow = 0;
  private rows = 0;

  constructor(sink: ReadSink, columns: IndicatorColumns, report: ReportOfFile, input: ReaderInput) {
    this.sink = sink;
    this.columns = columns;
    this.report = report;
    this.perPassage = input.probe.size > LONG_FEED ? ROWS_PER_PASSAGE : 1;
  }

  async row(row: readonly string[], number: number): Promise<void> {
    if (this.rows === 0) this.firstRow = number;
    this.rows += 1;
    if (this.record.text !== '') this.record.add('\n');
    const start = this.record.text.length;
    this.record.add(row.filter((cell) => cell !== '').join(' · '));
    const line = { start, end: this.record.text.length };
    const found = this.columns.values.flatMap(({ column, type }) => this.cell(row, column, type));
    if (found.length === 0) this.unknown += 1;
    this.found += found.length;
    const validity = this.validity(row);
    const cited = this.columns.source === undefined ? '' : (row[this.columns.source] ?? '');
    const origin: Origin = /^https?:\/\//.test(cited) ? { name: cited, url: cited } : this.report.origin;
    const names = this.columns.names.flatMap(({ column, type }) => {
      const name = (row[column] ?? '').trim();
      return name === '' || /^(?:n\/a|none|unknown|null|-)$/i.test(name) ? [] : [{ type, value: name }];
    });
    for (const { entity, raw } of found) {
      const at = this.record.text.indexOf(raw, start);
      const piece = at < 0 ? line : { start: at, end: at + raw.length };
      this.state(entity, 'listed-in', this.report.entity, [piece], origin, validity);
      for (const name of names) {
        const named = this.record.text.indexOf(name.value, start);
        const other = named < 0 ? line : { start: named, end: named + name.value.length };
        this.state(entity, 'indicates', name, quoteBetween(piece, other), origin, validity);
        this.state({ type: 'name', value: name.value }, 'alias-of', name, [other], origin, {});
      }
    }
    if (this.rows >= this.perPassage) await this.finish();
  }

  /** Gives what is waiting to the sink. */
  async finish(): Promise<void> {
    if (this.rows === 0) return;
    const last = this.firstRow + this.rows - 1;
    const passage = await this.sink.passage({
      role: 'record',
      text: this.record.text,
      position: { kind: 'record', pointer: this.rows === 1 ? `row ${last}` : `rows ${this.firstRow} to ${last}` },
    });
    for (const [index, statement] of this.waiting.entries()) {
      const evidence = (this.pieces[index] ?? []).map((piece) => ({ passage, ...piece }));
      await this.sink.statement({ ...statement, evidence });
    }
    this.record = new RecordText();
    this.waiting = [];
    this.pieces = [];
    this.rows = 0;
  }

  private cell(row: readonly string[], column: number, type: string | undefined) {
    const raw = (row[column] ?? '').trim();
    if (raw === '') return [];
    const word = type ?? (this.columns.type === undefined ? undefined : row[this.columns.type]);
    const port = this.columns.port === undefined ? undefined : row[this.columns.port];
    const typed = word
      ? observables(port && /^(?:dst)?ip/.test(word) ? 'ip-dst|port' : word, port ? `${raw}|${port}` : raw)
      : [];
    const formed = typed.length > 0 ? typed : [observableByForm(raw)].filter((entity) => entity !== undefined);
    return formed.map((entity) => ({ entity, raw }));
  }

  private validity(row: readonly string[]): { firstSeen?: string; lastSeen?: string } {
    const first = isoDate(row[this.columns.firstSeen ?? -1]);
    const last = isoDate(row[this.columns.lastSeen ?? -1]);
    return { ...(first ? { firstSeen: first } : {}), ...(last ? { lastSeen: last } : {}) };
  }

  private state(
    subject: EntityKey,
    predicate: string,
    object: EntityKey,
    pieces: readonly Piece[],
    origin: Origin,
    validity: object,
  ): void {
    this.waiting.push({ subject, predicate, object, method: 'indicator-table', confidence: 1, origin, ...validity });
    this.pieces.push(pieces);
  }
}
