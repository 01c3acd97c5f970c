/** Follows the XML of an OpenDocument body and gives its paragraphs, rows, notes, comments and deleted text. */
import type { ReadSink } from '../reader.ts';
import { type Cell, columnName, sheetHeading, TableRows } from './table-rows.ts';
import type { XmlAttributes, XmlHandlers } from './xml.ts';

/** Cells and rows that are repeated more often than this are empty filling. */
const MOST_REPEATS = 200;

interface OpenTable {
  readonly name: string;
  readonly rows: TableRows;
  row: number;
  repeatRow: number;
  column: number;
  cells: Cell[];
}
interface OpenCell {
  readonly paragraphs: string[];
  readonly repeat: number;
  readonly value: string;
  readonly isText: boolean;
}
interface Paragraph {
  text: string;
  readonly heading: boolean;
  readonly links: string[];
}
interface Frame {
  readonly part: string;
  sender: string;
  time: string;
}

const EDGES = /^(header|footer)(-left|-first)?$|^master-page$/;
/** Not part of the text: forms, styles, and the bytes of pictures in flat files. */
const PASSED_OVER = new Set(['forms', 'automatic-styles', 'binary-data']);

export class OdfBody implements XmlHandlers {
  readonly #sink: ReadSink;
  readonly #onlyEdges: boolean;
  readonly #ready: (() => Promise<unknown>)[] = [];
  readonly #paragraphs: Paragraph[] = [];
  readonly #tables: OpenTable[] = [];
  readonly #cells: OpenCell[] = [];
  readonly #frames: Frame[];
  #edges = 0;
  #slides = 0;
  #capture: 'creator' | 'date' | undefined;
  #unnamed = 0;
  #hasSheets = false;
  #skipped = 0;

  /** `onlyEdges` reads nothing but page headers and footers. */
  constructor(part: string, sink: ReadSink, onlyEdges = false) {
    this.#frames = [{ part, sender: '', time: '' }];
    this.#sink = sink;
    this.#onlyEdges = onlyEdges;
  }

  async give(): Promise<void> {
    for (const one of this.#ready.splice(0)) await one();
  }

  open(name: string, attributes: XmlAttributes): void {
    if (this.#skipped > 0 || PASSED_OVER.has(name) || (name === 'frame' && attributes.placeholder === 'true')) {
      this.#skipped++;
      return;
    }
    if (EDGES.test(name)) this.#edges++;
    if (this.#onlyEdges && this.#edges === 0) return;
    if (name === 'spreadsheet') this.#hasSheets = true;
    else if (name === 'p' || name === 'h') this.#paragraphs.push({ text: '', heading: name === 'h', links: [] });
    else if (name === 's') this.#add(' '.repeat(Math.min(80, Number(attributes.c ?? 1))));
    else if (name === 'tab') this.#add('\t');
    else if (name === 'line-break') this.#add('\n');
    else if (name === 'a' && attributes.href) this.#paragraphs.at(-1)?.links.push(attributes.href);
    else if (name === 'note' || name === 'annotation' || name === 'deletion')
      this.#frames.push({
        part: name === 'annotation' ? 'comment' : name === 'note' ? 'footnote' : 'deleted text',
        sender: '',
        time: '',
      });
    else if (name === 'notes') this.#frames.push({ part: `notes ${this.#slides}`, sender: '', time: '' });
    else if (name === 'page') this.#frames.push({ part: `slide ${++this.#slides}`, sender: '', time: '' });
    else if (name === 'creator' || name === 'date') this.#capture = name;
    else if (name === 'table') this.#openTable(attributes.name);
    else if (name === 'table-row') this.#openRow(Number(attributes['number-rows-repeated'] ?? 1));
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#openCell(attributes);
  }

  text(piece: string): void {
    if (this.#skipped > 0) return;
    const frame = this.#frames.at(-1);
    if (this.#capture === 'creator' && frame) frame.sender += piece;
    else if (this.#capture === 'date' && frame) frame.time += piece;
    else this.#add(piece.replace(/\s+/g, ' '));
  }

  close(name: string): void {
    if (this.#skipped > 0) {
      this.#skipped--;
      return;
    }
    if (EDGES.test(name)) this.#edges--;
    if (name === 'p' || name === 'h') this.#closeParagraph();
    else if (name === 'creator' || name === 'date') this.#capture = undefined;
    else if (['note', 'annotation', 'deletion', 'notes', 'page'].includes(name) && this.#frames.length > 1)
      this.#frames.pop();
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell();
    else if (name === 'table-row') this.#closeRow();
    else if (name === 'table') this.#closeTable();
  }

  #add(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph) paragraph.text += text;
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (!paragraph) return;
    let text = paragraph.text.trim();
    for (const link of paragraph.links) if (!text.includes(link.replace(/^mailto:/, ''))) text += ` <${link}>`;
    if (text.trim() === '') return;
    const frame = this.#frames.at(-1);
    const aside =
      frame !== undefined && (frame.part === 'comment' || frame.part === 'deleted text' || frame.part === 'footnote');
    const cell = this.#cells.at(-1);
    if (cell && !aside) {
      cell.paragraphs.push(text.trim());
      return;
    }
    const { part = 'body', sender = '', time = '' } = frame ?? {};
    this.#ready.push(() =>
      this.#sink.passage({
        role: paragraph.heading ? 'heading' : 'paragraph',
        text: text.trim(),
        position: { kind: 'part', part },
        ...(sender === '' ? {} : { sender }),
        ...(time === '' ? {} : { time }),
      }),
    );
  }

  #openTable(name: string | undefined): void {
    const title = name ?? `table ${++this.#unnamed}`;
    if (this.#hasSheets && this.#tables.length === 0 && name) this.#ready.push(() => sheetHeading(name, this.#sink));
    this.#tables.push({
      name: title,
      rows: new TableRows(title, this.#sink),
      row: 0,
      repeatRow: 1,
      column: 0,
      cells: [],
    });
  }

  #openRow(repeats: number): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    table.row++;
    table.repeatRow = repeats;
    table.column = 0;
    table.cells = [];
  }

  #openCell(attributes: XmlAttributes): void {
    const type = attributes['value-type'] ?? 'string';
    this.#cells.push({
      paragraphs: [],
      repeat: Number(attributes['number-columns-repeated'] ?? 1),
      value:
        attributes['date-value'] ?? attributes['time-value'] ?? attributes['boolean-value'] ?? attributes.value ?? '',
      isText: type === 'string',
    });
  }

  #closeCell(): void {
    const cell = this.#cells.pop();
    const table = this.#tables.at(-1);
    if (!cell || !table) return;
    const text = cell.paragraphs.join('\n').replaceAll('\t', ' ') || cell.value;
    const repeats = text === '' || cell.repeat > MOST_REPEATS ? 1 : cell.repeat;
    for (let index = 0; index < repeats && text !== ''; index++) {
      const column = table.column + index;
      table.cells.push({ ref: `${columnName(column)}${table.row}`, column, text, isText: cell.isText });
    }
    table.column += cell.repeat;
  }

  #closeRow(): void {
    const table = this.#tables.at(-1);
    if (!table) return;
    const { rows, row, cells, repeatRow } = table;
    const outer = this.#cells.at(-1);
    if (outer && this.#tables.length > 1) {
      // A table inside a cell becomes text of that cell, one line a row.
      if (cells.length > 0) outer.paragraphs.push(cells.map((cell) => cell.text).join(' '));
    } else if (cells.length > 0) this.#ready.push(() => rows.add(row, cells));
    table.row += repeatRow - 1;
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    if (table) this.#ready.push(() => table.rows.finish());
  }
}
