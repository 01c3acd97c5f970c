/** The graph on the table: what was added, pinned, grouped and noted, and what was taken away. */
import type { EntityKey, GraphAnswer, GraphEdge, GraphNode, Overlap, WholeGraph } from '../../api/types.ts';

export interface NodeGroup {
  readonly id: string;
  readonly name: string;
  readonly members: ReadonlySet<string>;
  /** Drawn as one thing. */
  readonly collapsed: boolean;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface GraphState {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: ReadonlyMap<string, GraphEdge>;
  readonly pinned: ReadonlySet<string>;
  readonly groups: readonly NodeGroup[];
  /** An analyst's words by node. */
  readonly notes: ReadonlyMap<string, string>;
  /** Where things stood before the step that made this state moved them. */
  readonly before?: ReadonlyMap<string, Place>;
}

export const EMPTY: GraphState = {
  nodes: new Map(),
  edges: new Map(),
  pinned: new Set(),
  groups: [],
  notes: new Map(),
};

export function keyOf(entity: EntityKey): string {
  return `${entity.type}:${entity.value}`;
}

/** `type:value` of an address; the value may hold colons. */
export function parseKey(text: string | undefined): EntityKey | undefined {
  const at = text?.indexOf(':') ?? -1;
  return text && at > 0 && at < text.length - 1 ? { type: text.slice(0, at), value: text.slice(at + 1) } : undefined;
}

/** The state without what its last step only noted for its undoing. */
function settled({ before: _, ...state }: GraphState): GraphState {
  return state;
}

/** Adds nodes, and the edges whose two ends are there by then. */
export function merged(state: GraphState, answer: GraphAnswer): GraphState {
  const nodes = new Map(state.nodes);
  for (const node of answer.nodes) nodes.set(keyOf(node), node);
  const edges = new Map(state.edges);
  for (const edge of answer.edges)
    if (nodes.has(keyOf(edge.from)) && nodes.has(keyOf(edge.to))) edges.set(edge.id, edge);
  return { ...settled(state), nodes, edges };
}

export function without(state: GraphState, removed: ReadonlySet<string>): GraphState {
  const left = <T>(entries: Iterable<readonly [string, T]>) =>
    new Map([...entries].filter(([key]) => !removed.has(key)));
  return {
    nodes: left(state.nodes),
    edges: new Map(
      [...state.edges].filter(([, edge]) => !removed.has(keyOf(edge.from)) && !removed.has(keyOf(edge.to))),
    ),
    pinned: new Set([...state.pinned].filter((key) => !removed.has(key))),
    groups: withMembers(state.groups, (key) => !removed.has(key)),
    notes: left(state.notes),
  };
}

/** Groups with the members that stay; one without any is gone. */
function withMembers(groups: readonly NodeGroup[], stays: (key: string) => boolean): readonly NodeGroup[] {
  if (groups.every(({ members }) => [...members].every(stays))) return groups;
  return groups
    .map((group) => ({ ...group, members: new Set([...group.members].filter(stays)) }))
    .filter(({ members }) => members.size > 0);
}

export function pinnedAs(state: GraphState, keys: readonly string[], on: boolean): GraphState {
  const pinned = new Set(state.pinned);
  for (const key of keys) {
    if (on) pinned.add(key);
    else pinned.delete(key);
  }
  return { ...settled(state), pinned };
}

/** What was dragged is pinned; where things stood is kept for the undoing. */
export function movedFrom(state: GraphState, before: ReadonlyMap<string, Place>, pins: readonly string[]): GraphState {
  return { ...pinnedAs(state, pins, true), before };
}

/** Puts nodes into a new group; they leave the ones that they were in. */
export function grouped(state: GraphState, id: string, name: string, keys: readonly string[]): GraphState {
  const members = new Set(keys.filter((key) => state.nodes.has(key)));
  const groups = withMembers(state.groups, (key) => !members.has(key));
  return { ...settled(state), groups: [...groups, { id, name, members, collapsed: false }] };
}

export function groupChanged(
  state: GraphState,
  id: string,
  change: Partial<Pick<NodeGroup, 'name' | 'collapsed'>>,
): GraphState {
  return {
    ...settled(state),
    groups: state.groups.map((group) => (group.id === id ? { ...group, ...change } : group)),
  };
}

export function ungrouped(state: GraphState, id: string): GraphState {
  return { ...settled(state), groups: state.groups.filter((group) => group.id !== id) };
}

export function noted(state: GraphState, key: string, note: string): GraphState {
  const notes = new Map(state.notes);
  if (note.trim() === '') notes.delete(key);
  else notes.set(key, note.trim());
  return { ...settled(state), notes };
}

/** An overlap's chain as a graph, to start from. */
export function chainGraph(overlap: Pick<Overlap, 'id' | 'hops'>): GraphAnswer {
  const nodes = new Map<string, GraphNode>();
  const put = (entity: EntityKey, leak: boolean) => {
    const before = nodes.get(keyOf(entity));
    nodes.set(keyOf(entity), { ...entity, degree: 0, leak: leak || (before?.leak ?? false), reference: true });
  };
  const edges = overlap.hops.map((hop, index): GraphEdge => {
    put(hop.from, index === 0);
    put(hop.to, false);
    const [first] = hop.evidence;
    const day = first?.date?.slice(0, 10) ?? null;
    return {
      id: `${overlap.id} ${index}`,
      from: hop.from,
      to: hop.to,
      predicate: hop.relation,
      collection: first?.collection ?? '',
      source: hop.origin ?? first?.sender ?? '',
      passage: first?.passage ?? null,
      confidence: hop.weight.extraction,
      first: day,
      last: day,
      amount: null,
    };
  });
  return { nodes: [...nodes.values()], edges };
}

/** A chain with what the case states of its things; a hop is left as it was only where nothing else joins the two. */
export function chainOver(chain: GraphAnswer, known: GraphAnswer): GraphAnswer {
  const joined = new Set(known.edges.map((edge) => pairOf(keyOf(edge.from), keyOf(edge.to))));
  const there = new Set(known.nodes.map(keyOf));
  return {
    nodes: [...chain.nodes.filter((node) => !there.has(keyOf(node))), ...known.nodes],
    edges: [...known.edges, ...chain.edges.filter((edge) => !joined.has(pairOf(keyOf(edge.from), keyOf(edge.to))))],
  };
}

/** A graph in few words as nodes and edges. */
export function wholeAnswer({ nodes, predicates, sources, edges }: Omit<WholeGraph, 'total'>): GraphAnswer {
  return {
    nodes,
    edges: edges.flatMap(([a, b, named, assertion, confidence, first, last, amount, by]) => {
      const [from, to] = [nodes[a], nodes[b]];
      if (!from || !to) return [];
      const said = { predicate: predicates[named] ?? '', confidence, first, last, amount };
      const source = by === null ? '' : (sources[by] ?? '');
      return [{ id: `a${assertion}`, from, to, collection: '', source, passage: null, ...said }];
    }),
  };
}

export function pairOf(from: string, to: string): string {
  return from < to ? `${from}\u0000${to}` : `${to}\u0000${from}`;
}
