/** What the pages ask the server for, each under one key. */
import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { ApiError, get, post } from './client.ts';
import type {
  CaseSummary,
  Credibility,
  DocumentDetail,
  DocumentOutline,
  Facets,
  Judgement,
  MentionedValue,
  Overlap,
  Page,
  PassageEntry,
  People,
  SearchAnswer,
  SearchFacets,
} from './types.ts';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        // A wrong question does not get better by asking again; an absent server may.
        retry: (count, error) => count < 2 && (!(error instanceof ApiError) || error.code === 'unreachable'),
      },
    },
  });
}

export function useCaseSummary() {
  return useQuery({ queryKey: ['case'], queryFn: ({ signal }) => get<CaseSummary>('/case', {}, signal) });
}

export function useOverlaps() {
  return useQuery({
    queryKey: ['overlaps'],
    queryFn: ({ signal }) => get<readonly Overlap[]>('/overlaps', { all: true }, signal),
  });
}

/** Adds a verdict and shows it at once; takes it back when the server refuses. */
export function useJudge() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'verdicts' },
    mutationFn: (verdict: {
      subject: string;
      verdict: Judgement['verdict'];
      rationale: string;
      credibility?: Credibility;
    }) => post<Judgement>('/judgements', { subjectKind: 'overlap', ...verdict }),
    onMutate: async (verdict) => {
      await client.cancelQueries({ queryKey: ['overlaps'] });
      const before = client.getQueryData<readonly Overlap[]>(['overlaps']);
      client.setQueryData<readonly Overlap[]>(['overlaps'], (all) =>
        all?.map((overlap) =>
          overlap.id === verdict.subject
            ? {
                ...overlap,
                judgement: {
                  id: '',
                  subjectKind: 'overlap' as const,
                  author: '',
                  time: new Date().toISOString(),
                  ...verdict,
                },
              }
            : overlap,
        ),
      );
      return { before };
    },
    onError: (_error, _verdict, context) => client.setQueryData(['overlaps'], context?.before),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['overlaps'] }),
        client.invalidateQueries({ queryKey: ['case'] }),
      ]),
  });
}

export function useDocument(id: string | undefined) {
  return useQuery({
    queryKey: ['document', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => get<DocumentDetail>(`/documents/${id}`, {}, signal),
    staleTime: 300_000,
  });
}

/** What is read has this long to come and be drawn before its outline is asked for, which takes longer, ms. */
const READ_FIRST = 150;

export function useOutline(document: string) {
  return useQuery({
    queryKey: ['document', document, 'outline'],
    queryFn: async ({ signal }) => {
      await new Promise((later) => setTimeout(later, READ_FIRST));
      return get<DocumentOutline>(`/documents/${document}/outline`, {}, signal);
    },
    staleTime: 300_000,
  });
}

/** Passages of a document that are asked for at a time. */
export const PASSAGE_PAGE = 100;

/** One page of a document's passages, from 0. */
export function passagePage(document: string, page: number) {
  return {
    queryKey: ['document', document, 'passages', page] as const,
    staleTime: 300_000,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      get<{ passages: readonly PassageEntry[] }>(
        `/documents/${document}/passages`,
        { from: page * PASSAGE_PAGE, limit: PASSAGE_PAGE },
        signal,
      ),
  };
}

export function usePassages(ids: readonly string[]) {
  return useQuery({
    queryKey: ['passages', ...ids],
    enabled: ids.length > 0,
    queryFn: async ({ signal }) =>
      (await get<{ passages: readonly PassageEntry[] }>('/passages', { ids: ids.join(',') }, signal)).passages,
    staleTime: 300_000,
  });
}

export function useSearchHits(query: {
  q: string;
  in?: string | undefined;
  collection?: string | undefined;
  document?: string | undefined;
  newer?: string | undefined;
  fold: boolean;
}) {
  return useInfiniteQuery({
    queryKey: ['search', query],
    enabled: query.q.trim() !== '',
    queryFn: ({ signal, pageParam }) =>
      get<SearchAnswer>('/search', { ...query, limit: 30, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useFacets(collection?: string) {
  return useQuery({
    queryKey: ['facets', collection],
    queryFn: ({ signal }) => get<Facets>('/facets', { collection }, signal),
  });
}

export function usePeople() {
  return useQuery({ queryKey: ['people'], queryFn: ({ signal }) => get<People>('/people', {}, signal) });
}

/** The most mentioned values of a type in the leaks, without doubtful readings. */
export function useMentioned(type: string, limit: number, role: 'leak' | 'reference' | undefined = 'leak') {
  return useQuery({
    queryKey: ['mentioned', type, limit, role],
    queryFn: async ({ signal }) =>
      (await get<Page<MentionedValue>>('/mentions', { type, limit, role, likely: 'true' }, signal)).entries,
  });
}

export function useSearchFacets(
  scope: {
    q: string;
    in?: string | undefined;
    collection?: string | undefined;
    newer?: string | undefined;
    fold: boolean;
  },
  wanted: boolean,
) {
  return useQuery({
    queryKey: ['search', 'facets', scope],
    enabled: wanted && scope.q.trim() !== '',
    queryFn: ({ signal }) => get<SearchFacets>('/search/facets', { ...scope }, signal),
    placeholderData: keepPreviousData,
  });
}
