/** Search results with what a reader wants to know of each hit: where it stands, when, who, in which language. */
import type { z } from 'zod';
import type { Document } from '../../model/document.ts';
import type { SearchHit, SearchQuery, SearchScope } from '../../ports/search-index.ts';
import type { Store } from '../../ports/store.ts';
import type { copiesSchema, searchAnswerSchema, searchHitSchema } from '../http/search-schemas.ts';
import { plain } from '../plain.ts';
import { rolesOf } from './document-views.ts';

export type HitEntry = z.infer<typeof searchHitSchema>;
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

/** Hits described at a time when all are wanted. */
const BATCH = 200;

export async function searchAnswer(store: Store, query: SearchQuery): Promise<SearchAnswer> {
  const { total, cursor, hits, words } = await store.search.search(query);
  return { total, cursor, hits: await described(store, hits), words: [...words] };
}

/** What a folded search leaves out for a passage. */
export async function copiesOf(store: Store, passage: string): Promise<z.infer<typeof copiesSchema>> {
  const copies = [];
  for (const copy of await store.duplicates.copies(passage)) {
    const document = await store.documents.get(copy.document);
    if (!document) continue;
    const { kind, title, paths } = document;
    copies.push({ ...copy, path: paths[0] ?? '', ...(title === undefined ? {} : { title }), kind });
  }
  return { copies };
}

/** Every hit, in the order of `searchAnswer`. */
export async function* allHits(store: Store, scope: SearchScope): AsyncGenerator<HitEntry> {
  let batch: SearchHit[] = [];
  for await (const hit of store.search.all(scope)) {
    batch.push(hit);
    if (batch.length < BATCH) continue;
    yield* await described(store, batch);
    batch = [];
  }
  yield* await described(store, batch);
}

async function described(store: Store, hits: readonly SearchHit[]): Promise<HitEntry[]> {
  const roles = await rolesOf(store);
  const passages = new Map(
    (await store.documents.passagesById(hits.map((hit) => hit.passage))).map((passage) => [passage.id, passage]),
  );
  const documents = new Map<string, Document>();
  const entries: HitEntry[] = [];
  for (const hit of hits) {
    const document = documents.get(hit.document) ?? (await store.documents.get(hit.document));
    if (!document) continue;
    documents.set(hit.document, document);
    const passage = passages.get(hit.passage);
    entries.push({
      ...plain(hit),
      sha256: document.sha256,
      path: document.paths[0] ?? '',
      ...(document.title === undefined ? {} : { title: document.title }),
      kind: document.kind,
      role: roles.get(document.collection) ?? 'leak',
      collection: document.collection,
      date: passage?.time ?? null,
      sender: passage?.sender ?? null,
      language: passage?.language ?? null,
    });
  }
  return entries;
}
