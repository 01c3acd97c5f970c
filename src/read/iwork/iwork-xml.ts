/** The XML in which iWork files were written until 2013: paragraphs, tables, headers, notes, comments and properties. */
import { type Cell, columnName, sheetHeading, TableRows, tableHeading } from '../office/table-rows.ts';
import type { XmlAttributes, XmlHandlers } from '../office/xml.ts';
import type { ReadSink } from '../reader.ts';
import { dateText } from './iwa-cells.ts';

/** What templates are made of. */
const TEMPLATES = /prototypes?$|^(?:theme-list|theme|master-slides?|stylesheet|styles)$/;

/** Containers that say what a paragraph is. */
const PARTS: Readonly<Record<string, string>> = {
  headers: 'header',
  header: 'header',
  footers: 'footer',
  footer: 'footer',
  footnotes: 'footnote',
  annotations: 'comment',
  'sticky-note': 'comment',
  stickies: 'comment',
  notes: 'notes',
  'drawable-shape': 'text box',
  shape: 'text box',
};

const BREAKS: Readonly<Record<string, string>> = {
  br: '\n',
  crbr: '\n',
  lnbr: '\n',
  pgbr: '\n',
  footnotebr: '\n',
  contbr: '\n',
  tab: '\t',
};

const PROPERTIES: Readonly<Record<string, string>> = {
  title: 'title',
  authors: 'author',
  keywords: 'keywords',
  comment: 'description',
  copyright: 'copyright',
  projects: 'projects',
};

/** Columns of the widest sheet: cells tell their distance from the one before in cells of such a sheet. */
const WIDTH = 256;

interface Table {
  readonly rows: TableRows;
  at: number;
  row: number;
  cells: Cell[];
}

type Step = (sink: ReadSink) => Promise<void>;

/** Takes XML events; `give` writes what has been found since the last call. */
export class IworkXml implements XmlHandlers {
  readonly properties: Record<string, string> = {};
  /** Passages given. */
  given = 0;
  readonly #sink: ReadSink;
  readonly #open: string[] = [];
  #skip = 0;
  #slide = 0;
  #sheet = '';
  #paragraphs: string[] = [];
  #tables: Table[] = [];
  #tableNames: string[] = [];
  /** The cell that is open, and its text so far. */
  #cell: { text: string; isText: boolean } | undefined;
  /** Choices of menus are described where a menu stands for the first time. */
  readonly #choices = new Map<string, string>();
  #choice: string | undefined;
  #steps: Step[] = [];

  constructor(sink: ReadSink) {
    this.#sink = sink;
  }

  async give(): Promise<void> {
    const steps = this.#steps;
    this.#steps = [];
    for (const step of steps) await step(this.#sink);
  }

  open(name: string, attributes: XmlAttributes): void {
    this.#open.push(name);
    if (this.#skip > 0 || TEMPLATES.test(name)) {
      this.#skip += 1;
      return;
    }
    if (this.#cell) this.#openInCell(name, attributes);
    else if (this.#open.at(-2) === 'datasource') this.#openCell(name, attributes);
    else if (name === 'p') this.#paragraphs.push('');
    else if (BREAKS[name] !== undefined) this.#add(BREAKS[name]);
    else if (name === 'page-number' || name === 'page-count') this.#add(attributes.value ?? '');
    else if (name === 'slide') this.#slide += 1;
    else if (name === 'workspace') this.#openSheet(attributes['workspace-name'] ?? attributes.name ?? '');
    else if (name === 'tabular-model') this.#tableNames.push(attributes.name ?? '');
    else if (name === 'datasource') this.#openTable();
    else if (name === 'string' && this.#open.includes('metadata')) this.#property(attributes.string ?? '');
  }

  close(name: string): void {
    this.#open.pop();
    if (this.#skip > 0) {
      this.#skip -= 1;
      return;
    }
    if (this.#cell && this.#open.at(-1) === 'datasource') this.#closeCell();
    else if (name === 'p' && !this.#cell) this.#closeParagraph();
    else if (name === 'datasource') this.#closeTable();
    else if (name === 'tabular-model') this.#tableNames.pop();
  }

  text(text: string): void {
    if (this.#skip === 0) this.#add(text);
  }

  #add(text: string): void {
    if (this.#cell) {
      if (this.#open.includes('p')) this.#cell.text += text;
      return;
    }
    const last = this.#paragraphs.length - 1;
    if (last >= 0) this.#paragraphs[last] += text;
  }

  #closeParagraph(): void {
    const text = (this.#paragraphs.pop() ?? '').trim();
    if (text === '') return;
    const container = this.#open.findLast((name) => PARTS[name] !== undefined);
    const kind = container === undefined ? undefined : PARTS[container];
    const part = this.#slide > 0 ? [`slide ${this.#slide}`, kind].filter(Boolean).join(' ') : (kind ?? 'body');
    this.#passage(async (sink) => {
      await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part } });
    });
  }

  #passage(step: Step): void {
    this.given += 1;
    this.#steps.push(step);
  }

  #openSheet(name: string): void {
    this.#sheet = name;
    this.#passage((sink) => sheetHeading(name, sink));
  }

  #property(value: string): void {
    const name = PROPERTIES[this.#open.findLast((each) => PROPERTIES[each] !== undefined) ?? ''];
    if (name === undefined || value.trim() === '') return;
    this.properties[name] = this.properties[name] === undefined ? value : `${this.properties[name]}, ${value}`;
  }

  #openTable(): void {
    const place = this.#slide > 0 ? `slide ${this.#slide}` : this.#sheet;
    const own = this.#tableNames.at(-1) ?? '';
    const name = [place, own].filter((part) => part !== '').join(' / ');
    this.#passage((sink) => tableHeading(own, sink));
    this.#tables.push({ rows: new TableRows(name, this.#sink), at: -1, row: 0, cells: [] });
  }

  #openCell(name: string, { ct, v, 'cell-date': date }: XmlAttributes): void {
    const table = this.#tables.at(-1);
    if (table) table.at += ct === undefined ? 1 : Number(ct) + (table.at < 0 ? 1 : 0);
    // Numbers, dates, truths and durations stand in attributes.
    const text =
      name === 'd'
        ? dateText(Number(date ?? v))
        : name === 'cb' || name === 'b'
          ? v === undefined
            ? ''
            : v === '1' || v === 'true'
              ? 'TRUE'
              : 'FALSE'
          : figure(v);
    this.#cell = { text, isText: name === 't' };
  }

  #openInCell(name: string, attributes: XmlAttributes): void {
    const cell = this.#cell;
    if (!cell) return;
    const inMenu = this.#open.includes('menu-choices');
    if (inMenu) {
      if (this.#open.at(-2) === 'menu-choices') this.#choice = attributes.ID;
      if (name === 'ct' && this.#choice !== undefined) this.#choices.set(this.#choice, attributes.s ?? '');
      return;
    }
    if (name === 'ct' && attributes.s !== undefined) cell.text = attributes.s;
    else if (name === 'rn' && attributes.v !== undefined) cell.text = figure(attributes.v);
    else if (name === 'rt' || name === 'rs') cell.text = attributes.s ?? attributes.v ?? cell.text;
    else if (name === 'rd') cell.text = dateText(Number(attributes['cell-date'] ?? attributes.v));
    else if (name === 'proxied-cell-ref') cell.text = this.#choices.get(attributes.IDREF ?? '') ?? cell.text;
    else if (BREAKS[name] !== undefined) cell.text += BREAKS[name];
    if (/^(?:ct|rt|rs|proxied-cell-ref)$/.test(name)) cell.isText = true;
  }

  #closeCell(): void {
    const table = this.#tables.at(-1);
    const cell = this.#cell;
    this.#cell = undefined;
    if (!table || !cell || cell.text.trim() === '' || !Number.isFinite(table.at)) return;
    const row = Math.floor(table.at / WIDTH);
    const column = table.at % WIDTH;
    if (row !== table.row) this.#closeRow(table);
    table.row = row;
    table.cells.push({ column, ref: `${columnName(column)}${row + 1}`, text: cell.text, isText: cell.isText });
  }

  #closeRow(table: Table): void {
    const { row, cells } = table;
    table.cells = [];
    if (cells.length > 0) this.#passage(() => table.rows.add(row + 1, cells));
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    if (!table) return;
    this.#closeRow(table);
    this.#steps.push(() => table.rows.finish());
  }
}

/** `-872.39999999999998` is what a program writes for -872.4. */
function figure(value: string | undefined): string {
  if (value === undefined) return '';
  const number = Number(value);
  return Number.isFinite(number) ? String(number) : value;
}
