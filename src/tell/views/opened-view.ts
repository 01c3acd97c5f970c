/** A graph view opened on a case: its things as the case knows them now, and what joins them. */
import type { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { EntityKey } from '../../model/entity.ts';
import type { GraphView } from '../../model/graph-view.ts';
import type { Store } from '../../ports/store.ts';
import { type newGraphViewSchema, type openedGraphViewSchema, VIEW_FORMAT } from '../http/graph-view-schemas.ts';
import { plain } from '../plain.ts';
import { inFewWords } from './graph-views.ts';

const EDGES = 60_000;

/** Rejects with `not-found`. */
export async function viewOf(store: Store, id: string): Promise<GraphView> {
  const view = await store.graphViews.get(id);
  if (!view) throw new TelltaleError('not-found', `There is no graph view ${id}.`);
  return view;
}

/** Rejects with `not-found`. */
export async function openedView(store: Store, id: string): Promise<z.infer<typeof openedGraphViewSchema>> {
  const view = await viewOf(store, id);
  const { graph, missing } = await among(store, view.nodes);
  return { view: plain(view), graph, missing };
}

/** Things as the case knows them, what joins them, and those that it does not have. */
export async function among(
  store: Store,
  keys: readonly EntityKey[],
): Promise<Pick<z.infer<typeof openedGraphViewSchema>, 'graph' | 'missing'>> {
  const found = await store.graph.find(keys);
  const there = [...new Map(found.flatMap((entity) => (entity ? [[entity.ref, entity] as const] : []))).values()];
  const edges = await store.browse.among(
    there.map(({ ref }) => ref),
    EDGES,
  );
  return {
    graph: await inFewWords(store, there, edges),
    missing: keys.flatMap(({ type, value }, at) => (found[at] ? [] : [{ type, value }])),
  };
}

/** A view as a file that another copy of the case opens. */
export function viewFile({ name, about, nodes, groups, filter }: GraphView): z.input<typeof newGraphViewSchema> {
  return plain({ format: VIEW_FORMAT, name, about, nodes, groups, filter });
}
