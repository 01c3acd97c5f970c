/** What stands around a thing, and what two things have in common, without being swallowed by hubs. */
import type { Entity, EntityRef } from '../../model/entity.ts';
import type { Store } from '../../ports/store.ts';

export interface Neighbour {
  readonly entity: Entity;
  readonly predicates: readonly string[];
  readonly assertions: readonly number[];
}

export interface NeighbourPage {
  /** Most assertions first. */
  readonly neighbours: readonly Neighbour[];
  /** How many there are in all. */
  readonly total: number;
}

/** Neighbours of an entity, at most `limit`. */
export async function neighbours(store: Store, entity: EntityRef, limit: number): Promise<NeighbourPage> {
  const around = new Map<EntityRef, { predicates: Set<string>; assertions: Set<number> }>();
  for (const edge of await store.graph.edges(entity)) {
    const met = around.get(edge.to) ?? { predicates: new Set(), assertions: new Set() };
    around.set(edge.to, met);
    met.predicates.add(edge.inverse ? `${edge.predicate} (inverse)` : edge.predicate);
    met.assertions.add(edge.assertion);
  }
  const entities = await store.graph.entities([...around.keys()]);
  const found = entities.map((one): Neighbour => {
    const met = around.get(one.ref);
    return {
      entity: one,
      predicates: [...(met?.predicates ?? [])].sort(),
      assertions: [...(met?.assertions ?? [])],
    };
  });
  found.sort((a, b) => b.assertions.length - a.assertions.length || compare(a.entity, b.entity));
  return { neighbours: found.slice(0, limit), total: found.length };
}

/** What both things are tied to, most assertions first. */
export async function commonNeighbours(store: Store, one: EntityRef, other: EntityRef): Promise<readonly Neighbour[]> {
  const [first, second] = [
    await neighbours(store, one, Number.MAX_SAFE_INTEGER),
    await neighbours(store, other, Number.MAX_SAFE_INTEGER),
  ];
  const seconds = new Map(second.neighbours.map((neighbour) => [neighbour.entity.ref, neighbour]));
  return first.neighbours.flatMap((neighbour) => {
    const same = seconds.get(neighbour.entity.ref);
    if (!same) return [];
    return [
      {
        entity: neighbour.entity,
        predicates: [...new Set([...neighbour.predicates, ...same.predicates])].sort(),
        assertions: [...neighbour.assertions, ...same.assertions],
      },
    ];
  });
}

function compare(a: Entity, b: Entity): number {
  const [first, second] = [`${a.type}\0${a.value}`, `${b.type}\0${b.value}`];
  return first < second ? -1 : first > second ? 1 : 0;
}
