/** The graph around the overlaps: their chains, and what stands next to them. */
import { type EntityKey, type EntityRef, entityKey } from '../../model/entity.ts';
import type { Edge, Store } from '../../ports/store.ts';
import { kindOf } from '../kinds.ts';
import { Cover, chosenOverlaps, hopsOf, statedBy } from './chosen-overlaps.ts';
import type { ExportOptions } from './exporter.ts';

export interface GraphNode {
  readonly id: string;
  readonly type: string;
  readonly kind: string;
  readonly label: string;
  readonly leak: boolean;
  readonly reference: boolean;
  /** Whether a chain leads through it. */
  readonly chained: boolean;
}
export interface GraphEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly predicate: string;
  /** Ids of the overlaps whose chains walk it, by rank, separated by spaces. */
  readonly overlaps: string;
  /** The product of the hop's factors where a chain walks it, else 0. */
  readonly weight: number;
}
export interface OverlapGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Neighbours shown of one thing; of a thing with more edges than `HUB` none: they say nothing about the chain. */
const NEIGHBOURS = 40;
const HUB = 2000;

export async function overlapGraph(store: Store, options: ExportOptions): Promise<OverlapGraph> {
  const cover = new Cover(store, options.unmasked);
  const keys = new Map<string, EntityKey>();
  const links = new Map<
    string,
    { from: string; to: string; predicate: string; overlaps: Set<string>; weight: number }
  >();
  const link = (from: EntityKey, predicate: string, to: EntityKey) => {
    const [source, target] = [idOf(from), idOf(to)];
    if (!keys.has(source)) keys.set(source, from);
    if (!keys.has(target)) keys.set(target, to);
    const id = `${source} ${predicate} ${target}`;
    const known = links.get(id) ?? { from: source, to: target, predicate, overlaps: new Set<string>(), weight: 0 };
    links.set(id, known);
    return known;
  };
  for (const { overlap } of await chosenOverlaps(store)) {
    for (const hop of hopsOf(overlap)) {
      const { subject, predicate, object } = statedBy(hop);
      const walked = link(subject, predicate, object);
      walked.overlaps.add(overlap.id);
      const { specificity, temporal, source, extraction } = hop.weight;
      walked.weight = Math.max(walked.weight, specificity * temporal * source * extraction);
    }
  }
  const chained = new Set(keys.keys());
  for (const { from, predicate, to } of await around(store, [...keys.values()])) link(from, predicate, to);

  const all = [...keys.values()];
  const refs = (await store.graph.find(all)).map((entity) => entity?.ref);
  const standing = await store.browse.standing(refs.filter((ref) => ref !== undefined));
  const shown = new Map<string, string>();
  const nodes = all.map((key, at): GraphNode => {
    const { type, value } = cover.key(key);
    const ref = refs[at];
    const { leak = false, reference = false } = (ref === undefined ? undefined : standing.get(ref)) ?? {};
    const id = `${type}:${value}`;
    shown.set(idOf(key), id);
    return { id, type, kind: kindOf(type), label: value, leak, reference, chained: chained.has(idOf(key)) };
  });
  const edges = [...links.values()].map(
    ({ from, to, predicate, overlaps, weight }, at): GraphEdge => ({
      id: `e${at}`,
      source: shown.get(from) ?? from,
      target: shown.get(to) ?? to,
      predicate,
      overlaps: [...overlaps].join(' '),
      weight: Number(weight.toFixed(4)),
    }),
  );
  return { nodes, edges };
}

const idOf = (key: EntityKey): string => `${key.type}:${entityKey(key)}`;

/** Assertions at the chains' things, in an order that does not depend on the case's numbering. */
async function around(
  store: Store,
  chained: readonly EntityKey[],
): Promise<{ from: EntityKey; predicate: string; to: EntityKey }[]> {
  const refs = (await store.graph.find(chained)).flatMap((entity) => (entity ? [entity.ref] : []));
  const standing = await store.browse.standing(refs);
  const small = refs.filter((ref) => (standing.get(ref)?.edges ?? 0) <= HUB);
  const edges = await store.graph.edgesOf(small);
  const others = new Set([...edges.values()].flat().map((edge) => edge.to));
  const known = new Map<EntityRef, EntityKey>(
    (await store.graph.entities([...new Set([...small, ...others])])).map(({ ref, type, value }) => [
      ref,
      { type, value },
    ]),
  );
  return small.flatMap((ref) => {
    const stated = (edges.get(ref) ?? []).flatMap((edge) => statement(edge, known));
    return stated.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1)).slice(0, NEIGHBOURS);
  });
}

function statement(edge: Edge, known: ReadonlyMap<EntityRef, EntityKey>) {
  const [from, to] = [known.get(edge.inverse ? edge.to : edge.from), known.get(edge.inverse ? edge.from : edge.to)];
  return from && to ? [{ from, predicate: edge.predicate, to }] : [];
}

const orderOf = (stated: { from: EntityKey; predicate: string; to: EntityKey }): string =>
  `${idOf(stated.from)}\0${stated.predicate}\0${idOf(stated.to)}`;
