/** Graph views, one row each; a removed one stays in its row. */
import type { GraphView } from '../../../model/graph-view.ts';
import type { GraphViewStore } from '../../../ports/graph-view-store.ts';
import type { Database } from './driver.ts';
import { integer, json, text } from './rows.ts';

export function createGraphViews(db: Database): GraphViewStore {
  const stored = (id: string): GraphView | undefined => {
    const row = db.get('SELECT json FROM graph_views WHERE id = ?', id);
    return row && json<GraphView>(row, 'json');
  };
  const setRemoved = (id: string, removed: 0 | 1): boolean =>
    db.transaction(() => {
      if (!db.get('SELECT 1 FROM graph_views WHERE id = ? AND removed <> ?', id, removed)) return false;
      db.run('UPDATE graph_views SET removed = ? WHERE id = ?', removed, id);
      return true;
    });
  return {
    async put(view) {
      db.transaction(() => {
        const { author, created } = stored(view.id) ?? view;
        const kept: GraphView = { ...view, author, created };
        db.run(
          'INSERT OR REPLACE INTO graph_views (id, updated, removed, json) VALUES (?, ?, 0, ?)',
          kept.id,
          kept.updated,
          JSON.stringify(kept),
        );
      });
    },
    async get(id) {
      const row = db.get('SELECT json FROM graph_views WHERE id = ? AND removed = 0', id);
      return row && json<GraphView>(row, 'json');
    },
    async list() {
      const field = (name: string): string => `json ->> '$.${name}' AS ${name}`;
      return db
        .all(
          `SELECT id, ${['name', 'about', 'author', 'created'].map(field).join(', ')}, updated,
             json_array_length(json, '$.nodes') AS nodes, json_array_length(json, '$.groups') AS groups
           FROM graph_views WHERE removed = 0 ORDER BY updated DESC, id`,
        )
        .map((row) => ({
          id: text(row, 'id'),
          name: text(row, 'name'),
          about: text(row, 'about'),
          author: text(row, 'author'),
          created: text(row, 'created'),
          updated: text(row, 'updated'),
          nodes: integer(row, 'nodes'),
          groups: integer(row, 'groups'),
        }));
    },
    async remove(id) {
      return setRemoved(id, 1);
    },
    async restore(id) {
      return setRemoved(id, 0);
    },
  };
}
