/** The shelf of documents: their order is kept in memory until something is written, filters are asked of the database. */
import type { CollectionRole } from '../../../model/collection.ts';
import type { DocumentKind } from '../../../model/document.ts';
import type { ShelfFilter, ShelfGroup, ShelfStore } from '../../../ports/shelf-store.ts';
import type { Database, Row } from './driver.ts';
import { pageOf } from './pages.ts';
import { integer, text } from './rows.ts';
import { hasSuperseded } from './superseded.ts';
import { writeState } from './write-state.ts';

const KINDS: readonly DocumentKind[] = [
  'chat',
  'mail',
  'page-document',
  'table',
  'text',
  'picture',
  'record-set',
  'database',
  'archive',
  'unknown',
];

interface Shelf {
  readonly state: string;
  /** Rows of documents in order. */
  readonly order: readonly number[];
  /** Where each row stands in it. */
  readonly rank: ReadonlyMap<number, number>;
}

export function createShelf(db: Database): ShelfStore {
  let kept: Shelf | undefined;

  function whole(): Shelf {
    const state = writeState(db);
    if (kept?.state !== state) {
      const rows = db.all(
        `SELECT d.id, c.role, d.kind, coalesce((SELECT path FROM paths WHERE document = d.id ORDER BY ordinal LIMIT 1), '') AS path
         FROM documents d JOIN collections c ON c.id = d.collection WHERE d.state = 'read' AND c.role <> 'removed'`,
      );
      const order = rows
        .map((row) => ({ row: integer(row, 'id'), key: sortKey(row) }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row - b.row))
        .map(({ row }) => row);
      kept = { state, order, rank: new Map(order.map((row, at) => [row, at])) };
    }
    return kept;
  }

  function fitting(filter: ShelfFilter): readonly number[] {
    const { order } = whole();
    const conditions: string[] = [];
    const values: string[] = [];
    if (filter.text) {
      values.push(filter.text.toLowerCase(), filter.text);
      const holds = (column: string) => `(instr(lower(${column}), ?1) > 0 OR instr(${column}, ?2) > 0)`;
      conditions.push(
        `(${holds('d.title')} OR EXISTS (SELECT 1 FROM paths p WHERE p.document = d.id AND ${holds('p.path')}))`,
      );
    }
    const marked = (kind: string) => `SELECT 1 FROM marks k WHERE k.document = d.key AND k.kind = '${kind}'`;
    const superseded = filter.mark === 'superseded';
    if (superseded || hasSuperseded(db)) conditions.push(`d.withdrawn IS ${superseded ? 'NOT ' : ''}NULL`);
    if (filter.mark === 'unread') conditions.push(`NOT EXISTS (${marked('read')})`);
    else if (filter.mark && !superseded)
      conditions.push(`EXISTS (${marked(filter.mark === 'noted' ? 'note' : filter.mark)})`);
    if (filter.tag !== undefined) {
      values.push(filter.tag);
      conditions.push(`EXISTS (${marked('tag')} AND k.text = ?${values.length})`);
    }
    if (conditions.length === 0) return order;
    const rows = db.all(`SELECT d.id FROM documents d WHERE ${conditions.join(' AND ')}`, ...values);
    const wanted = new Set(rows.map((row) => integer(row, 'id')));
    return order.filter((row) => wanted.has(row));
  }

  const idOf = (row: number | undefined): string | null => {
    const found = row === undefined ? undefined : db.get('SELECT key FROM documents WHERE id = ?', row);
    return found ? text(found, 'key') : null;
  };

  return {
    async groups(filter) {
      const rows = db.all(
        `SELECT c.role, d.kind, count(*) AS n FROM json_each(?) w JOIN documents d ON d.id = w.value
         JOIN collections c ON c.id = d.collection GROUP BY 1, 2`,
        JSON.stringify(fitting(filter)),
      );
      return rows
        .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
        .map(
          (row): ShelfGroup => ({
            role: text(row, 'role') as CollectionRole,
            kind: text(row, 'kind') as DocumentKind,
            documents: integer(row, 'n'),
          }),
        );
    },
    async list(filter, page) {
      const shelf = fitting(filter);
      return pageOf(page, (limit, offset) => shelf.slice(offset, offset + limit).map((row) => idOf(row) ?? ''));
    },
    async place(filter, document) {
      const shelf = fitting(filter);
      const { rank } = whole();
      const own = db.get('SELECT id FROM documents WHERE key = ?', document);
      const ownRank = own && rank.get(integer(own, 'id'));
      // Where it stands, or would stand; a document that is not there at all, before the first one.
      const before = ownRank === undefined ? 0 : shelf.findLastIndex((row) => (rank.get(row) ?? 0) < ownRank) + 1;
      const isHere = ownRank !== undefined && rank.get(shelf[before] ?? -1) === ownRank;
      const behind = isHere ? before + 1 : before;
      const read = new Set(
        db
          .all("SELECT d.id FROM marks k JOIN documents d ON d.key = k.document WHERE k.kind = 'read'")
          .map((row) => integer(row, 'id')),
      );
      const unread = [...shelf.slice(behind), ...shelf.slice(0, before)].find((row) => !read.has(row));
      return {
        at: isHere ? before : null,
        previous: idOf(shelf[before - 1]),
        next: idOf(shelf[behind]),
        nextUnread: idOf(unread),
      };
    },
  };
}

/** Expects `role`, `kind` and, where it has one, `path`. Plain comparison of these puts 9 before 10. */
function sortKey(row: Row): string {
  const kind = KINDS.indexOf(text(row, 'kind') as DocumentKind);
  const path = String(row['path'] ?? '')
    .toLowerCase()
    .replace(/\d+/g, (digits) => digits.padStart(12, '0'));
  return `${text(row, 'role')} ${String(kind < 0 ? KINDS.length : kind).padStart(2, '0')} ${path}`;
}
