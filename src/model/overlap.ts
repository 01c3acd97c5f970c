/** An overlap joins a leak's words to a reference's words by a chain of hops, with a score that can be taken apart. */
import type { EntityKey } from './entity.ts';

export type Conclusion =
  | 'infrastructure-overlap'
  | 'shared-tooling'
  | 'named-in-reference'
  | 'organisational-link'
  | 'same-actor';

/** ICD-203 expressions of likelihood, from the least to the most likely. */
export const LIKELIHOODS = [
  'Almost no chance',
  'Very unlikely',
  'Unlikely',
  'Roughly even chance',
  'Likely',
  'Very likely',
  'Almost certain',
] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

/** Confidence in the judgement, kept apart from the likelihood. */
export type Confidence = 'Low' | 'Moderate' | 'High';

/** The four factors of a hop, each 0 to 1. The hop weighs their product. */
export interface HopWeight {
  readonly specificity: number;
  readonly temporal: number;
  readonly source: number;
  readonly extraction: number;
}

export interface Quote {
  readonly collection: string;
  /** Document id. */
  readonly document: string;
  readonly sha256: string;
  readonly path: string;
  readonly page: number | null;
  /** Passage id. */
  readonly passage: string;
  /** Where the quote stands in the passage: `passage.text.slice(start, end) === quote`. */
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly date: string | null;
  readonly sender?: string;
}

export interface Hop {
  readonly from: EntityKey;
  readonly relation: string;
  readonly to: EntityKey;
  readonly weight: HopWeight;
  /** One sentence for each factor that is below 1, for a reader. */
  readonly reasons: readonly string[];
  readonly origin?: string;
  readonly evidence: readonly Quote[];
}

/**
 * How often as good a match comes about by chance: values that look like those of the library but are nobody's (each is
 * put together from pieces of two) stood in the leak in its place, on days of the leak.
 */
export interface Chance {
  /** Values that were tried. */
  readonly decoys: number;
  /** Those that scored as high as the overlap, or higher. */
  readonly asHigh: number;
}

/** A message that speaks of a thing before, or just when, the first source of the case was published that does. */
export interface KnownBefore {
  /** Days from the message to the publication; 0 or below when the message came on the day or just after it. */
  readonly days: number;
  /** Day of the first message, `YYYY-MM-DD`. */
  readonly said: string;
  /** Day of the first publication; of a month or a year its first day. */
  readonly published: string;
  readonly source: string;
}

/** Sources that count as one, and why. */
export interface Copies {
  readonly source: string;
  /** The source that it counts as one with. */
  readonly of: string;
  readonly reason: string;
}

export interface Overlap {
  readonly id: string;
  /** From 1; rejected overlaps come last. */
  readonly rank: number;
  /** 0 to 1. */
  readonly score: number;
  readonly likelihood: Likelihood;
  readonly confidence: Confidence;
  readonly conclusion: Conclusion;
  /** The leak's side, and the thing that the reference ties it to. */
  readonly leak: EntityKey;
  readonly reference: { readonly type: string; readonly name: string };
  readonly labels: readonly string[];
  /** Index of the hop that weighs least. */
  readonly weakest: number;
  readonly hops: readonly Hop[];
  /** Other chains between the same ends, with edges of their own, that raise the score. */
  readonly support: readonly { readonly hops: readonly Hop[]; readonly score: number }[];
  /** What remains without each source: «without report X this falls to Unlikely». */
  readonly without: readonly { readonly source: string; readonly score: number; readonly likelihood: Likelihood }[];
  readonly knownBefore?: KnownBefore;
  /** Sources of this overlap that say the same because they are copies: one origin, counted once. */
  readonly copies?: readonly Copies[];
  /** Absent where values of the leak's kind cannot be imitated. */
  readonly chance?: Chance;
  /** Why the chain does not hold, when it does not; kept, ranked last, shown with `--all`. */
  readonly rejected?: string;
  /** One line for a reader. */
  readonly headline?: string;
  /** The chain, its words and its weights in plain lines. */
  readonly explanation?: readonly string[];
}
