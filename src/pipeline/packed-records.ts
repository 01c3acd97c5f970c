/** Many small records as columns, on their way between processes: V8 clones each key of each object anew otherwise. */
import type { Passage } from '../model/passage.ts';
import { fullPosition, shortPosition } from '../model/row-positions.ts';

/** Fewer are sent as they are. */
const FEW = 8;
/** A column of no more distinct values is sent as these and where they stand. */
const MOST_DISTINCT = 32;

type Column = readonly unknown[] | { readonly distinct: readonly unknown[]; readonly at: readonly number[] };

interface Packed {
  /** How many records; the mark by which a packed list is known. */
  readonly packed: number;
  readonly columns: readonly (readonly [key: string, column: Column])[];
}

/** Lists of records among the fields of a task's input, part or result. */
const LISTS = ['passages', 'mentions', 'languages'] as const;
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
  return { packed: records.length, columns: keys.map((key, place) => [key, shortColumn(columns[place] ?? [])]) };
}

/** A column that repeats few values, with each of them once. */
function shortColumn(column: readonly unknown[]): Column {
  const known = new Map<unknown, number>();
  const distinct: unknown[] = [];
  const at: number[] = [];
  for (const value of column) {
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
    at.push(place);
  }
  return { distinct, at };
}

function unpack({ packed: count, columns }: Packed): readonly unknown[] {
  const records = new Array<Record<string, unknown>>(count);
  const layouts = columns.find(([key]) => key === 'layout')?.[1];
  for (let at = 0; at < count; at += 1) {
    const record: Record<string, unknown> = {};
    for (let place = 0; place < columns.length; place += 1) {
      const [key, column] = columns[place] as Packed['columns'][number];
      const value = valueAt(column, at);
      if (value === undefined || key === 'layout') continue;
      record[key] =
        key === 'position'
          ? fullPosition(String(value), layouts && (valueAt(layouts, at) as string | undefined))
          : value;
    }
    records[at] = record;
  }
  return records;
}

function valueAt(column: Column, at: number): unknown {
  return 'distinct' in column ? column.distinct[column.at[at] ?? 0] : column[at];
}
