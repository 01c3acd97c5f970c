/** Overlaps with what their order depends on, and the log of what changed since they were stored. */
import type { Overlap } from '../../../model/overlap.ts';
import type { ChangeLog, Changes, OverlapStanding, OverlapStore } from '../../../ports/overlap-store.ts';
import type { Database, Row } from './driver.ts';
import { pageOf } from './pages.ts';
import { integer, json, text } from './rows.ts';

export function createOverlaps(db: Database): OverlapStore {
  const drop = (start: number): void => {
    const row = db.get('SELECT nodes FROM searched WHERE start = ?', start);
    if (!row) return;
    for (const node of json<number[]>(row, 'nodes')) {
      db.run('DELETE FROM searched_nodes WHERE node = ? AND start = ?', node, start);
    }
    db.run('DELETE FROM searched WHERE start = ?', start);
    db.run('DELETE FROM overlaps WHERE start = ?', start);
  };
  return {
    async update({ all, starts, places, through }) {
      db.transaction(() => {
        if (all) {
          for (const table of ['overlaps', 'searched', 'searched_nodes']) db.run(`DELETE FROM ${table}`);
        }
        for (const { start, nodes, overlaps } of starts) {
          if (!all) drop(start);
          // What led nowhere so far is kept too: it may lead somewhere once its surroundings change.
          if (nodes.length === 0) continue;
          db.run('INSERT INTO searched (start, nodes) VALUES (?, ?)', start, JSON.stringify(nodes));
          for (const node of nodes) db.run('INSERT INTO searched_nodes (node, start) VALUES (?, ?)', node, start);
          for (const { overlap, standing } of overlaps) {
            db.run(
              'INSERT INTO overlaps (id, start, rank, rejected, found, standing) VALUES (?, ?, ?, ?, ?, ?)',
              overlap.id,
              start,
              overlap.rank,
              overlap.rejected === undefined ? 0 : 1,
              JSON.stringify(overlap),
              JSON.stringify(standing),
            );
          }
        }
        for (const { id, rank, chance, shown } of places) {
          db.run(
            'UPDATE overlaps SET rank = ?, chance = ?, shown = ? WHERE id = ?',
            rank,
            chance ? JSON.stringify(chance) : null,
            shown ? JSON.stringify(shown) : null,
            id,
          );
        }
        db.run('DELETE FROM changed WHERE generation <= ?', through);
      });
    },
    async standings() {
      return db.all('SELECT standing FROM overlaps ORDER BY id').map((row) => json<OverlapStanding>(row, 'standing'));
    },
    async found(ids) {
      return ids.flatMap((id) => {
        const row = db.get('SELECT found FROM overlaps WHERE id = ?', id);
        return row ? json<Overlap>(row, 'found') : [];
      });
    },
    async startsThrough(entities) {
      return db
        .all(
          'SELECT DISTINCT n.start FROM json_each(?) w JOIN searched_nodes n ON n.node = w.value ORDER BY n.start',
          JSON.stringify(entities),
        )
        .map((row) => integer(row, 'start'));
    },
    async list(filter, page) {
      const rejected = filter.rejected === undefined ? null : filter.rejected ? 1 : 0;
      return pageOf(page, (limit, offset) =>
        db
          .all(
            'SELECT * FROM overlaps WHERE (?1 IS NULL OR rejected = ?1) ORDER BY rejected, rank LIMIT ?2 OFFSET ?3',
            rejected,
            limit,
            offset,
          )
          .map(toOverlap),
      );
    },
    async get(id) {
      const row = db.get('SELECT * FROM overlaps WHERE id = ?', id);
      return row && toOverlap(row);
    },
  };
}

function toOverlap(row: Row): Overlap {
  const overlap = json<Overlap>(row, row['shown'] === null ? 'found' : 'shown');
  const chance = row['chance'] === null ? {} : { chance: json<NonNullable<Overlap['chance']>>(row, 'chance') };
  return { ...overlap, rank: integer(row, 'rank'), ...chance };
}

export function createChanges(db: Database): ChangeLog {
  /** Undefined when it is everything, or more than `limit` entities. */
  function noted(limit: number): Changes | undefined {
    if (db.get("SELECT 1 FROM changed WHERE entity = 0 AND what = 'all'")) return undefined;
    const count = db.get('SELECT count(*) AS n FROM (SELECT DISTINCT entity FROM changed LIMIT ?)', limit + 1);
    if (integer(count ?? {}, 'n') > limit) return undefined;
    const rows = db.all('SELECT DISTINCT entity, what FROM changed ORDER BY entity, what');
    const of = (what: string): number[] =>
      rows.filter((row) => text(row, 'what') === what).map((row) => integer(row, 'entity'));
    return {
      mentioned: of('mention'),
      renamed: of('name'),
      steps: rows.flatMap((row) => {
        const what = text(row, 'what');
        if (what[1] !== ' ') return [];
        return [{ entity: integer(row, 'entity'), predicate: what.slice(2), inverse: what.startsWith('<') }];
      }),
    };
  }
  return {
    async read(limit) {
      return db.transaction(() => {
        const before = db.get('SELECT generation FROM tracking');
        const through = before ? integer(before, 'generation') : 1;
        // Whoever stops before anything is stored leaves the note that everything is to be looked at.
        if (!before) db.run("INSERT OR IGNORE INTO changed (generation, entity, what) VALUES (1, 0, 'all')");
        db.run('DELETE FROM tracking');
        db.run('INSERT INTO tracking (generation) VALUES (?)', through + 1);
        const changes = noted(limit);
        return changes ? { through, changes } : { through };
      });
    },
  };
}
