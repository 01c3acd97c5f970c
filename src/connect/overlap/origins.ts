/** Who states a hop: its origin, as a key, as a name and as a witness that can be compared with others. */
import type { Collection } from '../../model/collection.ts';
import { nameKey } from '../../model/entity.ts';
import type { Witness } from '../../ports/overlap-store.ts';
import type { Step } from '../../ports/store.ts';
import type { Walk } from './walks.ts';

export interface StatedHop {
  readonly step: Step;
  readonly walk: Pick<Walk, 'kind'>;
}

/** What the form of a value or the bytes of a file say is nobody's word. */
export function followsFromBytes({ step, walk }: StatedHop): boolean {
  return walk.kind === 'containment' || (walk.kind === 'same-file' && step.origin === undefined);
}

/** Two statements of one origin are one witness, wherever they were copied to. */
export function originOf({ step, walk }: StatedHop): string | undefined {
  if (followsFromBytes({ step, walk })) return undefined;
  return step.origin?.url ?? step.origin?.name ?? step.collection;
}

/** The source of a hop, for a reader. */
export function sourceOf({ step }: StatedHop, collection: Collection | undefined): string {
  return step.origin?.name ?? collection?.name ?? step.collection;
}

/** Who published the source of a hop, folded for comparison: origins are named `Publisher: Title`. */
function publisherOf({ step }: StatedHop, collection: Collection | undefined): string | undefined {
  const [publisher, title] = step.origin?.name.split(': ') ?? [];
  const name = title === undefined ? collection?.publisher : publisher;
  return name === undefined ? undefined : nameKey(name);
}

/** An origin as a witness; `key` is what `originOf` gives. */
export function witnessOf(hop: StatedHop, key: string, collection: Collection | undefined): Witness {
  const publisher = publisherOf(hop, collection);
  const bare = (hop.step.origin?.url ?? (hop.step.origin ? undefined : collection?.url))?.split('#')[0];
  return {
    key,
    name: sourceOf(hop, collection),
    ...(publisher === undefined ? {} : { publisher }),
    ...(bare === undefined ? {} : { url: bare }),
    assertion: hop.step.assertion,
  };
}
