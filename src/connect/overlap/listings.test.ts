import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScriptedCase } from '../../../test/support/scripted-case.ts';
import type { EntityKey } from '../../model/entity.ts';
import type { Overlap } from '../../model/overlap.ts';

const LEAKED: EntityKey = { type: 'ipv4', value: '45.76.1.2' };
const addresses = (count: number, from = 0): readonly string[] =>
  Array.from(
    { length: count },
    (_, n) => `45.${76 + ((from + n) >> 16)}.${((from + n) >> 8) & 255}.${(from + n) & 255}`,
  );
const csv = (values: readonly string[]): string => `ip\n${values.join('\n')}\n`;
const event = (values: readonly string[], info: string): unknown => ({
  Event: {
    info,
    date: '2020-06-01',
    Attribute: values.map((value) => ({ type: 'ip-dst', value })),
  },
});

describe('listings', () => {
  let kase: ScriptedCase;
  beforeEach(async () => {
    kase = await ScriptedCase.open();
    await kase.text('leak', 'leak', [{ text: LEAKED.value, time: '2020-03-01', mentions: [LEAKED] }]);
  });
  afterEach(() => kase.close());

  const named = (overlaps: readonly Overlap[], name: string): Overlap | undefined =>
    overlaps.find(({ reference }) => reference.name === name);

  it('say the less of one value the more they hold, and that they are long', async () => {
    const about = { published: '2020-06-01' };
    await kase.reference('Short list.csv', csv(['45.76.1.2', ...addresses(20, 512)]), about);
    const [short] = await kase.connect();
    await kase.reference('Long list.csv', csv(addresses(3_400)), about);
    await kase.reference('Longer list.csv', csv(addresses(34_000)), about);
    const overlaps = await kase.connect();
    const [few, many, most] = ['Short list', 'Long list', 'Longer list'].map((name) => named(overlaps, name));
    const specificityOf = (one: Overlap | undefined): number => one?.hops[0]?.weight.specificity ?? 0;
    expect(specificityOf(many) / specificityOf(few)).toBeCloseTo(1 / 1.02, 2);
    expect(specificityOf(most) / specificityOf(few)).toBeCloseTo(1 / 1.2, 2);
    expect(most?.hops[0]?.reasons).toContain(
      '45.76.1.2 stands in a list of 34,000 values: some of any leak stand there.',
    );
    expect(most?.labels).toContain('bulk-list');
    expect(short?.labels).not.toContain('bulk-list');
    expect(await kase.connect({ everything: true })).toEqual(overlaps);
  });

  it('that grow by a few values weigh less at once', async () => {
    const rows = (count: number, from = 0) => csv(['45.76.1.2', ...addresses(count, 1_024 + from)]);
    await kase.reference('Daily hosts.csv', rows(500), { name: 'Feed', published: '2020-06-01' });
    const [before] = await kase.connect();
    await kase.reference('Daily hosts.csv', rows(1_800, 500), { name: 'Feed', published: '2020-06-01' });
    const [after] = await kase.connect();
    expect(kase.lookedAtEverything).toBe(false);
    expect(after?.score).toBeLessThan(before?.score ?? 0);
    expect([after]).toEqual((await kase.connect({ everything: true })).slice(0, 1));
  });

  it('that repeat another do not count as further reports', async () => {
    const values = ['45.76.1.2', ...addresses(9, 512)];
    await kase.reference('first.json', event(values, 'Herons in spring'));
    const [alone] = await kase.connect();
    await kase.reference('mirror.json', event(values, 'Spring birds, mirrored'));
    const mirrored = await kase.connect();
    expect(mirrored).toHaveLength(1);
    expect(mirrored[0]?.score).toBe(alone?.score);
    expect(mirrored[0]?.copies?.[0]?.reason).toBe('the same list (10 of 10 values)');
    await kase.reference('other.json', event(['45.76.1.2', ...addresses(9, 2_048)], 'Storks in autumn'));
    const others = await kase.connect();
    expect(others.map(({ reference }) => reference.name).sort()).toEqual(['Herons in spring', 'Storks in autumn']);
    for (const { hops } of others) {
      expect(hops[0]?.reasons).toContain('45.76.1.2 stands in 2 different reports.');
      expect(hops[0]?.weight.specificity).toBeLessThan(alone?.hops[0]?.weight.specificity ?? 0);
    }
    expect(await kase.connect({ everything: true })).toEqual(others);
    expect(await kase.connect({ everything: true, copiesCount: true })).toHaveLength(3);
  });

  it('under a title with words left out are one report', async () => {
    await kase.reference(
      'a.json',
      event(['45.76.1.2'], 'Missing Herons of six ponds in spring watched with one-click nets'),
    );
    await kase.reference('b.json', event(['45.76.1.2'], 'MISSING HERONS of six ponds in spring watched with nets'));
    await kase.reference('c.json', event(['45.76.1.2'], 'Missing Herons'));
    const overlaps = await kase.connect();
    expect(overlaps.map(({ reference }) => reference.name).sort()).toEqual([
      'MISSING HERONS of six ponds in spring watched with nets',
      'Missing Herons',
    ]);
  });
});
