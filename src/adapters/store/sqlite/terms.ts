/** The term base as a list of changes, and the queue of passages that they touched. */
import { baseLanguage, type StoredTerm, type TermChange, termKey } from '../../../model/term.ts';
import type { TermStore, TouchedDocument } from '../../../ports/term-store.ts';
import type { Database } from './driver.ts';
import type { Keys } from './keys.ts';
import { ftsPhrase } from './query.ts';
import { integer, json, optional, text } from './rows.ts';
import { clearTranslations, putTranslation } from './translations.ts';

export function createTerms(db: Database, keys: Keys): TermStore {
  return {
    async change(changes) {
      // An analyst's word survives a power cut.
      db.exec('PRAGMA synchronous = FULL');
      try {
        return db.transaction(() => {
          const touched = new Set<number>();
          for (const change of changes) for (const passage of put(db, change)) touched.add(passage);
          return touched.size;
        });
      } finally {
        db.exec('PRAGMA synchronous = NORMAL');
      }
    },
    async list() {
      return db
        .all('SELECT json FROM terms WHERE sequence IN (SELECT max(sequence) FROM terms GROUP BY slot) ORDER BY slot')
        .map((row) => json<TermChange>(row, 'json'))
        .flatMap(({ id: _, batch: _batch, undoes: _undoes, rendering, ...rest }): StoredTerm[] =>
          rendering === null ? [] : [{ ...rest, rendering }],
        );
    },
    async history() {
      return db.all('SELECT json FROM terms ORDER BY sequence DESC').map((row) => json<TermChange>(row, 'json'));
    },
    async revision() {
      return revisionOf(db);
    },
    async touched(limit, after = '') {
      const documents = new Map<string, TouchedDocument['passages'][number][]>();
      const rows = db.all(
        `SELECT d.key, p.ordinal, (SELECT t.engine FROM translations t WHERE t.passage = p.id AND t.kind <> 'human') AS engine
         FROM (
           SELECT DISTINCT d.id, d.key FROM retranslate r JOIN passages p ON p.id = r.passage JOIN documents d ON d.id = p.document
           WHERE d.key > ? ORDER BY d.key LIMIT ?
         ) d JOIN passages p ON p.document = d.id JOIN retranslate r ON r.passage = p.id ORDER BY d.key, p.ordinal`,
        after,
        limit,
      );
      for (const row of rows) {
        const key = text(row, 'key');
        const passages = documents.get(key) ?? [];
        passages.push({ ordinal: integer(row, 'ordinal'), engine: optional(row, 'engine') ?? null });
        documents.set(key, passages);
      }
      return [...documents].map(([document, passages]) => ({ document, passages }));
    },
    async countTouched() {
      return integer(db.get('SELECT count(*) AS n FROM retranslate') ?? {}, 'n');
    },
    async putRetranslated(document, ordinals, revision, translations) {
      const id = keys.document(document);
      db.transaction(() => {
        for (const ordinal of ordinals) {
          const row = db.get('SELECT id FROM passages WHERE document = ? AND ordinal = ?', id, ordinal);
          if (!row) continue;
          clearTranslations(db, integer(row, 'id'));
          db.run('DELETE FROM retranslate WHERE passage = ? AND revision <= ?', integer(row, 'id'), revision);
        }
        for (const translation of translations) putTranslation(db, id, translation);
      });
    },
  };
}

function revisionOf(db: Database): number {
  return integer(db.get('SELECT coalesce(max(sequence), 0) AS n FROM terms') ?? {}, 'n');
}

/** Writes a change and gives the row numbers of the passages that hold its term. */
function put(db: Database, change: TermChange): readonly number[] {
  db.run('INSERT INTO terms (id, slot, json) VALUES (?, ?, ?)', change.id, termKey(change), JSON.stringify(change));
  const phrase = ftsPhrase(change.term);
  // What has no letters is no token; such terms are rare enough to look through everything.
  const holding =
    phrase === undefined
      ? 'SELECT id FROM passages WHERE instr(text, ?2) > 0'
      : 'SELECT rowid AS id FROM text_index WHERE text_index MATCH ?2';
  return db
    .all(
      `INSERT INTO retranslate (passage, revision)
       SELECT p.id, ?1 FROM (${holding}) held JOIN passages p ON p.id = held.id JOIN documents d ON d.id = p.document
         JOIN collections c ON c.id = d.collection
       WHERE c.role = 'leak' AND (lower(p.language) = ?3 OR lower(p.language) LIKE ?3 || '-%')
       ON CONFLICT (passage) DO UPDATE SET revision = excluded.revision RETURNING passage`,
      revisionOf(db),
      phrase ?? change.term,
      baseLanguage(change.language),
    )
    .map((row) => integer(row, 'passage'));
}
