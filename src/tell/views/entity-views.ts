/** The card of an entity: what it is, where it stands, which overlaps it is part of. */
import type { z } from 'zod';
import type { Document } from '../../model/document.ts';
import { type Entity, type EntityKey, entityKey } from '../../model/entity.ts';
import { parsePassageId } from '../../model/ids.ts';
import type { Overlap } from '../../model/overlap.ts';
import type { Page, PageRequest, Store } from '../../ports/store.ts';
import { allOf } from '../contract/shapes.ts';
import type { entityDetailSchema, occurrenceSchema } from '../http/schemas.ts';
import { plain } from '../plain.ts';
import { rolesOf } from './document-views.ts';

export type EntityDetail = z.infer<typeof entityDetailSchema>;
export type Occurrence = z.infer<typeof occurrenceSchema>;

/** Documents on the card, and mentions looked through for them. */
const DOCUMENTS = 12;
const MENTIONS = 400;

export async function entityDetail(store: Store, key: EntityKey): Promise<EntityDetail> {
  const entity = await store.graph.entity(key);
  const unknown = { mentions: 0, documentCount: 0, first: null, last: null, documents: [], labels: [], edges: 0 };
  const overlaps = await overlapsAt(store, key);
  if (!entity) return { ...key, known: false, ...unknown, overlaps };
  const { mentions, documents, first, last } = await store.browse.counts(entity.ref);
  return {
    type: entity.type,
    value: entity.value,
    known: true,
    labels: plain(entity.labels),
    mentions,
    documentCount: documents,
    first,
    last,
    documents: await documentsOf(store, entity),
    overlaps,
    edges: (await store.browse.standing([entity.ref])).get(entity.ref)?.edges ?? 0,
  };
}

async function documentsOf(store: Store, entity: Entity): Promise<EntityDetail['documents']> {
  const roles = await rolesOf(store);
  const { entries } = await store.mentions.ofEntity(entity.ref, {}, { limit: MENTIONS });
  const found = new Map<string, EntityDetail['documents'][number]>();
  for (const mention of entries) {
    const { document: id } = parsePassageId(mention.passage);
    const before = found.get(id);
    if (before) {
      before.mentions += 1;
      continue;
    }
    if (found.size >= DOCUMENTS) continue;
    const document = await store.documents.get(id);
    if (!document) continue;
    found.set(id, {
      id,
      path: document.paths[0] ?? '',
      ...(document.title === undefined ? {} : { title: document.title }),
      role: roles.get(document.collection) ?? 'leak',
      passage: mention.passage,
      mentions: 1,
    });
  }
  return [...found.values()];
}

/** Overlaps whose chain passes through the entity, by rank. */
async function overlapsAt(store: Store, key: EntityKey): Promise<EntityDetail['overlaps']> {
  const wanted = entityKey(key);
  const isIt = (end: EntityKey): boolean => end.type === key.type && entityKey(end) === wanted;
  const touches = ({ hops, leak }: Overlap): boolean =>
    isIt(leak) || hops.some((hop) => isIt(hop.from) || isIt(hop.to));
  const found: EntityDetail['overlaps'] = [];
  for await (const overlap of allOf((page) => store.overlaps.list({ rejected: false }, page))) {
    if (!touches(overlap)) continue;
    const { id, rank, score, reference } = overlap;
    found.push({ id, rank, score, reference: reference.name });
  }
  return found;
}

/** Where an entity is mentioned, a page of it; nothing when the case does not know it. */
export async function occurrences(
  store: Store,
  key: EntityKey,
  role: 'leak' | 'reference' | undefined,
  page: PageRequest,
): Promise<Page<Occurrence>> {
  const entity = await store.graph.entity(key);
  if (!entity) return { entries: [], cursor: null };
  const { entries, cursor } = await store.mentions.ofEntity(entity.ref, role === undefined ? {} : { role }, page);
  const passages = new Map(
    (await store.documents.passagesById([...new Set(entries.map((mention) => mention.passage))])).map((passage) => [
      passage.id,
      passage,
    ]),
  );
  const documents = new Map<string, Document | undefined>();
  const shaped: Occurrence[] = [];
  for (const mention of entries) {
    const { document: id } = parsePassageId(mention.passage);
    if (!documents.has(id)) documents.set(id, await store.documents.get(id));
    shaped.push({
      ...plain(mention),
      document: id,
      path: documents.get(id)?.paths[0] ?? '',
      date: passages.get(mention.passage)?.time ?? null,
    });
  }
  return { entries: shaped, cursor };
}
