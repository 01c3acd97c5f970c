/** The case of the demo's sample: it is marked, so that a real leak never shares it. */
import type { Store } from '../ports/store.ts';
import type { AddRequest } from './add.ts';
import { openCase, openCaseToWrite } from './case.ts';
import { SAMPLE } from './program.ts';

const SETTING = 'sample';

const LEAK_NAME = 'Qingchuan sample';

/** The public facts that any leak is compared with at first. */
export const PUBLIC_FACTS: AddRequest = {
  paths: [SAMPLE.reference],
  role: 'reference',
  name: 'Public facts',
  publisher: 'Telltale',
  reliability: 'B',
};

/** The fictional leak, after the facts: their names are then known when it is read. */
export const SAMPLE_REQUESTS: readonly AddRequest[] = [
  PUBLIC_FACTS,
  { paths: [SAMPLE.leak], role: 'leak', name: LEAK_NAME, published: '2024-02-16', timezone: 'UTC' },
];

/** Marks a case that may be read by now; one that holds leaks of the user's own stays theirs. */
export async function markAsSample(store: Store): Promise<void> {
  await store.settings.set(SETTING, 'yes');
}

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
    if (!(await isSample(theCase.store))) await markAsSample(theCase.store);
  } finally {
    await theCase.close();
  }
}
