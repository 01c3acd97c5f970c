/** Saved searches, and what is new in each. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from './client.ts';
import type { SavedSearch } from './types.ts';

export function useSavedSearches() {
  return useQuery({
    queryKey: ['searches'],
    queryFn: async ({ signal }) => (await get<{ searches: readonly SavedSearch[] }>('/searches', {}, signal)).searches,
  });
}

type Change =
  | {
      readonly save: {
        readonly name: string;
        readonly text: string;
        readonly role?: string;
        readonly collection?: string;
        readonly fold?: boolean;
      };
    }
  | { readonly seen: string }
  | { readonly forget: string };

/** Saves, marks as looked at, or forgets. */
export function useChangeSearches() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      'save' in change
        ? post('/searches', change.save)
        : 'seen' in change
          ? post(`/searches/${encodeURIComponent(change.seen)}/seen`)
          : post(`/searches/${encodeURIComponent(change.forget)}`, {}, 'DELETE'),
    onSettled: () => client.invalidateQueries({ queryKey: ['searches'] }),
  });
}
