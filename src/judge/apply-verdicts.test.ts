import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScriptedCase } from '../../test/support/scripted-case.ts';
import { byVerdict, judgeOverlap, withVerdicts } from './apply-verdicts.ts';
import { grade, stixConfidence } from './grade.ts';

let kase: ScriptedCase;
beforeEach(async () => {
  kase = await ScriptedCase.open();
});
afterEach(() => kase.close());

const facts = (...actors: readonly string[]): string =>
  `facts:\n${actors
    .map(
      (actor, index) =>
        `  - { subject: { ipv4: 45.76.1.${index} }, relation: indicates, object: { intrusion-set: ${actor} }, source: { title: T${index} } }\n`,
    )
    .join('')}`;

it('keeps verdicts when overlaps are computed again with new references', async () => {
  await kase.reference('a.yaml', facts('Heron', 'Stilt'));
  await kase.text('leak', 'leak', [
    { text: '45.76.1.0', mentions: [{ type: 'ipv4', value: '45.76.1.0' }] },
    { text: '45.76.1.1', mentions: [{ type: 'ipv4', value: '45.76.1.1' }] },
  ]);
  const [first, second] = await kase.connect();
  if (!first || !second) throw new Error('two overlaps were expected');
  const clock = () => new Date('2026-01-02T03:04:05Z');
  await judgeOverlap(
    kase.store,
    { overlap: first.id, verdict: 'rejected', rationale: 'a test range', author: 'ana' },
    clock,
  );
  await judgeOverlap(kase.store, { overlap: second.id, verdict: 'parked', rationale: 'wait', author: 'ana' }, clock);
  await judgeOverlap(
    kase.store,
    { overlap: second.id, verdict: 'accepted', rationale: 'seen in logs', author: 'bo' },
    clock,
  );
  await kase.reference('b.yaml', facts('Heron', 'Stilt').replaceAll('title: T', 'title: U'));
  const judged = withVerdicts(await kase.connect(), await kase.store.judgements.latest('overlap'));
  expect(byVerdict(judged).map(({ id, judgement }) => [id, judgement?.verdict])).toEqual([
    [second.id, 'accepted'],
    [first.id, 'rejected'],
  ]);
  expect(await kase.store.judgements.of('overlap', second.id)).toHaveLength(2);
});

it('refuses a verdict without a rationale or without an overlap', async () => {
  const verdict = { verdict: 'accepted', author: 'ana' } as const;
  await expect(judgeOverlap(kase.store, { ...verdict, overlap: 'overlap-0', rationale: ' ' })).rejects.toMatchObject({
    code: 'usage',
  });
  await expect(judgeOverlap(kase.store, { ...verdict, overlap: 'overlap-0', rationale: 'why' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

it('grades as the Admiralty code and STIX say', () => {
  expect(grade('B', 2)).toBe('B2');
  expect(grade('F', undefined)).toBe('F6');
  expect([1, 2, 3, 4, 5, 6].map((code) => stixConfidence(code as 1))).toEqual([90, 70, 50, 30, 10, undefined]);
});
