/** Makes overlaps of chains: one for each pair of ends, with the chains that support it and what remains without each source. */
import type { Collection } from '../../model/collection.ts';
import { isNamed } from '../../model/entity.ts';
import type { Conclusion, Confidence, Copies, KnownBefore, Likelihood } from '../../model/overlap.ts';
import type { OriginCopies, SlotOf } from './copies.ts';
import { KNOWN_BEFORE_LABELS } from './known-before.ts';
import { originOf, sourceOf } from './origins.ts';
import { byWeight, type Chain } from './search.ts';
import { likelihoodOf, productOf } from './weigh.ts';
import { COMBINED_CAP, REJECT_BELOW } from './weights.ts';

/** An overlap before its quotes are fetched. */
export interface Joined {
  readonly main: Chain;
  readonly support: readonly Chain[];
  readonly score: number;
  readonly conclusion: Conclusion;
  readonly confidence: Confidence;
  readonly labels: readonly string[];
  readonly without: readonly { source: string; score: number; likelihood: Likelihood }[];
  readonly copies: readonly Copies[];
  readonly known?: KnownBefore;
  readonly rejected?: string;
}

/** Chains of one slot, as a rule of the same two ends, as one overlap each. */
export function combineChains(
  chains: readonly Chain[],
  slotOf: SlotOf,
  collections: ReadonlyMap<string, Collection>,
  copies: OriginCopies,
): readonly Joined[] {
  const groups = new Map<string, Chain[]>();
  for (const chain of chains) {
    const slot = slotOf(chain);
    const group = groups.get(slot);
    if (group) group.push(chain);
    else groups.set(slot, [chain]);
  }
  return [...groups.values()].map((group) => joinedOf([...group].sort(preferred), collections, copies));
}

/** Chains that hold before those that do not, then by weight. */
function preferred(a: Chain, b: Chain): number {
  return Number(rejectionOf(a) !== undefined) - Number(rejectionOf(b) !== undefined) || byWeight(a, b);
}

function joinedOf(group: readonly Chain[], collections: ReadonlyMap<string, Collection>, copies: OriginCopies): Joined {
  const [main] = group;
  if (!main) throw new RangeError('No chain to join.');
  const rejected = rejectionOf(main);
  const holding = group.filter((chain) => rejectionOf(chain) === undefined);
  const independent = rejected === undefined ? independentOf(holding, copies) : [main];
  const score = combined(independent);
  const known = (holding.find((chain) => chain.known) ?? main).known;
  const told = copiesIn(holding, collections, copies);
  return {
    main,
    support: independent.slice(1),
    score: round(score),
    conclusion: conclusionOf(main),
    confidence: confidenceOf(independent),
    labels: labelsOf(main, known, told.length > 0),
    without: withoutEach(holding, collections, copies),
    copies: told,
    ...(known ? { known } : {}),
    ...(rejected === undefined ? {} : { rejected }),
  };
}

function labelsOf(main: Chain, known: KnownBefore | undefined, copied: boolean): readonly string[] {
  const labels = new Set(main.hops.flatMap((hop) => hop.labels));
  if (known) labels.add(known.days > 0 ? KNOWN_BEFORE_LABELS.before : KNOWN_BEFORE_LABELS.onTheDay);
  if (copied) labels.add('copies');
  return [...labels].sort();
}

/** What is left without each source of the chains that hold. A copy falls with what it is copied from, and the other way round. */
function withoutEach(
  holding: readonly Chain[],
  collections: ReadonlyMap<string, Collection>,
  copies: OriginCopies,
): Joined['without'] {
  const origins = new Map<string, string>();
  for (const hop of holding.flatMap((chain) => chain.hops)) {
    const key = originOf(hop);
    if (key !== undefined) origins.set(key, sourceOf(hop, collections.get(hop.step.collection)));
  }
  const bySource = new Map<string, string[]>();
  for (const [key, source] of origins) bySource.set(source, [...(bySource.get(source) ?? []), key]);
  return [...bySource]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, keys]) => {
      const falls = (key: string): boolean => keys.some((gone) => copies.between(gone, key) !== undefined);
      const rest = holding.filter((chain) => !chain.hops.some((hop) => falls(originOf(hop) ?? '')));
      const left = round(combined(independentOf(rest, copies)));
      return { source, score: left, likelihood: likelihoodOf(left) };
    });
}

/** Sources of the chains that count as one with a source of a stronger chain. */
function copiesIn(
  holding: readonly Chain[],
  collections: ReadonlyMap<string, Collection>,
  copies: OriginCopies,
): readonly Copies[] {
  const seen = new Map<string, string>();
  const told: Copies[] = [];
  for (const hop of holding.flatMap((chain) => chain.hops)) {
    const key = originOf(hop);
    if (key === undefined || seen.has(key)) continue;
    const source = sourceOf(hop, collections.get(hop.step.collection));
    for (const [before, of] of seen) {
      const reason = copies.between(before, key);
      if (reason === undefined || of === source) continue;
      told.push({ source, of, reason });
      break;
    }
    seen.set(key, source);
  }
  return told;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function rejectionOf(chain: Chain): string | undefined {
  const reason = chain.hops.find((hop) => hop.rejected !== undefined)?.rejected;
  if (reason !== undefined) return reason;
  if (chain.product >= REJECT_BELOW) return undefined;
  const weakest = chain.hops[weakestOf(chain)];
  return `Too weak (${chain.product.toFixed(3)}): ${weakest?.reasons[0] ?? 'the hops together leave too little.'}`;
}

/** Index of the hop that weighs least. */
export function weakestOf(chain: Chain): number {
  const products = chain.hops.map((hop) => productOf(hop.weight));
  return products.indexOf(Math.min(...products));
}

/** The strongest chains that share neither an assertion nor an origin, copies of one included. */
function independentOf(chains: readonly Chain[], copies: OriginCopies): readonly Chain[] {
  const assertions = new Set<number>();
  const origins = new Set<string>();
  return chains.filter((chain) => {
    const its = new Set(chain.hops.flatMap((hop) => originOf(hop) ?? []));
    const shares =
      chain.hops.some((hop) => assertions.has(hop.step.assertion)) ||
      [...its].some((origin) => [...origins].some((used) => copies.between(used, origin) !== undefined));
    if (shares) return false;
    for (const hop of chain.hops) assertions.add(hop.step.assertion);
    for (const origin of its) origins.add(origin);
    return true;
  });
}

/** Noisy-or: each independent chain takes its share of the remaining doubt, except of the doubt that all share. */
function combined(chains: readonly Chain[]): number {
  const [first] = chains;
  if (!first) return 0;
  const reading = Math.max(first.reading, Number.EPSILON);
  const doubt = chains.reduce((left, chain) => left * (1 - Math.min(1, chain.product / reading)), 1);
  return Math.max(first.product, reading * Math.min(COMBINED_CAP, 1 - doubt));
}

const TOOLS = new Set(['malware', 'tool']);

/** What a chain may conclude is bounded by what it is made of. */
function conclusionOf(chain: Chain): Conclusion {
  const kinds = new Set(chain.hops.map((hop) => hop.walk.kind));
  const named = isNamed(chain.start.type) || ['attack', 'cve', 'cwe'].includes(chain.start.type);
  if (kinds.has('tooling')) return 'shared-tooling';
  if (kinds.has('organisation') || (named && kinds.has('attribution'))) return 'organisational-link';
  if (named) return 'named-in-reference';
  return TOOLS.has(chain.end.type) && !kinds.has('hosting') && !kinds.has('containment')
    ? 'shared-tooling'
    : 'infrastructure-overlap';
}

function confidenceOf(chains: readonly Chain[]): Confidence {
  const origins = new Set(chains.flatMap((chain) => chain.hops.flatMap((hop) => originOf(hop) ?? [])));
  const labels = new Set(chains[0]?.hops.flatMap((hop) => hop.labels));
  const doubtful = [
    'date-unknown',
    'doubtful-reading',
    'ambiguous-name',
    'plain-name',
    'shared-host',
    'dates-apart',
  ].some((label) => labels.has(label));
  if (chains.length >= 2 && origins.size >= 2 && !doubtful) return 'High';
  return doubtful && origins.size < 2 ? 'Low' : 'Moderate';
}
