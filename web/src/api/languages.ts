/** Term base, models and corrections: what the pages ask for, and what they change. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from './client.ts';
import type {
  Correction,
  EngineCount,
  GlossedWord,
  Models,
  NewMentionCorrection,
  NewTranslationCorrection,
  ShippedTerm,
  TermBase,
  TermEdit,
  TermOutcome,
  VerifiedModel,
} from './types.ts';

export function useTermBase() {
  return useQuery({
    queryKey: ['terms'],
    queryFn: ({ signal }) => get<TermBase>('/terms', {}, signal),
    // Passages that wait are worked off in the background.
    refetchInterval: (query) => (query.state.data?.waiting ? 1500 : false),
  });
}

export function useShippedTerms(find: string) {
  return useQuery({
    queryKey: ['shipped-terms', find],
    enabled: find.trim() !== '',
    queryFn: ({ signal }) => get<readonly ShippedTerm[]>('/terms/shipped', { find }, signal),
  });
}

type TermChange =
  | { readonly edits: readonly TermEdit[] }
  | { readonly file: { readonly name: string; readonly text: string } }
  | 'undo';

export function useChangeTerms() {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'terms' },
    mutationFn: (change: TermChange) =>
      change === 'undo'
        ? post<TermOutcome>('/terms/undo')
        : 'file' in change
          ? post<TermOutcome>('/terms/import', change.file)
          : post<TermOutcome>('/terms', { edits: change.edits }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['terms'] }),
        client.invalidateQueries({ queryKey: ['document'] }),
      ]),
  });
}

export function useModels() {
  return useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => get<Models>('/models', {}, signal),
    refetchInterval: (query) => (query.state.data?.pulls.some(({ state }) => state === 'running') ? 500 : false),
  });
}

export function useEngines() {
  return useQuery({
    queryKey: ['engines'],
    queryFn: ({ signal }) => get<readonly EngineCount[]>('/engines', {}, signal),
  });
}

export function usePullableModels(enabled: boolean) {
  return useQuery({
    queryKey: ['models', 'available'],
    enabled,
    retry: false,
    staleTime: 3_600_000,
    queryFn: async ({ signal }) => (await get<{ pairs: readonly string[] }>('/models/available', {}, signal)).pairs,
  });
}

/** One of the requests that change models; what is shown of them is asked for again. */
export function useModelAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      action,
      ...body
    }: {
      action: 'pull' | 'stop' | 'remove';
      pair: string;
      mirror?: string;
      from?: string;
    }) => post(`/models/${action}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ['models'] }),
  });
}

export function useVerifyModels() {
  return useMutation({ mutationFn: () => post<readonly VerifiedModel[]>('/models/verify') });
}

export function useOfflineSwitch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (offline: boolean) => post<Models>('/offline', { offline }),
    onSuccess: (models) => client.setQueryData(['models'], models),
  });
}

export function useCorrections(document: string) {
  return useQuery({
    queryKey: ['document', document, 'corrections'],
    queryFn: ({ signal }) => get<readonly Correction[]>('/corrections', { document }, signal),
  });
}

type NewCorrection =
  | { readonly kind: 'translation'; readonly correction: NewTranslationCorrection }
  | { readonly kind: 'mention'; readonly correction: NewMentionCorrection }
  | { readonly kind: 'withdrawal'; readonly id: string };

/** Corrects, and shows the passages of the document anew. */
export function useCorrect(document: string) {
  const client = useQueryClient();
  return useMutation({
    scope: { id: 'corrections' },
    mutationFn: (request: NewCorrection) =>
      request.kind === 'withdrawal'
        ? post<Correction>('/corrections/withdraw', { id: request.id })
        : post<Correction>(`/corrections/${request.kind}`, request.correction),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['document', document] }),
        client.invalidateQueries({ queryKey: ['entity'] }),
      ]),
  });
}

export function useGloss(passage: string) {
  return useQuery({
    queryKey: ['gloss', passage],
    queryFn: async ({ signal }) =>
      (await get<{ words: readonly GlossedWord[] }>(`/passages/${passage}/gloss`, {}, signal)).words,
  });
}
