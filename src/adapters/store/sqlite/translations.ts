/** Stores translations as a layer over passages, and makes them searchable. */
import type { Translation, TranslationKind, TranslationSegment } from '../../../model/translation.ts';
import type { Chunk, PassageRange, StageMark } from '../../../ports/store.ts';
import type { Database } from './driver.ts';
import { integer, json, text } from './rows.ts';
import { markStage } from './stages.ts';
import { indexText } from './tokens.ts';

/** Best first. */
const RANK: Readonly<Record<TranslationKind, number>> = { human: 0, machine: 1, gloss: 2 };

export function putTranslations(
  db: Database,
  document: number,
  stage: StageMark,
  translations: readonly Translation[],
  chunk: Chunk,
  termRevision: number,
): void {
  if (chunk.first) {
    const stale = db.all(
      `SELECT DISTINCT t.passage FROM translations t JOIN passages p ON p.id = t.passage
       WHERE p.document = ? AND t.kind <> 'human'`,
      document,
    );
    for (const row of stale) clearTranslations(db, integer(row, 'passage'));
  }
  for (const translation of translations) putTranslation(db, document, translation);
  if (!chunk.last) return;
  db.run(
    'DELETE FROM retranslate WHERE revision <= ? AND passage IN (SELECT id FROM passages WHERE document = ?)',
    termRevision,
    document,
  );
  markStage(db, document, stage);
}

/** Takes away what engines made of a passage, by row number. */
export function clearTranslations(db: Database, passage: number): void {
  db.run("DELETE FROM translations WHERE passage = ? AND kind <> 'human'", passage);
  reindex(db, passage);
}

/** A translation of a passage that is not there is left out. */
export function putTranslation(db: Database, document: number, translation: Translation): void {
  const passage = db.get('SELECT id FROM passages WHERE document = ? AND ordinal = ?', document, translation.ordinal);
  if (!passage) return;
  const id = integer(passage, 'id');
  db.run(
    'INSERT OR REPLACE INTO translations (passage, language, engine, kind, source, segments) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    translation.to,
    translation.engine,
    translation.kind,
    translation.from,
    JSON.stringify(translation.segments),
  );
  reindex(db, id);
}

/** All layers of a passage are found; the index holds them as one. */
function reindex(db: Database, passage: number): void {
  db.run('DELETE FROM translation_index WHERE rowid = ?', passage);
  const texts = db
    .all('SELECT segments FROM translations WHERE passage = ?', passage)
    .flatMap((row) => json<TranslationSegment[]>(row, 'segments').map((segment) => segment.text));
  if (texts.length > 0) {
    const { tokens, joined } = indexText(texts.join('\n'));
    db.run('INSERT INTO translation_index (rowid, tokens, joined) VALUES (?, ?, ?)', passage, tokens, joined);
  }
}

/** The best translation of each passage, in order. */
export function bestTranslations(db: Database, document: number, to: string, page: PassageRange = {}): Translation[] {
  const best = new Map<number, Translation>();
  const rows = db.all(
    `SELECT p.ordinal, t.language, t.engine, t.kind, t.source, t.segments
     FROM passages p JOIN translations t ON t.passage = p.id
     WHERE p.document = ? AND t.language = ? AND p.ordinal >= ? AND p.ordinal < ? ORDER BY p.ordinal, t.engine`,
    document,
    to,
    page.from ?? 0,
    page.limit === undefined ? Number.MAX_SAFE_INTEGER : (page.from ?? 0) + page.limit,
  );
  for (const row of rows) {
    const translation = {
      ordinal: integer(row, 'ordinal'),
      from: text(row, 'source'),
      to: text(row, 'language'),
      kind: text(row, 'kind') as TranslationKind,
      engine: text(row, 'engine'),
      segments: json<TranslationSegment[]>(row, 'segments'),
    };
    const before = best.get(translation.ordinal);
    if (!before || RANK[translation.kind] < RANK[before.kind]) best.set(translation.ordinal, translation);
  }
  return [...best.values()];
}

/** The best translation of one passage as running text, by row number. */
export function translationText(db: Database, passage: number): { text: string; kind: TranslationKind } | undefined {
  let best: { text: string; kind: TranslationKind } | undefined;
  for (const row of db.all('SELECT kind, segments FROM translations WHERE passage = ? ORDER BY engine', passage)) {
    const kind = text(row, 'kind') as TranslationKind;
    if (best && RANK[best.kind] <= RANK[kind]) continue;
    best = {
      kind,
      text: json<TranslationSegment[]>(row, 'segments')
        .map((segment) => segment.text)
        .join(' '),
    };
  }
  return best;
}
