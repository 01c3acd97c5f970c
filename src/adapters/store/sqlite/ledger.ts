/** The ledger: what became of every file. */
import type { LedgerEntry, LedgerOutcome } from '../../../model/ledger.ts';
import type { LedgerStore } from '../../../ports/store.ts';
import type { Database, Row } from './driver.ts';
import type { Keys } from './keys.ts';
import { pageOf } from './pages.ts';
import { defined, integer, optional, text } from './rows.ts';

export function createLedger(db: Database, keys: Keys): LedgerStore {
  return {
    async put(entries) {
      db.grouped(() => putLedger(db, keys, entries));
    },
    async get(collection, path) {
      const row = db.get(
        'SELECT l.*, c.key AS collection_key FROM ledger l JOIN collections c ON c.id = l.collection WHERE c.key = ? AND l.path = ?',
        collection,
        path,
      );
      return row && toEntry(row);
    },
    async inside(collection, path, limit) {
      // `!0` is the first path after all that begin with `!/`.
      const rows = db.all(
        `SELECT l.*, c.key AS collection_key, count(*) OVER () AS total
         FROM collections c JOIN ledger l ON l.collection = c.id
         WHERE c.key = ?1 AND l.path > ?2 || '!/' AND l.path < ?2 || '!0' AND instr(substr(l.path, length(?2) + 3), '!/') = 0
         ORDER BY l.path LIMIT ?3`,
        collection,
        path,
        limit,
      );
      return { entries: rows.map(toEntry), total: rows[0] ? integer(rows[0], 'total') : 0 };
    },
    async readWith(collection, path) {
      return db
        .all(
          `SELECT l.*, c.key AS collection_key FROM ledger l JOIN collections c ON c.id = l.collection
           WHERE c.key = ? AND l.read_with = ? ORDER BY l.path`,
          collection,
          path,
        )
        .map(toEntry);
    },
    async totals(collection) {
      const rows = db.all(
        'SELECT outcome, count(*) AS n FROM ledger WHERE collection = ? GROUP BY outcome',
        keys.collection(collection),
      );
      const of = (outcome: LedgerOutcome): number =>
        rows.filter((row) => row['outcome'] === outcome).reduce((sum, row) => sum + integer(row, 'n'), 0);
      return {
        found: rows.reduce((sum, row) => sum + integer(row, 'n'), 0),
        read: of('read'),
        duplicate: of('duplicate'),
        skipped: of('skipped'),
        failed: of('failed'),
        pending: of('pending'),
      };
    },
    async list(filter, page) {
      const collection = filter.collection === undefined ? null : keys.collection(filter.collection);
      return pageOf(page, (limit, offset) =>
        db
          .all(
            `SELECT l.*, c.key AS collection_key FROM ledger l JOIN collections c ON c.id = l.collection
             WHERE c.role <> 'removed' AND (?1 IS NULL OR l.collection = ?1) AND (?2 IS NULL OR l.outcome = ?2)
             ORDER BY l.collection, l.path LIMIT ?3 OFFSET ?4`,
            collection,
            filter.outcome ?? null,
            limit,
            offset,
          )
          .map(toEntry),
      );
    },
  };
}

export function putLedger(db: Database, keys: Keys, entries: readonly LedgerEntry[]): void {
  for (const entry of entries) {
    db.run(
      `INSERT OR REPLACE INTO ledger (collection, path, size, outcome, sha256, document, code, message, read_with)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      keys.collection(entry.collection),
      entry.path,
      entry.size,
      entry.outcome,
      entry.sha256 ?? null,
      entry.document ?? null,
      entry.code ?? null,
      entry.message ?? null,
      entry.readWith ?? null,
    );
  }
}

function toEntry(row: Row): LedgerEntry {
  return defined<LedgerEntry>({
    collection: text(row, 'collection_key'),
    path: text(row, 'path'),
    size: integer(row, 'size'),
    outcome: text(row, 'outcome') as LedgerOutcome,
    sha256: optional(row, 'sha256'),
    document: optional(row, 'document'),
    code: optional(row, 'code'),
    message: optional(row, 'message'),
    readWith: optional(row, 'read_with'),
  });
}
