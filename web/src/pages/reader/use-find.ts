/** What a query finds in the open document, and in which others: for marking, and for walking from hit to hit. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from '../../api/client.ts';
import type { SearchAnswer, SearchedDocuments } from '../../api/types.ts';
import { queryWords } from '../../parts/spans.ts';

const MOST = 1000;

/** Where the search that led here looked; only documents within it are walked to. */
export interface FindScope {
  readonly q?: string | undefined;
  readonly in?: string | undefined;
  readonly collection?: string | undefined;
  /** `all`: copies are shown too; otherwise each once. */
  readonly copies?: string | undefined;
}

export function useFind(document: string, query: string) {
  return useQuery({
    queryKey: ['find', document, query],
    enabled: query !== '',
    queryFn: ({ signal }) => get<SearchAnswer>('/search', { q: query, document, limit: MOST }, signal),
  });
}

/** What to mark for a query: what the search found here under whatever words; those of the query until it has answered. */
export function useFoundWords(document: string, query: string): readonly string[] {
  const { data } = useFind(document, query);
  return useMemo(() => data?.words ?? queryWords(query), [data, query]);
}

export function useFoundDocuments({ q = '', in: role, collection, copies }: FindScope) {
  const fold = copies !== 'all';
  return useQuery({
    queryKey: ['find', 'documents', q, role, collection, fold],
    enabled: q !== '',
    queryFn: ({ signal }) => get<SearchedDocuments>('/search/documents', { q, in: role, collection, fold }, signal),
  });
}
