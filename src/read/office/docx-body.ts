/** Follows the XML of a WordprocessingML part and gives its paragraphs, table rows and deleted text. */

import type { ReadSink } from '../reader.ts';
import { type Cell, TableRows } from './table-rows.ts';
import type { XmlAttributes, XmlHandlers } from './xml.ts';

export interface DocxPartStyle {
  /** Where the text stands: `body`, `header`, `footnote`. */
  readonly part: string;
  /** Ids of paragraph styles that are headings. */
  readonly headings: ReadonlySet<string>;
  /** Targets of the part's relationships, for links. */
  readonly targets: ReadonlyMap<string, string>;
}

interface Paragraph {
  text: string;
  heading: boolean;
}
interface OpenTable {
  readonly rows: TableRows;
  row: number;
  cells: Cell[];
  column: number;
  cell: string[];
}
interface Change {
  readonly kind: string;
  readonly author: string;
  readonly time: string | undefined;
  text: string;
}

/** Elements whose text repeats what stands elsewhere or is no text. */
const SKIPPED = new Set(['Fallback', 'pPrChange', 'rPrChange', 'sectPrChange', 'tblPrChange', 'delInstrText']);
const CHANGES = new Set(['del', 'ins', 'moveFrom', 'moveTo']);

/** Handlers for `ZipParts.events`; await `give` between the pieces and at the end. */
export class DocxBody implements XmlHandlers {
  readonly authors = new Set<string>();
  insertions = 0;
  deletions = 0;
  readonly #style: DocxPartStyle;
  readonly #sink: ReadSink;
  readonly #nextTable: () => number;
  readonly #ready: (() => Promise<unknown>)[] = [];
  readonly #paragraphs: Paragraph[] = [];
  readonly #tables: OpenTable[] = [];
  readonly #changes: Change[] = [];
  readonly #links: string[] = [];
  #skipped = 0;
  #inText = false;
  /** Instructions of the open field, such as `HYPERLINK "…"`. */
  #field: string | undefined;
  #inField = false;

  constructor(style: DocxPartStyle, sink: ReadSink, nextTable: () => number) {
    this.#style = style;
    this.#sink = sink;
    this.#nextTable = nextTable;
  }

  /** Hands what was found so far to the sink. */
  async give(): Promise<void> {
    for (const one of this.#ready.splice(0)) await one();
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#skipped > 0 || SKIPPED.has(name)) {
      this.#skipped++;
      return;
    }
    const table = this.#tables.at(-1);
    if (name === 'p') this.#paragraphs.push({ text: '', heading: false });
    else if (name === 't' || name === 'delText') this.#inText = true;
    else if (name === 'instrText') {
      this.#field ??= '';
      this.#inField = true;
    } else if (name === 'fldSimple') this.#links.push(fieldLink(attributes.instr ?? ''));
    else if (name === 'fldChar' && attributes.fldCharType === 'end') this.#closeField();
    else if (name === 'tab') this.#add('\t');
    else if (name === 'br' || name === 'cr') this.#add('\n');
    else if (name === 'noBreakHyphen') this.#add('-');
    else if (name === 'pStyle') this.#markHeading(this.#style.headings.has(attributes.val ?? ''));
    else if (name === 'outlineLvl') this.#markHeading(Number(attributes.val ?? 9) < 9);
    else if (name === 'hyperlink') this.#links.push(this.#style.targets.get(attributes['r:id'] ?? '') ?? '');
    else if (CHANGES.has(name) && attributes.author !== undefined) {
      this.authors.add(attributes.author);
      this.#changes.push({ kind: name, author: attributes.author, time: attributes.date, text: '' });
    } else if (name === 'tbl')
      this.#tables.push({
        rows: new TableRows(`table ${this.#tables.length === 0 ? this.#nextTable() : 0}`, this.#sink),
        row: 0,
        cells: [],
        column: 0,
        cell: [],
      });
    else if (name === 'tr' && table) {
      table.row++;
      table.cells = [];
      table.column = 0;
    } else if (name === 'tc' && table) table.cell = [];
    else if (name === 'gridSpan' && table) table.column += Number(attributes.val ?? 1) - 1;
  }

  text(piece: string): void {
    if (this.#inField) {
      this.#field += piece;
      return;
    }
    if (this.#skipped === 0 && this.#inText) this.#add(piece);
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    if (name === 't' || name === 'delText') this.#inText = false;
    else if (name === 'instrText') this.#inField = false;
    else if (name === 'hyperlink' || name === 'fldSimple') this.#closeLink(this.#links.pop() ?? '');
    else if (name === 'p') this.#closeParagraph();
    else if (CHANGES.has(name)) this.#closeChange(name);
    else if (name === 'tc') this.#closeCell();
    else if (name === 'tr') this.#closeRow();
    else if (name === 'tbl') this.#closeTable();
  }

  #add(text: string): void {
    const change = this.#changes.at(-1);
    if (change) change.text += text;
    if (change?.kind === 'del' || change?.kind === 'moveFrom') return;
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.text += text;
  }

  #markHeading(heading: boolean): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph && heading) paragraph.heading = true;
  }

  /** A link's address is worth reading where the text does not show it. */
  #closeLink(target: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph && target !== '' && !paragraph.text.includes(target.replace(/^mailto:/, '')))
      paragraph.text += ` <${target}>`;
  }

  #closeField(): void {
    if (this.#field !== undefined) this.#closeLink(fieldLink(this.#field));
    this.#field = undefined;
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    const text = paragraph?.text.replace(/[ \t]+\n/g, '\n').trim() ?? '';
    if (text === '') return;
    const table = this.#tables.at(-1);
    if (table) {
      table.cell.push(text);
      return;
    }
    this.#give(text, paragraph?.heading === true ? 'heading' : 'paragraph', this.#style.part);
  }

  #closeChange(name: string): void {
    // Marks of changed paragraphs carry no text and are opened and closed at once.
    const at = this.#changes.findLastIndex((change) => change.kind === name);
    const change = at < 0 ? undefined : this.#changes.splice(at, 1)[0];
    if (!change || change.text.trim() === '') return;
    if (name === 'ins' || name === 'moveTo') this.insertions++;
    else {
      this.deletions++;
      this.#give(change.text.trim(), 'paragraph', 'deleted text', change);
    }
  }

  #closeCell(): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    const text = table.cell.join('\n').replaceAll('\t', ' ');
    if (text !== '') table.cells.push({ ref: String(table.column + 1), column: table.column, text, isText: true });
    table.column++;
    table.cell = [];
  }

  #closeRow(): void {
    const table = this.#tables.at(-1);
    if (!table || this.#tables.length > 1) {
      this.#foldRow(table);
      return;
    }
    const { rows, row, cells } = table;
    this.#ready.push(() => rows.add(row, cells));
  }

  /** A table inside a cell becomes text of that cell, one line a row. */
  #foldRow(table: OpenTable | undefined): void {
    const outer = this.#tables.at(-2);
    if (table && outer && table.cells.length > 0) outer.cell.push(table.cells.map((cell) => cell.text).join(' '));
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    if (table && this.#tables.length === 0) this.#ready.push(() => table.rows.finish());
  }

  #give(text: string, role: 'heading' | 'paragraph', part: string, change?: Change): void {
    this.#ready.push(() =>
      this.#sink.passage({
        role,
        text,
        position: { kind: 'part', part },
        ...(change ? { sender: change.author } : {}),
        ...(change?.time === undefined ? {} : { time: change.time }),
      }),
    );
  }
}

/** The address in a field that links or loads something; empty for page numbers, dates and the like. */
const fieldLink = (instructions: string): string =>
  /^\s*(?:HYPERLINK|INCLUDEPICTURE|INCLUDETEXT|LINK|DDE|DDEAUTO|IMPORT)\b.*?"([^"]+)"/is.exec(instructions)?.[1] ?? '';
