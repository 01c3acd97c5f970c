/** Requests for one thing one after another, so that those whose asker is gone by then cost nothing. */
import { TelltaleError } from '../../errors.ts';

export type InTurn = <T>(asker: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Whoever types sends a request for each stroke and waits for the last one only. Rejects with `interrupted`. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (asker, work) => {
    const mine = last.then(() => {
      if (asker.aborted) throw new TelltaleError('interrupted', 'Nobody waits for this answer any more.');
      return work();
    });
    last = mine.catch(() => {});
    return mine;
  };
}
