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
  await kase.text(
    'reference',
    'On one',
    [on(one), on(one), on(one), on(one), on(one), servers('45.76.1.2', '45.76.1.3')],
    about,
  );
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
  expect(single?.headline).toBe(`The leak's address 45.76.1.2 is listed in «On one-1», a report on ${one}`);
  expect(single).toMatchObject({ conclusion: 'infrastructure-overlap', likelihood: 'Likely' });
  // What is only mentioned, and what stands in a round-up, leads to nobody in particular.
  expect(between(overlaps, '45.76.1.3', one)?.score).toBeLessThan(0.45);
  for (const name of [one, ...others]) {
    const shared = between(overlaps, '45.76.9.2', name);
    expect(shared?.score).toBeLessThan(0.2);
    expect(shared?.labels).toContain('not-main-subject');
  }
  expect(
    overlaps
      .filter(({ leak, score }) => leak.value === '45.76.9.3' && score >= 0.05)
      .map((each) => each.reference.type),
  ).toEqual(['report']);
});

it('leads from a row of a list to the one group that the row names', async () => {
  const aliases = ['Heron', 'Stilt'].map(
    (name) =>
      `  - { subject: { name: ${name} APT }, relation: alias-of, object: { intrusion-set: ${name} }, source: s }\n`,
  );
  await kase.reference(
    'facts.yaml',
    `sources:\n  s: { title: Names, publisher: Lab, date: 2020-06-01 }\nfacts:\n${aliases.join('')}`,
  );
  const address = (value: string) => ({ type: 'ipv4' as const, value });
  const name = (value: string) => ({ type: 'name' as const, value });
  await kase.text(
    'reference',
    'List',
    [
      { text: '45.76.1.2 | server of Heron APT', mentions: [address('45.76.1.2'), name('Heron APT')] },
      {
        text: '45.76.1.3 | Heron APT or Stilt APT',
        mentions: [address('45.76.1.3'), name('Heron APT'), name('Stilt APT')],
      },
    ],
    { published: '2020-04-01', reliability: 'A' },
  );
  const mentions = [address('45.76.1.2'), address('45.76.1.3')];
  await kase.text('leak', 'leak', [{ text: '45.76.1.2 45.76.1.3', time: '2020-03-01', mentions }]);
  const overlaps = await kase.connect();
  expect(between(overlaps, '45.76.1.2', 'Heron')?.hops.map((hop) => hop.relation)).toEqual(['indicates']);
  expect(between(overlaps, '45.76.1.2', 'Heron')?.likelihood).toBe('Likely');
  // Two in one row: which of them it is, the row does not say.
  expect(between(overlaps, '45.76.1.3', 'Heron')?.score).toBeLessThan(0.45);
  expect(between(overlaps, '45.76.1.3', 'Stilt')?.score).toBeLessThan(0.45);
});
