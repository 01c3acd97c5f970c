/** What of the table is drawn: kinds, relations, a time, a strength; groups that are folded stand for their members. */
import type { EntityKey, GraphEdge, GraphNode } from '../../api/types.ts';
import { type GraphState, keyOf, pairOf, without } from './graph-model.ts';

export interface GraphFilter {
  /** Hidden ones. */
  readonly kinds: readonly string[];
  readonly relations: readonly string[];
  /** Reports, senders and collections whose statements are hidden. */
  readonly sources: readonly string[];
  /** ISO dates, both included; empty where the range is open. */
  readonly from: string;
  readonly to: string;
  /** Edges below this confidence are hidden. */
  readonly confidence: number;
}

export const NO_FILTER: GraphFilter = { kinds: [], relations: [], sources: [], from: '', to: '', confidence: 0 };

export function isFiltered({ kinds, relations, sources, from, to, confidence }: GraphFilter): boolean {
  return kinds.length + relations.length + sources.length > 0 || from !== '' || to !== '' || confidence > 0;
}

/** Whether an edge holds in a range, as precisely as its days are given; one without days holds in none. */
export function holdsIn(edge: Pick<GraphEdge, 'first' | 'last'>, from: string, to: string): boolean {
  if (from === '' && to === '') return true;
  const [first, last] = [edge.first ?? edge.last, edge.last ?? edge.first];
  if (first === null || last === null) return false;
  const short = (a: string, b: string): [string, string] => {
    const length = Math.min(a.length, b.length);
    return [a.slice(0, length), b.slice(0, length)];
  };
  const [end, begin] = short(last, from);
  const [start, until] = short(first, to);
  return (from === '' || end >= begin) && (to === '' || start <= until);
}

/** What is drawn. A thing that loses all its edges to a time, a strength or a source goes, unless it is pinned or noted. */
export function visible(state: GraphState, filter: GraphFilter, kindOf: (type: string) => string): GraphState {
  // The same maps as before: a pin alone must not have the graph drawn anew.
  if (!isFiltered(filter)) return state;
  const hidden = new Set(
    [...state.nodes].filter(([, node]) => filter.kinds.includes(kindOf(node.type))).map(([key]) => key),
  );
  const left = without(state, hidden);
  const edges = new Map(
    [...left.edges].filter(
      ([, edge]) =>
        !filter.relations.includes(edge.predicate) &&
        !filter.sources.includes(edge.source) &&
        edge.confidence >= filter.confidence &&
        holdsIn(edge, filter.from, filter.to),
    ),
  );
  if (filter.from === '' && filter.to === '' && filter.confidence === 0 && filter.sources.length === 0)
    return { ...left, edges };
  const ends = (all: Iterable<GraphEdge>) => new Set([...all].flatMap(({ from, to }) => [keyOf(from), keyOf(to)]));
  const [had, has] = [ends(left.edges.values()), ends(edges.values())];
  const lost = new Set([...had].filter((key) => !has.has(key) && !state.pinned.has(key) && !state.notes.has(key)));
  return without({ ...left, edges }, lost);
}

/** Key of a folded group among the drawn things. */
export const groupKey = (id: string): string => `group:${id}`;

/** All that joins two things, as one line. */
export interface DrawnEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Of one pair, in either direction; never empty. */
  readonly edges: readonly GraphEdge[];
}

export interface DrawnGraph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: readonly DrawnEdge[];
  /** Names of folded groups by key. */
  readonly folded: ReadonlyMap<string, { readonly name: string; readonly members: readonly string[] }>;
}

/** Folded groups as one thing each, and all that joins two things as one line. */
export function drawn(state: GraphState): DrawnGraph {
  const folded = new Map<string, { name: string; members: string[] }>();
  const standsFor = new Map<string, string>();
  const nodes = new Map(state.nodes);
  for (const { id, name, members, collapsed } of state.groups) {
    if (!collapsed) continue;
    const key = groupKey(id);
    const there = [...members].flatMap((member) => state.nodes.get(member) ?? []);
    if (there.length === 0) continue;
    folded.set(key, { name, members: [...members] });
    for (const member of members) {
      standsFor.set(member, key);
      nodes.delete(member);
    }
    const degree = there.reduce((sum, node) => sum + node.degree, 0);
    const [leak, reference] = [there.some((node) => node.leak), there.some((node) => node.reference)];
    nodes.set(key, { type: 'group', value: id, degree, leak, reference });
  }
  const endOf = (entity: EntityKey): string => standsFor.get(keyOf(entity)) ?? keyOf(entity);
  const pairs = new Map<string, { id: string; from: string; to: string; edges: GraphEdge[] }>();
  for (const edge of state.edges.values()) {
    const [from, to] = [endOf(edge.from), endOf(edge.to)];
    if (from === to) continue;
    const pair = pairOf(from, to);
    const known = pairs.get(pair);
    if (known) known.edges.push(edge);
    else pairs.set(pair, { id: edge.id, from, to, edges: [edge] });
  }
  return { nodes, edges: [...pairs.values()], folded };
}

/** Edges that are drawn while the picture moves, and those that are drawn from afar: more of them hide each other. */
const [CORE, STRONG] = [250, 8000];
export type Tier = 'core' | 'line' | 'weak';

/**
 * How strong each line of a large graph is. A line is the stronger the more statements join its two ends, and among
 * equals the more both ends are joined to others: what holds the picture together stays.
 */
export function tiers(graph: DrawnGraph, core = CORE, strong = STRONG): ReadonlyMap<string, Tier> {
  const degrees = new Map<string, number>();
  for (const { from, to } of graph.edges) {
    degrees.set(from, (degrees.get(from) ?? 0) + 1);
    degrees.set(to, (degrees.get(to) ?? 0) + 1);
  }
  const ranked = graph.edges
    .map(({ id, from, to, edges }) => ({
      id,
      statements: edges.length,
      degree: Math.min(degrees.get(from) ?? 0, degrees.get(to) ?? 0),
    }))
    .sort((a, b) => b.statements - a.statements || b.degree - a.degree || (a.id < b.id ? -1 : 1));
  return new Map(ranked.map(({ id }, at) => [id, at < core ? 'core' : at < strong ? 'line' : 'weak']));
}
