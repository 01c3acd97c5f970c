/** Streams the cells of one worksheet of an xlsx. */
import { formatNumber, type NumberFormat } from './cell-format.ts';
import { type Cell, columnName } from './table-rows.ts';
import { decodeEscapes } from './xlsx-styles.ts';
import type { XmlAttributes } from './xml.ts';
import type { ZipParts } from './zip-parts.ts';

export interface Workbook {
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly date1904: boolean;
}

export interface SheetFound {
  /** Cells with a link, by reference, with the id of the relationship or the place inside the workbook. */
  readonly links: readonly { readonly ref: string; readonly id?: string; readonly location?: string }[];
  /** Page headers and footers. */
  readonly edges: readonly string[];
  readonly hiddenRows: number;
  readonly faults: number;
}

interface OpenCell {
  readonly ref: string;
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  inline: string;
  formula: string;
}

const columnOf = (ref: string): number => {
  let column = 0;
  for (const letter of /^[A-Z]+/.exec(ref)?.[0] ?? '') column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
};

/** Calls `onRow` for each row that shows anything. */
export async function readSheet(
  parts: ZipParts,
  part: string,
  workbook: Workbook,
  onRow: (row: number, cells: readonly Cell[]) => Promise<void>,
): Promise<SheetFound> {
  const links: { ref: string; id?: string; location?: string }[] = [];
  const edges: string[] = [];
  let hiddenRows = 0;
  let row = 0;
  let cells: Cell[] = [];
  let cell: OpenCell | undefined;
  let into: 'value' | 'inline' | 'formula' | 'edge' | undefined;
  let edge = '';
  let phonetic = 0;
  const ready: { row: number; cells: readonly Cell[] }[] = [];

  const openCell = (attributes: XmlAttributes): OpenCell => {
    const last = cells.at(-1);
    const column = attributes.r === undefined ? (last ? last.column + 1 : 0) : columnOf(attributes.r);
    return {
      ref: attributes.r ?? `${columnName(column)}${row}`,
      column,
      type: attributes.t ?? 'n',
      style: Number(attributes.s ?? 0),
      value: '',
      inline: '',
      formula: '',
    };
  };
  const found = {
    open(name: string, attributes: XmlAttributes): void {
      if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r);
        cells = [];
        if (attributes.hidden === '1') hiddenRows++;
      } else if (name === 'c') cell = openCell(attributes);
      else if (name === 'v') into = 'value';
      else if (name === 'f') into = 'formula';
      else if (name === 'rPh') phonetic++;
      else if (name === 't' && cell) into = phonetic > 0 ? undefined : 'inline';
      else if (name === 'hyperlink' && attributes.ref !== undefined)
        links.push({
          ref: attributes.ref,
          ...(attributes['r:id'] === undefined ? {} : { id: attributes['r:id'] }),
          ...(attributes.location === undefined ? {} : { location: attributes.location }),
        });
      else if (/^(odd|even|first)(Header|Footer)$/.test(name)) {
        into = 'edge';
        edge = '';
      }
    },
    text(piece: string): void {
      if (into === 'edge') edge += piece;
      else if (cell && into) cell[into] += piece;
    },
    close(name: string): void {
      if (name === 'row') {
        if (cells.length > 0) ready.push({ row, cells });
        cells = [];
      } else if (name === 'c' && cell) {
        const shown = show(cell, workbook);
        if (shown.text !== '') cells.push({ ref: cell.ref, column: cell.column, ...shown });
        cell = undefined;
      } else if (name === 'rPh') phonetic--;
      else if (into === 'edge' && /(Header|Footer)$/.test(name)) {
        const text = withoutCodes(edge);
        if (text !== '') edges.push(text);
        into = undefined;
      } else if (name === 'v' || name === 'f' || name === 't') into = undefined;
    },
  };
  const faults = await parts.events(part, found, async () => {
    for (const one of ready.splice(0)) await onRow(one.row, one.cells);
  });
  return { links, edges, hiddenRows, faults };
}

function show(cell: OpenCell, workbook: Workbook): { text: string; isText: boolean } {
  const { type, value } = cell;
  if (type === 's') return { text: tidy(workbook.strings[Number(value)] ?? ''), isText: true };
  if (type === 'inlineStr') return { text: tidy(decodeEscapes(cell.inline || value)), isText: true };
  if (type === 'str') return { text: tidy(decodeEscapes(value)), isText: true };
  if (type === 'b') return { text: value === '' ? '' : value === '1' ? 'TRUE' : 'FALSE', isText: false };
  if (type === 'e') return { text: value, isText: false };
  if (type === 'd') return { text: value, isText: false };
  // A formula without a stored result shows nothing of its own; the formula is what there is to read.
  if (value === '') return { text: cell.formula === '' ? '' : `=${cell.formula}`, isText: false };
  const number = Number(value);
  if (Number.isNaN(number)) return { text: tidy(value), isText: true };
  const format = workbook.formats[cell.style] ?? { id: 0 };
  return { text: formatNumber(number, format, workbook.date1904), isText: format.code === '@' || format.id === 49 };
}

const tidy = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\t', ' ').trim();

/** `&C&"Arial,Bold"&12Title &P` is `Title`: the rest is layout. */
const withoutCodes = (text: string): string =>
  text
    .replace(/&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d+|&[LCRPNDTZFAGBIUESXYOH+-]/g, ' ')
    .replaceAll('&&', '&')
    .replace(/\s+/g, ' ')
    .trim();
