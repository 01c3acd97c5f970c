/** Tells sources that repeat one another: the same publisher, the same list, the same text, a report that quotes another. */
import type { Collection } from '../../model/collection.ts';
import type { EntityRef } from '../../model/entity.ts';
import type { Witness } from '../../ports/overlap-store.ts';
import { originOf, type StatedHop, witnessOf } from './origins.ts';
import { byWeight, type Chain } from './search.ts';
import type { WitnessReading } from './witness-reading.ts';

/** Sources of one overlap that are compared; further ones hardly raise a score. */
const MOST_COMPARED = 12;

export interface OriginCopies {
  /** Why two origins count as one; undefined when they do not. */
  between(one: string, other: string): string | undefined;
}

const SAME_SOURCE = 'the same source';

/** Every origin counts for itself. */
export const NO_COPIES: OriginCopies = { between: (one, other) => (one === other ? SAME_SOURCE : undefined) };

/** Why two origins count as one; undefined when they do not. */
export type CompareOrigins = (one: Witness, other: Witness) => Promise<string | undefined>;

const pairKey = (one: string, other: string): string => (one < other ? `${one}\0${other}` : `${other}\0${one}`);

/** Compares the origins that meet in one overlap (chains of one slot), and no others. */
export async function findCopies(
  reading: WitnessReading,
  chains: readonly Chain[],
  slotOf: SlotOf,
  collections: ReadonlyMap<string, Collection>,
): Promise<OriginCopies> {
  const found = new Map<string, string>();
  const compare = comparing(reading, found);
  for (const group of groupsOf(chains, slotOf)) {
    const hops = group.flatMap((chain) => chain.hops);
    const witnesses = witnessesOf(hops, collections).slice(0, MOST_COMPARED);
    for (const [index, one] of witnesses.entries()) {
      for (const other of witnesses.slice(index + 1)) await compare(one, other);
    }
  }
  return { between: (one, other) => (one === other ? SAME_SOURCE : found.get(pairKey(one, other))) };
}

/** Compares by what the store holds of the origins; what was found is kept in `found`. */
export function comparing(reading: WitnessReading, found = new Map<string, string>()): CompareOrigins {
  return async (one, other) => {
    if (one.key === other.key) return SAME_SOURCE;
    const slot = pairKey(one.key, other.key);
    // The same two origins may stand in several documents: any of them shows it.
    const reason = found.get(slot) ?? (await reading.compare(one, other));
    if (reason !== undefined) found.set(slot, reason);
    return reason;
  };
}

/** Which chains make one overlap. */
export type SlotOf = (chain: Chain) => string;

/** Chains of the same two ends. */
export const BY_ENDS: SlotOf = ({ start, end }) => `${start.ref} ${end.ref}`;

/** Chains of the same two ends, where a report under several names is one end. */
export async function byReports(
  reading: WitnessReading,
  chains: readonly Chain[],
  collections: ReadonlyMap<string, Collection>,
): Promise<SlotOf> {
  const known = new Map<string, EntityRef>();
  const inReports = chains.filter(({ end, hops }) => end.type === 'report' && hops.length > 0);
  for (const group of groupsOf(inReports, ({ start }) => `${start.ref}`)) {
    const ends = new Map<EntityRef, Witness>();
    for (const { end, hops } of [...group].sort(byWeight)) {
      const last = hops.at(-1);
      const key = last && originOf(last);
      if (last && key !== undefined && !ends.has(end.ref))
        ends.set(end.ref, witnessOf(last, key, collections.get(last.step.collection)));
    }
    const apart: [EntityRef, Witness][] = [];
    for (const [end, witness] of [...ends].slice(0, MOST_COMPARED)) {
      const same = await firstAsync(apart, async ([, other]) => reading.isSameReport(witness, other));
      if (same) known.set(`${group[0].start.ref} ${end}`, same[0]);
      else apart.push([end, witness]);
    }
  }
  return ({ start, end }) => `${start.ref} ${known.get(`${start.ref} ${end.ref}`) ?? end.ref}`;
}

async function firstAsync<T>(all: readonly T[], test: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of all) if (await test(one)) return one;
  return undefined;
}

function groupsOf(chains: readonly Chain[], slotOf: SlotOf): Iterable<readonly [Chain, ...Chain[]]> {
  const groups = new Map<string, [Chain, ...Chain[]]>();
  for (const chain of chains) {
    const group = groups.get(slotOf(chain));
    if (group) group.push(chain);
    else groups.set(slotOf(chain), [chain]);
  }
  return groups.values();
}

/** The origins of these hops, each once. */
export function witnessesOf(
  hops: readonly StatedHop[],
  collections: ReadonlyMap<string, Collection>,
): readonly Witness[] {
  const byKey = new Map<string, Witness>();
  for (const hop of hops) {
    const key = originOf(hop);
    if (key === undefined || byKey.has(key)) continue;
    byKey.set(key, witnessOf(hop, key, collections.get(hop.step.collection)));
  }
  return [...byKey.values()];
}
