/** Stage `connect`: labels entities, derives assertions by rules, and finds the overlaps of leaks with everything else. */
import type { EntityLabel, EntityRef } from '../model/entity.ts';
import { OBSERVABLE_TYPES } from '../model/entity.ts';
import type { Store } from '../ports/store.ts';
import { deriveContainment } from './derive-containment.ts';
import { deriveBetweenLeaks } from './derive-leaks.ts';
import { deriveFromText } from './derive-text.ts';
import { createLabeller } from './label/create-labeller.ts';
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
  await labelEntities(store);
  progress?.('derive');
  const contained = await deriveContainment(store);
  const shared = await store.graph.shared();
  const stated = await deriveFromText(store, shared);
  const between = await deriveBetweenLeaks(store, shared);
  await store.graph.replaceDerived([...contained, ...stated, ...between]);
  progress?.('overlaps');
  const overlaps = await findOverlaps(store, settings ?? DEFAULT_SETTINGS);
  await store.overlaps.replace(overlaps);
  return { overlaps: overlaps.length };
}

/** Labels by warninglists and by rules, for everything that leaks mention and for what chains may pass through. */
async function labelEntities(store: Store): Promise<void> {
  const labeller = createLabeller(await store.graph.warninglists());
  for await (const batch of store.graph.scan(OBSERVABLE_TYPES)) {
    const changed = new Map<EntityRef, readonly EntityLabel[]>();
    for (const entity of batch) {
      const labels = labeller.label(entity);
      if (labels.length > 0 || entity.labels.length > 0) changed.set(entity.ref, labels);
    }
    if (changed.size > 0) await store.graph.putLabels(changed);
  }
}
