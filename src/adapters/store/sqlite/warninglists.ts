/** Warninglists, with their entries as one compressed value each: half a million entries would be slow as rows. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Warninglist } from '../../../model/warninglist.ts';
import type { Database } from './driver.ts';
import { json } from './rows.ts';

type Head = Omit<Warninglist, 'entries'>;
const NO_ATTRIBUTES = { attributes: [] };

export function putWarninglists(db: Database, document: string, lists: readonly Warninglist[]): void {
  for (const { entries, ...head } of lists) {
    db.run(
      'INSERT OR REPLACE INTO warninglists (name, document, head, entries) VALUES (?, ?, ?, ?)',
      head.name,
      document,
      JSON.stringify(head),
      gzipSync(JSON.stringify(entries), { level: 1 }),
    );
  }
}

/** By name; of several versions of a list the newest. */
export function warninglists(db: Database): Warninglist[] {
  const newest = new Map<string, { head: Head; entries: Uint8Array }>();
  for (const row of db.all(
    `SELECT head, entries FROM warninglists WHERE document NOT IN (
       SELECT d.key FROM documents d JOIN collections c ON c.id = d.collection WHERE c.role = 'removed' OR d.withdrawn IS NOT NULL
     ) ORDER BY name, document`,
  )) {
    // Lists that were stored before their attributes were read are for all of them.
    const head: Head = { ...NO_ATTRIBUTES, ...json<Head>(row, 'head') };
    const before = newest.get(head.name);
    if (before && before.head.version >= head.version) continue;
    newest.set(head.name, { head, entries: row['entries'] as Uint8Array });
  }
  return [...newest.values()].map(({ head, entries }) => {
    return { ...head, entries: JSON.parse(gunzipSync(entries).toString('utf8')) as string[] };
  });
}
