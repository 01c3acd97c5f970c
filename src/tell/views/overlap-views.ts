/** Overlaps with the verdicts on them. A withdrawn verdict is none. */
import type { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { Judgement } from '../../model/judgement.ts';
import type { Store } from '../../ports/store.ts';
import { overlapShape, overlapShapes } from '../contract/shapes.ts';
import type { judgedOverlapSchema, overlapDetailSchema } from '../http/schemas.ts';

export type JudgedOverlap = z.infer<typeof judgedOverlapSchema>;
export type OverlapDetail = z.infer<typeof overlapDetailSchema>;

export async function judgedOverlaps(store: Store, all: boolean): Promise<JudgedOverlap[]> {
  const latest = new Map((await store.judgements.latest('overlap')).map((judgement) => [judgement.subject, judgement]));
  const overlaps = await overlapShapes(store, all);
  return overlaps.map((overlap) => ({ ...overlap, judgement: standing(latest.get(overlap.id)) }));
}

/** By id or rank. Rejects with `not-found`. */
export async function overlapDetail(store: Store, idOrRank: string): Promise<OverlapDetail> {
  const overlap = await overlapShape(store, idOrRank);
  const judgements = await store.judgements.of('overlap', overlap.id);
  return { ...overlap, judgement: standing(judgements.at(-1)), judgements: judgements.map((each) => ({ ...each })) };
}

function standing(judgement: Judgement | undefined): Judgement | null {
  return judgement && judgement.verdict !== 'withdrawn' ? judgement : null;
}

/**
 * Adds a verdict. Rejects with `not-found` where an overlap, document or passage is judged that is not there, and with
 * `usage` where a rejected or parked one gives no reason: a verdict that nobody can follow is worth nothing.
 */
export async function addJudgement(store: Store, judgement: Judgement): Promise<Judgement> {
  const { subjectKind, subject, verdict, rationale } = judgement;
  if ((verdict === 'rejected' || verdict === 'parked') && rationale.trim() === '') {
    throw new TelltaleError('usage', `A verdict «${verdict}» needs a reason.`);
  }
  const there =
    subjectKind === 'overlap'
      ? await store.overlaps.get(subject)
      : subjectKind === 'document'
        ? await store.documents.get(subject)
        : subjectKind === 'passage'
          ? await store.documents.passage(subject)
          : true;
  if (!there) throw new TelltaleError('not-found', `There is no ${subjectKind} ${subject}.`);
  await store.judgements.add(judgement);
  return judgement;
}
