/** Finds, weighs and quotes the overlaps that begin at things of the leak. */
import type { Collection } from '../../model/collection.ts';
import { overlapId } from '../../model/ids.ts';
import type { Hop, Overlap } from '../../model/overlap.ts';
import type { OverlapStanding, StartRecord } from '../../ports/overlap-store.ts';
import type { SharedEntity, Store } from '../../ports/store.ts';
import type { Labeller } from '../label/create-labeller.ts';
import { combineChains, type Joined, weakestOf } from './combine.ts';
import { BY_ENDS, byReports, findCopies, NO_COPIES, witnessesOf } from './copies.ts';
import { explain } from './explain.ts';
import { leakSides } from './leak-sides.ts';
import { namedTwice } from './named-twice.ts';
import { originOf } from './origins.ts';
import { Quotes } from './quotes.ts';
import { type Chain, type SearchSettings, searchChains } from './search.ts';
import { likelihoodOf } from './weigh.ts';
import { WitnessReading } from './witness-reading.ts';

const UNKNOWN_SIDE = { days: undefined, confidence: 1, doubts: [] };

/** What these starts lead to in the case's graph as it is now, each by itself; their order comes later. Writes nothing. */
export async function findOverlaps(
  store: Store,
  starts: readonly SharedEntity[],
  labeller: Labeller,
  settings: SearchSettings,
): Promise<readonly StartRecord[]> {
  const collections = new Map((await store.collections.list()).map((collection) => [collection.id, collection]));
  const sides = await leakSides(store, starts);
  const { names, leftOut } = await namedTwice(store, starts);
  const read = starts.filter(({ ref }) => !leftOut.has(ref));
  const reading = new WitnessReading(store);
  const { chains, nodes } = await searchChains(read, (start) => sides.get(start.ref) ?? UNKNOWN_SIDE, settings, {
    graph: store.graph,
    collections,
    labeller,
    reading,
  });
  const quotes = new Quotes(store);
  const records = new Map(
    starts.map(({ ref }) => [
      ref,
      {
        start: ref,
        nodes: [...new Set([ref, names.get(ref) ?? ref, ...(nodes.get(ref) ?? [])])].sort((a, b) => a - b),
        overlaps: [] as { overlap: Overlap; standing: OverlapStanding }[],
      },
    ]),
  );
  const slotOf = settings.copiesCount ? BY_ENDS : await byReports(reading, chains, collections);
  const copies = settings.copiesCount ? NO_COPIES : await findCopies(reading, chains, slotOf, collections);
  for (const joined of combineChains(chains, slotOf, collections, copies)) {
    const overlap = await overlapOf(joined, quotes);
    records.get(joined.main.start.ref)?.overlaps.push({ overlap, standing: standingOf(overlap, joined, collections) });
  }
  return [...records.values()];
}

function standingOf(
  overlap: Overlap,
  { main, score, conclusion, rejected }: Joined,
  collections: ReadonlyMap<string, Collection>,
): OverlapStanding {
  return {
    id: overlap.id,
    start: main.start.ref,
    startType: main.start.type,
    end: main.end.ref,
    endType: main.end.type,
    score,
    reading: main.reading,
    conclusion,
    rejected: rejected !== undefined,
    key: main.key,
    through: main.hops.slice(0, -1).map((hop) => hop.to.ref),
    origins: witnessesOf(main.hops, collections),
  };
}

async function overlapOf(joined: Joined, quotes: Quotes): Promise<Overlap> {
  const { main, support } = joined;
  const supported = [];
  for (const chain of support) supported.push({ hops: await hopsOf(chain, quotes), score: rounded(chain.product) });
  const overlap: Overlap = {
    // By what it joins, not by the way: a verdict stays when a better chain appears.
    id: overlapId([main.start.type, main.start.value, main.end.type, main.end.value]),
    rank: 0,
    score: joined.score,
    likelihood: likelihoodOf(joined.score),
    confidence: joined.confidence,
    conclusion: joined.conclusion,
    leak: { type: main.start.type, value: main.start.value },
    reference: { type: main.end.type, name: main.end.value },
    labels: joined.labels,
    weakest: weakestOf(main),
    hops: await hopsOf(main, quotes),
    support: supported,
    without: joined.without,
    ...(joined.copies.length > 0 ? { copies: joined.copies } : {}),
    ...(joined.known ? { knownBefore: joined.known } : {}),
    ...(joined.rejected === undefined ? {} : { rejected: joined.rejected }),
  };
  const { headline, lines } = explain(overlap);
  return { ...overlap, headline, explanation: lines };
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

async function hopsOf(chain: Chain, quotes: Quotes): Promise<readonly Hop[]> {
  const hops: Hop[] = [];
  for (const [index, hop] of chain.hops.entries()) {
    const leak = index === 0 ? await quotes.ofLeak(chain.start.ref) : [];
    const stated = await quotes.ofAssertion(hop.step.assertion);
    const seen = new Set(leak.map((quote) => `${quote.passage}:${quote.start}`));
    const origin = originOf(hop) === undefined ? undefined : hop.step.origin?.name;
    hops.push({
      from: { type: hop.from.type, value: hop.from.value },
      relation: hop.step.inverse ? `${hop.step.predicate} (inverse)` : hop.step.predicate,
      to: { type: hop.to.type, value: hop.to.value },
      weight: hop.weight,
      reasons: hop.reasons,
      evidence: [...leak, ...stated.filter((quote) => !seen.has(`${quote.passage}:${quote.start}`))],
      ...(origin === undefined ? {} : { origin }),
    });
  }
  return hops;
}
