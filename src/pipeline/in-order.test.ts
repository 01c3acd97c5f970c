import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

describe('inOrder', () => {
  it('commits in order whatever the order of completion, within its width', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (delays, width) => {
          const committed: number[] = [];
          let running = 0;
          let most = 0;
          await inOrder(
            delays.keys(),
            width,
            async (unit) => {
              running += 1;
              most = Math.max(most, running);
              await sleep(delays[unit]);
              running -= 1;
              return unit;
            },
            async (_unit, result) => {
              committed.push(result);
            },
          );
          expect(committed).toEqual([...delays.keys()]);
          expect(most).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('ends with the first failure and commits nothing after it', async () => {
    const committed: number[] = [];
    const work = inOrder(
      [0, 1, 2, 3],
      2,
      async (unit) => {
        if (unit === 2) throw new Error('two');
        return unit;
      },
      async (_unit, result) => {
        committed.push(result);
      },
    );
    await expect(work).rejects.toThrow('two');
    expect(committed).toEqual([0, 1]);
  });
});
