/** Admiralty grades: how reliable a source is, how credible a piece of information. */
import type { Reliability } from '../model/collection.ts';
import type { Judgement } from '../model/judgement.ts';

type Credibility = NonNullable<Judgement['credibility']>;

/** STIX confidence (0 to 100) of an Admiralty credibility; undefined for 6, which is to be left out. STIX 2.1, appendix A. */
export function stixConfidence(credibility: Credibility): number | undefined {
  return credibility === 6 ? undefined : 110 - credibility * 20;
}

/** `B2`: both letters as analysts write them. */
export function grade(reliability: Reliability, credibility: Credibility | undefined): string {
  return `${reliability}${credibility ?? 6}`;
}
