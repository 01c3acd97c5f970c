/** Analysts' corrections: a list that is only added to, and laid over mentions and translations of their documents. */
import { TelltaleError } from '../../../errors.ts';
import type {
  Correction,
  MentionCorrection,
  SpanCorrection,
  TranslationCorrection,
} from '../../../model/correction.ts';
import type { EntityKey } from '../../../model/entity.ts';
import { parsePassageId } from '../../../model/ids.ts';
import type { TranslationSegment } from '../../../model/translation.ts';
import type { AppliedCorrection, CorrectionStore } from '../../../ports/correction-store.ts';
import type { Database } from './driver.ts';
import type { Keys } from './keys.ts';
import { clearEvidence } from './passage-writer.ts';
import { integer, json, optional, text } from './rows.ts';
import { putSpelling, type Spellings, spellingsOf } from './spellings.ts';
import { reindexTranslations } from './translations.ts';

/** Stage and method of mentions that an analyst added. */
const ANALYST = 'analyst';
/** As the index has it. */
const EVERYWHERE = "json_extract(json, '$.everywhere')";
const MENTION = 'passage, start, "end", entity, raw, method, confidence, labels, stage, document, time';

export function createCorrections(db: Database, keys: Keys): CorrectionStore {
  return {
    async add(correction) {
      const spellings = await spellingsOf(correction.kind === 'mention' && correction.adds ? [correction.adds] : []);
      // An analyst's word survives a power cut.
      db.exec('PRAGMA synchronous = FULL');
      try {
        db.transaction(() => add(db, keys, correction, spellings));
      } finally {
        db.exec('PRAGMA synchronous = NORMAL');
      }
    },
    async list({ document, passage }) {
      const of = passage === undefined ? document : parsePassageId(passage).document;
      const counting = of === undefined ? countingCorrections(db) : countingCorrections(db, of);
      return counting
        .filter((each) => passage === undefined || each.passage === passage)
        .filter(
          (each) => of === undefined || parsePassageId(each.passage).document === of || bearsOn(db, keys, each, of),
        )
        .map((each): AppliedCorrection => ({ ...each, holds: isEverywhere(each) || placeOf(db, each) !== undefined }));
    },
    async history() {
      return db.all('SELECT json FROM corrections ORDER BY sequence DESC').map((row) => json<Correction>(row, 'json'));
    },
  };
}

function add(db: Database, keys: Keys, correction: Correction, spellings: Spellings): void {
  const meant = correction.kind === 'withdrawal' ? correctionOf(db, correction.of) : correction;
  const { document } = parsePassageId(meant.passage);
  if (correction.kind !== 'withdrawal' && placeOf(db, correction) === undefined) {
    throw new TelltaleError(
      'not-found',
      `«${correction.quote}» does not stand there in passage ${correction.passage}.`,
    );
  }
  db.run(
    'INSERT INTO corrections (id, document, withdraws, json) VALUES (?, ?, ?, ?)',
    correction.id,
    document,
    correction.kind === 'withdrawal' ? correction.of : null,
    JSON.stringify(correction),
  );
  if (correction.kind === 'mention' && correction.adds) {
    putSpelling(db, keys.entity(correction.adds), spellings.get(correction.adds.value));
  }
  const isBack = correction.kind === 'withdrawal' && meant.kind === 'mention' && meant.removes;
  for (const id of isEverywhere(meant) ? documentsWith(db, keys, meant.removes) : [keys.document(document)]) {
    applyCorrections(db, keys, id);
    if (isBack) db.run("DELETE FROM stages WHERE document = ? AND stage IN ('understand', 'names')", id);
  }
}

type RemovalEverywhere = MentionCorrection & { readonly removes: EntityKey; readonly everywhere: true };

function isEverywhere(correction: SpanCorrection): correction is RemovalEverywhere {
  return correction.kind === 'mention' && correction.everywhere === true && correction.removes !== undefined;
}

/** Row numbers of documents that mention the thing, or did before it was set aside. */
function documentsWith(db: Database, keys: Keys, key: EntityKey): readonly number[] {
  const entity = keys.findEntity(key);
  if (entity === undefined) return [];
  return db
    .all(
      `SELECT document FROM mentions WHERE entity = ?1 UNION SELECT document FROM set_aside_mentions WHERE entity = ?1
       ORDER BY document`,
      entity,
    )
    .map((row) => integer(row, 'document'));
}

function bearsOn(db: Database, keys: Keys, correction: SpanCorrection, document: string): boolean {
  if (!isEverywhere(correction)) return false;
  const entity = keys.findEntity(correction.removes);
  return (
    entity !== undefined &&
    db.get(
      'SELECT 1 FROM set_aside_mentions s JOIN documents d ON d.id = s.document WHERE d.key = ? AND s.entity = ? LIMIT 1',
      document,
      entity,
    ) !== undefined
  );
}

function correctionOf(db: Database, id: string): SpanCorrection {
  const row = db.get('SELECT json FROM corrections WHERE id = ? AND withdraws IS NULL', id);
  if (!row) throw new TelltaleError('not-found', `There is no correction ${id}.`);
  return json<SpanCorrection>(row, 'json');
}

/** Oldest first; those that hold everywhere are any document's. */
function countingCorrections(db: Database, document?: string): readonly SpanCorrection[] {
  return db
    .all(
      `SELECT json FROM corrections c WHERE (?1 IS NULL OR document = ?1 OR ${EVERYWHERE}) AND withdraws IS NULL
         AND NOT EXISTS (SELECT 1 FROM corrections w WHERE w.withdraws = c.id) ORDER BY sequence`,
      document ?? null,
    )
    .map((row) => json<SpanCorrection>(row, 'json'));
}

interface Place {
  /** Row number of the passage. */
  readonly passage: number;
  readonly language: string;
}

/** Undefined where the passage is gone or says something else there. */
function placeOf(db: Database, { passage, start, end, quote }: SpanCorrection): Place | undefined {
  const { document, ordinal } = parsePassageId(passage);
  const row = db.get(
    `SELECT p.id, p.text, p.language FROM passages p JOIN documents d ON d.id = p.document
     WHERE d.key = ? AND p.ordinal = ?`,
    document,
    ordinal,
  );
  if (!row || text(row, 'text').slice(start, end) !== quote) return undefined;
  return { passage: integer(row, 'id'), language: optional(row, 'language') ?? 'und' };
}

/** Lays the corrections of a document over what the stages wrote; takes earlier ones off first. Idempotent. */
export function applyCorrections(db: Database, keys: Keys, document: number): void {
  const key = text(db.get('SELECT key FROM documents WHERE id = ?', document) ?? {}, 'key');
  if (
    !db.get('SELECT 1 FROM corrections WHERE document = ? LIMIT 1', key) &&
    !db.get(`SELECT 1 FROM corrections WHERE ${EVERYWHERE} LIMIT 1`)
  )
    return;
  db.run(`INSERT INTO mentions (${MENTION}) SELECT ${MENTION} FROM set_aside_mentions WHERE document = ?`, document);
  db.run('DELETE FROM set_aside_mentions WHERE document = ?', document);
  db.run('DELETE FROM mentions WHERE document = ? AND stage = ?', document, ANALYST);
  const translated = new Map<number, { language: string; to: string; segments: TranslationSegment[] }[]>();
  for (const passage of everCorrected(db, key, document)) {
    db.run("DELETE FROM translations WHERE passage = ? AND kind = 'human'", passage);
    translated.set(passage, []);
  }
  for (const correction of countingCorrections(db, key)) {
    if (isEverywhere(correction)) {
      removeAll(db, keys, document, correction.removes);
      continue;
    }
    const place = placeOf(db, correction);
    if (!place) continue;
    if (correction.kind === 'mention') applyToMentions(db, keys, document, place.passage, correction);
    else {
      addSegment(translated.get(place.passage) ?? [], place.language, correction);
    }
  }
  for (const [passage, layers] of translated) {
    for (const { language, to, segments } of layers) {
      db.run(
        "INSERT OR REPLACE INTO translations (passage, language, engine, kind, source, segments) VALUES (?, ?, ?, 'human', ?, ?)",
        passage,
        to,
        ANALYST,
        language,
        JSON.stringify(segments.sort((one, other) => one.start - other.start)),
      );
    }
    reindexTranslations(db, passage);
  }
}

/** Row numbers of the passages that any correction was ever of, withdrawn ones too. */
function everCorrected(db: Database, key: string, document: number): readonly number[] {
  return db
    .all(
      `SELECT p.id FROM passages p WHERE p.document = ?1 AND ?2 || '.' || p.ordinal IN (
         SELECT json_extract(json, '$.passage') FROM corrections WHERE document = ?2 AND withdraws IS NULL)`,
      document,
      key,
    )
    .map((row) => integer(row, 'id'));
}

/** Of two corrections that overlap the newer one counts. */
function addSegment(
  layers: { language: string; to: string; segments: TranslationSegment[] }[],
  language: string,
  { id, to, start, end, text: said, author, time }: TranslationCorrection,
): void {
  let layer = layers.find((each) => each.to === to);
  if (!layer) {
    layer = { language, to, segments: [] };
    layers.push(layer);
  }
  layer.segments = layer.segments.filter((each) => each.end <= start || each.start >= end);
  layer.segments.push({ start, end, text: said, human: { correction: id, author, time } });
}

function applyToMentions(
  db: Database,
  keys: Keys,
  document: number,
  passage: number,
  { start, end, quote, removes, adds }: MentionCorrection,
): void {
  if (removes) remove(db, keys, passage, start, end, removes);
  if (!adds) return;
  db.run(
    `INSERT INTO mentions (${MENTION})
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, '[]', ?6, ?7, (SELECT time FROM passages WHERE id = ?1))`,
    passage,
    start,
    end,
    keys.entity(adds),
    quote,
    ANALYST,
    document,
  );
}

/** All of a document's mentions of a thing, and what was stated of it where it stood. */
function removeAll(db: Database, keys: Keys, document: number, key: EntityKey): void {
  const entity = keys.findEntity(key);
  if (entity === undefined) return;
  const meant = 'document = ?1 AND entity = ?2';
  const passages = db
    .all(`SELECT DISTINCT passage FROM mentions WHERE ${meant}`, document, entity)
    .map((row) => integer(row, 'passage'));
  if (passages.length === 0) return;
  db.run(
    `INSERT INTO set_aside_mentions (${MENTION}) SELECT ${MENTION} FROM mentions WHERE ${meant}`,
    document,
    entity,
  );
  db.run(`DELETE FROM mentions WHERE ${meant}`, document, entity);
  for (const passage of passages) {
    clearEvidence(
      db,
      `passage = ?1 AND assertion IN (SELECT id FROM assertions WHERE subject = ?2 OR object = ?2)
         AND EXISTS (SELECT 1 FROM set_aside_mentions s WHERE s.passage = evidence.passage AND s.entity = ?2
           AND s.start < evidence."end" AND s."end" > evidence.start)`,
      passage,
      entity,
    );
  }
}

/** A newer scanner may draw the span otherwise: what overlaps it and names the same is meant. */
function remove(db: Database, keys: Keys, passage: number, start: number, end: number, key: EntityKey): void {
  const entity = keys.findEntity(key);
  if (entity === undefined) return;
  const meant = 'passage = ?1 AND entity = ?2 AND start < ?4 AND "end" > ?3';
  db.run(
    `INSERT INTO set_aside_mentions (${MENTION}) SELECT ${MENTION} FROM mentions WHERE ${meant}`,
    passage,
    entity,
    start,
    end,
  );
  db.run(`DELETE FROM mentions WHERE ${meant}`, passage, entity, start, end);
  // What was stated of the thing because of this span, unless the evidence names it once more.
  clearEvidence(
    db,
    `passage = ?1 AND start < ?4 AND "end" > ?3
       AND assertion IN (SELECT id FROM assertions WHERE subject = ?2 OR object = ?2)
       AND NOT EXISTS (SELECT 1 FROM mentions m WHERE m.passage = evidence.passage AND m.entity = ?2
         AND m.start >= evidence.start AND m."end" <= evidence."end")`,
    passage,
    entity,
    start,
    end,
  );
}
