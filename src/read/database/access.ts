/** Access databases (.mdb, .accdb): every table's rows with their columns; linked tables are told by name. */
import { readFile } from 'node:fs/promises';
import type MDBReader from 'mdb-reader';
import { TelltaleError } from '../../errors.ts';
import type { Reader, ReaderInput, ReadSink } from '../reader.ts';
import { rowPassage } from '../table/row-passage.ts';
import { WHOLE_LIMIT } from '../text/text-source.ts';

const SIGNATURE = /^\0\x01\0\0Standard (?:Jet|ACE) DB\0/;
/** Rows that are decoded in one go. */
const BATCH = 500;
const LONGEST_CELL = 100_000;
/** How the library says that it lacks the password. */
const IS_LOCKED = /password/i;

export const accessReader: Reader = {
  name: 'access',
  version: 1,
  accepts: ({ head }) => SIGNATURE.test(Buffer.from(head.subarray(0, 32)).toString('latin1')),
  async read(input, sink) {
    if (input.probe.size > WHOLE_LIMIT) throw new TelltaleError('too-large', `${input.probe.size} bytes of Access.`);
    const database = await open(input, await readFile(input.path));
    const warnings: string[] = [];
    const tables = database.getTableNames();
    let rows = 0;
    let unread = 0;
    for (const table of tables) {
      try {
        rows += await giveTable(database, table, sink);
      } catch (caught) {
        if (caught instanceof TelltaleError) throw caught;
        unread += 1;
        warnings.push(`Table ${table}: ${(caught as Error).message}`);
      }
    }
    if (tables.length > 0 && unread === tables.length) {
      throw new TelltaleError('broken-file', `No table can be read: ${warnings[0]}`);
    }
    const linked = database.getTableNames({ normalTables: false, linkedTables: true });
    if (linked.length > 0) warnings.push(`Tables that stand in another file: ${linked.join(', ')}`);
    return {
      kind: 'database',
      mediaType: 'application/vnd.ms-access',
      properties: { tables: String(tables.length), rows: String(rows) },
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  },
};

async function open(input: ReaderInput, bytes: Buffer): Promise<MDBReader> {
  const { default: Database } = await import('mdb-reader');
  let isLocked = false;
  for (const password of [undefined, ...input.passwords]) {
    try {
      return new Database(bytes, password === undefined ? {} : { password });
    } catch (caught) {
      const { message } = caught as Error;
      isLocked ||= IS_LOCKED.test(message);
      if (!isLocked) throw new TelltaleError('broken-file', `Not a whole database: ${message}`, { cause: caught });
    }
  }
  throw new TelltaleError(
    'encrypted',
    input.passwords.length === 0 ? 'The database needs a password.' : 'None of the given passwords opens the database.',
  );
}

async function giveTable(database: MDBReader, name: string, sink: ReadSink): Promise<number> {
  const table = database.getTable(name);
  const header = table.getColumnNames();
  // An empty table, too, says what was kept in it.
  await sink.passage({
    role: 'property',
    text: `${name}: ${header.join(', ')}`,
    position: { kind: 'part', part: 'table' },
  });
  let row = 0;
  for (let from = 0; from < table.rowCount; from += BATCH) {
    for (const record of table.getData({ rowOffset: from, rowLimit: BATCH })) {
      row += 1;
      const cells = header.map((column) => cellText(record[column]));
      if (cells.some((cell) => cell !== '')) await sink.passage(rowPassage({ table: name, row, cells, header }));
    }
  }
  return row;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().replace('.000Z', '');
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  // Of an attachment or a column with several values.
  if (typeof value === 'object') return JSON.stringify(value).slice(0, LONGEST_CELL);
  return String(value).slice(0, LONGEST_CELL);
}
