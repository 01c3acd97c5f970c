/** Deletes a collection with all that hangs on it, in whole sweeps: a feed of millions is gone in seconds. */
import type { Database } from './driver.ts';
import { integer } from './rows.ts';

/** In order: what cites comes before what is cited. `?1` is the collection's row number. */
const OF_DOCUMENTS = 'IN (SELECT id FROM documents WHERE collection = ?1)';
const OF_KEYS = 'IN (SELECT key FROM documents WHERE collection = ?1)';
const OF_PASSAGES = `IN (SELECT id FROM passages WHERE document ${OF_DOCUMENTS})`;
const SWEEPS: readonly string[] = [
  `DELETE FROM evidence WHERE passage ${OF_PASSAGES}`,
  'DELETE FROM evidence WHERE assertion IN (SELECT id FROM assertions WHERE collection = ?1)',
  'DELETE FROM assertions WHERE collection = ?1',
  `DELETE FROM mentions WHERE document ${OF_DOCUMENTS}`,
  `DELETE FROM set_aside_mentions WHERE document ${OF_DOCUMENTS}`,
  `DELETE FROM file_digests WHERE document ${OF_DOCUMENTS}`,
  `DELETE FROM handles WHERE document ${OF_DOCUMENTS}`,
  `DELETE FROM translation_index WHERE rowid IN (SELECT passage FROM translations WHERE passage ${OF_PASSAGES})`,
  `DELETE FROM translations WHERE passage ${OF_PASSAGES}`,
  `DELETE FROM retranslate WHERE passage ${OF_PASSAGES}`,
  `DELETE FROM repeated_messages WHERE passage ${OF_PASSAGES} OR first ${OF_PASSAGES}`,
  `DELETE FROM sketches WHERE document ${OF_DOCUMENTS}`,
  `DELETE FROM near_duplicates WHERE document ${OF_DOCUMENTS} OR leader ${OF_DOCUMENTS}`,
  `DELETE FROM text_index WHERE rowid ${OF_PASSAGES}`,
  `DELETE FROM passages WHERE document ${OF_DOCUMENTS}`,
  `DELETE FROM stages WHERE document ${OF_DOCUMENTS}`,
  `DELETE FROM links WHERE from_document ${OF_KEYS} OR to_document ${OF_KEYS}`,
  `DELETE FROM warninglists WHERE document ${OF_KEYS}`,
  'DELETE FROM path_links WHERE collection = ?1',
  `DELETE FROM paths WHERE document ${OF_DOCUMENTS}`,
  'DELETE FROM ledger WHERE collection = ?1',
  'DELETE FROM documents WHERE collection = ?1',
  'DELETE FROM editions WHERE collection = ?1',
  'DELETE FROM contributions WHERE collection = ?1',
  'DELETE FROM collections WHERE id = ?1',
];

/** It counted for nothing any more when it was removed, so no change is noted. */
export function purgeCollection(db: Database, collection: number): void {
  const generations = db.all('SELECT generation FROM tracking');
  db.run('DELETE FROM tracking');
  for (const sweep of SWEEPS) db.run(sweep, collection);
  for (const row of generations) db.run('INSERT INTO tracking (generation) VALUES (?)', integer(row, 'generation'));
}
