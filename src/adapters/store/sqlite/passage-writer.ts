/** Writes passages with their search tokens and handles, and clears what hangs on them. */
import type { Passage } from '../../../model/passage.ts';
import { shortPosition } from '../../../model/row-positions.ts';
import type { Database, Value } from './driver.ts';
import { forgetDuplicates } from './duplicates.ts';
import type { Keys } from './keys.ts';
import { integer, writtenStretches } from './rows.ts';
import { indexText } from './tokens.ts';

/** Gives the row numbers of the passages by their ordinals. */
export function putPassages(
  db: Database,
  keys: Keys,
  document: number,
  passages: readonly Passage[],
): ReadonlyMap<number, number> {
  const ids = new Map<number, number>();
  const rows: Value[] = [];
  const indexes: Value[] = [];
  let next = integer(db.get('SELECT coalesce(max(id), 0) + 1 AS n FROM passages') ?? {}, 'n');
  for (const passage of passages) {
    const id = next++;
    const { json, layout } = shortPosition(passage.position);
    rows.push(id, document, passage.ordinal, passage.role, passage.text, json);
    rows.push(layout === undefined ? null : keys.layout(layout), passage.time ?? null, passage.sender ?? null);
    rows.push(passage.recipients?.length ? JSON.stringify(passage.recipients) : null);
    rows.push(passage.ocrConfidence ?? null, passage.ocrEngine ?? null);
    rows.push(passage.free ? writtenStretches(passage.free) : null);
    ids.set(passage.ordinal, id);
    const indexed = indexText(passage.text);
    indexes.push(id, indexed.tokens, indexed.joined);
  }
  db.insertMany(
    'INSERT INTO passages (id, document, ordinal, role, text, position, layout, time, sender, recipients, ocr_confidence, ocr_engine, free)',
    13,
    rows,
  );
  db.insertMany('INSERT INTO text_index (rowid, tokens, joined)', 3, indexes);
  for (const passage of passages) {
    const stands = { id: ids.get(passage.ordinal) ?? 0, document, time: passage.time ?? null };
    if (passage.sender) putHandle(db, keys, stands, passage.sender, 0);
    for (const recipient of passage.recipients ?? []) putHandle(db, keys, stands, recipient, 1);
  }
  return ids;
}

function putHandle(
  db: Database,
  keys: Keys,
  passage: { id: number; document: number; time: string | null },
  handle: string,
  recipient: 0 | 1,
): void {
  if (handle.trim() === '') return;
  const entity = keys.entity({ type: 'handle', value: handle });
  db.run(
    'INSERT OR IGNORE INTO handles (passage, entity, recipient, document, time) VALUES (?, ?, ?, ?, ?)',
    passage.id,
    entity,
    recipient,
    passage.document,
    passage.time,
  );
}

/** Empties a document: passages and all that cites them, links, stage marks, lists. Its description and paths stay. */
export function clearDocument(db: Database, document: number): void {
  clearPassagesFrom(db, document, { onlyRecognised: false });
  forgetDuplicates(db, document);
  db.run('DELETE FROM stages WHERE document = ?', document);
  db.run('DELETE FROM file_digests WHERE document = ?', document);
  const key = String(db.get('SELECT key FROM documents WHERE id = ?', document)?.['key'] ?? '');
  db.run('DELETE FROM path_links WHERE document = ?', key);
  db.run('DELETE FROM links WHERE from_document = ?', key);
  db.run('DELETE FROM warninglists WHERE document = ?', key);
}

export function clearPassagesFrom(db: Database, document: number, which: { onlyRecognised: boolean }): void {
  const condition = which.onlyRecognised ? 'AND ocr_engine IS NOT NULL' : '';
  const ids = db
    .all(`SELECT id FROM passages WHERE document = ? ${condition}`, document)
    .map((row) => integer(row, 'id'));
  for (const id of ids) {
    clearEvidence(db, 'passage = ?', id);
    db.run('DELETE FROM mentions WHERE passage = ?', id);
    db.run('DELETE FROM set_aside_mentions WHERE document = ? AND passage = ?', document, id);
    db.run('DELETE FROM handles WHERE passage = ?', id);
    db.run('DELETE FROM repeated_messages WHERE passage = ?1 OR first = ?1', id);
    db.run('DELETE FROM retranslate WHERE passage = ?', id);
    if (db.get('SELECT 1 FROM translations WHERE passage = ?', id)) {
      db.run('DELETE FROM translations WHERE passage = ?', id);
      db.run('DELETE FROM translation_index WHERE rowid = ?', id);
    }
    db.run('DELETE FROM text_index WHERE rowid = ?', id);
    db.run('DELETE FROM passages WHERE id = ?', id);
  }
}

/** Drops evidence, and assertions that are left without any: what cannot cite is not kept. */
export function clearEvidence(db: Database, condition: string, ...values: (number | string)[]): void {
  const touched = db.all(`SELECT DISTINCT assertion FROM evidence WHERE ${condition}`, ...values);
  if (touched.length === 0) return;
  db.run(`DELETE FROM evidence WHERE ${condition}`, ...values);
  for (const row of touched) {
    const assertion = integer(row, 'assertion');
    if (!db.get('SELECT 1 FROM evidence WHERE assertion = ? LIMIT 1', assertion)) {
      db.run('DELETE FROM assertions WHERE id = ?', assertion);
    }
  }
}
