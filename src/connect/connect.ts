/** Stage `connect`: labels entities, derives assertions by rules, and finds the overlaps of leaks with everything else. */
import { isDeepStrictEqual } from 'node:util';
import type { EntityLabel, EntityRef } from '../model/entity.ts';
import { OBSERVABLE_TYPES } from '../model/entity.ts';
import type { Store } from '../ports/store.ts';
import { deriveContainment } from './derive-containment.ts';
import { deriveBetweenLeaks } from './derive-leaks.ts';
import { deriveFromText } from './derive-text.ts';
import { createLabeller, type Labeller } from './label/create-labeller.ts';
import { findOverlaps } from './overlap/find-overlaps.ts';
import type { SearchSettings } from './overlap/search.ts';

export interface ConnectDependencies {
  readonly store: Store;
  readonly settings?: SearchSettings;
  /** Told when each step begins. */
  readonly progress?: (step: 'label' | 'derive' | 'overlaps') => void;
}

const DEFAULT_SETTINGS: SearchSettings = { maxHops: 5 };

/** Recomputes labels, derived assertions and overlaps of the whole case and stores them. The same content gives the same result. */
export async function connect({ store, settings, progress }: ConnectDependencies): Promise<{ overlaps: number }> {
  progress?.('label');
  const labeller = createLabeller(await store.graph.warninglists());
  await labelEntities(store, labeller);
  progress?.('derive');
  const contained = await deriveContainment(store);
  await store.graph.replaceDerived(contained);
  const shared = await store.graph.shared();
  const read = [...(await deriveFromText(store, shared)), ...(await deriveBetweenLeaks(store, shared))];
  if (read.length > 0) await store.graph.replaceDerived([...contained, ...read]);
  progress?.('overlaps');
  const newly = new Set(read.map((assertion) => assertion.subject));
  const starts = shared.filter((entity) => entity.asserted || newly.has(entity.ref));
  const overlaps = await findOverlaps(store, starts, labeller, settings ?? DEFAULT_SETTINGS);
  await store.overlaps.replace(overlaps);
  return { overlaps: overlaps.length };
}

/** Labels by warninglists and by rules, for everything that leaks mention; what chains pass through is labelled on the way. */
async function labelEntities(store: Store, labeller: Labeller): Promise<void> {
  // Written after the walk: the store cannot change what it is giving.
  const changed = new Map<EntityRef, readonly EntityLabel[]>();
  for await (const batch of store.graph.scan({ types: OBSERVABLE_TYPES, role: 'leak' })) {
    for (const entity of batch) {
      const labels = labeller.label(entity);
      if (!isDeepStrictEqual(labels, entity.labels)) changed.set(entity.ref, labels);
    }
  }
  if (changed.size > 0) await store.graph.putLabels(changed);
}
