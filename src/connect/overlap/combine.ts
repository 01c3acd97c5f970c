/** Makes overlaps of chains: one for each pair of ends, with the chains that support it and what remains without each source. */
import type { Collection } from '../../model/collection.ts';
import { isNamed } from '../../model/entity.ts';
import type { Conclusion, Confidence, Likelihood } from '../../model/overlap.ts';
import { byWeight, type Chain } from './search.ts';
import { likelihoodOf, productOf, type WeighedHop } from './weigh.ts';
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
  readonly rejected?: string;
}

/** Chains of the same two ends as one overlap each. */
export function combineChains(
  chains: readonly Chain[],
  collections: ReadonlyMap<string, Collection>,
): readonly Joined[] {
  const groups = new Map<string, Chain[]>();
  for (const chain of chains) {
    const slot = `${chain.start.ref} ${chain.end.ref}`;
    const group = groups.get(slot);
    if (group) group.push(chain);
    else groups.set(slot, [chain]);
  }
  return [...groups.values()].map((group) => joinedOf([...group].sort(preferred), collections));
}

/** Chains that hold before those that do not, then by weight. */
function preferred(a: Chain, b: Chain): number {
  return Number(rejectionOf(a) !== undefined) - Number(rejectionOf(b) !== undefined) || byWeight(a, b);
}

function joinedOf(group: readonly Chain[], collections: ReadonlyMap<string, Collection>): Joined {
  const [main] = group;
  if (!main) throw new RangeError('No chain to join.');
  const rejected = rejectionOf(main);
  const holding = group.filter((chain) => rejectionOf(chain) === undefined);
  const independent = rejected === undefined ? independentOf(holding) : [main];
  const score = combined(independent);
  const sources = [...new Set(group.flatMap((chain) => sourcesOf(chain, collections)))].sort();
  const without = sources.map((source) => {
    const rest = holding.filter((chain) => !sourcesOf(chain, collections).includes(source));
    const left = round(combined(independentOf(rest)));
    return { source, score: left, likelihood: likelihoodOf(left) };
  });
  return {
    main,
    support: independent.slice(1),
    score: round(score),
    conclusion: conclusionOf(main),
    confidence: confidenceOf(independent),
    labels: [...new Set(main.hops.flatMap((hop) => hop.labels))].sort(),
    without,
    ...(rejected === undefined ? {} : { rejected }),
  };
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

/** Two statements of one origin are one witness, wherever they were copied to. What follows from the form of a value needs none. */
export function originOf({ step, walk }: WeighedHop): string | undefined {
  if (walk.kind === 'containment') return undefined;
  return step.origin?.url ?? step.origin?.name ?? step.collection;
}

function sourcesOf(chain: Chain, collections: ReadonlyMap<string, Collection>): readonly string[] {
  return chain.hops.flatMap(({ step, walk }) =>
    walk.kind === 'containment' ? [] : [step.origin?.name ?? collections.get(step.collection)?.name ?? step.collection],
  );
}

/** The strongest chains that share neither an assertion nor an origin. */
function independentOf(chains: readonly Chain[]): readonly Chain[] {
  const used = new Set<string>();
  return chains.filter((chain) => {
    const marks = chain.hops.flatMap((hop) => [`#${hop.step.assertion}`, originOf(hop) ?? []].flat());
    if (marks.some((mark) => used.has(mark))) return false;
    for (const mark of marks) used.add(mark);
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
  const doubtful = ['date-unknown', 'doubtful-reading', 'ambiguous-name', 'shared-host', 'dates-apart'].some((label) =>
    labels.has(label),
  );
  if (chains.length >= 2 && origins.size >= 2 && !doubtful) return 'High';
  return doubtful && origins.size < 2 ? 'Low' : 'Moderate';
}
