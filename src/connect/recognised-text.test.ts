import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Line, ScriptedCase } from '../../test/support/scripted-case.ts';
import type { Overlap } from '../model/overlap.ts';

let kase: ScriptedCase;
beforeEach(async () => {
  kase = await ScriptedCase.open();
});
afterEach(() => kase.close());

const between = (overlaps: readonly Overlap[], leak: string, reference: string): Overlap | undefined =>
  overlaps.find((overlap) => overlap.leak.value === leak && overlap.reference.name === reference);

describe('a second reading of recognised text', () => {
  it('is labelled where an overlap rests on it, and weighs much less', async () => {
    const said = (text: string, more: { confidence?: number; labels?: readonly string[] }): Line => ({
      text,
      time: '2019-05-14T02:22:13',
      mentions: [{ type: 'ipv4', value: '74.120.172.10', raw: text, ...more }],
    });
    await kase.reference('facts.yaml', await readFile('sample/reference/facts.yaml', 'utf8'));
    await kase.text('leak', 'leak', [said('74.12O.172.l0', { confidence: 0.3, labels: ['ocr-confusable'] })]);
    const candidate = between(await kase.connect(), '74.120.172.10', 'POISON CARP');
    expect(candidate?.labels).toEqual(expect.arrayContaining(['doubtful-reading', 'ocr-confusable']));
    expect(candidate?.hops[0]?.weight.extraction).toBeLessThanOrEqual(0.3);

    await kase.text('leak', 'leak', [said('74.120.172.10', {})]);
    const certain = between(await kase.connect(), '74.120.172.10', 'POISON CARP');
    expect(certain?.labels ?? []).not.toContain('ocr-confusable');
    expect(candidate?.score ?? 1).toBeLessThan((certain?.score ?? 0) / 2);
  });
});
