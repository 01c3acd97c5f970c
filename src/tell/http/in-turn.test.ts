import { describe, expect, it } from 'vitest';
import { createTurns } from './in-turn.ts';

describe('turns', () => {
  it('work one after another, and leave out whoever is gone', async () => {
    const inTurn = createTurns();
    const done: string[] = [];
    const work = (name: string) => async () => {
      done.push(`${name} begins`);
      await new Promise((later) => setTimeout(later, 2));
      done.push(`${name} ends`);
      return name;
    };
    const gone = new AbortController();
    const here = new AbortController().signal;
    const all = [inTurn(here, work('a')), inTurn(gone.signal, work('b')), inTurn(here, work('c'))];
    gone.abort();
    const settled = await Promise.allSettled(all);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(done).toEqual(['a begins', 'a ends', 'c begins', 'c ends']);
  });

  it('work as many at a time as they were made for', async () => {
    const inTurn = createTurns(2);
    const { signal } = new AbortController();
    let [now, most] = [0, 0];
    const work = async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((later) => setTimeout(later, 2));
      now -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => inTurn(signal, work)));
    expect([now, most]).toEqual([0, 2]);
  });

  it('go on after a failure', async () => {
    const inTurn = createTurns();
    const { signal } = new AbortController();
    await expect(inTurn(signal, async () => Promise.reject(new RangeError('x')))).rejects.toThrow('x');
    expect(await inTurn(signal, async () => 1)).toBe(1);
  });
});
