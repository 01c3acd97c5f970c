/** Near duplicates and repeated messages: sketches as they come, groups when they are asked for. */
import { parsePassageId, passageId } from '../../../model/ids.ts';
import {
  mergeSketches,
  nearDuplicateGroups,
  type Sketched,
  sketchBytes,
  sketchFromBytes,
} from '../../../model/near-duplicate.ts';
import type { DuplicateStore } from '../../../ports/duplicate-store.ts';
import type { Database } from './driver.ts';
import { integer, text } from './rows.ts';

/** The sketch of a whole document is that of its chunks together. */
export function putSketch(db: Database, document: number, bytes: Uint8Array, isFirst: boolean): void {
  const before = isFirst ? undefined : db.get('SELECT sketch FROM sketches WHERE document = ?', document)?.['sketch'];
  const merged =
    before instanceof Uint8Array ? sketchBytes(mergeSketches(sketchFromBytes(before), sketchFromBytes(bytes))) : bytes;
  db.run('INSERT OR REPLACE INTO sketches (document, sketch) VALUES (?, ?)', document, merged);
}

export function forgetDuplicates(db: Database, document: number): void {
  db.run('DELETE FROM sketches WHERE document = ?', document);
  db.run('DELETE FROM near_duplicates WHERE document = ?1 OR leader = ?1', document);
}

/**
 * A message of a second export is the first one again. The same words twice in one document are two messages: the first
 * of each document is matched with the first of the others, the second with the second.
 */
const REPEATS = `
INSERT INTO repeated_messages (passage, first)
SELECT id, first FROM (
  SELECT id, document, first_value(id) OVER same AS first, first_value(document) OVER same AS first_document FROM (
    SELECT p.id, p.document, d.key, d.collection, p.time, p.sender, p.recipients, p.text,
      row_number() OVER (PARTITION BY p.document, p.time, p.sender, p.recipients, p.text ORDER BY p.ordinal) AS occurrence
    FROM passages p JOIN documents d ON d.id = p.document
    WHERE p.role = 'message' AND p.time IS NOT NULL AND p.sender IS NOT NULL AND d.state = 'read'
  )
  WINDOW same AS (PARTITION BY collection, time, sender, recipients, text, occurrence ORDER BY key)
) WHERE id <> first`;

export function createDuplicates(db: Database): DuplicateStore {
  return {
    async group() {
      return db.transaction(() => {
        db.run('DELETE FROM repeated_messages');
        db.run(REPEATS);
        db.run('DELETE FROM near_duplicates');
        let groups = 0;
        for (const row of db.all('SELECT id FROM collections ORDER BY id'))
          groups += groupCollection(db, integer(row, 'id'));
        return groups;
      });
    },
    async of(document) {
      return db
        .all(
          `SELECT d.key FROM near_duplicates mine JOIN near_duplicates other ON other.leader = mine.leader
           JOIN documents d ON d.id = other.document
           WHERE mine.document = (SELECT id FROM documents WHERE key = ?1) AND d.key <> ?1 ORDER BY d.key`,
          document,
        )
        .map((row) => text(row, 'key'));
    },
    async copies(passage) {
      const { document, ordinal } = parsePassageId(passage);
      const found = db.get(
        'SELECT p.id FROM passages p JOIN documents d ON d.id = p.document WHERE d.key = ? AND p.ordinal = ?',
        document,
        ordinal,
      );
      if (!found) return [];
      const row = integer(found, 'id');
      const again = db.all(
        `SELECT d.key, p.ordinal FROM repeated_messages r JOIN passages p ON p.id = r.passage
         JOIN documents d ON d.id = p.document WHERE r.first = ? ORDER BY d.key, p.ordinal`,
        row,
      );
      const near = db.all(
        `SELECT d.key FROM near_duplicates mine JOIN near_duplicates other ON other.leader = mine.leader
         JOIN documents d ON d.id = other.document
         WHERE mine.document = (SELECT document FROM passages WHERE id = ?1) AND other.document <> mine.document
         ORDER BY d.key`,
        row,
      );
      return [
        ...again.map((each) => ({
          document: text(each, 'key'),
          passage: passageId(text(each, 'key'), integer(each, 'ordinal')),
        })),
        ...near.map((each) => ({ document: text(each, 'key') })),
      ];
    },
  };
}

function groupCollection(db: Database, collection: number): number {
  const ids = new Map<string, number>();
  const sketched: Sketched[] = [];
  const rows = db.all(
    "SELECT d.id, d.key, s.sketch FROM sketches s JOIN documents d ON d.id = s.document WHERE d.collection = ? AND d.state = 'read'",
    collection,
  );
  for (const row of rows) {
    const sketch = row['sketch'];
    if (!(sketch instanceof Uint8Array)) continue;
    ids.set(text(row, 'key'), integer(row, 'id'));
    sketched.push({ id: text(row, 'key'), sketch: sketchFromBytes(sketch) });
  }
  const groups = nearDuplicateGroups(sketched);
  for (const group of groups) {
    const leader = ids.get(group[0] ?? '') ?? 0;
    for (const member of group)
      db.run('INSERT INTO near_duplicates (document, leader) VALUES (?, ?)', ids.get(member) ?? 0, leader);
  }
  return groups.length;
}
