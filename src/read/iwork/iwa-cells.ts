/** Decodes the cells of tables in iWork files since 2013: both layouts in which they have been stored. */
import { bytesOf, type Message, numberOf } from './protobuf.ts';

export interface StoredCell {
  readonly column: number;
  readonly text: string;
  readonly isText: boolean;
}

/** Where a table keeps its texts, by their keys. */
export interface CellTexts {
  readonly plain: ReadonlyMap<number, string>;
  readonly rich: ReadonlyMap<number, string>;
}

/** Dates count seconds from the beginning of 2001, UTC. */
const EPOCH = Date.UTC(2001, 0, 1);

/** `2024-02-21`, with the time where there is one. */
export function dateText(seconds: number): string {
  const date = new Date(EPOCH + seconds * 1000);
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

/** The filled cells of one row, by the record that describes it. */
export function cellsOfRow(row: Message, texts: CellTexts): StoredCell[] {
  const isNew = (bytesOf(row, 6)?.length ?? 0) > 0;
  const storage = bytesOf(row, isNew ? 6 : 3);
  const offsets = bytesOf(row, isNew ? 7 : 4);
  if (!storage || !offsets) return [];
  const unit = isNew && numberOf(row, 8) === 1 ? 4 : 1;
  const cells: StoredCell[] = [];
  const view = new DataView(offsets.buffer, offsets.byteOffset, offsets.length);
  const bytes = Buffer.from(storage.buffer, storage.byteOffset, storage.length);
  for (let column = 0; column * 2 + 1 < offsets.length; column += 1) {
    const at = view.getInt16(column * 2, true);
    if (at < 0 || at * unit >= bytes.length) continue;
    const cell = bytes.subarray(at * unit);
    const value = isNew ? newCell(cell, texts) : oldCell(cell, texts);
    if (value && value.text !== '') cells.push({ column, ...value });
  }
  return cells;
}

type Value = { readonly text: string; readonly isText: boolean } | undefined;

const words = (text: string | undefined): Value => (text === undefined ? undefined : { text, isText: true });
const figure = (text: string): Value => ({ text, isText: false });

/** What a cell is, in its second byte (the third in the old layout). */
const KIND = { date: 5, truth: 6, duration: 7 } as const;

const ofNumber = (value: number, kind: number): Value =>
  figure(
    kind === KIND.truth ? (value === 0 ? 'FALSE' : 'TRUE') : kind === KIND.duration ? `${value} s` : String(value),
  );

/** Since 2019: bits say which values follow a head of twelve bytes, in this order. */
function newCell(cell: Buffer, texts: CellTexts): Value {
  if (cell.length < 12 || cell[0] !== 5) return undefined;
  const kind = cell[1] ?? 0;
  const has = cell.readUInt32LE(8);
  let at = 12;
  const take = (bit: number, size: number): number | undefined => {
    if ((has & bit) === 0) return undefined;
    at += size;
    return at <= cell.length ? at - size : undefined;
  };
  const decimal = take(0x1, 16);
  const double = take(0x2, 8);
  const seconds = take(0x4, 8);
  const plain = take(0x8, 4);
  const rich = take(0x10, 4);
  if (rich !== undefined) return words(texts.rich.get(cell.readUInt32LE(rich)));
  if (plain !== undefined) return words(texts.plain.get(cell.readUInt32LE(plain)));
  if (seconds !== undefined) return figure(dateText(cell.readDoubleLE(seconds)));
  if (double !== undefined) return ofNumber(cell.readDoubleLE(double), kind);
  return decimal === undefined ? undefined : figure(decimalText(cell.subarray(decimal, decimal + 16)));
}

/** Styles and formats come before the values, four bytes each. */
const STYLES = [0x2, 0x4, 0x8, 0x80, 0x100, 0x400, 0x800];

/** From 2013 to 2019. */
function oldCell(cell: Buffer, texts: CellTexts): Value {
  if (cell.length < 12) return undefined;
  const kind = cell[2] ?? 0;
  const has = cell.readUInt32LE(4);
  let at = 12 + 4 * STYLES.filter((bit) => (has & bit) !== 0).length;
  const take = (bit: number, size: number): number | undefined => {
    if ((has & bit) === 0) return undefined;
    at += size;
    return at <= cell.length ? at - size : undefined;
  };
  const rich = take(0x200, 4);
  take(0x1000, 4);
  take(0x2000, 4);
  const plain = take(0x10, 4);
  const double = take(0x20, 8);
  const seconds = take(0x40, 8);
  if (rich !== undefined) return words(texts.rich.get(cell.readUInt32LE(rich)));
  if (plain !== undefined) return words(texts.plain.get(cell.readUInt32LE(plain)));
  if (double !== undefined) return ofNumber(cell.readDoubleLE(double), kind);
  return seconds === undefined ? undefined : figure(dateText(cell.readDoubleLE(seconds)));
}

const BIAS = 0x1820;
const MOST_ZEROS = 40;

/** A decimal number of 128 bits: its digits, where the point is, and its sign. */
export function decimalText(bytes: Uint8Array): string {
  const top = bytes[15] ?? 0;
  const next = bytes[14] ?? 0;
  const exponent = ((top & 0x7f) << 7) + (next >> 1) - BIAS;
  let digits = BigInt(next & 1);
  for (let index = 13; index >= 0; index -= 1) digits = digits * 256n + BigInt(bytes[index] ?? 0);
  const sign = top & 0x80 && digits !== 0n ? '-' : '';
  const figures = String(digits);
  if (exponent >= 0)
    return `${sign}${exponent > MOST_ZEROS ? `${figures}e${exponent}` : figures + '0'.repeat(exponent)}`;
  if (-exponent > figures.length + MOST_ZEROS) return `${sign}${figures}e${exponent}`;
  const padded = figures.padStart(1 - exponent, '0');
  const text = `${padded.slice(0, exponent)}.${padded.slice(exponent)}`.replace(/\.?0+$/, '');
  return `${sign}${text}`;
}
