/** The case store on one SQLite file: one process writes, any number read at the same time (WAL). */
import { stat } from 'node:fs/promises';
import { TelltaleError } from '../../../errors.ts';
import type { Store } from '../../../ports/store.ts';
import { createBrowse } from './browse.ts';
import { createCorrections } from './corrections.ts';
import { createDocuments } from './documents.ts';
import { type Database, openDatabase, takeWriterLock } from './driver.ts';
import { createDuplicates } from './duplicates.ts';
import { createGraph } from './graph.ts';
import { createGraphViews } from './graph-views.ts';
import { createIdentities } from './identities.ts';
import { Keys } from './keys.ts';
import { createLedger } from './ledger.ts';
import { createLibrary } from './library.ts';
import { createMarks } from './marks.ts';
import { createMentions } from './mentions.ts';
import { createChanges, createOverlaps } from './overlaps.ts';
import { createPatterns } from './patterns.ts';
import { text, toCollection } from './rows.ts';
import { migrate } from './schema.ts';
import { createSearch } from './search.ts';
import { createShelf } from './shelf.ts';
import { createStages } from './stages.ts';
import { createTerms } from './terms.ts';
import { createJudgements } from './verdicts.ts';
import type { Rendered } from './vocabulary.ts';

export interface SqliteStoreOptions {
  /**
   * `write` makes the file when it is not there and takes the writer's lock; `judge` may write without that lock, for
   * judgements beside a running pipeline; `read` (default) never writes.
   */
  readonly mode?: 'write' | 'judge' | 'read';
  /** Terms by which a search in the language of their renderings finds them, too. */
  readonly lexicon?: readonly Rendered[];
}

/** Opens a case database. Rejects with `case-missing`, `case-newer`, `case-older`, `case-broken`, `case-busy` or `disk-full`. */
export async function openSqliteStore(path: string, options: SqliteStoreOptions = {}): Promise<Store> {
  const mode = options.mode ?? 'read';
  if (mode !== 'write' && !(await stat(path).catch(() => undefined))) {
    throw new TelltaleError('case-missing', `There is no case at ${path}.`, { details: { path } });
  }
  const lock = mode === 'write' ? takeWriterLock(`${path}-writer`) : undefined;
  try {
    const db = openDatabase(path, mode === 'read');
    try {
      migrate(db, path, mode !== 'write');
    } catch (caught) {
      db.close();
      throw caught;
    }
    return assemble(db, mode !== 'write', options.lexicon ?? [], () => lock?.release());
  } catch (caught) {
    lock?.release();
    throw caught;
  }
}

function assemble(db: Database, readOnly: boolean, lexicon: readonly Rendered[], release: () => void): Store {
  const keys = new Keys(db);
  return {
    browse: createBrowse(db),
    duplicates: createDuplicates(db),
    patterns: createPatterns(db),
    identities: createIdentities(db, keys),
    settings: {
      async get(key) {
        const row = db.get('SELECT value FROM settings WHERE key = ?', key);
        return row && text(row, 'value');
      },
      async set(key, value) {
        db.run('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)', key, value);
      },
    },
    collections: {
      async put(collection) {
        db.transaction(() => {
          const before = db.get('SELECT json FROM collections WHERE key = ?', collection.id);
          const kept = before ? { ...collection, added: toCollection(before).added } : collection;
          db.run(
            `INSERT INTO collections (key, role, name, json) VALUES (?, ?, ?, ?)
             ON CONFLICT (key) DO UPDATE SET role = excluded.role, name = excluded.name, json = excluded.json`,
            collection.id,
            collection.role,
            collection.name,
            JSON.stringify(kept),
          );
        });
      },
      async get(id) {
        const row = db.get("SELECT json FROM collections WHERE key = ? AND role <> 'removed'", id);
        return row && toCollection(row);
      },
      async list() {
        return db
          .all("SELECT json FROM collections WHERE role <> 'removed' ORDER BY role <> 'leak', name, key")
          .map(toCollection);
      },
    },
    ledger: createLedger(db, keys),
    library: createLibrary(db, keys),
    documents: createDocuments(db, keys),
    stages: createStages(db, keys, readOnly),
    mentions: createMentions(db, keys),
    graph: createGraph(db, keys),
    overlaps: createOverlaps(db),
    changes: createChanges(db),
    judgements: createJudgements(db),
    marks: createMarks(db),
    shelf: createShelf(db),
    graphViews: createGraphViews(db),
    search: createSearch(db, keys, lexicon),
    terms: createTerms(db, keys),
    corrections: createCorrections(db, keys),
    async close() {
      db.close();
      release();
    },
  };
}
