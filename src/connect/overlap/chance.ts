/** How often as good a match comes about by chance: decoys in the leak's place, searched and weighed like its own values. */
import type { Collection } from '../../model/collection.ts';
import type { Entity, EntityKey, EntityRef, EntityType } from '../../model/entity.ts';
import type { Chance } from '../../model/overlap.ts';
import type { OverlapStanding } from '../../ports/overlap-store.ts';
import type { SharedEntity, Step, Store } from '../../ports/store.ts';
import type { Labeller } from '../label/create-labeller.ts';
import { partsOf } from '../rules.ts';
import { combineChains } from './combine.ts';
import { BY_ENDS, NO_COPIES } from './copies.ts';
import { makeDecoys } from './make-decoys.ts';
import { type SearchSettings, searchChains } from './search.ts';
import { daysOf } from './spans-of-time.ts';
import { walkOf } from './walks.ts';
import { productOf, weighHop } from './weigh.ts';
import { MENTION_AT_ONE_REMOVE } from './weights.ts';
import { WitnessReading } from './witness-reading.ts';

const DECOYS = 1_000;
/** Values of the library that decoys are made from. */
const SAMPLE = 2_000;
/** Setting that keeps the decoys' scores: what they are made from changes slowly. */
const KEPT = 'decoys';
/** Raise when decoys are made or weighed in another way. */
const VERSION = 4;
/** A library that grew or shrank by less than this share is the same to decoys. */
const SAME_LIBRARY = 0.05;
/** Scores are kept with three decimals. */
const ROUNDING = 0.0005;

interface Kept {
  readonly version: number;
  readonly size: number;
  /** By type: how many decoys there were, and the scores of those that led anywhere, were they surely read; highest first. */
  readonly byType: Readonly<Record<string, { readonly decoys: number; readonly scores: readonly number[] }>>;
}

/** The best of what begins at a value, and what it is worth where a decoy only contains the value. */
interface Scores {
  readonly itself: number;
  readonly asPart: number;
}

/**
 * Gives the chance of a score for a type of value that was read as surely as `reading` says (0 to 1); undefined where such
 * values cannot be imitated.
 */
export type ChanceOf = (type: EntityType, score: number, reading: number) => Chance | undefined;

/** Makes and weighs decoys for the types of these overlaps, where that has not been done for a library of this size. */
export async function chances(
  store: Store,
  standings: readonly OverlapStanding[],
  labeller: Labeller,
  settings: SearchSettings,
): Promise<ChanceOf> {
  const types = [...new Set(standings.map((standing) => standing.startType))].sort();
  const size = await store.graph.size();
  const stored = await store.settings.get(KEPT);
  const before = stored === undefined ? undefined : (JSON.parse(stored) as Kept);
  const holds =
    before?.version === VERSION && Math.abs(size - before.size) <= SAME_LIBRARY * Math.max(before.size, size);
  const byType: Record<string, Kept['byType'][string]> = holds && before ? { ...before.byType } : {};
  const missing = types.filter((type) => byType[type] === undefined);
  if (missing.length > 0) {
    const collections = new Map((await store.collections.list()).map((collection) => [collection.id, collection]));
    const trial = new Trial(store, collections, labeller, settings);
    for (const type of missing) {
      const starts = [...new Set(standings.filter(({ startType }) => startType === type).map(({ start }) => start))];
      byType[type] = await trial.of(type, await store.graph.shared(starts));
    }
    const kept: Kept = { version: VERSION, size: holds && before ? before.size : size, byType };
    await store.settings.set(KEPT, JSON.stringify(kept));
  }
  return (type, score, reading) => {
    const tried = byType[type];
    if (!tried || tried.decoys === 0) return undefined;
    // A reading enters every chain as a factor: a decoy in this value's place is read no better and no worse than it.
    return { decoys: tried.decoys, asHigh: tried.scores.filter((one) => one * reading >= score - ROUNDING).length };
  };
}

class Trial {
  private readonly store: Store;
  private readonly collections: ReadonlyMap<string, Collection>;
  private readonly labeller: Labeller;
  private readonly settings: SearchSettings;
  private readonly reading: WitnessReading;

  constructor(
    store: Store,
    collections: ReadonlyMap<string, Collection>,
    labeller: Labeller,
    settings: SearchSettings,
  ) {
    this.store = store;
    this.collections = collections;
    this.labeller = labeller;
    this.settings = settings;
    this.reading = new WitnessReading(store);
  }

  /** Decoys stand in the leak as its own values do, on their days; how surely they are read is left to whom they stand for. */
  async of(type: EntityType, like: readonly SharedEntity[]): Promise<Kept['byType'][string]> {
    const values = await this.store.graph.sample(type, SAMPLE);
    const decoys = makeDecoys(type, values, DECOYS);
    const model = (index: number): SharedEntity | undefined => like[Math.floor((index * like.length) / decoys.length)];
    // What leads on from a decoy: itself, where it happens to be a value of the library, or what its form contains.
    const ways = decoys.flatMap((value, index) => {
      const key: EntityKey = { type, value };
      return [{ key, index, factor: 1, part: false }, ...partsOf(key).map((part) => this.part(key, part, index))];
    });
    const found = await this.store.graph.find(ways.map(({ key }) => key));
    const starts = new Map<EntityRef, SharedEntity>();
    for (const [at, entity] of found.entries()) {
      const way = ways[at];
      if (entity && way && !starts.has(entity.ref)) starts.set(entity.ref, standIn(entity, model(way.index)));
    }
    const scores = await this.scores([...starts.values()]);
    for (const start of starts.values()) {
      // Assertions from texts are derived for the leak's own values alone; a decoy's are as good.
      if (scores.has(start.ref) || !(await this.isWritten(start.ref))) continue;
      const itself = this.hopFactor(start, 'mentioned-in', 'report');
      scores.set(start.ref, { itself, asPart: itself * MENTION_AT_ONE_REMOVE });
    }
    const best = new Map<number, number>();
    for (const [at, { index, factor, part }] of ways.entries()) {
      const its = scores.get(found[at]?.ref ?? -1);
      const score = factor * ((part ? its?.asPart : its?.itself) ?? 0);
      if (score > (best.get(index) ?? 0)) best.set(index, Math.round(score * 1000) / 1000);
    }
    return { decoys: decoys.length, scores: [...best.values()].sort((a, b) => b - a) };
  }

  /** The hop from a decoy to what its form contains weighs what it would weigh in a chain. */
  private part(from: EntityKey, { predicate, key }: { predicate: string; key: EntityKey }, index: number) {
    return { key, index, factor: this.hopFactor(from, predicate, key.type), part: true };
  }

  private async isWritten(entity: EntityRef): Promise<boolean> {
    return (await this.store.mentions.ofEntity(entity, { role: 'reference' }, { limit: 1 })).entries.length > 0;
  }

  private hopFactor(from: EntityKey, predicate: string, to: EntityType): number {
    const walk = walkOf(predicate, false, from.type, to);
    if (!walk) return 0;
    const step: Step = {
      assertion: 0,
      from: -1,
      to: -2,
      predicate,
      inverse: false,
      collection: '',
      method: '',
      confidence: 1,
      fanOut: 1,
    };
    const hop = weighHop({
      step,
      walk,
      from: { ...from, ref: -1, labels: this.labeller.label(from) },
      to: { type: to, value: '', ref: -2, labels: [] },
      before: undefined,
      afterUnknown: false,
      fanOut: 1,
      listed: 0,
      leak: { days: undefined, confidence: 1, doubts: [] },
      collection: undefined,
    });
    return hop.rejected === undefined ? productOf(hop.weight) : 0;
  }

  private async scores(starts: readonly SharedEntity[]): Promise<Map<EntityRef, Scores>> {
    const side = ({ first }: SharedEntity) => ({ days: daysOf(first), confidence: 1, doubts: [] });
    const { store, collections, labeller, reading } = this;
    const sources = { graph: store.graph, collections, labeller, reading };
    const { chains } = await searchChains(starts, side, this.settings, sources);
    const scores = new Map<EntityRef, Scores>();
    for (const { main, score, rejected } of combineChains(chains, BY_ENDS, this.collections, NO_COPIES)) {
      if (rejected !== undefined) continue;
      const before = scores.get(main.start.ref) ?? { itself: 0, asPart: 0 };
      const asPart = score * (main.hops[0]?.walk.predicate === 'mentioned-in' ? MENTION_AT_ONE_REMOVE : 1);
      scores.set(main.start.ref, {
        itself: Math.max(before.itself, score),
        asPart: Math.max(before.asPart, asPart),
      });
    }
    return scores;
  }
}

function standIn(entity: Entity, like: SharedEntity | undefined): SharedEntity {
  return {
    ...entity,
    mentions: 1,
    first: like?.first ?? null,
    last: like?.first ?? null,
    confidence: 1,
    leaks: like?.leaks ?? [],
    asserted: true,
    referenced: false,
  };
}
