/** Which entities of a case are one by analysts' word, and which are kept apart: worked out once, until the word changes. */
import type { Entity, EntityRef } from '../model/entity.ts';
import { mergedGroups } from '../model/identity.ts';
import type { Store } from '../ports/store.ts';

export interface Identities {
  /** Whether anything was merged or kept apart. */
  readonly any: boolean;
  /** The entities, and whatever is one with them. */
  members(refs: readonly EntityRef[]): readonly EntityRef[];
  /** All that is one with it, the one as which it is known first. */
  group(ref: EntityRef): readonly EntityRef[];
  /** As what it is known. */
  known(ref: EntityRef): EntityRef;
  /** The entity as which it is known. */
  knownEntity(entity: Entity): Entity;
  areApart(one: EntityRef, other: EntityRef): boolean;
  /** Groups of merged things. */
  readonly groups: readonly (readonly EntityRef[])[];
}

/** Gives the identities of the moment; asks the graph again only when a judgement came. */
export function identitiesOf({ identities, graph }: Pick<Store, 'identities' | 'graph'>): () => Promise<Identities> {
  let kept: { word: string; identities: Identities } | undefined;
  return async () => {
    const counting = await identities.counting();
    const word = counting.map(({ id }) => id).join(' ');
    if (kept?.word === word) return kept.identities;
    const groups: EntityRef[][] = [];
    const entities = new Map<EntityRef, Entity>();
    let isWhole = true;
    for (const group of mergedGroups(counting)) {
      const found = await graph.find(group);
      isWhole &&= !found.includes(undefined);
      const there = found.flatMap((entity) => entity ?? []);
      for (const entity of there) entities.set(entity.ref, entity);
      if (there.length > 1) groups.push(there.map(({ ref }) => ref));
    }
    const apart = new Set<string>();
    for (const { verdict, one, other } of counting) {
      if (verdict !== 'different') continue;
      const [a, b] = await graph.find([one, other]);
      isWhole &&= a !== undefined && b !== undefined;
      if (a && b) apart.add(pairOf(a.ref, b.ref));
    }
    const made = assembled(groups, entities, apart);
    // What a case does not know yet may come with the next document.
    kept = isWhole ? { word, identities: made } : undefined;
    return made;
  };
}

const pairOf = (one: EntityRef, other: EntityRef): string => `${Math.min(one, other)} ${Math.max(one, other)}`;

function assembled(
  groups: readonly (readonly EntityRef[])[],
  entities: ReadonlyMap<EntityRef, Entity>,
  apart: ReadonlySet<string>,
): Identities {
  const groupOf = new Map(groups.flatMap((group) => group.map((ref) => [ref, group] as const)));
  const group = (ref: EntityRef): readonly EntityRef[] => groupOf.get(ref) ?? [ref];
  const known = (ref: EntityRef): EntityRef => groupOf.get(ref)?.[0] ?? ref;
  return {
    any: groups.length > 0 || apart.size > 0,
    groups,
    group,
    known,
    members: (refs) => [...new Set(refs.flatMap(group))],
    knownEntity: (entity) => entities.get(known(entity.ref)) ?? entity,
    areApart: (one, other) => apart.has(pairOf(one, other)),
  };
}
