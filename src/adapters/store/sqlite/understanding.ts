/** Stores what a stage understood of a document: languages, mentions, statements. */
import { TelltaleError } from '../../../errors.ts';
import type { PassageLanguage } from '../../../model/passage.ts';
import type { Chunk, StageMark, Understanding } from '../../../ports/store.ts';
import { applyCorrections } from './corrections.ts';
import type { Database, Value } from './driver.ts';
import { putSketch } from './duplicates.ts';
import { EntityBatch } from './entity-batch.ts';
import type { Keys } from './keys.ts';
import { clearEvidence } from './passage-writer.ts';
import { integer, optional } from './rows.ts';
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
  if (chunk.first) clearStage(db, document, stage.stage);
  else if (chunk.instead) clearStage(db, document, stage.stage, chunk.instead);
  if (understanding.sketch) putSketch(db, document, understanding.sketch, chunk.first);
  putLanguages(db, document, understanding.languages);
  const ids = passageIds(db, document);
  const spelled = putMentions(db, keys, document, stage.stage, understanding.mentions, spellings);
  const batch = new StatementBatch(db, keys);
  for (const statement of understanding.statements) batch.add(statement, ids);
  batch.write(collectionOf(db, document), stage.stage);
  for (const passage of spelled) reindexTranslations(db, passage);
  if (!chunk.last) return;
  applyCorrections(db, keys, document);
  markStage(db, document, stage);
}

/** Takes away what the stage left of the document before, or of a stretch of its ordinals. */
function clearStage(
  db: Database,
  document: number,
  stage: string,
  within: { readonly from: number; readonly to: number } = { from: 0, to: Number.MAX_SAFE_INTEGER },
): void {
  const bounds = db.get(
    `SELECT (SELECT id FROM passages WHERE document = ?1 AND ordinal >= ?2 ORDER BY ordinal LIMIT 1) AS low,
       (SELECT id FROM passages WHERE document = ?1 AND ordinal <= ?3 ORDER BY ordinal DESC LIMIT 1) AS high`,
    document,
    within.from,
    within.to,
  );
  if (!bounds || bounds['low'] === null || bounds['high'] === null) return;
  // Passages are numbered as they come: a look at the stretch costs nothing where there is nothing yet.
  const stretch = [integer(bounds, 'low'), integer(bounds, 'high')] as const;
  const spelled = db.all(
    `SELECT DISTINCT m.passage FROM mentions m JOIN spellings s ON s.entity = m.entity
     WHERE m.passage BETWEEN ? AND ? AND m.document = ? AND m.stage = ?`,
    ...stretch,
    document,
    stage,
  );
  db.run(
    'DELETE FROM mentions WHERE passage BETWEEN ? AND ? AND document = ? AND stage = ?',
    ...stretch,
    document,
    stage,
  );
  db.run(
    'DELETE FROM set_aside_mentions WHERE stage = ? AND document = ? AND passage BETWEEN ? AND ?',
    stage,
    document,
    ...stretch,
  );
  clearEvidence(
    db,
    'passage BETWEEN ? AND ? AND stage = ? AND (SELECT document FROM passages WHERE id = evidence.passage) = ?',
    ...stretch,
    stage,
    document,
  );
  for (const row of spelled) reindexTranslations(db, integer(row, 'passage'));
}

/** Neighbours mostly share their language. */
function putLanguages(db: Database, document: number, languages: Understanding['languages']): void {
  for (let at = 0; at < languages.length; ) {
    const { language, ordinal } = languages[at] as PassageLanguage;
    const from = ordinal;
    let to = ordinal;
    for (at += 1; languages[at]?.language === language && languages[at]?.ordinal === to + 1; at += 1) to += 1;
    db.run(
      'UPDATE passages SET language = ?1 WHERE document = ?2 AND ordinal BETWEEN ?3 AND ?4 AND language IS NOT ?1',
      language,
      document,
      from,
      to,
    );
  }
}

/** Gives the row numbers of the passages that mention a name which has spellings. */
function putMentions(
  db: Database,
  keys: Keys,
  document: number,
  stage: string,
  mentions: Understanding['mentions'],
  spellings: Spellings,
): ReadonlySet<number> {
  const spelled = new Set<number>();
  if (mentions.length === 0) return spelled;
  const rows = rowsOf(db, document, mentions);
  const entities = new EntityBatch();
  const numbers = mentions.map((mention) => entities.add(mention));
  const { refs } = entities.write(db, keys);
  const values: Value[] = [];
  for (const [at, mention] of mentions.entries()) {
    const row = rows.get(mention.passage);
    if (row === undefined) throw notThere(mention.passage);
    const entity = refs[numbers[at] ?? 0] ?? 0;
    const spelling = spellings.get(mention.value);
    if (spelling !== undefined) {
      putSpelling(db, entity, spelling);
      spelled.add(row.id);
    }
    const { start, end, raw, method, confidence, labels } = mention;
    values.push(row.id, start, end, entity, raw, method, confidence);
    values.push(labels.length === 0 ? '[]' : JSON.stringify(labels), stage, document, row.time);
  }
  db.insertMany(
    'INSERT INTO mentions (passage, start, "end", entity, raw, method, confidence, labels, stage, document, time)',
    11,
    values,
  );
  return spelled;
}

/** Passages that are mentioned, by ordinal. */
function rowsOf(
  db: Database,
  document: number,
  mentions: Understanding['mentions'],
): ReadonlyMap<number, { readonly id: number; readonly time: string | null }> {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { passage } of mentions) {
    low = Math.min(low, passage);
    high = Math.max(high, passage);
  }
  const rows = db.all(
    'SELECT id, ordinal, time FROM passages WHERE document = ? AND ordinal BETWEEN ? AND ?',
    document,
    low,
    high,
  );
  return new Map(
    rows.map((row) => [integer(row, 'ordinal'), { id: integer(row, 'id'), time: optional(row, 'time') ?? null }]),
  );
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
    if (!row) throw notThere(ordinal);
    const id = integer(row, 'id');
    looked.set(ordinal, id);
    return id;
  };
}

function notThere(ordinal: number): TelltaleError {
  return new TelltaleError('internal', `Passage ${ordinal} is cited before it is stored.`);
}
