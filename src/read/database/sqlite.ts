/** SQLite databases: every table's rows with their columns, read from a copy that nothing else sees. */
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { TelltaleError } from '../../errors.ts';
import { chatColumns } from '../chat/chat-fields.ts';
import { messagePassage } from '../chat/chat-message.ts';
import type { Probe, Reader, ReadSink } from '../reader.ts';
import { rowPassage } from '../table/row-passage.ts';
import { entropy } from '../unknown/entropy.ts';

const SIGNATURE = 'SQLite format 3\0';
/** Characters of one cell that are kept: a table is no place for whole files. */
const LONGEST_CELL = 100_000;

export const sqliteReader: Reader = {
  name: 'sqlite',
  version: 3,
  accepts: (probe) => Buffer.from(probe.head.subarray(0, 16)).toString('latin1') === SIGNATURE || isLocked(probe),
  async read(input, sink) {
    if (isLocked(input.probe)) {
      throw new TelltaleError('encrypted', 'Every page of the database is encrypted, as SQLCipher does it.');
    }
    // A database in WAL mode is written to even by those who only read.
    const copy = join(input.scratch, 'database');
    await copyFile(input.path, copy);
    // What was written last may stand in the log alone.
    const log = input.companions?.find(({ name }) => name === `${input.probe.name}-wal`);
    if (log) await copyFile(log.path, `${copy}-wal`);
    let database: DatabaseSync | undefined;
    let rows = 0;
    try {
      database = new DatabaseSync(copy);
      database.exec('PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON');
      const tables = tablesOf(database);
      const warnings: string[] = [];
      for (const table of tables) {
        try {
          rows += await giveTable(database, table, sink);
        } catch (caught) {
          if (caught instanceof TelltaleError || !isSqliteError(caught)) throw caught;
          warnings.push(`Table ${table}: ${caught.message}`);
        }
      }
      if (tables.length > 0 && warnings.length === tables.length) {
        throw new TelltaleError('broken-file', `No table can be read: ${warnings[0]}`);
      }
      return {
        kind: 'database',
        mediaType: 'application/vnd.sqlite3',
        properties: { tables: String(tables.length), rows: String(rows), ...(log ? { log: log.name } : {}) },
        ...(warnings.length > 0 ? { warnings } : {}),
      };
    } catch (caught) {
      if (isSqliteError(caught))
        throw new TelltaleError('broken-file', `Not a whole database: ${caught.message}`, { cause: caught });
      throw caught;
    } finally {
      database?.close();
    }
  },
};

/** Random from its first byte on, in whole pages, and named as a database. */
function isLocked({ extension, mediaType, head, headText, size }: Probe): boolean {
  const isNamed = /^(?:db|db3|sqlite|sqlite3|sqlitedb)$/.test(extension);
  if (!isNamed || mediaType !== undefined || headText !== undefined || size % 512 !== 0) return false;
  const histogram = new Float64Array(256);
  for (const byte of head) histogram[byte] = (histogram[byte] ?? 0) + 1;
  // Of fewer bytes even random ones do not show all values.
  return entropy(histogram, head.length) > (head.length < 4096 ? 7 : 7.9);
}

const isSqliteError = (caught: unknown): caught is Error =>
  caught instanceof Error && (caught as NodeJS.ErrnoException).code === 'ERR_SQLITE_ERROR';

function tablesOf(database: DatabaseSync): string[] {
  // Shadow tables of a full-text index repeat what the indexed table says.
  const found = database
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
    )
    .all();
  return found
    .map((row) => String(row.name))
    .filter((name) => !/_(?:segments|segdir|docsize|stat|idx|config)$/.test(name));
}

async function giveTable(database: DatabaseSync, table: string, sink: ReadSink): Promise<number> {
  const statement = database.prepare(`SELECT * FROM "${table.replaceAll('"', '""')}"`);
  statement.setReadBigInts(true);
  let header: string[] | undefined;
  let columns: ReturnType<typeof chatColumns>;
  let row = 0;
  for (const record of statement.iterate()) {
    header ??= Object.keys(record);
    if (row === 0) columns = chatColumns(header);
    row += 1;
    const cells = Object.values(record).map(cellText);
    if (cells.every((cell) => cell === '')) continue;
    const of = (name: string | undefined): string | undefined =>
      name === undefined ? undefined : cells[header?.indexOf(name) ?? -1];
    if (columns) {
      const message = {
        text: of(columns.text) ?? '',
        time: of(columns.time),
        sender: of(columns.sender),
        recipients: [of(columns.recipient) ?? ''],
      };
      if (message.text !== '') {
        await sink.passage(messagePassage(message, row - 1));
        continue;
      }
    }
    await sink.passage(rowPassage({ table, row, cells, header }));
  }
  return row;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Uint8Array) return blobText(value);
  return String(value).slice(0, LONGEST_CELL);
}

function blobText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!/[\0-\x08\x0e-\x1f]/.test(text)) return text.slice(0, LONGEST_CELL);
  } catch (caught) {
    // Bytes that are no text are told by their size only; any other failure is a real one.
    if (!(caught instanceof TypeError)) throw caught;
  }
  return `[${bytes.length} bytes]`;
}
