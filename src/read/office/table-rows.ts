/** Turns rows of cells into row passages: joins the cells, finds the header row, and names each cell's column. */
import type { CellSpan, Passage } from '../../model/passage.ts';
import type { ReadSink } from '../reader.ts';

export interface Cell {
  /** `B12`, or the column's number from 1. */
  readonly ref: string;
  /** From 0. */
  readonly column: number;
  readonly text: string;
  /** Whether the cell holds text rather than a number or a date. */
  readonly isText: boolean;
}

/** Rows looked at for a header. */
const LOOK_AHEAD = 20;
/** A column's header is short. */
const HEADER_LENGTH = 60;

interface Row {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** Spreadsheet name of a column: 0 is `A`, 27 is `AB`. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** The row that names the columns: the first well-filled one of short, differing texts. Undefined when none does. */
export function headerRow(rows: readonly Row[]): number | undefined {
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  if (width < 2 || rows.length < 2) return undefined;
  const index = rows.findIndex(
    ({ cells }) =>
      cells.length >= Math.max(2, Math.ceil(width * 0.6)) &&
      cells.every((cell) => cell.isText && cell.text.length <= HEADER_LENGTH && !/^[\d.,:/\s-]+$/.test(cell.text)) &&
      new Set(cells.map((cell) => cell.text)).size === cells.length,
  );
  return index < 0 || index === rows.length - 1 ? undefined : index;
}

/** A sheet's name is text of the leak too: a year, a client, a department. */
export async function sheetHeading(name: string, sink: ReadSink): Promise<void> {
  if (name.trim() !== '')
    await sink.passage({ role: 'heading', text: name, position: { kind: 'part', part: 'sheet' } });
}

/** What programs call a table that nobody gave a name. */
const NO_NAME = /^(?:Unnamed Table|Table \d+)?$/;

export async function tableHeading(name: string, sink: ReadSink): Promise<void> {
  if (!NO_NAME.test(name.trim()))
    await sink.passage({ role: 'heading', text: name, position: { kind: 'part', part: 'table' } });
}

/** Takes the rows of one table in order; empty cells are left out by the caller. */
export class TableRows {
  readonly #table: string;
  readonly #sink: ReadSink;
  #waiting: Row[] = [];
  #decided = false;
  #headers = new Map<number, string>();

  constructor(table: string, sink: ReadSink) {
    this.#table = table;
    this.#sink = sink;
  }

  /** `row` counts from 1. */
  async add(row: number, cells: readonly Cell[]): Promise<void> {
    if (cells.length === 0) return;
    if (this.#decided) {
      await this.#give({ row, cells }, true);
      return;
    }
    this.#waiting.push({ row, cells });
    if (this.#waiting.length >= LOOK_AHEAD) await this.#decide();
  }

  async finish(): Promise<void> {
    if (!this.#decided) await this.#decide();
  }

  async #decide(): Promise<void> {
    this.#decided = true;
    const header = headerRow(this.#waiting);
    for (const cell of (header === undefined ? undefined : this.#waiting[header])?.cells ?? [])
      this.#headers.set(cell.column, cell.text);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const [index, row] of waiting.entries()) await this.#give(row, header !== undefined && index > header);
  }

  async #give({ row, cells }: Row, below: boolean): Promise<void> {
    let text = '';
    const spans: CellSpan[] = [];
    for (const cell of cells) {
      if (text !== '') text += '\t';
      const header = below ? this.#headers.get(cell.column) : undefined;
      spans.push({
        start: text.length,
        end: text.length + cell.text.length,
        ref: cell.ref,
        ...(header === undefined ? {} : { header }),
      });
      text += cell.text;
    }
    const passage: Omit<Passage, 'ordinal'> = {
      role: 'row',
      text,
      position: { kind: 'row', table: this.#table, row, cells: spans },
    };
    await this.#sink.passage(passage);
  }
}
