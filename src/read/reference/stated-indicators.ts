/**
 * What a report states in its tables and appendices: in any document of a reference, rows under a header that names
 * indicators, and lines below a heading such as «Indicators of compromise», are listed in that report.
 */
import type { Statement } from '../../model/assertion.ts';
import type { EntityKey } from '../../model/entity.ts';
import type { CellSpan, Passage } from '../../model/passage.ts';
import { type ReportOfFile, reportOfFile } from '../../model/report-name.ts';
import type { ReaderSource, ReadSink } from '../reader.ts';
import type { HeadDate } from './head-date.ts';
import { byHeader, type IndicatorColumns } from './indicator-columns.ts';
import { originOf, statedConfidence } from './indicator-table.ts';
import { observableByForm, observables } from './observable.ts';
import { quoteBetween } from './record-text.ts';
import { isoDate } from './structured-file.ts';

const SECTION =
  /\b(?:indicators?(?: of compromise)?|iocs?|observables|network indicators|file hashes|hashes|c2 (?:servers?|domains?)|samples)\b|失陷(?:指标|检测)|威胁指标|入侵指标|индикаторы\s+компрометации/iu;
/** A heading of a text without markup: short, no sentence. */
const HEADING = /^(?:#+\s*|\d+(?:\.\d+)*\.?\s+|appendix\s+\w+\s*[:.–-]?\s*)?[^.!?。]{3,80}:?$/iu;
/** What a part of such a section is called. */
const KIND =
  /\b(?:domains?|hosts?(?:names?)?|ips?|addresses|urls?|links|files?|e-?mails?|md5|sha-?\d*|network|certificates|wallets|mutex(?:es)?|registry)\b|域名|地址|文件|哈希|домены|адреса|файлы|хеши/iu;
/** What may stand before a value in a list. */
const BULLET = /^[\s>*•·–—|`-]*(?:\d{1,3}[.)]\s+)?/u;
/** Rules and header rows of tables written in plain text; no heading. */
const TABLE_LINE = /^\s*(?:\||[+=_*~^-]{3,}\s*$)/u;
/** A section without a next heading ends where prose begins. */
const PROSE_WORDS = 12;
const SECTION_CONFIDENCE = 0.95;

const HASH = /^(?:md5|sha1|sha256|sha512)$/;

type Given = Omit<Passage, 'ordinal'>;

/** A sink that also states what tables and sections of indicators list; `head` knows the report's own date by then. */
export function statingIndicators(sink: ReadSink, source: ReaderSource | undefined, head: HeadDate): ReadSink {
  const stating = new StatingIndicators(sink, () => reportOfFile(source && { ...source, stated: head.date }));
  return {
    ...sink,
    passage: (passage) => {
      head.see(passage);
      return stating.passage(passage);
    },
    statement: (statement) => sink.statement(statement),
    child: (child) => sink.child(child),
    lostChild: (child) => sink.lostChild(child),
    link: (link) => sink.link(link),
    warninglist: (list) => sink.warninglist(list),
  };
}

class StatingIndicators {
  private readonly sink: ReadSink;
  private readonly reportOf: () => ReportOfFile;
  private inSection = false;
  /** Columns by the header's words: a report has few kinds of tables. */
  private readonly known = new Map<string, IndicatorColumns | undefined>();

  constructor(sink: ReadSink, reportOf: () => ReportOfFile) {
    this.sink = sink;
    this.reportOf = reportOf;
  }

  async passage(passage: Given): Promise<number> {
    const ordinal = await this.sink.passage(passage);
    const { position, role, text } = passage;
    if (position.kind === 'row') await this.row(ordinal, text, position.cells);
    else if (role === 'heading') this.inSection = SECTION.test(text);
    else if (role !== 'message' && role !== 'property' && role !== 'strings') await this.lines(ordinal, text);
    return ordinal;
  }

  private async row(ordinal: number, text: string, cells: readonly CellSpan[]): Promise<void> {
    const head = cells.map((cell) => cell.header ?? '');
    if (head.every((title) => title === '')) return;
    const values = cells.map((cell) => text.slice(cell.start, cell.end).trim());
    const name = head.join('\0');
    // The row is asked itself: a header that names a type is believed only where its column holds such values.
    const columns = this.known.get(name) ?? byHeader(head, [values]);
    if (!columns) return;
    this.known.set(name, columns);
    const report = this.reportOf();
    const cell = (column: number | undefined): string => (column === undefined ? '' : (values[column] ?? ''));
    const spanOf = (column: number) => ({ start: cells[column]?.start ?? 0, end: cells[column]?.end ?? 0 });
    const first = isoDate(cell(columns.firstSeen));
    const last = isoDate(cell(columns.lastSeen));
    const base = {
      method: 'report-table',
      confidence: statedConfidence(cell(columns.confidence)),
      origin: originOf(cell(columns.source), report.origin),
      ...(first ? { firstSeen: first } : {}),
      ...(last ? { lastSeen: last } : {}),
    };
    for (const { column, type } of columns.values) {
      const raw = cell(column);
      const word = type ?? cell(columns.type);
      const found = word === '' ? [] : observables(word, raw);
      const formed = found.length > 0 ? found : [observableByForm(raw)].filter((entity) => entity !== undefined);
      for (const subject of formed) {
        await this.state(ordinal, { ...base, subject, predicate: 'listed-in', object: report.entity }, [
          spanOf(column),
        ]);
        for (const named of columns.names) {
          const value = cell(named.column);
          if (value === '' || /^(?:n\/a|none|unknown|-)$/i.test(value)) continue;
          const thing: EntityKey = { type: named.type, value };
          const quote = quoteBetween(spanOf(column), spanOf(named.column));
          await this.state(ordinal, { ...base, subject, predicate: 'indicates', object: thing }, quote);
          await this.state(
            ordinal,
            { ...base, subject: { type: 'name', value }, predicate: 'alias-of', object: thing },
            [spanOf(named.column)],
          );
        }
      }
    }
  }

  private async lines(ordinal: number, text: string): Promise<void> {
    let start = 0;
    for (const line of text.split('\n')) {
      await this.line(ordinal, line, start);
      start += line.length + 1;
    }
  }

  private async line(ordinal: number, line: string, start: number): Promise<void> {
    const words = line.trim().split(/\s+/);
    const found = valuesOf(line);
    if (found.length === 0) {
      if (line.trim() === '') return;
      if (TABLE_LINE.test(line)) return;
      if (HEADING.test(line.trim()) && words.length <= 8) {
        // «Domains:» below «Indicators» goes on with them.
        this.inSection = SECTION.test(line) || (this.inSection && KIND.test(line));
      } else if (words.length > PROSE_WORDS) this.inSection = false;
      return;
    }
    if (!this.inSection) return;
    const report = this.reportOf();
    for (const { entity, at, end } of found) {
      const statement = {
        subject: entity,
        predicate: 'listed-in',
        object: report.entity,
        method: 'report-section',
        confidence: SECTION_CONFIDENCE,
        origin: report.origin,
      };
      await this.state(ordinal, statement, [{ start: start + at, end: start + end }]);
    }
  }

  private state(
    passage: number,
    statement: Omit<Statement, 'evidence'>,
    spans: readonly { start: number; end: number }[],
  ): Promise<void> {
    return this.sink.statement({ ...statement, evidence: spans.map((span) => ({ passage, ...span })) });
  }
}

/** Values of a line of a list: what its first word is, and hashes anywhere in it. A line of prose has none. */
function valuesOf(line: string): readonly { entity: EntityKey; at: number; end: number }[] {
  const from = BULLET.exec(line)?.[0].length ?? 0;
  const found: { entity: EntityKey; at: number; end: number }[] = [];
  for (const match of line.slice(from).matchAll(/[^\s|,;，；、()（）<>"'`]+/gu)) {
    const raw = match[0].replace(/[.:]+$/, '');
    const isFirst = found.length === 0 && line.slice(from, from + match.index).trim() === '';
    const entity = observableByForm(raw);
    if (!entity || !(isFirst || HASH.test(entity.type))) continue;
    found.push({ entity, at: from + match.index, end: from + match.index + raw.length });
  }
  // `invoice.doc  9f86d0…`: beside a hash stands the name of its file.
  const hashes = found.filter(({ entity }) => HASH.test(entity.type));
  return hashes.length > 0 ? hashes : found;
}
