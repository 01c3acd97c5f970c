/** Many small records as columns, on their way between processes: V8 clones each key of each object anew otherwise. */
import type { Passage } from '../model/passage.ts';
import { fullPosition, shortPosition } from '../model/row-positions.ts';

/** Fewer are sent as they are. */
const FEW = 8;
/** A column of no more distinct values is sent as these and where they stand. */
const MOST_DISTINCT = 32;

type Column =
  | readonly unknown[]
  | Int32Array
  | { readonly distinct: readonly unknown[]; readonly at: Int32Array }
  /** Records within the records, one each, or so many of each; -1 where a record has no such list. */
  | { readonly inner: Packed; readonly counts?: Int32Array };

interface Packed {
  /** How many records; the mark by which a packed list is known. */
  readonly packed: number;
  readonly columns: readonly (readonly [key: string, column: Column])[];
}

/** Lists of records among the fields of a task's input, part or result. */
const LISTS = ['passages', 'statements', 'mentions', 'languages'] as const;
/** Fields of a record that hold one small record, and those that hold a list of them. */
const INNER_RECORDS: ReadonlySet<string> = new Set(['subject', 'object']);
const INNER_LISTS: ReadonlySet<string> = new Set(['evidence', 'free', 'stated']);
/** A field that holds such a payload itself. */
const INNER = 'rest';

/** The payload with its long lists as columns. */
export function packed(payload: unknown): unknown {
  return withLists(payload, (list) => (Array.isArray(list) && list.length >= FEW ? pack(list) : list));
}

/** The payload as it was before `packed`; equal values of a column may be the same array then. */
export function unpacked(payload: unknown): unknown {
  return withLists(payload, (list) => (isPacked(list) ? unpack(list) : list));
}

function withLists(payload: unknown, change: (list: unknown) => unknown): unknown {
  if (!isRecord(payload)) return payload;
  let changed: Record<string, unknown> | undefined;
  const set = (key: string, value: unknown): void => {
    if (value === payload[key]) return;
    changed ??= { ...payload };
    changed[key] = value;
  };
  for (const key of LISTS) set(key, change(payload[key]));
  if (isRecord(payload[INNER])) set(INNER, withLists(payload[INNER], change));
  return changed ?? payload;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPacked = (value: unknown): value is Packed => isRecord(value) && typeof value['packed'] === 'number';

function pack(records: readonly Record<string, unknown>[]): Packed {
  const keys: string[] = [];
  const columns: unknown[][] = [];
  const put = (key: string, guess: number, at: number, value: unknown): void => {
    // Most records have the keys of the one before, in its order.
    let place = keys[guess] === key ? guess : keys.indexOf(key);
    if (place < 0) {
      place = keys.push(key) - 1;
      columns.push(new Array<unknown>(records.length).fill(undefined));
    }
    const column = columns[place];
    if (column) column[at] = value;
  };
  for (let at = 0; at < records.length; at += 1) {
    const record = records[at] as Record<string, unknown>;
    let guess = 0;
    for (const key in record) {
      if (key !== 'position') put(key, guess, at, record[key]);
      else {
        const { json, layout } = shortPosition((record as unknown as Passage).position);
        put('position', guess, at, json);
        guess += 1;
        put('layout', guess, at, layout);
      }
      guess += 1;
    }
  }
  return { packed: records.length, columns: keys.map((key, place) => [key, columnOf(key, columns[place] ?? [])]) };
}

function columnOf(key: string, column: readonly unknown[]): Column {
  if (INNER_RECORDS.has(key) && column.every(isRecord)) return { inner: pack(column) };
  if (!INNER_LISTS.has(key)) return shortColumn(column);
  const all: Record<string, unknown>[] = [];
  const counts = new Int32Array(column.length);
  for (let at = 0; at < column.length; at += 1) {
    const list = column[at] as readonly Record<string, unknown>[] | undefined;
    counts[at] = list === undefined ? -1 : list.length;
    if (list) for (const one of list) all.push(one);
  }
  return { inner: pack(all), counts };
}

/** A column that repeats few values, with each of them once. */
function shortColumn(column: readonly unknown[]): Column {
  if (typeof column[0] === 'number') return wholeNumbers(column) ?? column;
  const known = new Map<unknown, number>();
  const distinct: unknown[] = [];
  const at = new Int32Array(column.length);
  for (let index = 0; index < column.length; index += 1) {
    const value = column[index];
    // Numbers gain nothing, and 0 would stand for -0.
    if (typeof value === 'number') return column;
    const key = Array.isArray(value) ? JSON.stringify(value) : value;
    let place = known.get(key);
    if (place === undefined) {
      if (distinct.length === MOST_DISTINCT) return column;
      place = distinct.length;
      known.set(key, place);
      distinct.push(value);
    }
    at[index] = place;
  }
  return { distinct, at };
}

/** Undefined where some value is no whole number of 32 bits, or is -0. */
function wholeNumbers(column: readonly unknown[]): Int32Array | undefined {
  const numbers = new Int32Array(column.length);
  for (let at = 0; at < column.length; at += 1) {
    const value = column[at];
    if (typeof value !== 'number' || !Object.is(value, value | 0)) return undefined;
    numbers[at] = value;
  }
  return numbers;
}

function unpack({ packed: count, columns }: Packed): readonly unknown[] {
  const records = new Array<Record<string, unknown>>(count);
  const full: (readonly [key: string, values: ArrayLike<unknown>])[] = columns.map(([key, column]) => [
    key,
    valuesOf(column, count),
  ]);
  const layouts = full.find(([key]) => key === 'layout')?.[1];
  for (let at = 0; at < count; at += 1) {
    const record: Record<string, unknown> = {};
    for (let place = 0; place < full.length; place += 1) {
      const [key, values] = full[place] as (typeof full)[number];
      const value = values[at];
      if (value === undefined || key === 'layout') continue;
      record[key] = key === 'position' ? fullPosition(String(value), layouts?.[at] as string | undefined) : value;
    }
    records[at] = record;
  }
  return records;
}

/** The value of each of so many records. */
function valuesOf(column: Column, count: number): ArrayLike<unknown> {
  if (Array.isArray(column) || column instanceof Int32Array) return column;
  const { distinct, at } = column as { distinct?: readonly unknown[]; at?: Int32Array };
  if (distinct && at) return Array.from(at, (place) => distinct[place]);
  const { inner, counts } = column as { inner: Packed; counts?: Int32Array };
  const all = unpack(inner);
  if (!counts) return all;
  const lists = new Array<unknown>(count);
  let from = 0;
  for (let index = 0; index < count; index += 1) {
    const length = counts[index] ?? -1;
    if (length < 0) continue;
    lists[index] = all.slice(from, from + length);
    from += length;
  }
  return lists;
}
