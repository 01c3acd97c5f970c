/** Stores what a stage understood of a document: languages, mentions, statements. */
import { TelltaleError } from '../../../errors.ts';
import type { Chunk, StageMark, Understanding } from '../../../ports/store.ts';
import { applyCorrections } from './corrections.ts';
import type { Database } from './driver.ts';
import { putSketch } from './duplicates.ts';
import type { Keys } from './keys.ts';
import { clearEvidence } from './passage-writer.ts';
import { integer } from './rows.ts';
import { putSpelling, type Spellings } from './spellings.ts';
import { markStage } from './stages.ts';
import { StatementBatch } from './statement-batch.ts';
import { reindexTranslations } from './translations.ts';

export function putUnderstanding(
  db: Database,
  keys: Keys,
  document: number,
  stage: StageMark,
  understanding: Understanding,
  spellings: Spellings,
  chunk: Chunk,
): void {
  if (chunk.first) {
    const spelled = spelledPassages(db, document, stage.stage);
    db.run(
      'DELETE FROM mentions WHERE stage = ? AND passage IN (SELECT id FROM passages WHERE document = ?)',
      stage.stage,
      document,
    );
    db.run('DELETE FROM set_aside_mentions WHERE stage = ? AND document = ?', stage.stage, document);
    clearEvidence(db, 'stage = ? AND passage IN (SELECT id FROM passages WHERE document = ?)', stage.stage, document);
    for (const passage of spelled) reindexTranslations(db, passage);
  }
  if (understanding.sketch) putSketch(db, document, understanding.sketch, chunk.first);
  const ids = passageIds(db, document);
  for (const { ordinal, language } of understanding.languages) {
    db.run('UPDATE passages SET language = ? WHERE id = ?', language, ids(ordinal));
  }
  for (const mention of understanding.mentions) {
    const entity = keys.entity(mention);
    putSpelling(db, entity, spellings.get(mention.value));
    db.run(
      `INSERT INTO mentions (passage, start, "end", entity, raw, method, confidence, labels, stage, document, time)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT time FROM passages WHERE id = ?1))`,
      ids(mention.passage),
      mention.start,
      mention.end,
      entity,
      mention.raw,
      mention.method,
      mention.confidence,
      JSON.stringify(mention.labels),
      stage.stage,
      document,
    );
  }
  const batch = new StatementBatch(db, keys);
  for (const statement of understanding.statements) batch.add(statement, ids);
  batch.write(collectionOf(db, document), stage.stage);
  if (!chunk.last) return;
  applyCorrections(db, keys, document);
  for (const passage of spelledPassages(db, document, stage.stage)) reindexTranslations(db, passage);
  markStage(db, document, stage);
}

/** Row numbers of passages in which the stage found names that have spellings. */
function spelledPassages(db: Database, document: number, stage: string): readonly number[] {
  return db
    .all(
      `SELECT DISTINCT m.passage FROM mentions m JOIN spellings s ON s.entity = m.entity
       WHERE m.stage = ? AND m.passage IN (SELECT id FROM passages WHERE document = ?)`,
      stage,
      document,
    )
    .map((row) => integer(row, 'passage'));
}

/** Row number of a document's collection. */
export function collectionOf(db: Database, document: number): number {
  return integer(db.get('SELECT collection FROM documents WHERE id = ?', document) ?? {}, 'collection');
}

/** Row numbers of a document's passages by ordinal; throws on an ordinal that is not there. */
export function passageIds(
  db: Database,
  document: number,
  known?: ReadonlyMap<number, number>,
): (ordinal: number) => number {
  const looked = new Map<number, number>(known);
  return (ordinal) => {
    const before = looked.get(ordinal);
    if (before !== undefined) return before;
    const row = db.get('SELECT id FROM passages WHERE document = ? AND ordinal = ?', document, ordinal);
    if (!row) throw new TelltaleError('internal', `Passage ${ordinal} is cited before it is stored.`);
    const id = integer(row, 'id');
    looked.set(ordinal, id);
    return id;
  };
}
