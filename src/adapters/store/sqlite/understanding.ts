/** Stores what a stage understood of a document: languages, mentions, statements. */
import { TelltaleError } from '../../../errors.ts';
import type { Origin, Statement } from '../../../model/assertion.ts';
import type { Money } from '../../../model/money.ts';
import type { Chunk, StageMark, Understanding } from '../../../ports/store.ts';
import { applyCorrections } from './corrections.ts';
import type { Database } from './driver.ts';
import type { Keys } from './keys.ts';
import { clearEvidence } from './passage-writer.ts';
import { integer } from './rows.ts';
import { markStage } from './stages.ts';

export function putUnderstanding(
  db: Database,
  keys: Keys,
  document: number,
  stage: StageMark,
  understanding: Understanding,
  chunk: Chunk,
): void {
  if (chunk.first) {
    db.run(
      'DELETE FROM mentions WHERE stage = ? AND passage IN (SELECT id FROM passages WHERE document = ?)',
      stage.stage,
      document,
    );
    db.run('DELETE FROM set_aside_mentions WHERE stage = ? AND document = ?', stage.stage, document);
    clearEvidence(db, 'stage = ? AND passage IN (SELECT id FROM passages WHERE document = ?)', stage.stage, document);
  }
  const ids = passageIds(db, document);
  for (const { ordinal, language } of understanding.languages) {
    db.run('UPDATE passages SET language = ? WHERE id = ?', language, ids(ordinal));
  }
  for (const mention of understanding.mentions) {
    db.run(
      `INSERT INTO mentions (passage, start, "end", entity, raw, method, confidence, labels, stage, document, time)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, (SELECT time FROM passages WHERE id = ?1))`,
      ids(mention.passage),
      mention.start,
      mention.end,
      keys.entity(mention),
      mention.raw,
      mention.method,
      mention.confidence,
      JSON.stringify(mention.labels),
      stage.stage,
      document,
    );
  }
  putStatements(db, keys, document, understanding.statements, stage.stage);
  if (!chunk.last) return;
  applyCorrections(db, keys, document);
  markStage(db, document, stage);
}

/** Stores statements as assertions: the same one from the same source once, with all its evidence. */
export function putStatements(
  db: Database,
  keys: Keys,
  document: number,
  statements: readonly Statement[],
  stage: string,
  known?: ReadonlyMap<number, number>,
): void {
  if (statements.length === 0) return;
  const collection = integer(db.get('SELECT collection FROM documents WHERE id = ?', document) ?? {}, 'collection');
  const ids = passageIds(db, document, known);
  for (const statement of statements) {
    if (statement.evidence.length === 0) {
      throw new TelltaleError('internal', `A statement without evidence: ${statement.predicate}.`);
    }
    const assertion = putAssertion(db, keys, {
      subject: keys.entity(statement.subject),
      predicate: statement.predicate,
      object: keys.entity(statement.object),
      collection,
      method: statement.method,
      confidence: statement.confidence,
      firstSeen: statement.firstSeen,
      lastSeen: statement.lastSeen,
      amount: statement.amount,
      occurrence: statement.occurrence,
      origin: statement.origin,
    });
    for (const span of statement.evidence) putEvidence(db, assertion, ids(span.passage), span.start, span.end, stage);
  }
}

interface AssertionRow {
  readonly subject: number;
  readonly predicate: string;
  readonly object: number;
  readonly collection: number;
  readonly method: string;
  readonly confidence: number;
  readonly firstSeen?: string | undefined;
  readonly lastSeen?: string | undefined;
  readonly amount?: Money | undefined;
  readonly occurrence?: string | undefined;
  readonly origin?: Origin | undefined;
}

/** The widest period that any copy of the assertion gives, and the highest confidence. */
export function putAssertion(db: Database, keys: Keys, row: AssertionRow): number {
  const put = db.get(
    `INSERT INTO assertions (subject, predicate, object, collection, method, confidence, first_seen, last_seen, origin, amount, currency, occurrence)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (subject, predicate, object, collection, method, origin, occurrence) DO UPDATE SET
       confidence = max(confidence, excluded.confidence),
       first_seen = min(coalesce(first_seen, excluded.first_seen), coalesce(excluded.first_seen, first_seen)),
       last_seen = max(coalesce(last_seen, excluded.last_seen), coalesce(excluded.last_seen, last_seen)),
       currency = iif(amount IS NULL, excluded.currency, currency),
       amount = coalesce(amount, excluded.amount)
     RETURNING id`,
    row.subject,
    row.predicate,
    row.object,
    row.collection,
    row.method,
    row.confidence,
    row.firstSeen ?? null,
    row.lastSeen ?? null,
    keys.origin(row.origin),
    row.amount?.value ?? null,
    row.amount?.currency ?? null,
    row.occurrence ?? '',
  );
  return integer(put ?? {}, 'id');
}

export function putEvidence(
  db: Database,
  assertion: number,
  passage: number,
  start: number,
  end: number,
  stage: string,
): void {
  db.run(
    'INSERT OR REPLACE INTO evidence (assertion, passage, start, "end", stage) VALUES (?, ?, ?, ?, ?)',
    assertion,
    passage,
    start,
    end,
    stage,
  );
}

/** Row numbers of a document's passages by ordinal; throws on an ordinal that is not there. */
function passageIds(db: Database, document: number, known?: ReadonlyMap<number, number>): (ordinal: number) => number {
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
