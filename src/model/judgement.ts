/** A judgement is an analyst's verdict. Judgements are only ever added; the newest of a subject counts. */

export type Verdict = 'accepted' | 'rejected' | 'parked' | 'withdrawn';

export interface Judgement {
  readonly id: string;
  readonly subjectKind: 'document' | 'assertion' | 'overlap' | 'hypothesis' | 'passage';
  readonly subject: string;
  readonly verdict: Verdict;
  /** Admiralty information credibility, 1 to 6. */
  readonly credibility?: 1 | 2 | 3 | 4 | 5 | 6;
  readonly rationale: string;
  readonly author: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
}
