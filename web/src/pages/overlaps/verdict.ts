/** Verdicts on overlaps: what counts as the state of one, and what undoing the last one means. */
import type { Credibility, Judgement, Overlap } from '../../api/types.ts';

export type VerdictState = 'open' | 'accepted' | 'parked' | 'rejected';

/** A withdrawn verdict leaves the overlap to be judged again. */
export function stateOf(overlap: Pick<Overlap, 'judgement'>): VerdictState {
  const verdict = overlap.judgement?.verdict;
  return verdict === undefined || verdict === 'withdrawn' ? 'open' : verdict;
}

export interface NewVerdict {
  readonly verdict: Judgement['verdict'];
  readonly rationale: string;
  readonly credibility?: Credibility;
}

/** Judgements are only ever added: going back means to add what stood before, or a withdrawal. */
export function undoing(before: Judgement | null | undefined): NewVerdict {
  if (!before || before.verdict === 'withdrawn') return { verdict: 'withdrawn', rationale: 'undone' };
  return {
    verdict: before.verdict,
    rationale: before.rationale,
    ...(before.credibility === undefined ? {} : { credibility: before.credibility }),
  };
}

/** Accepting speaks for itself; rejecting or parking needs words for whoever comes after. */
export function needsReason(verdict: Judgement['verdict']): boolean {
  return verdict === 'rejected' || verdict === 'parked';
}
