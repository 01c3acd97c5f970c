/** A saved view as the table and back. */
import type { NewGraphView, OpenedGraphView } from '../../api/types.ts';
import type { GraphFilter } from './graph-filter.ts';
import { EMPTY, type GraphState, keyOf, merged, type Place, wholeAnswer } from './graph-model.ts';

export function contentOf(
  state: GraphState,
  positions: ReadonlyMap<string, Place>,
  filter: GraphFilter,
  about: { readonly name: string; readonly about: string },
): NewGraphView {
  const keys = [...state.nodes.keys()];
  const numbers = new Map(keys.map((key, number) => [key, number]));
  return {
    ...about,
    nodes: [...state.nodes].map(([key, { type, value }]) => {
      const { x, y } = positions.get(key) ?? { x: 0, y: 0 };
      return { type, value, x, y, pinned: state.pinned.has(key), note: state.notes.get(key) ?? '' };
    }),
    groups: state.groups.map(({ name, members, collapsed }) => ({
      name,
      members: [...members].flatMap((key) => numbers.get(key) ?? []),
      collapsed,
    })),
    filter: { ...filter, kinds: [...filter.kinds], relations: [...filter.relations], sources: [...filter.sources] },
  };
}

/** What the view shows of this case; things that the case does not have stay in it, without edges. */
export function tableOf({ view, graph, missing }: OpenedGraphView): {
  readonly state: GraphState;
  readonly places: ReadonlyMap<string, Place>;
  readonly filter: GraphFilter;
} {
  const keys = view.nodes.map(keyOf);
  const absent = missing.map((key) => ({ ...key, degree: 0, leak: false, reference: false }));
  const all = wholeAnswer(graph);
  const table = merged(EMPTY, { nodes: [...all.nodes, ...absent], edges: all.edges });
  const listed = view.nodes.flatMap((node, at) => ({ ...node, key: keys[at] ?? '' }));
  return {
    state: {
      ...table,
      pinned: new Set(listed.filter(({ pinned, key }) => pinned && table.nodes.has(key)).map(({ key }) => key)),
      notes: new Map(listed.filter(({ note }) => note !== '').map(({ key, note }) => [key, note])),
      groups: view.groups.map(({ name, members, collapsed }, at) => ({
        id: `g${at}`,
        name,
        collapsed,
        members: new Set(members.flatMap((member) => keys[member] ?? [])),
      })),
    },
    places: new Map(listed.map(({ key, x, y }) => [key, { x, y }])),
    filter: { ...view.filter, sources: view.filter.sources ?? [] },
  };
}
