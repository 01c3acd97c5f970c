/** The strongest way between two things, over any assertions, looked for from both ends at once. */
import type { EntityRef } from '../../model/entity.ts';
import type { Edge, Store } from '../../ports/store.ts';

/** A thing with more edges is a hub: ways end at it, but do not lead through it. */
const HUB = 2_000;
/** Hops of the longest way: three from one end, two from the other. */
const FROM_HERE = 3;
const FROM_THERE = 2;
/** Things of a layer that are followed further, strongest first. */
const FOLLOWED = 150;

export interface StrongHop extends Edge {
  /** 0 to 1: how sure the assertion is, and how little what it comes to is a junction of everything. */
  readonly strength: number;
}

export interface StrongestPath {
  /** In order from the first thing to the second; empty where there is no way. */
  readonly hops: readonly StrongHop[];
  /** Product of the hops; 1 for a thing and itself. */
  readonly strength: number;
  /** Things that were not led through, because they are hubs. */
  readonly hubs: number;
}

interface Reached {
  readonly strength: number;
  readonly hops: readonly StrongHop[];
}

/** Things at which ways from both ends meet, looked at in one go. */
const MEETINGS = 100;
const AT_THE_END: Reached = { strength: 1, hops: [] };

type Queries = Pick<Store, 'graph' | 'browse'>;

/** Strength 0 where there is no way of at most five hops around the hubs. */
export async function strongestPath(store: Queries, from: EntityRef, to: EntityRef): Promise<StrongestPath> {
  if (from === to) return { hops: [], strength: 1, hubs: 0 };
  const hubs = new Set<EntityRef>();
  const here = await reach(store, from, FROM_HERE, to, hubs);
  const there = await reach(store, to, FROM_THERE, from, hubs);
  const meetings = [...here].flatMap(([ref, mine]) => {
    const theirs = ref === to ? AT_THE_END : there.get(ref);
    return theirs ? [{ ref, mine, theirs, most: mine.strength * theirs.strength }] : [];
  });
  meetings.sort((a, b) => b.most - a.most || a.ref - b.ref);
  let best: Reached = { strength: 0, hops: [] };
  for (let at = 0; at < meetings.length && (meetings[at]?.most ?? 0) > best.strength; at += MEETINGS) {
    const some = meetings.slice(at, at + MEETINGS);
    const standing = await store.browse.standing(some.map(({ ref }) => ref));
    for (const { ref, mine, theirs, most } of some) {
      const passes = mine.hops.length > 0 && theirs.hops.length > 0;
      const share = passes ? junction(standing.get(ref)?.edges ?? 1) : 1;
      const strength = most * share;
      const [first, ...rest] = turned(theirs.hops);
      const hops = [...mine.hops, ...(first ? [{ ...first, strength: first.strength * share }, ...rest] : [])];
      // Of equally strong ways the shorter one.
      if (strength < best.strength || (strength === best.strength && hops.length >= best.hops.length)) continue;
      const passed = new Set([from, ...hops.map((hop) => hop.to)]);
      if (passed.size === hops.length + 1) best = { strength, hops };
    }
  }
  return { ...best, hubs: hubs.size };
}

/** What a way loses at a thing that it passes through: nothing at one assertion, half at ten, two thirds at a hundred. */
function junction(edges: number): number {
  return 1 / (1 + Math.log10(Math.max(1, edges)));
}

/** The same hops, walked from the other end. */
function turned(hops: readonly StrongHop[]): readonly StrongHop[] {
  return hops.toReversed().map((hop) => ({ ...hop, from: hop.to, to: hop.from, inverse: !hop.inverse }));
}

/** The strongest way to everything within some hops. */
async function reach(
  store: Queries,
  start: EntityRef,
  most: number,
  goal: EntityRef,
  hubs: Set<EntityRef>,
): Promise<ReadonlyMap<EntityRef, Reached>> {
  const reached = new Map<EntityRef, Reached>([[start, { strength: 1, hops: [] }]]);
  let frontier: EntityRef[] = [start];
  for (let hop = 0; hop < most && frontier.length > 0; hop += 1) {
    const standing = await store.browse.standing(frontier);
    const opened = frontier.filter((ref) => {
      const isHub = (standing.get(ref)?.edges ?? 0) > HUB && ref !== start;
      if (isHub) hubs.add(ref);
      return !isHub;
    });
    const improved = new Map<EntityRef, Reached>();
    for (const [ref, edges] of await store.graph.edgesOf(opened)) {
      const before = reached.get(ref);
      if (!before) continue;
      // The start is asked for: that it is a junction says nothing against the way.
      const share = ref === start ? 1 : junction(edges.length);
      for (const edge of edges) {
        if (edge.to === start || before.hops.some((passed) => passed.to === edge.to)) continue;
        const strength = edge.confidence * share;
        const way = before.strength * strength;
        const known = improved.get(edge.to) ?? reached.get(edge.to);
        if (known && known.strength >= way) continue;
        improved.set(edge.to, { strength: way, hops: [...before.hops, { ...edge, from: ref, strength }] });
      }
    }
    for (const [ref, way] of improved) reached.set(ref, way);
    frontier = [...improved]
      .filter(([ref]) => ref !== goal)
      .sort(([a, one], [b, other]) => other.strength - one.strength || a - b)
      .slice(0, FOLLOWED)
      .map(([ref]) => ref);
  }
  return reached;
}
