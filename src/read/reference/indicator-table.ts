/** Rows of a table of indicators as records and statements: each value is listed in the report that the table belongs to. */
import type { Origin, Statement } from '../../model/assertion.ts';
import { type EntityKey, nameKey } from '../../model/entity.ts';
import type { ReportOfFile } from '../../model/report-name.ts';
import type { ReaderInput, ReadSink } from '../reader.ts';
import type { IndicatorColumns } from './indicator-columns.ts';
import { linkWithoutScheme, namedByWord, observableByForm, observables, observablesOfList } from './observable.ts';
import { type Piece, quoteBetween, RecordText } from './record-text.ts';
import { StatedSpans } from './stated-spans.ts';
import { isoDate } from './structured-file.ts';

/** Rows that share one passage in a long feed: a passage a row would cost more than the feed is worth. */
const ROWS_PER_PASSAGE = 25;
const LONG_FEED = 200_000;
/** What is longer in a column for a type, a date, a number or a name is more than that. */
const LONGEST_FIELD = 60;
/** Names that are kept in mind; a table of more repeats little. */
const MOST_NAMES = 10_000;
const NO_NAME = /^(?:|n\/a|none|unknown|null|-)$/i;

/** How sure a source says that it is: 0 to 1, from a number of a hundred or from words; 1 where it does not say. */
export function statedConfidence(cell: string): number {
  const words: Readonly<Record<string, number>> = { high: 0.85, medium: 0.5, moderate: 0.5, low: 0.15 };
  const number = /^(\d{1,3})(?:\s*%)?$/.exec(cell.trim())?.[1];
  if (number !== undefined) return Math.max(0.05, Math.min(1, Number(number) / 100));
  return words[cell.trim().toLowerCase()] ?? 1;
}

export class IndicatorTable {
  found = 0;
  unknown = 0;
  private readonly sink: ReadSink;
  private readonly columns: IndicatorColumns;
  private readonly report: ReportOfFile;
  private readonly perPassage: number;
  /** Names that were stated of what they name: a feed repeats them in each row, and one row tells as much as all. */
  private readonly named = new Set<string>();
  private record = new RecordText();
  private spans = new StatedSpans();
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
    const cells = this.write(row);
    const line = { start, end: this.record.text.length };
    const found = this.columns.values.flatMap(({ column, type }) => this.cell(row, column, type));
    this.account(row, cells, found);
    this.found += found.length;
    const validity = this.validity(row);
    const confidence = this.columns.confidence === undefined ? 1 : statedConfidence(row[this.columns.confidence] ?? '');
    const cited = this.columns.source === undefined ? '' : (row[this.columns.source] ?? '');
    const origin = originOf(cited, this.report.origin);
    const names = this.columns.names.flatMap(({ column, type }) => {
      const name = (row[column] ?? '').trim();
      return NO_NAME.test(name) ? [] : [{ type, value: name }];
    });
    if (found.length === 0) this.withoutValue(row, cells, origin, validity);
    if (found.length > 0 && names[0]) this.otherNames(row, names[0], origin, start, line);
    for (const { entity, raw } of found) {
      const at = this.record.text.indexOf(raw, start);
      const piece = at < 0 ? line : { start: at, end: at + raw.length };
      this.state(entity, 'listed-in', this.report.entity, [piece], origin, validity, confidence);
      for (const name of names) {
        const named = this.record.text.indexOf(name.value, start);
        const other = named < 0 ? line : { start: named, end: named + name.value.length };
        this.state(entity, 'indicates', name, quoteBetween(piece, other), origin, validity, confidence);
        this.name(name.value, name, other, origin);
      }
    }
    if (this.rows >= this.perPassage) await this.finish();
  }

  /** A row that holds no indicator may name the actor whose they are. */
  private withoutValue(
    row: readonly string[],
    cells: ReadonlyMap<number, Piece>,
    origin: Origin,
    validity: object,
  ): void {
    const word = this.columns.type === undefined ? '' : (row[this.columns.type] ?? '');
    const named = this.columns.values.flatMap(({ column }) => {
      const thing = namedByWord(word, row[column] ?? '');
      const piece = cells.get(column);
      return thing && piece ? [{ thing, piece }] : [];
    });
    if (named.length === 0) this.unknown += 1;
    for (const { thing, piece } of named) {
      this.state(thing, 'mentioned-in', this.report.entity, [piece], origin, validity);
      this.name(thing.value, thing, piece, origin);
    }
  }

  /** What the row calls the malware besides its name. */
  private otherNames(row: readonly string[], named: EntityKey, origin: Origin, from: number, line: Piece): void {
    const cell = this.columns.aliases === undefined ? '' : (row[this.columns.aliases] ?? '');
    for (const value of cell.split(',').map((one) => one.trim())) {
      if (NO_NAME.test(value) || nameKey(value) === nameKey(named.value)) continue;
      const at = this.record.text.indexOf(value, from);
      const piece = at < 0 ? line : { start: at, end: at + value.length };
      this.name(value, named, piece, origin);
    }
  }

  /** Once for each source that a row cites. */
  private name(value: string, thing: EntityKey, piece: Piece, origin: Origin): void {
    const key = `${thing.type}\0${thing.value}\0${value}\0${origin.name}\0${origin.url ?? ''}`;
    if (this.named.has(key)) return;
    if (this.named.size >= MOST_NAMES) this.named.clear();
    this.named.add(key);
    this.state({ type: 'name', value }, 'alias-of', thing, [piece], origin, {});
  }

  /** Gives what is waiting to the sink. */
  async finish(): Promise<void> {
    if (this.rows === 0) return;
    const last = this.firstRow + this.rows - 1;
    const passage = await this.sink.passage({
      role: 'record',
      text: this.record.text,
      position: { kind: 'record', pointer: this.rows === 1 ? `row ${last}` : `rows ${this.firstRow} to ${last}` },
      ...this.spans.of(this.record.text),
    });
    for (const [index, statement] of this.waiting.entries()) {
      const evidence = (this.pieces[index] ?? []).map((piece) => ({ passage, ...piece }));
      await this.sink.statement({ ...statement, evidence });
    }
    this.record = new RecordText();
    this.spans = new StatedSpans();
    this.waiting = [];
    this.pieces = [];
    this.rows = 0;
  }

  /** Writes a row and says where its cells stand, by column. */
  private write(row: readonly string[]): ReadonlyMap<number, Piece> {
    const pieces = new Map<number, Piece>();
    for (const [column, cell] of row.entries()) {
      if (cell === '') continue;
      if (pieces.size > 0) this.record.add(' · ');
      pieces.set(column, this.record.add(cell));
    }
    return pieces;
  }

  /** Notes what the columns state; other columns, and cells that say more than their column, are free text. */
  private account(
    row: readonly string[],
    cells: ReadonlyMap<number, Piece>,
    found: readonly { readonly entity: EntityKey; readonly raw: string; readonly column: number }[],
  ): void {
    const { type, firstSeen, lastSeen, confidence, port, names } = this.columns;
    for (const column of [type, firstSeen, lastSeen, confidence, port, ...names.map((one) => one.column)]) {
      const piece = column === undefined ? undefined : cells.get(column);
      if (piece && piece.end - piece.start <= LONGEST_FIELD) this.spans.field(piece);
    }
    for (const { entity, raw, column } of found) {
      const start = (cells.get(column)?.start ?? 0) + (row[column] ?? '').indexOf(raw);
      this.spans.value(entity, raw, { start, end: start + raw.length });
    }
  }

  private cell(row: readonly string[], column: number, type: string | undefined) {
    const raw = (row[column] ?? '').trim();
    if (raw === '') return [];
    const word = type ?? (this.columns.type === undefined ? undefined : row[this.columns.type]);
    const port = this.columns.port === undefined ? undefined : row[this.columns.port];
    const typed = word
      ? observables(port && /^(?:dst)?ip/.test(word) ? 'ip-dst|port' : word, port ? `${raw}|${port}` : raw)
      : [];
    if (typed.length > 0) return typed.map((entity) => ({ entity, raw, column }));
    const one = observableByForm(raw);
    if (one) return [{ entity: one, raw, column }];
    const several = observablesOfList(word, raw);
    if (several.length > 0) return several.map((each) => ({ ...each, column }));
    const link = linkWithoutScheme(raw);
    return link ? [{ entity: link, raw, column }] : [];
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
    confidence = 1,
  ): void {
    this.waiting.push({ subject, predicate, object, method: 'indicator-table', confidence, origin, ...validity });
    this.pieces.push(pieces);
  }
}

/** The report or feed that a row cites; a word or two that cites nothing stays the file's own. */
export function originOf(cited: string, own: Origin): Origin {
  const name = cited.trim();
  if (/^https?:\/\//.test(name)) return { name, url: name };
  if (name === '' || /^(?:n\/a|none|unknown|null|-|osint|internal)$/i.test(name)) return own;
  return { ...own, name };
}
