/** What an identity store must do. */
import { describe, expect, it } from 'vitest';
import type { IdentityJudgement, IdentityVerdict } from '../model/identity.ts';
import type { CreateStore } from './store-contract-case.ts';

const a = { type: 'handle', value: 'Ann' } as const;
const b = { type: 'individual', value: 'Ann Lee' } as const;
const c = { type: 'handle', value: 'ann2' } as const;

let made = 0;
const judgement = (
  verdict: IdentityVerdict,
  one: IdentityJudgement['one'],
  other: IdentityJudgement['other'],
): IdentityJudgement => ({
  id: `identity-${made++}`,
  verdict,
  one,
  other,
  rationale: 'why',
  author: 'bo',
  time: '2026-01-02T03:04:05.000Z',
});

export function describeIdentityStore(name: string, open: CreateStore): void {
  describe(`${name}: identities`, () => {
    it('keep all that was said, and count the newest of two things in either order', async () => {
      const { store, remove } = await open();
      const [first, second, third] = [judgement('same', a, b), judgement('same', a, c), judgement('different', b, a)];
      for (const each of [first, second, third]) await store.identities.add(each);
      expect(await store.identities.counting()).toEqual([second, third]);
      const withdrawn = judgement('withdrawn', { type: 'handle', value: 'ANN' }, c);
      await store.identities.add(withdrawn);
      expect(await store.identities.counting()).toEqual([third]);
      expect(await store.identities.history()).toEqual([withdrawn, third, second, first]);
      await remove();
    });

    it('make nothing due by themselves: whoever stores one notes what it bears on', async () => {
      const { store, remove } = await open();
      const { through } = await store.changes.read(10);
      await store.overlaps.update({ all: true, starts: [], places: [], through });
      const before = (await store.changes.read(10)).changes;
      expect(before).toBeDefined();
      await store.identities.add(judgement('same', a, b));
      expect((await store.changes.read(10)).changes).toEqual(before);
      await remove();
    });
  });
}
