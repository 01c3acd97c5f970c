/** Stores translations as a layer over passages, and makes them searchable. */
import type { Translation, TranslationKind, TranslationSegment } from '../../../model/translation.ts';
import type { Chunk, PassageRange, StageMark } from '../../../ports/store.ts';
import type { Database, Row } from './driver.ts';
import { integer, json, text } from './rows.ts';
import { spellingsIn } from './spellings.ts';
import { markStage } from './stages.ts';
import { indexText } from './tokens.ts';

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
  reindexTranslations(db, passage);
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
  reindexTranslations(db, id);
}

/** Makes what a reader sees of a passage's translations searchable, and its names as they are spelled; by row number. */
export function reindexTranslations(db: Database, passage: number): void {
  db.run('DELETE FROM translation_index WHERE rowid = ?', passage);
  const translated = layersOf(db, passage).flatMap(({ segments }) => segments.map((segment) => segment.text));
  const texts = [...translated, ...spellingsIn(db, passage)];
  if (texts.length > 0) {
    const { tokens, joined } = indexText(texts.join('\n'));
    db.run('INSERT INTO translation_index (rowid, tokens, joined) VALUES (?, ?, ?)', passage, tokens, joined);
  }
}

/** One translation for each language. */
function layersOf(db: Database, passage: number): readonly Translation[] {
  const byLanguage = new Map<string, Translation[]>();
  const rows = db.all('SELECT *, 0 AS ordinal FROM translations WHERE passage = ? ORDER BY language, engine', passage);
  for (const row of rows) {
    const layers = byLanguage.get(text(row, 'language')) ?? [];
    layers.push(toTranslation(row));
    byLanguage.set(text(row, 'language'), layers);
  }
  return [...byLanguage.values()].flatMap((layers) => overlay(layers) ?? []);
}

/** The best engine's layer, with an analyst's segments in place of those that they cover. */
export function overlay(layers: readonly Translation[]): Translation | undefined {
  let best: Translation | undefined;
  for (const layer of layers) {
    if (layer.kind === 'machine' && best?.kind !== 'machine') best = layer;
    else if (layer.kind === 'gloss') best ??= layer;
  }
  const human = layers.find(({ kind }) => kind === 'human');
  if (!human || !best) return human ?? best;
  const left = best.segments.filter(
    ({ start, end }) => !human.segments.some((corrected) => corrected.start <= start && end <= corrected.end),
  );
  if (left.length === 0) return human;
  return { ...best, segments: [...human.segments, ...left].sort((one, other) => one.start - other.start) };
}

/** Expects the translation's columns and `ordinal`. */
export function toTranslation(row: Row): Translation {
  return {
    ordinal: integer(row, 'ordinal'),
    from: text(row, 'source'),
    to: text(row, 'language'),
    kind: text(row, 'kind') as TranslationKind,
    engine: text(row, 'engine'),
    segments: json<TranslationSegment[]>(row, 'segments'),
  };
}

/** The best translation of each passage, in order. */
export function bestTranslations(db: Database, document: number, to: string, page: PassageRange = {}): Translation[] {
  const layers = new Map<number, Translation[]>();
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
    const of = layers.get(integer(row, 'ordinal')) ?? [];
    of.push(toTranslation(row));
    layers.set(integer(row, 'ordinal'), of);
  }
  return [...layers.values()].flatMap((each) => overlay(each) ?? []);
}

/** The translation of one passage as running text, by row number. */
export function translationText(db: Database, passage: number): { text: string; kind: TranslationKind } | undefined {
  const [layer] = layersOf(db, passage);
  return layer && { kind: layer.kind, text: layer.segments.map((segment) => segment.text).join(' ') };
}
