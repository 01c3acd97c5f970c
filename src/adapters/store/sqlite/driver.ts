/** The seam to `node:sqlite`: opening, transactions, prepared statements, and errors in our own words. */
import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';
import { type ErrorCode, TelltaleError } from '../../../errors.ts';

export type Row = Record<string, SQLOutputValue>;
export type Value = SQLInputValue;

export interface Database {
  /** Runs a statement that gives no rows. */
  run(sql: string, ...values: Value[]): void;
  /** Runs an `INSERT OR IGNORE` of one row; false when the row was ignored. */
  insert(sql: string, ...values: Value[]): boolean;
  /** Runs `sql`, an insert that ends before its VALUES, for rows of so many columns that follow each other in `values`; gives how many it made. */
  insertMany(sql: string, columns: number, values: readonly Value[]): number;
  all(sql: string, ...values: Value[]): Row[];
  get(sql: string, ...values: Value[]): Row | undefined;
  iterate(sql: string, ...values: Value[]): Iterable<Row>;
  /** Several statements, for migrations. */
  exec(sql: string): void;
  /** Runs `work` in one transaction, which is committed when it returns; nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /**
   * Runs `work` in a transaction that is committed together with what others add to it: when the process next waits for
   * something, before anything else is written, or after `LONGEST_GROUP`. A kill leaves what some earlier moment had left.
   * Where `work` throws, what it wrote by then stays, unless the disk is full or the case broken: then all of the group is
   * lost, and whatever is written later throws the same.
   */
  grouped<T>(work: () => T): T;
  close(): void;
}

const BUSY_TIMEOUT = 5000;
/** Milliseconds that others who write may have to wait for a group. */
const LONGEST_GROUP = 1000;
/** Rows of one statement of `insertMany`: calls cost as much as the insert itself. */
const ROWS_AT_ONCE = 50;

/** Opens a database file. Rejects by throwing `case-broken`, `case-busy` or `disk-full`. */
export function openDatabase(path: string, readOnly: boolean): Database {
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT });
  } catch (caught) {
    throw inOurWords(caught, path);
  }
  try {
    db.exec('PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;');
    // Each checkpoint waits for the disk, and writes anew the pages that every batch touches: 256 MiB apart. A feed of
    // short files takes half the time that it takes with 32 MiB.
    if (!readOnly)
      db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 64000;');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (caught) {
    db.close();
    throw inOurWords(caught, path);
  }
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  const prepared = (sql: string): ReturnType<DatabaseSync['prepare']> => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = db.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  const toRun = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  /** Full-text tables leave row numbers behind that no JavaScript number holds; `run` would reject them. */
  const preparedToRun = (sql: string): ReturnType<DatabaseSync['prepare']> => {
    let statement = toRun.get(sql);
    if (!statement) {
      statement = db.prepare(sql);
      statement.setReadBigInts(true);
      toRun.set(sql, statement);
    }
    return statement;
  };
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (caught) {
      throw inOurWords(caught, path);
    }
  };
  const group = createGroup(db, guarded);
  let depth = 0;
  return {
    run(sql, ...values) {
      if (depth === 0) group.commit();
      guarded(() => void preparedToRun(sql).run(...values));
    },
    insert: (sql, ...values) => guarded(() => preparedToRun(sql).run(...values).changes === 1n),
    insertMany(sql, columns, values) {
      if (depth === 0) group.commit();
      const row = `(${Array(columns).fill('?').join(', ')})`;
      const one = `${sql} VALUES ${row}`;
      const many = `${sql} VALUES ${Array(ROWS_AT_ONCE).fill(row).join(', ')}`;
      const width = columns * ROWS_AT_ONCE;
      let made = 0;
      for (let at = 0; at < values.length; ) {
        const whole = at + width <= values.length;
        const end = at + (whole ? width : columns);
        const statement = preparedToRun(whole ? many : one);
        made += Number(guarded(() => statement.run(...values.slice(at, end))).changes);
        at = end;
      }
      return made;
    },
    all: (sql, ...values) => guarded(() => prepared(sql).all(...values)),
    get: (sql, ...values) => guarded(() => prepared(sql).get(...values)),
    // A cursor of its own: the cached statement may be asked again while this one is walked.
    *iterate(sql, ...values) {
      try {
        yield* db.prepare(sql).iterate(...values);
      } catch (caught) {
        throw inOurWords(caught, path);
      }
    },
    exec(sql) {
      if (depth === 0) group.commit();
      guarded(() => db.exec(sql));
    },
    transaction(work) {
      if (depth > 0) return work();
      group.commit();
      depth += 1;
      try {
        guarded(() => db.exec('BEGIN IMMEDIATE'));
        const result = work();
        guarded(() => db.exec('COMMIT'));
        return result;
      } catch (caught) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw caught;
      } finally {
        depth -= 1;
      }
    },
    grouped(work) {
      if (depth > 0) return work();
      depth += 1;
      try {
        return group.add(work);
      } finally {
        depth -= 1;
      }
    },
    close() {
      if (!db.isOpen) return;
      try {
        group.commit();
      } finally {
        db.close();
      }
    },
  };
}

interface Group {
  add<T>(work: () => T): T;
  commit(): void;
}

/**
 * Each document that is read changes pages all over the large indexes: several that are committed together write them
 * once. Savepoints within the group would keep a copy of each of these pages, and cost several times what it saves.
 */
function createGroup(db: DatabaseSync, guarded: <T>(work: () => T) => T): Group {
  let began: number | undefined;
  let due: NodeJS.Immediate | undefined;
  let lost: { readonly cause: unknown } | undefined;

  function lose(cause: unknown): void {
    lost ??= { cause };
    began = undefined;
    clearImmediate(due);
    if (db.isTransaction) db.exec('ROLLBACK');
  }

  function commit(): void {
    if (lost) throw lost.cause;
    if (began === undefined) return;
    try {
      guarded(() => db.exec('COMMIT'));
    } catch (caught) {
      lose(caught);
      throw caught;
    }
    began = undefined;
    clearImmediate(due);
  }

  /** Nobody waits for this one: whoever writes next is told. */
  function commitLater(): void {
    try {
      commit();
    } catch (caught) {
      lose(caught);
    }
  }

  return {
    commit,
    add(work) {
      if (lost) throw lost.cause;
      if (began === undefined) {
        guarded(() => db.exec('BEGIN IMMEDIATE'));
        began = performance.now();
        due = setImmediate(commitLater);
      }
      let result: ReturnType<typeof work>;
      try {
        result = work();
      } catch (caught) {
        if (!db.isTransaction || isOfTheCase(caught)) lose(caught);
        throw caught;
      }
      if (performance.now() - began > LONGEST_GROUP) commit();
      return result;
    },
  };
}

/** Not of what was to be written, but of where it was to be written. */
const isOfTheCase = (caught: unknown): boolean =>
  caught instanceof TelltaleError && (caught.code === 'disk-full' || caught.code.startsWith('case-'));

/**
 * Takes the writer's lock of a case: one process at a time, and it falls with the process. Throws `case-busy`.
 * An exclusive transaction on a database of its own serves on every system that SQLite knows.
 */
export function takeWriterLock(path: string): { release(): void } {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (caught) {
    lock?.close();
    throw inOurWords(caught, path);
  }
  const held = lock;
  return { release: () => held.close() };
}

/** SQLite's result codes, primary ones and where it matters extended ones. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  5: 'case-busy',
  6: 'case-busy',
  8: 'unreadable-file',
  10: 'case-broken',
  11: 'case-broken',
  13: 'disk-full',
  14: 'unreadable-file',
  26: 'case-broken',
  // The shared memory beside the database could not grow.
  4874: 'disk-full',
};

function inOurWords(caught: unknown, path: string): TelltaleError {
  if (caught instanceof TelltaleError) return caught;
  const { errcode, message } = caught as { errcode?: number; message?: string };
  const code = errcode === undefined ? undefined : (CODES[errcode] ?? CODES[errcode & 0xff]);
  return new TelltaleError(code ?? 'internal', `${path}: ${message}`, { cause: caught, details: { path } });
}
