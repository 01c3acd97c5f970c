import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScriptedCase } from '../../test/support/scripted-case.ts';
import type { Overlap } from '../model/overlap.ts';

let kase: ScriptedCase;
beforeEach(async () => {
  kase = await ScriptedCase.open();
});
afterEach(() => kase.close());

const between = (overlaps: readonly Overlap[], leak: string, reference: string): Overlap | undefined =>
  overlaps.find((overlap) => overlap.leak.value === leak && overlap.reference.name === reference);

it('leads from what a report lists to whom it is about, less where it is about many', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `Heron ${index}`);
  const aliases = names.map(
    (name) => `  - { subject: { name: ${name} }, relation: alias-of, object: { intrusion-set: ${name} }, source: s }\n`,
  );
  await kase.reference(
    'facts.yaml',
    `sources:\n  s: { title: Names, publisher: Lab, date: 2020-06-01 }\nfacts:\n${aliases.join('')}`,
  );
  const address = (value: string, labels: readonly string[] = []) => ({ type: 'ipv4' as const, value, labels });
  const on = (name: string) => ({
    text: `${name} was seen again.`,
    mentions: [{ type: 'name' as const, value: name }],
  });
  const about = { published: '2020-04-01', reliability: 'A' as const };
  const [one = '', ...others] = names;
  const servers = (value: string, mentioned: string) => ({
    text: `Servers: ${value}. Not theirs: ${mentioned}.`,
    mentions: [address(value, ['defanged']), address(mentioned)],
  });
  await kase.text('reference', 'On one', [on(one), on(one), on(one), servers('45.76.1.2', '45.76.1.3')], about);
  await kase.text('reference', 'Round-up', [...names.map(on), servers('45.76.9.2', '45.76.9.3')], about);
  const values = ['45.76.1.2', '45.76.1.3', '45.76.9.2', '45.76.9.3'].map((value) => address(value));
  const text = values.map(({ value }) => value).join(' ');
  await kase.text('leak', 'leak', [{ text, time: '2020-03-01', mentions: values }]);
  const overlaps = await kase.connect();
  const single = between(overlaps, '45.76.1.2', one);
  expect(single?.hops.map((hop) => hop.relation)).toEqual(['listed-in', 'describes']);
  expect(single?.hops.map((hop) => hop.evidence.map(({ quote }) => quote))).toEqual([
    ['45.76.1.2', '45.76.1.2'],
    [one, one],
  ]);
  expect(single).toMatchObject({ conclusion: 'infrastructure-overlap', likelihood: 'Likely' });
  // What is only mentioned, and what stands in a round-up, leads to nobody in particular.
  expect(between(overlaps, '45.76.1.3', one)?.score).toBeLessThan(0.45);
  for (const name of [one, ...others]) {
    const shared = between(overlaps, '45.76.9.2', name);
    expect(shared?.score).toBeLessThan(0.2);
    expect(shared?.labels).toContain('several-subjects');
  }
  expect(
    overlaps
      .filter(({ leak, score }) => leak.value === '45.76.9.3' && score >= 0.05)
      .map((each) => each.reference.type),
  ).toEqual(['report']);
});
