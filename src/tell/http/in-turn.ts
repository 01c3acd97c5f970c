/** Requests for one thing one after another, or a few at a time, so that those whose asker is gone by then cost nothing. */
import { TelltaleError } from '../../errors.ts';

export type InTurn = <T>(asker: AbortSignal, work: () => Promise<T>) => Promise<T>;

/** Whoever types sends a request for each stroke and waits for the last one only. Rejects with `interrupted`. */
export function createTurns(atATime = 1): InTurn {
  const waiting: (() => void)[] = [];
  let free = atATime;
  return async (asker, work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      if (asker.aborted) throw new TelltaleError('interrupted', 'Nobody waits for this answer any more.');
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
