/** Fills the contract's shapes from a store: one place for the command line and for HTTP. */
import { TelltaleError } from '../../errors.ts';
import type { CollectionRole } from '../../model/collection.ts';
import type { EntityType } from '../../model/entity.ts';
import type { LedgerEntry } from '../../model/ledger.ts';
import type { SearchQuery } from '../../ports/search-index.ts';
import type { MentionedValue, Page, PageRequest, Store } from '../../ports/store.ts';
import { statedZone } from '../views/stated-zone.ts';
import type { MentionLine, OverlapShape, PeopleShape, SearchShape, StatusShape } from './schemas.ts';

const PAGE = 500;

/** Walks a paged listing to its end. */
export async function* allOf<T>(list: (page: PageRequest) => Promise<Page<T>>): AsyncGenerator<T> {
  let cursor: string | null | undefined;
  do {
    const page: Page<T> = await list({ limit: PAGE, cursor: cursor ?? undefined });
    yield* page.entries;
    cursor = page.cursor;
  } while (cursor);
}

/** `caseFolder` is shown as it is given. Stage failures are in `failures` too, with the path of their document. */
export async function statusShape(
  store: Store,
  caseFolder: string,
  pending: Record<string, number>,
): Promise<StatusShape> {
  const collections: StatusShape['collections'] = [];
  const failures: StatusShape['failures'] = [];
  let waiting = 0;
  for (const { id, name, role, timezone } of await store.collections.list()) {
    const totals = await store.ledger.totals(id);
    waiting += totals.pending;
    const { found, read, duplicate, skipped, failed } = totals;
    collections.push({
      id,
      name,
      role,
      found,
      read,
      duplicate,
      skipped,
      failed,
      ...(await store.documents.count(id)),
      timezone: await statedZone(store, { collection: id }, timezone),
    });
    const entries = allOf<LedgerEntry>((page) => store.ledger.list({ collection: id, outcome: 'failed' }, page));
    for await (const entry of entries) {
      failures.push({
        collection: name,
        path: entry.path,
        code: entry.code ?? 'internal',
        message: entry.message ?? '',
      });
    }
  }
  for (const failure of await store.stages.failures()) {
    const document = await store.documents.get(failure.document);
    const collection = document && (await store.collections.get(document.collection));
    failures.push({
      collection: collection?.name ?? '',
      path: document?.paths[0] ?? failure.document,
      code: failure.code,
      message: `${failure.stage}: ${failure.message}`,
    });
  }
  return {
    case: caseFolder,
    collections,
    failures,
    pending: { ...(waiting > 0 ? { read: waiting } : {}), ...pending },
  };
}

export async function* mentionLines(
  store: Store,
  filter: { type?: string | undefined; role?: CollectionRole | undefined },
): AsyncGenerator<MentionLine> {
  const wanted = {
    ...(filter.type === undefined ? {} : { type: filter.type as EntityType }),
    ...(filter.role === undefined ? {} : { role: filter.role }),
  };
  for await (const value of allOf((page) => store.mentions.values(wanted, page))) {
    const labels = labelsOf(value);
    const { type, mentions, documents, first, last } = value;
    yield { type, value: value.value, mentions, documents, first, last, labels };
  }
}

/** What lists and rules say of a value, and whether it is doubtful that it is one. */
export function labelsOf({ labels, confidence }: Pick<MentionedValue, 'labels' | 'confidence'>): string[] {
  const named = labels.map((label) => label.label);
  return [...new Set(confidence < 0.5 ? [...named, 'doubtful-reading'] : named)];
}

export async function peopleShape(store: Store): Promise<PeopleShape> {
  const { participants, pairs } = await store.documents.people();
  return { participants: participants.map((each) => ({ ...each })), pairs: pairs.map((each) => ({ ...each })) };
}

export async function searchShape(store: Store, query: SearchQuery): Promise<SearchShape> {
  const { total, cursor, hits } = await store.search.search(query);
  const shaped: SearchShape['hits'] = [];
  for (const hit of hits) {
    const document = await store.documents.get(hit.document);
    const passage = await store.documents.passage(hit.passage);
    shaped.push({
      document: hit.document,
      sha256: document?.sha256 ?? '',
      path: document?.paths[0] ?? '',
      passage: hit.passage,
      date: passage?.time ?? null,
      language: passage?.language ?? null,
      snippet: hit.snippet,
      translation: hit.translation,
      alike: hit.alike,
    });
  }
  return { total, cursor, hits: shaped };
}

/** Ranked overlaps; `all` with those that do not hold, last. */
export async function overlapShapes(store: Store, all: boolean): Promise<OverlapShape[]> {
  const overlaps = await Array.fromAsync(allOf((page) => store.overlaps.list(all ? {} : { rejected: false }, page)));
  return overlaps as unknown as OverlapShape[];
}

/** One overlap by its id or its rank. Rejects with `not-found`. */
export async function overlapShape(store: Store, idOrRank: string): Promise<OverlapShape> {
  const byId = await store.overlaps.get(idOrRank);
  if (byId) return byId as unknown as OverlapShape;
  const rank = Number(idOrRank);
  const found = (await overlapShapes(store, true)).find((overlap) => overlap.rank === rank);
  if (!found) throw new TelltaleError('not-found', `There is no overlap ${idOrRank}.`);
  return found;
}
