/** The graph on the table: what was added, pinned and taken away, and the way back. */
import type { EntityKey, GraphAnswer, GraphEdge, GraphNode, Overlap, WholeGraph } from '../../api/types.ts';

export interface GraphState {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: ReadonlyMap<string, GraphEdge>;
  readonly pinned: ReadonlySet<string>;
}

export const EMPTY: GraphState = { nodes: new Map(), edges: new Map(), pinned: new Set() };

export function keyOf(entity: EntityKey): string {
  return `${entity.type}:${entity.value}`;
}

/** `type:value` of an address; the value may hold colons. */
export function parseKey(text: string | undefined): EntityKey | undefined {
  const at = text?.indexOf(':') ?? -1;
  return text && at > 0 && at < text.length - 1 ? { type: text.slice(0, at), value: text.slice(at + 1) } : undefined;
}

/** Adds nodes, and the edges whose two ends are there by then. */
export function merged(state: GraphState, answer: GraphAnswer): GraphState {
  const nodes = new Map(state.nodes);
  for (const node of answer.nodes) nodes.set(keyOf(node), node);
  const edges = new Map(state.edges);
  for (const edge of answer.edges)
    if (nodes.has(keyOf(edge.from)) && nodes.has(keyOf(edge.to))) edges.set(edge.id, edge);
  return { ...state, nodes, edges };
}

export function without(state: GraphState, removed: ReadonlySet<string>): GraphState {
  return {
    nodes: new Map([...state.nodes].filter(([key]) => !removed.has(key))),
    edges: new Map(
      [...state.edges].filter(([, edge]) => !removed.has(keyOf(edge.from)) && !removed.has(keyOf(edge.to))),
    ),
    pinned: new Set([...state.pinned].filter((key) => !removed.has(key))),
  };
}

export function pinnedAs(state: GraphState, key: string, on: boolean): GraphState {
  const pinned = new Set(state.pinned);
  if (on) pinned.add(key);
  else pinned.delete(key);
  return { ...state, pinned };
}

/** An overlap's chain as a graph, to start from. */
export function chainGraph(overlap: Overlap): GraphAnswer {
  const nodes = new Map<string, GraphNode>();
  const put = (entity: EntityKey, leak: boolean) => {
    const before = nodes.get(keyOf(entity));
    nodes.set(keyOf(entity), { ...entity, degree: 0, leak: leak || (before?.leak ?? false), reference: true });
  };
  const edges = overlap.hops.map((hop, index): GraphEdge => {
    put(hop.from, index === 0);
    put(hop.to, false);
    return {
      id: `${overlap.id} ${index}`,
      from: hop.from,
      to: hop.to,
      predicate: hop.relation,
      collection: hop.evidence[0]?.collection ?? '',
      passage: hop.evidence[0]?.passage ?? null,
      confidence: hop.weight.extraction,
      first: hop.evidence[0]?.date?.slice(0, 10) ?? null,
      last: hop.evidence[0]?.date?.slice(0, 10) ?? null,
    };
  });
  return { nodes: [...nodes.values()], edges };
}

/** The whole graph's numbers as nodes and edges. */
export function wholeAnswer({ nodes, predicates, edges }: Omit<WholeGraph, 'total'>): GraphAnswer {
  return {
    nodes,
    edges: edges.flatMap(([a, b, named, assertion, confidence, first, last]) => {
      const [from, to] = [nodes[a], nodes[b]];
      const predicate = predicates[named] ?? '';
      return from && to
        ? [{ id: `a${assertion}`, from, to, predicate, collection: '', passage: null, confidence, first, last }]
        : [];
    }),
  };
}

/** What is drawn with kinds and relations switched off. */
export function visible(
  state: GraphState,
  hidden: { readonly kinds: readonly string[]; readonly relations: readonly string[] },
  kindOf: (type: string) => string,
): GraphState {
  // The same maps as before: a pin alone must not have the graph drawn anew.
  if (hidden.kinds.length === 0 && hidden.relations.length === 0) return state;
  const removed = new Set(
    [...state.nodes].filter(([, node]) => hidden.kinds.includes(kindOf(node.type))).map(([key]) => key),
  );
  const left = without(state, removed);
  return { ...left, edges: new Map([...left.edges].filter(([, edge]) => !hidden.relations.includes(edge.predicate))) };
}

/** Edges that are drawn from afar: more of them hide each other. */
const STRONG = 8000;

/**
 * All edges but the strongest. An edge is the stronger the more statements join its two ends, and among equals the more
 * both ends are joined to others: what holds the picture together stays.
 */
export function weakEdges(state: GraphState, most = STRONG): ReadonlySet<string> {
  if (state.edges.size <= most) return new Set();
  const degrees = new Map<string, number>();
  const statements = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const ends = [...state.edges].map(([id, edge]) => {
    const [from, to] = [keyOf(edge.from), keyOf(edge.to)];
    const pair = from < to ? `${from}\u0000${to}` : `${to}\u0000${from}`;
    count(degrees, from);
    count(degrees, to);
    count(statements, pair);
    return { id, from, to, pair };
  });
  const ranked = ends
    .map(({ id, from, to, pair }) => ({
      id,
      statements: statements.get(pair) ?? 0,
      degree: Math.min(degrees.get(from) ?? 0, degrees.get(to) ?? 0),
    }))
    .sort((a, b) => b.statements - a.statements || b.degree - a.degree || (a.id < b.id ? -1 : 1));
  return new Set(ranked.slice(most).map(({ id }) => id));
}
