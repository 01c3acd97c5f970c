/** The case of the demo's sample: it is marked, so that a real leak never shares it. */
import type { Store } from '../ports/store.ts';
import { openCase, openCaseToWrite } from './case.ts';

const SETTING = 'sample';

export async function isSample(store: Store): Promise<boolean> {
  return (await store.settings.get(SETTING)) === 'yes';
}

/** What a case folder holds: the sample, leaks of the user's own, or neither. Rejects as `openCase` does. */
export async function holds(folder: string): Promise<'sample' | 'leaks' | 'nothing'> {
  const theCase = await openCase(folder);
  try {
    if (await isSample(theCase.store)) return 'sample';
    const collections = await theCase.store.collections.list();
    return collections.some((collection) => collection.role === 'leak') ? 'leaks' : 'nothing';
  } finally {
    await theCase.close();
  }
}

export async function markSample(folder: string): Promise<void> {
  const theCase = await openCaseToWrite(folder);
  try {
    if (!(await isSample(theCase.store))) await theCase.store.settings.set(SETTING, 'yes');
  } finally {
    await theCase.close();
  }
}
