/** The strongest chains from one thing to named ends, for a question asked by hand. */
import type { Entity, EntityRef } from '../../model/entity.ts';
import type { SharedEntity, Store } from '../../ports/store.ts';
import type { Labeller } from '../label/create-labeller.ts';
import { byWeight, type Chain, searchChains } from '../overlap/search.ts';
import { daysOf, spanning } from '../overlap/spans-of-time.ts';
import { WitnessReading } from '../overlap/witness-reading.ts';

export interface PathQuestion {
  readonly maxHops: number;
  /** Only to this end, when given. */
  readonly to?: EntityRef;
}

/** Chains from an entity, strongest first. Any entity of the case may be asked for. */
export async function strongestPaths(
  store: Store,
  entity: Entity | SharedEntity,
  question: PathQuestion,
  labeller: Labeller,
): Promise<readonly Chain[]> {
  const collections = new Map((await store.collections.list()).map((collection) => [collection.id, collection]));
  const start: SharedEntity =
    'leaks' in entity
      ? entity
      : {
          ...entity,
          mentions: 0,
          first: null,
          last: null,
          confidence: 1,
          leaks: [],
          asserted: true,
          referenced: false,
        };
  const days = spanning(daysOf(start.first), daysOf(start.last));
  const side = () => ({ days, confidence: start.confidence, doubts: [] });
  const sources = { graph: store.graph, collections, labeller, reading: new WitnessReading(store) };
  const { chains } = await searchChains([start], side, question, sources);
  return chains.filter((chain) => question.to === undefined || chain.end.ref === question.to).sort(byWeight);
}
