/** A case in one look: what it holds, what is still to do, what waits for a verdict. */
import type { z } from 'zod';
import type { Store } from '../../ports/store.ts';
import { allOf } from '../contract/shapes.ts';
import type { caseSchema } from '../http/schemas.ts';

export type CaseSummary = z.infer<typeof caseSchema>;
type Facts = Pick<CaseSummary, 'name' | 'path' | 'version' | 'offline' | 'sample' | 'canAdd' | 'signedIn'>;

export async function caseSummary(store: Store, facts: Facts, stages: Record<string, number>): Promise<CaseSummary> {
  const collections: CaseSummary['collections'] = [];
  for (const collection of await store.collections.list()) {
    const totals = await store.ledger.totals(collection.id);
    const counts = await store.documents.count(collection.id);
    collections.push({ ...collection, ...totals, ...counts });
  }
  const judged = new Set(
    (await store.judgements.latest('overlap'))
      .filter((judgement) => judgement.verdict !== 'withdrawn')
      .map((judgement) => judgement.subject),
  );
  let overlaps = 0;
  let toJudge = 0;
  for await (const overlap of allOf((page) => store.overlaps.list({ rejected: false }, page))) {
    overlaps += 1;
    if (!judged.has(overlap.id)) toJudge += 1;
  }
  const waiting = collections.reduce((sum, collection) => sum + collection.pending, 0);
  const failures = await store.stages.failures();
  return {
    ...facts,
    collections,
    overlaps,
    overlapsToJudge: toJudge,
    failed: collections.reduce((sum, collection) => sum + collection.failed, 0) + failures.length,
    pending: { ...(waiting > 0 ? { read: waiting } : {}), ...stages },
  };
}
