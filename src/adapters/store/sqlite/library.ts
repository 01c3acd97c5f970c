/** Editions of references, what they contribute, and removing them with a way back. */
import { TelltaleError } from '../../../errors.ts';
import type { EntityType } from '../../../model/entity.ts';
import type { Contribution, Edition, EditionChange, LibraryStore } from '../../../ports/library-store.ts';
import type { Database, Row, Value } from './driver.ts';
import type { Keys } from './keys.ts';
import { pageOf } from './pages.ts';
import { purgeCollection } from './purge-collection.ts';
import { defined, integer, json, optional, text } from './rows.ts';

/** Members of archives have it in their path. */
const MEMBER = '!/';

/** Holds for what references state themselves. */
const STATED = "NOT (a.method >= 'rule:' AND a.method < 'rule;')";

/** Evidence that stands in documents of a condition on `d`. */
const evidenceIn = (condition: string): string =>
  `SELECT 1 FROM evidence v JOIN passages p ON p.id = v.passage JOIN documents d ON d.id = p.document
   WHERE v.assertion = a.id AND ${condition}`;

export function createLibrary(db: Database, keys: Keys): LibraryStore {
  function putEdition(
    collection: number,
    { time, seen, complete }: { time: string; seen: readonly string[]; complete: boolean },
  ): Edition | undefined {
    const number = integer(
      db.get('SELECT coalesce(max(number), 0) + 1 AS n FROM editions WHERE collection = ?', collection) ?? {},
      'n',
    );
    const current = currentDocuments(db, collection, seen, complete);
    const changed = db.all(
      `SELECT id, iif(edition IS NULL, 'added', iif(withdrawn IS NULL, 'withdrawn', 'restored')) AS change
       FROM documents WHERE collection = ?1 AND state = 'read' AND (
         edition IS NULL OR (withdrawn IS NULL) <> (id IN (SELECT value FROM json_each(?2))))`,
      collection,
      JSON.stringify(current),
    );
    if (changed.length === 0) return undefined;
    const of = (change: string): number[] =>
      changed.filter((row) => text(row, 'change') === change).map((row) => integer(row, 'id'));
    const added = of('added');
    const set = (assignment: string, ids: readonly number[]): void =>
      db.run(`UPDATE documents SET ${assignment} WHERE id IN (SELECT value FROM json_each(?))`, JSON.stringify(ids));
    set(`edition = ${number}`, added);
    set(`withdrawn = ${number}`, of('withdrawn'));
    set('withdrawn = NULL', of('restored'));
    const edition: Edition = {
      number,
      time,
      documents: { current: current.length, added: added.length, withdrawn: of('withdrawn').length },
      assertions: markAssertions(
        db,
        { collection, number, time },
        changed.map((row) => integer(row, 'id')),
      ),
    };
    db.run(
      'INSERT INTO editions (collection, number, time, json) VALUES (?, ?, ?, ?)',
      collection,
      number,
      time,
      JSON.stringify(edition),
    );
    return edition;
  }

  /** What stages are due for is counted anew at the next question. */
  function turn(assignment: string, value: string, collection: number): void {
    db.transaction(() => {
      db.run(`UPDATE collections SET ${assignment} WHERE id = ?`, value, collection);
      db.run('DELETE FROM stage_current');
    });
  }

  return {
    async putEdition(collection, run) {
      return db.transaction(() => putEdition(keys.collection(collection), run));
    },
    async editions(collection) {
      return db
        .all('SELECT json FROM editions WHERE collection = ? ORDER BY number', keys.collection(collection))
        .map((row) => json<Edition>(row, 'json'));
    },
    async changes(collection, edition, page) {
      const id = keys.collection(collection);
      const row = db.get('SELECT time FROM editions WHERE collection = ? AND number = ?', id, edition);
      if (!row) throw new TelltaleError('not-found', `There is no edition ${edition}.`);
      return pageOf(page, (limit, offset) =>
        db
          .all(
            `SELECT iif(a.withdrawn = ?2, 'withdrawn', 'added') AS change, s.type AS subject_type, s.value AS subject_value,
               a.predicate, o.type AS object_type, o.value AS object_value, a.first_seen, a.last_seen
             FROM assertions a JOIN entities s ON s.id = a.subject JOIN entities o ON o.id = a.object
             WHERE a.collection = ?1 AND ${STATED} AND (a.withdrawn = ?2 OR (
               EXISTS (${evidenceIn('d.edition = ?3')}) AND NOT EXISTS (${evidenceIn('d.edition < ?3')})))
             ORDER BY change DESC, s.type, s.key, a.predicate, o.type, o.key, a.method LIMIT ?4 OFFSET ?5`,
            id,
            text(row, 'time'),
            edition,
            limit,
            offset,
          )
          .map(toChange),
      );
    },
    async recount(collections) {
      db.transaction(() => {
        for (const collection of collections) recount(db, keys.collection(collection));
      });
    },
    async contributions() {
      return new Map(
        db
          .all('SELECT c.key, n.json FROM contributions n JOIN collections c ON c.id = n.collection')
          .map((row) => [text(row, 'key'), json<Contribution>(row, 'json')]),
      );
    },
    async remove(collection, time) {
      const id = keys.collection(collection);
      const row = db.get('SELECT role, name FROM collections WHERE id = ?', id);
      if (row && text(row, 'role') === 'leak') {
        throw new TelltaleError('usage', `${text(row, 'name')} is the leak under study, not a reference.`);
      }
      turn("role = 'removed', json = json_set(json, '$.removed', ?)", time, id);
    },
    async restore(collection) {
      if (!db.get("SELECT 1 FROM collections WHERE key = ? AND role = 'removed'", collection)) {
        throw new TelltaleError('not-found', 'That reference is not among the removed ones any more.');
      }
      turn("role = 'reference', json = json_remove(json, ?)", '$.removed', keys.collection(collection));
    },
    async removed() {
      return db
        .all(
          "SELECT key, name, json_extract(json, '$.removed') AS removed FROM collections WHERE role = 'removed' ORDER BY name, key",
        )
        .map((row) => ({ id: text(row, 'key'), name: text(row, 'name'), time: text(row, 'removed') }));
    },
    async purge(only) {
      return db.transaction(() => {
        const removed = db.all(
          "SELECT id FROM collections WHERE role = 'removed' AND (?1 IS NULL OR key IN (SELECT value FROM json_each(?1)))",
          only ? JSON.stringify(only) : null,
        );
        db.run(
          `INSERT OR IGNORE INTO unused_originals
           SELECT sha256 FROM documents WHERE collection IN (SELECT value FROM json_each(?1))
           UNION SELECT sha256 FROM ledger WHERE collection IN (SELECT value FROM json_each(?1)) AND sha256 IS NOT NULL`,
          JSON.stringify(removed.map((row) => integer(row, 'id'))),
        );
        for (const row of removed) purgeCollection(db, integer(row, 'id'));
        if (removed.length > 0) keys.forget();
        // What was unused after an earlier purge may be in use again.
        db.run(
          `DELETE FROM unused_originals WHERE sha256 IN (SELECT sha256 FROM documents)
             OR sha256 IN (SELECT sha256 FROM ledger WHERE sha256 IS NOT NULL)`,
        );
        const unused = db.all('SELECT sha256 FROM unused_originals ORDER BY sha256');
        return { references: removed.length, unused: unused.map((row) => text(row, 'sha256')) };
      });
    },
    async freed(originals) {
      db.run(
        'DELETE FROM unused_originals WHERE sha256 IN (SELECT value FROM json_each(?))',
        JSON.stringify(originals),
      );
    },
  };
}

/** Row numbers of the documents that the paths lead to, with what archives and mails hold. */
function currentDocuments(db: Database, collection: number, seen: readonly string[], complete: boolean): number[] {
  return db
    .all(
      `WITH RECURSIVE met AS (SELECT value AS path FROM json_each(?2)), roots AS (
         SELECT l.document AS key FROM ledger l WHERE l.collection = ?1 AND l.document IS NOT NULL AND l.path IN (SELECT path FROM met)
         UNION
         SELECT d.key FROM ledger l JOIN paths p ON p.path = l.path JOIN documents d ON d.id = p.document AND d.collection = ?1
         WHERE l.collection = ?1 AND l.outcome = 'failed' AND d.withdrawn IS NULL
         UNION
         SELECT l.document FROM ledger l JOIN documents d ON d.key = l.document
         WHERE ?3 = 0 AND l.collection = ?1 AND instr(l.path, '${MEMBER}') = 0 AND d.withdrawn IS NULL
       ), held AS (
         SELECT key FROM roots
         UNION SELECT k.to_document FROM held h JOIN links k ON k.from_document = h.key
       )
       SELECT DISTINCT d.id FROM held h JOIN documents d ON d.key = h.key WHERE d.collection = ?1 AND d.state = 'read'`,
      collection,
      JSON.stringify(seen),
      complete ? 1 : 0,
    )
    .map((row) => integer(row, 'id'));
}

/** Marks what no current document states any more, and takes the mark from what one states again. */
function markAssertions(
  db: Database,
  { collection, number, time }: { collection: number; number: number; time: string },
  documents: readonly number[],
): Edition['assertions'] {
  const count = (sql: string, ...values: Value[]): number => integer(db.get(sql, ...values) ?? {}, 'n');
  if (number === 1) {
    return {
      added: count(`SELECT count(*) AS n FROM assertions a WHERE collection = ? AND ${STATED}`, collection),
      withdrawn: 0,
    };
  }
  const affected = `SELECT DISTINCT v.assertion FROM json_each(?1) w JOIN passages p ON p.document = w.value
    JOIN evidence v ON v.passage = p.id`;
  const changed = JSON.stringify(documents);
  const current = evidenceIn('d.withdrawn IS NULL');
  db.run(
    `UPDATE assertions AS a SET withdrawn = NULL WHERE id IN (${affected}) AND withdrawn IS NOT NULL AND EXISTS (${current})`,
    changed,
  );
  const restored = count('SELECT changes() AS n');
  db.run(
    `UPDATE assertions AS a SET withdrawn = ?2 WHERE id IN (${affected}) AND withdrawn IS NULL AND NOT EXISTS (${current})`,
    changed,
    time,
  );
  const withdrawn = count('SELECT changes() AS n');
  const brought = count(
    `SELECT count(*) AS n FROM assertions a WHERE a.id IN (${affected}) AND ${STATED} AND NOT EXISTS (${evidenceIn('d.edition < ?2')})`,
    changed,
    number,
  );
  return { added: brought + restored, withdrawn };
}

function recount(db: Database, collection: number): void {
  // By what its documents give evidence for: assertions have no index by collection.
  const stated = `stated AS MATERIALIZED (
    SELECT a.subject, a.object, a.withdrawn FROM (
      SELECT DISTINCT v.assertion FROM documents d JOIN passages p ON p.document = d.id JOIN evidence v ON v.passage = p.id
      WHERE d.collection = ?1
    ) w JOIN assertions a ON a.id = w.assertion WHERE a.collection = ?1 AND ${STATED}
  )`;
  const row = db.get(
    `WITH ${stated} SELECT
       (SELECT count(*) FROM documents WHERE collection = ?1 AND state = 'read' AND withdrawn IS NULL) AS documents,
       (SELECT count(*) FROM documents WHERE collection = ?1 AND withdrawn IS NOT NULL) AS old_documents,
       (SELECT count(*) FROM stated WHERE withdrawn IS NULL) AS assertions,
       (SELECT count(*) FROM stated WHERE withdrawn IS NOT NULL) AS old_assertions,
       (SELECT count(*) FROM (SELECT subject FROM stated UNION SELECT object FROM stated)) AS entities`,
    collection,
  ) as Row;
  const contribution: Contribution = {
    documents: integer(row, 'documents'),
    withdrawnDocuments: integer(row, 'old_documents'),
    entities: integer(row, 'entities'),
    assertions: integer(row, 'assertions'),
    withdrawnAssertions: integer(row, 'old_assertions'),
  };
  db.run(
    'INSERT OR REPLACE INTO contributions (collection, json) VALUES (?, ?)',
    collection,
    JSON.stringify(contribution),
  );
}

function toChange(row: Row): EditionChange {
  const end = (name: string) => ({
    type: text(row, `${name}_type`) as EntityType,
    value: text(row, `${name}_value`),
  });
  return defined<EditionChange>({
    change: text(row, 'change') as EditionChange['change'],
    subject: end('subject'),
    predicate: text(row, 'predicate'),
    object: end('object'),
    firstSeen: optional(row, 'first_seen'),
    lastSeen: optional(row, 'last_seen'),
  });
}
