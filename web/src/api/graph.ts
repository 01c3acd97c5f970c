/** The graph as the server answers for it: neighbours, ways, edges in full, and views that are kept. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from './client.ts';
import type {
  EdgeFacts,
  EntityKey,
  FirstMentions,
  GraphAnswer,
  GraphViewEntry,
  NewGraphView,
  OpenedGraphView,
  StrongestPath,
  TimeWindow,
  WholeGraph,
} from './types.ts';

export const neighboursOf = ({ type, value }: EntityKey, limit: number): Promise<GraphAnswer> =>
  get<GraphAnswer>('/graph/neighbours', { type, value, limit });

export const pathsBetween = (from: EntityKey, to: EntityKey): Promise<GraphAnswer> =>
  get<GraphAnswer>('/graph/paths', { fromType: from.type, fromValue: from.value, toType: to.type, toValue: to.value });

/** The things of the strongest way between two, in order; empty where there is none. */
export const strongestWay = async (from: EntityKey, to: EntityKey): Promise<readonly EntityKey[]> => {
  const query = { fromType: from.type, fromValue: from.value, toType: to.type, toValue: to.value };
  const { hops } = await get<StrongestPath>('/graph/strongest', query);
  return hops.length === 0 ? [] : [from, ...hops.map((hop) => hop.to)];
};

export const commonOf = (from: EntityKey, to: EntityKey): Promise<GraphAnswer> =>
  get<GraphAnswer>('/graph/common', { fromType: from.type, fromValue: from.value, toType: to.type, toValue: to.value });

/** Who mentioned a thing first, in the leaks and in public. */
export function useFirstMentions(entity: EntityKey | undefined, limit: number) {
  return useQuery({
    queryKey: ['graph', 'first', entity?.type, entity?.value, limit],
    enabled: entity !== undefined,
    staleTime: 300_000,
    queryFn: ({ signal }) =>
      get<FirstMentions>('/graph/first', { type: entity?.type, value: entity?.value, limit }, signal),
  });
}

export const wholeGraph = (): Promise<WholeGraph> => get<WholeGraph>('/graph/whole');

export const graphAmong = (nodes: readonly EntityKey[]): Promise<Omit<WholeGraph, 'total'>> =>
  post<Omit<WholeGraph, 'total'>>('/graph/among', { nodes: nodes.map(({ type, value }) => ({ type, value })) });

export const entitiesCalled = async (text: string): Promise<readonly EntityKey[]> =>
  (await get<{ entities: readonly EntityKey[] }>('/entities', { q: text, limit: 20 })).entities;

export const openView = (id: string): Promise<OpenedGraphView> => get<OpenedGraphView>(`/graph/views/${id}`);

/** Edges that are asked for at a time. */
export const FACTS_AT_ONCE = 40;

/** What edges mean, by id; of ids that are no assertion's nothing is known. */
export function useEdgeFacts(ids: readonly string[]) {
  const asked = ids.filter((id) => /^a\d+$/.test(id)).slice(0, FACTS_AT_ONCE);
  return useQuery({
    queryKey: ['graph', 'edges', ...asked],
    enabled: asked.length > 0,
    staleTime: 300_000,
    queryFn: async ({ signal }) => {
      const { edges } = await get<{ edges: readonly EdgeFacts[] }>('/graph/edges', { ids: asked.join(',') }, signal);
      return new Map(edges.map((edge) => [edge.id, edge]));
    },
  });
}

/** What the leaks mention in a range of months, both included; all of one type where one is given. */
export function useTimeWindow(
  range: { from?: string | undefined; to?: string | undefined },
  type?: string,
  limit = 40,
) {
  const { from = '1970', to = '9999' } = range;
  return useQuery({
    queryKey: ['graph', 'window', from, to, type, limit],
    enabled: Boolean(range.from || range.to),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => get<TimeWindow>('/graph/window', { from, to, type, limit }, signal),
  });
}

export function useGraphViews() {
  return useQuery({
    queryKey: ['graph', 'views'],
    queryFn: async ({ signal }) => (await get<{ views: readonly GraphViewEntry[] }>('/graph/views', {}, signal)).views,
  });
}

type Change =
  | { readonly save: NewGraphView; readonly as?: string | undefined }
  | { readonly rename: string; readonly name: string }
  | { readonly remove: string }
  | { readonly restore: string };

/** Keeps, renames, removes and brings back; gives the view's id. */
export function useChangeViews() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Change): Promise<string> => {
      if ('save' in change) {
        const path = change.as ? `/graph/views/${change.as}` : '/graph/views';
        return (await post<{ id: string }>(path, change.save, change.as ? 'PUT' : 'POST')).id;
      }
      if ('rename' in change) {
        await post(`/graph/views/${change.rename}/name`, { name: change.name });
        return change.rename;
      }
      if ('remove' in change) {
        await post(`/graph/views/${change.remove}`, {}, 'DELETE');
        return change.remove;
      }
      await post(`/graph/views/${change.restore}/restore`);
      return change.restore;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['graph', 'views'] }),
  });
}
