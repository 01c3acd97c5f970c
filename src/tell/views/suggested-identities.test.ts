/** What may be one in a case: claims of its texts, and names of two documents that spell one another. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScriptedCase } from '../../../test/support/scripted-case.ts';
import { judgeIdentity } from '../../judge/judge-identity.ts';
import { nameSpelling } from '../../understand/extract/aliases/name-spellings.ts';
import { suggestedIdentities } from './suggested-identities.ts';

let kase: ScriptedCase;
beforeEach(async () => {
  kase = await ScriptedCase.open();
  await kase.text('leak', 'first', [{ text: '吴海波来了', mentions: [{ type: 'individual', value: '吴海波' }] }]);
  await kase.text('leak', 'second', [{ text: 'Haibo Wu, CEO', mentions: [{ type: 'individual', value: 'Haibo Wu' }] }]);
  await kase.text('leak', 'third', [{ text: 'Wu Haibin', mentions: [{ type: 'individual', value: 'Wu Haibin' }] }]);
  await kase.connect();
});
afterEach(() => kase.close());

const suggested = async () => suggestedIdentities(kase.store, await kase.store.identities.counting(), nameSpelling);

it('pairs a Chinese name and its Latin spelling across documents, with the words of both', async () => {
  expect(await suggested()).toMatchObject([
    {
      one: { type: 'individual', value: '吴海波' },
      other: { type: 'individual', value: 'Haibo Wu' },
      confidence: 0.4,
      methods: ['alias-spelt'],
      evidence: [{}, {}],
    },
  ]);
});

it('asks no more once an analyst has answered', async () => {
  const [pair] = await suggested();
  if (!pair) throw new Error('there is one');
  const effects = { author: 'ana', clock: () => new Date('2026-01-02T03:04:05Z') };
  const { one, other } = pair;
  await judgeIdentity(kase.store, { verdict: 'different', one, other, rationale: 'two people' }, effects);
  expect(await suggested()).toEqual([]);
});
