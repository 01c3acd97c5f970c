/** What an analyst says about a case from the command line: written down, then brought to bear on what depends on it. */
import { userInfo } from 'node:os';
import type { ProgressListener } from '../pipeline/progress.ts';
import { add } from './add.ts';
import { type Case, openCaseToEdit } from './case.ts';
import type { EngineSettings } from './compose.ts';

export interface EditEffects {
  readonly author: string;
  readonly clock: () => Date;
}

export interface EditRequest<T> {
  /** Writes; gives what it did, and whether stages are due because of it. */
  edit(theCase: Case, effects: EditEffects): Promise<{ outcome: T; due: boolean }>;
  /** Undefined leaves what is due to the next run. */
  readonly settings: EngineSettings | undefined;
  readonly listener: ProgressListener;
  readonly signal: AbortSignal;
}

/**
 * `applied` is false when stages are left due: the caller wanted it so, or another process is adding to the case.
 * Rejects with `case-missing`, `interrupted`, and with what `edit` rejects with.
 */
export async function editCase<T>(
  folder: string,
  { edit, settings, listener, signal }: EditRequest<T>,
): Promise<{ outcome: T; applied: boolean }> {
  const { theCase, exclusive } = await openCaseToEdit(folder);
  try {
    const { outcome, due } = await edit(theCase, { author: userInfo().username, clock: () => new Date() });
    if (!due) return { outcome, applied: true };
    if (settings === undefined || !exclusive) return { outcome, applied: false };
    await add(theCase, [], settings, listener, signal);
    return { outcome, applied: true };
  } finally {
    await theCase.close();
  }
}
