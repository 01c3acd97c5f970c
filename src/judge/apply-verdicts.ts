/** Lays analysts' verdicts over overlaps. Overlaps are recomputed, verdicts stay: they belong to the overlap's stable id. */
import { randomUUID } from 'node:crypto';
import { TelltaleError } from '../errors.ts';
import type { Judgement } from '../model/judgement.ts';
import type { Overlap } from '../model/overlap.ts';
import type { Store } from '../ports/store.ts';

/** An overlap with the newest verdict on it, if there is one. */
export interface JudgedOverlap extends Overlap {
  readonly judgement?: Judgement;
}

export interface VerdictRequest {
  readonly overlap: string;
  readonly verdict: Judgement['verdict'];
  readonly rationale: string;
  readonly author: string;
  readonly credibility?: Judgement['credibility'];
}

/**
 * Adds a verdict on an overlap. Rejects with `not-found` when there is no such overlap, and with `usage` without a
 * rationale: a verdict that nobody can follow is worth nothing.
 */
export async function judgeOverlap(
  store: Store,
  request: VerdictRequest,
  clock: () => Date = () => new Date(),
): Promise<Judgement> {
  if (request.rationale.trim() === '') throw new TelltaleError('usage', 'A verdict needs a rationale.');
  if (!(await store.overlaps.get(request.overlap))) {
    throw new TelltaleError('not-found', `There is no overlap ${request.overlap}.`);
  }
  const judgement: Judgement = {
    id: `judgement-${randomUUID()}`,
    subjectKind: 'overlap',
    subject: request.overlap,
    verdict: request.verdict,
    rationale: request.rationale.trim(),
    author: request.author,
    time: clock().toISOString(),
    ...(request.credibility === undefined ? {} : { credibility: request.credibility }),
  };
  await store.judgements.add(judgement);
  return judgement;
}

/** Overlaps with their newest verdicts; a withdrawn one is none. The order stays. */
export function withVerdicts(overlaps: readonly Overlap[], latest: readonly Judgement[]): readonly JudgedOverlap[] {
  const bySubject = new Map(latest.map((judgement) => [judgement.subject, judgement]));
  return overlaps.map((overlap) => {
    const judgement = bySubject.get(overlap.id);
    return judgement && judgement.verdict !== 'withdrawn' ? { ...overlap, judgement } : overlap;
  });
}

/** What analysts see first: accepted before open before parked before rejected, each in its order of rank. */
export function byVerdict(overlaps: readonly JudgedOverlap[]): readonly JudgedOverlap[] {
  const place = ({ judgement }: JudgedOverlap): number =>
    judgement === undefined ? 1 : { accepted: 0, parked: 2, rejected: 3, withdrawn: 1 }[judgement.verdict];
  return [...overlaps].sort((a, b) => place(a) - place(b) || a.rank - b.rank);
}
