/** Stages that documents are still due for: what an interrupted run left, or a run without OCR. */
import { namesDue } from '../pipeline/names-stage.ts';
import { dueStages } from '../pipeline/passage-stages.ts';
import type { Store } from '../ports/store.ts';
import { stageVersions } from './stage-versions.ts';

/** Number of documents by stage; stages with nothing to do are left out. */
export async function pendingStages(store: Store): Promise<Record<string, number>> {
  const pending: Record<string, number> = {};
  const versions = await stageVersions(store);
  const names = await namesDue(store, versions);
  for (const { mark, filter } of [...dueStages(versions), ...(names ? [names] : [])]) {
    const due = await store.stages.countDue(mark, filter);
    if (due > 0) pending[mark.stage] = due;
  }
  const touched = await store.terms.countTouched();
  if (touched > 0) pending['translate-passages'] = touched;
  return pending;
}
