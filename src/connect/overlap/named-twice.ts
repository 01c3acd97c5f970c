/** One mention can be read in two ways: as a name that the library knows, and as the thing of that name. The name, whose reading is judged, is enough. */
import { type Entity, type EntityRef, type EntityType, isNamed } from '../../model/entity.ts';
import type { SharedEntity, Store } from '../../ports/store.ts';

const MOST_MEANINGS = 50;

export interface NamedTwice {
  /** The name that a thing of the leak bears, where the case knows it: whether the thing is left out depends on it. */
  readonly names: ReadonlyMap<EntityRef, EntityRef>;
  /** Things that nothing begins at, because a chain may begin at their name, which means a thing of their kind. */
  readonly leftOut: ReadonlySet<EntityRef>;
}

/** Kinds that readers of a text mix up. */
export function kindOf(type: EntityType): string {
  if (type === 'tool') return 'malware';
  return type === 'campaign' ? 'intrusion-set' : type;
}

export async function namedTwice(store: Store, starts: readonly SharedEntity[]): Promise<NamedTwice> {
  const things = starts.filter(({ type }) => isNamed(type) && type !== 'name' && type !== 'handle');
  const found = await store.graph.find(things.map(({ value }) => ({ type: 'name', value })));
  const names = new Map(
    things.flatMap(({ ref }, at) => {
      const name = found[at];
      return name ? [[ref, name.ref] as const] : [];
    }),
  );
  const refs = [...new Set(names.values())];
  const shared = new Set((await store.graph.shared(refs)).flatMap(({ ref, asserted }) => (asserted ? [ref] : [])));
  const kinds = await kindsMeant(store, [...shared]);
  const leftOut = things.filter(({ ref, type }) => kinds.get(names.get(ref) ?? -1)?.has(kindOf(type)));
  return { names, leftOut: new Set(leftOut.map(({ ref }) => ref)) };
}

async function kindsMeant(
  store: Store,
  names: readonly EntityRef[],
): Promise<ReadonlyMap<EntityRef, ReadonlySet<string>>> {
  const steps = await store.graph.steps(names, { forward: ['alias-of'], inverse: [], limit: MOST_MEANINGS });
  const ends = [...new Set([...steps.values()].flatMap((its) => its.map(({ to }) => to)))];
  const types = new Map((await store.graph.entities(ends)).map(({ ref, type }: Entity) => [ref, type]));
  return new Map(
    [...steps].map(([name, its]) => {
      const known = its.flatMap(({ to }) => types.get(to) ?? []);
      return [name, new Set(known.map(kindOf))];
    }),
  );
}
