/** Parts of the graph: what stands around a thing, and the shortest ways between two. */
import type { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { Assertion } from '../../model/assertion.ts';
import type { Entity, EntityKey, EntityRef } from '../../model/entity.ts';
import type { DrawnEdge } from '../../ports/browse-store.ts';
import type { Edge, Store } from '../../ports/store.ts';
import type { graphSchema, wholeGraphSchema } from '../http/schemas.ts';
import { plain } from '../plain.ts';

export type GraphAnswer = z.infer<typeof graphSchema>;

/** A node with more edges than this is a hub: paths end at it but do not lead through it. */
const HUB = 2000;
/** A larger graph does not say of each edge who states it. */
const SAID_BY = 5000;
/** Hops of the longest path that is looked for. */
const MAX_HOPS = 5;

/** The entity and its neighbours, those with most assertions first. `total` counts all of them. Rejects with `not-found`. */
export async function neighbourhood(store: Store, key: EntityKey, limit: number): Promise<GraphAnswer> {
  const centre = await entityOf(store, key);
  const around = new Map<EntityRef, Edge[]>();
  for (const edge of await store.graph.edges(centre.ref)) {
    if (edge.to === centre.ref) continue;
    const met = around.get(edge.to);
    if (met) met.push(edge);
    else around.set(edge.to, [edge]);
  }
  const shown = [...around].sort(([a, as], [b, bs]) => bs.length - as.length || a - b).slice(0, limit);
  const edges = shown.flatMap(([, its]) => its);
  const others = shown.map(([ref]) => ref);
  const among = (await between(store, others)).filter((edge) => edge.to !== centre.ref && edge.from !== centre.ref);
  return graphAnswer(store, [centre.ref, ...others], [...edges, ...among], around.size);
}

/** Edges whose two ends are both among the entities. Hubs are not opened. */
async function between(store: Store, refs: readonly EntityRef[]): Promise<Edge[]> {
  const standing = await store.browse.standing(refs);
  const small = refs.filter((ref) => (standing.get(ref)?.edges ?? 0) <= HUB);
  const wanted = new Set(refs);
  return [...(await store.graph.edgesOf(small)).values()].flat().filter((edge) => wanted.has(edge.to));
}

/** All shortest paths between two things, up to five hops; `total` counts them. Rejects with `not-found`. */
export async function paths(store: Store, from: EntityKey, to: EntityKey): Promise<GraphAnswer> {
  const [start, end] = [await entityOf(store, from), await entityOf(store, to)];
  if (start.ref === end.ref) return graphAnswer(store, [start.ref], [], 0);
  const steps = new Map<EntityRef, Edge[]>();
  const depth = new Map<EntityRef, number>([[start.ref, 0]]);
  let frontier = [start.ref];
  for (let hop = 1; hop <= MAX_HOPS && frontier.length > 0 && !depth.has(end.ref); hop += 1) {
    const next: EntityRef[] = [];
    for (const [ref, edges] of await opened(store, frontier, start.ref)) {
      for (const edge of edges) {
        const known = depth.get(edge.to);
        if (known !== undefined && known < hop) continue;
        if (known === undefined) {
          depth.set(edge.to, hop);
          next.push(edge.to);
        }
        steps.set(edge.to, [...(steps.get(edge.to) ?? []), { ...edge, from: ref }]);
      }
    }
    frontier = next;
  }
  if (!depth.has(end.ref)) return graphAnswer(store, [start.ref, end.ref], [], 0);
  const nodes = new Set<EntityRef>([end.ref]);
  const edges: Edge[] = [];
  const ways = new Map<EntityRef, number>([[start.ref, 1]]);
  const back = [end.ref];
  for (let at = back.shift(); at !== undefined; at = back.shift()) {
    for (const edge of steps.get(at) ?? []) {
      edges.push(edge);
      if (nodes.has(edge.from)) continue;
      nodes.add(edge.from);
      back.push(edge.from);
    }
  }
  const inOrder = [...nodes].sort((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0));
  for (const node of inOrder) {
    const before = new Set((steps.get(node) ?? []).map((edge) => edge.from));
    if (before.size > 0)
      ways.set(
        node,
        [...before].reduce((sum, ref) => sum + (ways.get(ref) ?? 0), 0),
      );
  }
  return graphAnswer(store, inOrder, edges, ways.get(end.ref) ?? 0);
}

/** The most connected part of the case in few words: edges name their ends by number. */
export async function wholeGraph(
  store: Store,
  limit: { nodes: number; edges: number },
): Promise<z.infer<typeof wholeGraphSchema>> {
  const { entities, edges, total } = await store.browse.whole(limit);
  return { ...(await inFewWords(store, entities, edges)), total };
}

/** Things and the edges among them by number; edges whose ends are not both there are left out. */
export async function inFewWords(
  store: Store,
  entities: readonly Entity[],
  edges: readonly DrawnEdge[],
): Promise<Omit<z.infer<typeof wholeGraphSchema>, 'total'>> {
  const standing = await store.browse.standing(entities.map((entity) => entity.ref));
  const numbers = new Map(entities.map((entity, number) => [entity.ref, number]));
  const predicates = [...new Set(edges.map((edge) => edge.predicate))];
  const predicateNumbers = new Map(predicates.map((predicate, number) => [predicate, number]));
  const assertions =
    edges.length > SAID_BY ? [] : await store.graph.assertions([...new Set(edges.map(({ assertion }) => assertion))]);
  const said = await saidBy(store, assertions);
  const sources = [...new Set(said.values())];
  const sourceNumbers = new Map(sources.map((source, number) => [source, number]));
  return {
    nodes: entities.map(({ ref, type, value }) => {
      const { edges: degree = 0, leak = false, reference = false } = standing.get(ref) ?? {};
      return { type, value, degree, leak, reference };
    }),
    predicates,
    sources,
    edges: edges.flatMap(({ assertion, from, to, predicate, confidence, first, last, amount }) => {
      const [a, b] = [numbers.get(from), numbers.get(to)];
      const named = predicateNumbers.get(predicate) ?? 0;
      type Tuple = z.infer<typeof wholeGraphSchema>['edges'][number];
      return a === undefined || b === undefined
        ? []
        : [
            [
              ...([a, b, named, assertion, confidence, first, last, plain(amount)] as const),
              sourceNumbers.get(said.get(assertion) ?? '') ?? null,
            ] satisfies Tuple,
          ];
    }),
  };
}

async function opened(
  store: Store,
  refs: readonly EntityRef[],
  start: EntityRef,
): Promise<ReadonlyMap<EntityRef, readonly Edge[]>> {
  const standing = await store.browse.standing(refs);
  return store.graph.edgesOf(refs.filter((ref) => ref === start || (standing.get(ref)?.edges ?? 0) <= HUB));
}

/** Rejects with `not-found`. */
export async function entityOf(store: Store, key: EntityKey): Promise<Entity> {
  const entity = await store.graph.entity(key);
  if (!entity) throw new TelltaleError('not-found', `The case does not know the ${key.type} ${key.value}.`);
  return entity;
}

/** Who states each assertion: its report, in a leak who wrote it, else the collection's name. */
export async function saidBy(store: Store, assertions: readonly Assertion[]): Promise<ReadonlyMap<number, string>> {
  const collections = new Map((await store.collections.list()).map((collection) => [collection.id, collection]));
  const isWritten = ({ collection, origin }: Assertion): boolean =>
    origin === undefined && collections.get(collection)?.role === 'leak';
  const written = assertions.filter(isWritten).flatMap(({ evidence }) => evidence[0]?.passage ?? []);
  const senders = new Map(
    (await store.documents.passagesById([...new Set(written)])).map(({ id, sender }) => [id, sender]),
  );
  return new Map(
    assertions.map((assertion) => {
      const { ref, collection, origin, evidence } = assertion;
      const sender = isWritten(assertion) ? senders.get(evidence[0]?.passage ?? '') : undefined;
      return [ref, origin?.name ?? sender ?? collections.get(collection)?.name ?? collection];
    }),
  );
}

/** Nodes and edges with what a picture of them needs; edges whose ends are not both among the nodes are left out. */
export async function graphAnswer(
  store: Store,
  refs: readonly EntityRef[],
  edges: readonly Edge[],
  total: number,
): Promise<GraphAnswer> {
  const standing = await store.browse.standing(refs);
  const keys = new Map(
    (await store.graph.entities(refs)).map(({ ref, type, value }): [EntityRef, EntityKey] => [ref, { type, value }]),
  );
  const nodes: GraphAnswer['nodes'] = [];
  for (const ref of refs) {
    const key = keys.get(ref);
    const { edges: degree = 0, leak = false, reference = false } = standing.get(ref) ?? {};
    if (key) nodes.push({ ...key, degree, leak, reference });
  }
  const assertions = await store.graph.assertions([...new Set(edges.map(({ assertion }) => assertion))]);
  const saidIn = assertions.flatMap(({ evidence }) => evidence[0]?.passage ?? []);
  const said = new Map((await store.documents.passagesById(saidIn)).map(({ id, time }) => [id, time?.slice(0, 10)]));
  const sources = await saidBy(store, assertions);
  const shaped: GraphAnswer['edges'] = [];
  for (const {
    ref,
    subject,
    object,
    predicate,
    collection,
    evidence,
    confidence,
    firstSeen,
    lastSeen,
    amount,
  } of assertions) {
    const [from, to] = [keys.get(subject), keys.get(object)];
    if (!from || !to) continue;
    const passage = evidence[0]?.passage ?? null;
    const day = said.get(passage ?? '') ?? null;
    shaped.push({
      id: `a${ref}`,
      from,
      to,
      predicate,
      collection,
      source: sources.get(ref) ?? collection,
      passage,
      confidence,
      first: firstSeen ?? lastSeen ?? day,
      last: lastSeen ?? firstSeen ?? day,
      amount: amount ? plain(amount) : null,
    });
  }
  return { nodes, edges: shaped, total };
}
