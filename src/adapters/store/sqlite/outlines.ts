/** What a document consists of: senders, days, kinds of mentions; the last ones are kept as long as nothing is written. */
import type { EntityType } from '../../../model/entity.ts';
import type { DocumentOutline } from '../../../ports/browse-store.ts';
import type { Database } from './driver.ts';
import { integer, optional, text } from './rows.ts';
import { writeState } from './write-state.ts';

/** Documents whose outline is kept. */
const KEPT = 8;

/** Gives the outline of a document. */
export function keptOutlines(db: Database): (document: string) => DocumentOutline {
  const kept = new Map<string, DocumentOutline>();
  let state = '';
  return (document) => {
    const now = writeState(db);
    if (now !== state) kept.clear();
    state = now;
    const known = kept.get(document);
    if (known) return known;
    const outline = outlineOf(db, document);
    if (kept.size >= KEPT) kept.clear();
    kept.set(document, outline);
    return outline;
  };
}

/** One walk over the messages: by sender and day, which are few. */
function outlineOf(db: Database, document: string): DocumentOutline {
  const rows = db.all(
    `SELECT p.sender, substr(p.time, 1, 10) AS day, count(*) AS n, min(p.ordinal) AS first
     FROM documents d JOIN passages p ON p.document = d.id WHERE d.key = ? AND p.role = 'message' GROUP BY 1, 2`,
    document,
  );
  const senders = new Map<string, number>();
  const days = new Map<string, { first: number; messages: number }>();
  for (const row of rows) {
    const n = integer(row, 'n');
    const sender = optional(row, 'sender');
    if (sender !== undefined) senders.set(sender, (senders.get(sender) ?? 0) + n);
    const day = optional(row, 'day');
    if (day === undefined) continue;
    const known = days.get(day);
    const first = Math.min(known?.first ?? Number.POSITIVE_INFINITY, integer(row, 'first'));
    days.set(day, { first, messages: (known?.messages ?? 0) + n });
  }
  return {
    senders: [...senders]
      .map(([sender, count]) => ({ sender, messages: count }))
      .sort((a, b) => b.messages - a.messages || (a.sender < b.sender ? -1 : 1)),
    days: [...days].map(([day, counted]) => ({ day, ...counted })).sort((a, b) => (a.day < b.day ? -1 : 1)),
    mentionTypes: db
      .all(
        `SELECT e.type, count(*) AS n FROM documents d JOIN passages p ON p.document = d.id JOIN mentions m ON m.passage = p.id
           JOIN entities e ON e.id = m.entity WHERE d.key = ? GROUP BY e.type ORDER BY n DESC, e.type`,
        document,
      )
      .map((row) => ({ type: text(row, 'type') as EntityType, mentions: integer(row, 'n') })),
  };
}
