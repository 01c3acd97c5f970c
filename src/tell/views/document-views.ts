/** Documents as the reader shows them: with their role, size, what hangs together with them, their outline. */
import type { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { Collection } from '../../model/collection.ts';
import type { Document, DocumentKind, DocumentLink } from '../../model/document.ts';
import type { StoredPassage } from '../../model/passage.ts';
import type { DocumentSize } from '../../ports/browse-store.ts';
import type { ShelfFilter } from '../../ports/shelf-store.ts';
import type { Page, PageRequest, Store } from '../../ports/store.ts';
import type {
  documentDetailSchema,
  documentLinkSchema,
  documentOutlineSchema,
  documentSchema,
} from '../http/schemas.ts';
import { plain } from '../plain.ts';
import { statedZone } from './stated-zone.ts';

export type DocumentEntry = z.infer<typeof documentSchema>;
export type DocumentDetail = z.infer<typeof documentDetailSchema>;
type DocumentOutline = z.infer<typeof documentOutlineSchema>;
type LinkEntry = z.infer<typeof documentLinkSchema>;

export async function documentEntries(
  store: Store,
  filter: { collection?: string | undefined; kind?: DocumentKind | undefined },
  page: PageRequest,
): Promise<Page<DocumentEntry>> {
  const { collection, kind } = filter;
  const wanted = { ...(collection === undefined ? {} : { collection }), ...(kind === undefined ? {} : { kind }) };
  const { entries, cursor } = await store.documents.list({ ...wanted, state: 'read' }, page);
  const sizes = await store.browse.sizes(entries.map((document) => document.id));
  const roles = await rolesOf(store);
  return { entries: entries.map((document) => entryOf(document, roles, sizes.get(document.id))), cursor };
}

/** Documents of the shelf, in its order. */
export async function shelfEntries(store: Store, filter: ShelfFilter, page: PageRequest): Promise<Page<DocumentEntry>> {
  const { entries: ids, cursor } = await store.shelf.list(filter, page);
  const sizes = await store.browse.sizes(ids);
  const roles = await rolesOf(store);
  const documents = await Promise.all(ids.map((id) => store.documents.get(id)));
  return {
    entries: documents.flatMap((document) => (document ? [entryOf(document, roles, sizes.get(document.id))] : [])),
    cursor,
  };
}

/** Rejects with `not-found`. */
export async function documentOf(store: Store, id: string): Promise<Document> {
  const document = await store.documents.get(id);
  if (!document) throw new TelltaleError('not-found', `There is no document ${id}.`);
  return document;
}

/** Rejects with `not-found`. */
export async function documentDetail(store: Store, id: string): Promise<DocumentDetail> {
  const document = await documentOf(store, id);
  const sizes = await store.browse.sizes([id]);
  const links = await store.documents.links(id);
  return {
    ...entryOf(document, await rolesOf(store), sizes.get(id)),
    properties: { ...document.properties },
    pages: await pagesOf(store, document, links.from),
    children: await linkEntries(store, links.from, (link) => link.to),
    parents: await linkEntries(store, links.to, (link) => link.from),
  };
}

/** These may be long, and no passage of them is on a page. */
const WITHOUT_PAGES: ReadonlySet<DocumentKind> = new Set(['chat', 'mail', 'table', 'record-set', 'database']);

async function pagesOf(
  store: Store,
  { id, kind, ocrPages }: Document,
  links: readonly DocumentLink[],
): Promise<number> {
  if (kind === 'picture') return 1;
  const own = WITHOUT_PAGES.has(kind) ? 0 : await store.browse.pages(id);
  return Math.max(own, pagesIn(links), ...(ocrPages ?? []));
}

/** Rejects with `not-found`. */
export async function outlineOf(store: Store, id: string): Promise<DocumentOutline> {
  const { collection } = await documentOf(store, id);
  const { senders, days, mentionTypes } = await store.browse.outline(id);
  const { timezone } = (await store.collections.get(collection)) ?? {};
  return {
    timezone: senders.length + days.length > 0 ? await statedZone(store, { document: id }, timezone) : null,
    ...plain({ senders, days, mentionTypes }),
  };
}

/** The highest page number that a document of page pictures names. */
function pagesIn(links: readonly DocumentLink[]): number {
  return links.reduce((most, link) => (link.relation === 'page' ? Math.max(most, link.position) : most), 0);
}

/** Passages of one page; of a document of page pictures, those of that picture. */
export async function passagesOfPage(store: Store, id: string, page: number): Promise<readonly StoredPassage[]> {
  const own = await store.browse.passagesOfPage(id, page);
  if (own.length > 0) return own;
  const { from } = await store.documents.links(id);
  const picture = from.find((link) => link.relation === 'page' && link.position === page);
  return picture ? store.documents.passages(picture.to) : [];
}

async function linkEntries(
  store: Store,
  links: readonly DocumentLink[],
  other: (link: DocumentLink) => string,
): Promise<LinkEntry[]> {
  const entries: LinkEntry[] = [];
  for (const link of links) {
    const document = await store.documents.get(other(link));
    if (!document) continue;
    const { relation, position, passage } = link;
    entries.push({
      relation,
      position,
      ...(passage === undefined ? {} : { passage }),
      document: document.id,
      path: document.paths[0] ?? '',
      kind: document.kind,
      ...(document.title === undefined ? {} : { title: document.title }),
    });
  }
  return entries;
}

export async function rolesOf(store: Store): Promise<ReadonlyMap<string, Collection['role']>> {
  return new Map((await store.collections.list()).map((collection) => [collection.id, collection.role]));
}

function entryOf(
  document: Document,
  roles: ReadonlyMap<string, Collection['role']>,
  size: DocumentSize | undefined,
): DocumentEntry {
  const { id, collection, sha256, paths, kind, mediaType, reader, title } = document;
  return {
    id,
    collection,
    role: roles.get(collection) ?? 'leak',
    sha256,
    size: document.size,
    paths: [...paths],
    kind,
    mediaType,
    reader,
    ...(title === undefined ? {} : { title }),
    passages: size?.passages ?? 0,
    messages: size?.messages ?? 0,
  };
}
