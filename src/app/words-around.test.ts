import { expect, it } from 'vitest';
import { ScriptedCase } from '../../test/support/scripted-case.ts';
import { overlapShapes } from '../tell/contract/shapes.ts';
import type { Case } from './case.ts';
import { wordsAround } from './queries.ts';

it('gives the words around each quote, so that a name shows what it is said of', async () => {
  const kase = await ScriptedCase.open();
  try {
    await kase.reference(
      'lab.yaml',
      `sources:
  s: { title: Vendors, publisher: Lab, date: 2020-06-01, reliability: A, credibility: 1 }
facts:
  - { subject: { name: ShadowDragon }, relation: alias-of, object: { organization: ShadowDragon }, source: s }
`,
    );
    const text = '【资料】ShadowDragon：社交媒体监控软件';
    await kase.text('leak', 'leak', [
      { text, time: '2021-10-17', mentions: [{ type: 'name', value: 'ShadowDragon', confidence: 0.9 }] },
    ]);
    await kase.connect();
    const [overlap] = await overlapShapes(kase.store, false);
    if (!overlap) throw new Error('no overlap');
    const around = await wordsAround({ store: kase.store } as Case, overlap);
    const [quote] = overlap.hops.flatMap(({ evidence }) => evidence);
    expect(quote?.quote).toBe('ShadowDragon');
    expect(around.get(`${quote?.passage}:${quote?.start}`)).toEqual({
      before: '【资料】',
      after: '：社交媒体监控软件',
    });
  } finally {
    await kase.close();
  }
});
