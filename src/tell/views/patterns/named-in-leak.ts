/** What the names that stand in the leaks may mean, by the alias claims of references. */
import type { Entity, EntityRef, EntityType } from '../../../model/entity.ts';
import type { PlacedMention } from '../../../ports/pattern-store.ts';
import type { Store } from '../../../ports/store.ts';
import { grouped, MENTIONS_SEEN } from './pattern.ts';

export interface NamedThing {
  readonly thing: Entity;
  /** Names by which the leaks speak of it. */
  readonly names: readonly string[];
  readonly mentions: readonly PlacedMention[];
}

/** Things of some types that leaks mention, by themselves or by a name that somebody claims to be theirs. */
export async function namedInLeak(store: Store, types: readonly EntityType[]): Promise<readonly NamedThing[]> {
  const mentions = await store.patterns.mentions({ role: 'leak', types: [...types, 'name'], limit: MENTIONS_SEEN });
  const byRef = grouped(mentions, ({ ref }) => ref);
  const named = [...byRef].filter(([, [first]]) => first?.type === 'name').map(([ref]) => ref);
  const claims = await store.patterns.facts({ predicates: ['alias-of'], about: named });
  const found = new Map<EntityRef, { thing: Entity; names: Set<string>; mentions: PlacedMention[] }>();
  const add = (thing: Entity, its: readonly PlacedMention[]): void => {
    const before = found.get(thing.ref) ?? { thing, names: new Set(), mentions: [] };
    found.set(thing.ref, before);
    const name = its[0]?.value;
    if (name === undefined || before.names.has(name)) return;
    before.names.add(name);
    before.mentions.push(...its);
  };
  for (const [ref, its] of byRef) {
    const [one] = its;
    if (one && one.type !== 'name') add({ ref, type: one.type, value: one.value, labels: [] }, its);
  }
  for (const { subject, object } of claims) {
    if (types.includes(object.type)) add(object, byRef.get(subject.ref) ?? []);
  }
  return [...found.values()].map(({ names, ...rest }) => ({ ...rest, names: [...names] }));
}
