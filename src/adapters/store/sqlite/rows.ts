/** Rows as the model's nouns. */
import type { Origin } from '../../../model/assertion.ts';
import type { Collection } from '../../../model/collection.ts';
import type { Document, DocumentKind } from '../../../model/document.ts';
import type { EntityLabel, EntityType } from '../../../model/entity.ts';
import { passageId } from '../../../model/ids.ts';
import type { StoredMention } from '../../../model/mention.ts';
import type { PassageRole, StoredPassage, Stretch } from '../../../model/passage.ts';
import { fullPosition } from '../../../model/row-positions.ts';
import type { Row } from './driver.ts';

export const text = (row: Row, column: string): string => String(row[column]);
export const integer = (row: Row, column: string): number => Number(row[column]);
export const optional = (row: Row, column: string): string | undefined => {
  const value = row[column];
  return value === null || value === undefined ? undefined : String(value);
};
/** JSON that this adapter wrote itself. */
export const json = <T>(row: Row, column: string): T => JSON.parse(text(row, column)) as T;

/** The object without keys whose value is undefined, as `exactOptionalPropertyTypes` wants it. */
export function defined<T extends object>(object: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

/** Expects `origin_json`, empty where there is none. */
export function toOrigin(row: Row): Origin | undefined {
  const origin = text(row, 'origin_json');
  return origin === '' ? undefined : (JSON.parse(origin) as Origin);
}

export const toCollection = (row: Row): Collection => json<Collection>(row, 'json');

/** Expects the document's columns, `collection_key` and `paths` as a JSON array. */
export function toDocument(row: Row): Document {
  const ocrPages = optional(row, 'ocr_pages');
  return defined<Document>({
    id: text(row, 'key'),
    collection: text(row, 'collection_key'),
    sha256: text(row, 'sha256'),
    size: integer(row, 'size'),
    paths: json<string[]>(row, 'paths'),
    kind: text(row, 'kind') as DocumentKind,
    mediaType: text(row, 'media_type'),
    reader: text(row, 'reader'),
    title: optional(row, 'title'),
    properties: json(row, 'properties'),
    ocrPages: ocrPages === undefined ? undefined : (JSON.parse(ocrPages) as number[]),
  });
}

export const DOCUMENT_COLUMNS = `d.*, c.key AS collection_key,
  (SELECT json_group_array(path) FROM (SELECT path FROM paths WHERE document = d.id ORDER BY ordinal)) AS paths`;
export const DOCUMENT_TABLES = 'documents d JOIN collections c ON c.id = d.collection';

/** Expects the passage's columns, `layout_json`, `document_key` and `collection_key`. */
export const toPassage = (row: Row): StoredPassage =>
  passageOf(row, {
    document: text(row, 'document_key'),
    collection: text(row, 'collection_key'),
    layout: optional(row, 'layout_json'),
  });

/** Expects `OWN_PASSAGE_COLUMNS`. Made key by key: there may be millions. */
export function passageOf(
  row: Row,
  { document, collection, layout }: { document: string; collection: string; layout: string | undefined },
): StoredPassage {
  const ordinal = integer(row, 'ordinal');
  const passage: { -readonly [K in keyof StoredPassage]: StoredPassage[K] } = {
    id: passageId(document, ordinal),
    document,
    collection,
    ordinal,
    role: text(row, 'role') as PassageRole,
    text: text(row, 'text'),
    position: fullPosition(text(row, 'position'), layout),
  };
  const time = optional(row, 'time');
  if (time !== undefined) passage.time = time;
  const sender = optional(row, 'sender');
  if (sender !== undefined) passage.sender = sender;
  const recipients = optional(row, 'recipients');
  if (recipients !== undefined) passage.recipients = JSON.parse(recipients) as string[];
  const confidence = row['ocr_confidence'];
  if (confidence !== null && confidence !== undefined) passage.ocrConfidence = Number(confidence);
  const engine = optional(row, 'ocr_engine');
  if (engine !== undefined) passage.ocrEngine = engine;
  const free = optional(row, 'free');
  if (free !== undefined) passage.free = stretchesOf(free);
  const language = optional(row, 'language');
  if (language !== undefined) passage.language = language;
  return passage;
}

/** `start end start end …`, as numbers and spaces. */
export const writtenStretches = (stretches: readonly Stretch[]): string =>
  stretches.map(({ start, end }) => `${start} ${end}`).join(' ');

function stretchesOf(written: string): Stretch[] {
  const numbers = written === '' ? [] : written.split(' ').map(Number);
  return Array.from({ length: numbers.length / 2 }, (_, at) => ({
    start: numbers[at * 2] ?? 0,
    end: numbers[at * 2 + 1] ?? 0,
  }));
}

export const OWN_PASSAGE_COLUMNS =
  'p.ordinal, p.role, p.text, p.position, p.time, p.sender, p.recipients, p.ocr_confidence, p.ocr_engine, p.language, p.free, p.layout';
export const PASSAGE_COLUMNS = `${OWN_PASSAGE_COLUMNS}, (SELECT json FROM row_layouts WHERE id = p.layout) AS layout_json, d.key AS document_key, c.key AS collection_key`;
export const PASSAGE_TABLES =
  'passages p JOIN documents d ON d.id = p.document JOIN collections c ON c.id = d.collection';

/** Expects the mention's columns, its entity's `type` and `value`, and `document_key` and `ordinal` of its passage. */
export function toMention(row: Row): StoredMention {
  return {
    passage: passageId(text(row, 'document_key'), integer(row, 'ordinal')),
    start: integer(row, 'start'),
    end: integer(row, 'end'),
    type: text(row, 'type') as EntityType,
    value: text(row, 'value'),
    raw: text(row, 'raw'),
    method: text(row, 'method'),
    confidence: Number(row['confidence']),
    labels: json<string[]>(row, 'labels'),
  };
}

export function toLabels(row: Row): readonly EntityLabel[] {
  const labels = optional(row, 'labels');
  return labels === undefined ? [] : (JSON.parse(labels) as EntityLabel[]);
}
