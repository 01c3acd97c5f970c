/** Marks, one row each. */
import type { MarkKind } from '../../../model/mark.ts';
import type { MarkStore } from '../../../ports/mark-store.ts';
import type { Database } from './driver.ts';
import { text } from './rows.ts';

export function createMarks(db: Database): MarkStore {
  return {
    async put({ document, kind, text: words, author, time }) {
      db.run(
        'INSERT OR IGNORE INTO marks (document, kind, text, author, time) VALUES (?, ?, ?, ?, ?)',
        document,
        kind,
        words,
        author,
        time,
      );
    },
    async remove({ document, kind, text: words }) {
      db.run('DELETE FROM marks WHERE document = ? AND kind = ? AND text = ?', document, kind, words);
    },
    async list(document) {
      return db
        .all(
          'SELECT * FROM marks WHERE ?1 IS NULL OR document = ?1 ORDER BY document, kind, time, text',
          document ?? null,
        )
        .map((row) => ({
          document: text(row, 'document'),
          kind: text(row, 'kind') as MarkKind,
          text: text(row, 'text'),
          author: text(row, 'author'),
          time: text(row, 'time'),
        }));
    },
  };
}
