/** Admiralty grades in words and numbers: how reliable a source is, how credible a piece of information. */
import type { Reliability } from '../model/collection.ts';
import type { Judgement } from '../model/judgement.ts';

export const RELIABILITY_WORDS: Readonly<Record<Reliability, string>> = {
  A: 'Completely reliable',
  B: 'Usually reliable',
  C: 'Fairly reliable',
  D: 'Not usually reliable',
  E: 'Unreliable',
  F: 'Reliability cannot be judged',
};

export type Credibility = NonNullable<Judgement['credibility']>;

export const CREDIBILITY_WORDS: Readonly<Record<Credibility, string>> = {
  1: 'Confirmed by other sources',
  2: 'Probably true',
  3: 'Possibly true',
  4: 'Doubtful',
  5: 'Improbable',
  6: 'Truth cannot be judged',
};

/** STIX confidence (0 to 100) of an Admiralty credibility; undefined for 6, which is to be left out. STIX 2.1, appendix A. */
export function stixConfidence(credibility: Credibility): number | undefined {
  return credibility === 6 ? undefined : 110 - credibility * 20;
}

/** `B2`: both letters as analysts write them. */
export function grade(reliability: Reliability, credibility: Credibility | undefined): string {
  return `${reliability}${credibility ?? 6}`;
}
