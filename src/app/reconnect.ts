/** Finds the overlaps of a case anew from everything that it holds, and keeps whether copies of one source count apart. */
import { COUNT_COPIES, connect } from '../connect/connect.ts';
import type { Case } from './case.ts';

export interface Reconnected {
  readonly overlaps: number;
  /** Whether sources that repeat one another count each for itself. */
  readonly countCopies: boolean;
}

/** `countCopies` sets it for this and all later runs; undefined leaves it. */
export async function reconnect({ store }: Case, countCopies?: boolean): Promise<Reconnected> {
  if (countCopies !== undefined) await store.settings.set(COUNT_COPIES, countCopies ? 'yes' : 'no');
  const { overlaps } = await connect({ store, everything: true });
  return { overlaps, countCopies: (await store.settings.get(COUNT_COPIES)) === 'yes' };
}
