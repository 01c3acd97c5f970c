/** The shelf: all documents of the case as one list, asked for in pages as they come into view. */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { get } from './client.ts';
import type { DocumentEntry, Page, ShelfGroups, ShelfPlace } from './types.ts';

export interface ShelfFilter {
  readonly q?: string | undefined;
  readonly mark?: 'unread' | 'starred' | 'noted' | 'superseded' | undefined;
  readonly tag?: string | undefined;
}

/** Documents that are asked for at a time. */
export const SHELF_PAGE = 100;

export function useShelfGroups(filter: ShelfFilter) {
  return useQuery({
    queryKey: ['shelf', 'groups', filter],
    queryFn: ({ signal }) => get<ShelfGroups>('/shelf/groups', { ...filter }, signal),
    placeholderData: keepPreviousData,
  });
}

function shelfPage(filter: ShelfFilter, page: number) {
  return {
    queryKey: ['shelf', 'page', filter, page] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      get<Page<DocumentEntry>>('/shelf', { ...filter, limit: SHELF_PAGE, cursor: String(page * SHELF_PAGE) }, signal),
  };
}

/** The documents at places `first` to `last`, by place; those that have not come yet are left out. */
export function useShelf(filter: ShelfFilter, first: number, last: number): ReadonlyMap<number, DocumentEntry> {
  const from = Math.floor(first / SHELF_PAGE);
  const pages = Array.from({ length: Math.max(0, Math.floor(last / SHELF_PAGE) - from + 1) }, (_, at) => from + at);
  return useQueries({
    queries: pages.map((page) => shelfPage(filter, page)),
    combine: (results) =>
      new Map(
        results.flatMap(({ data }, nth) =>
          (data?.entries ?? []).map((entry, at) => [(from + nth) * SHELF_PAGE + at, entry] as const),
        ),
      ),
  });
}

/** Where a document stands on the shelf, and what is beside it. */
export function useShelfPlace(filter: ShelfFilter, document: string | undefined) {
  return useQuery({
    queryKey: ['shelf', 'place', filter, document],
    enabled: document !== undefined,
    queryFn: ({ signal }) => get<ShelfPlace>('/shelf/place', { ...filter, document }, signal),
    placeholderData: keepPreviousData,
  });
}

/** The first documents that fit some words, for the palette; none without words. */
export function useDocumentsNamed(words: string, limit: number) {
  return useQuery({
    queryKey: ['shelf', 'named', words, limit],
    enabled: words !== '',
    queryFn: async ({ signal }) => (await get<Page<DocumentEntry>>('/shelf', { q: words, limit }, signal)).entries,
    placeholderData: keepPreviousData,
  });
}
