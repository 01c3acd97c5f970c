/** Warninglists, with their entries as one compressed value each: half a million entries would be slow as rows. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Warninglist } from '../../../model/warninglist.ts';
import type { Database } from './driver.ts';
import { json } from './rows.ts';

export function putWarninglists(db: Database, document: string, lists: readonly Warninglist[]): void {
  for (const { entries, ...head } of lists) {
    db.run(
      'INSERT OR REPLACE INTO warninglists (name, document, head, entries) VALUES (?, ?, ?, ?)',
      head.name,
      document,
      JSON.stringify(head),
      gzipSync(entries.join('\n'), { level: 1 }),
    );
  }
}

/** By name. */
export function warninglists(db: Database): Warninglist[] {
  return db.all('SELECT head, entries FROM warninglists ORDER BY name').map((row) => {
    const joined = gunzipSync(row['entries'] as Uint8Array).toString('utf8');
    return { ...json<Omit<Warninglist, 'entries'>>(row, 'head'), entries: joined === '' ? [] : joined.split('\n') };
  });
}
