import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Line, ScriptedCase } from '../../../test/support/scripted-case.ts';

let kase: ScriptedCase;
beforeEach(async () => {
  kase = await ScriptedCase.open();
});
afterEach(() => kase.close());

const facts = (...lines: readonly string[]): string =>
  `sources:\n  s: { title: Report, publisher: Lab, date: 2020-06-01, reliability: B, credibility: 2 }\nfacts:\n${lines
    .map((line) => `  - { ${line}, source: s }\n`)
    .join('')}`;

describe('copies', () => {
  it('count once, say why, and separately where the user says so', async () => {
    const values = Array.from({ length: 12 }, (_, n) => `45.76.1.${n + 1}`);
    const list = (count: number): string =>
      facts(
        ...values
          .slice(0, count)
          .map((ip) => `subject: { ipv4: ${ip} }, relation: indicates, object: { intrusion-set: Heron }`),
      );
    await kase.reference('one.yaml', list(12));
    await kase.text('leak', 'leak', [
      { text: '45.76.1.2', time: '2020-03-01', mentions: [{ type: 'ipv4', value: '45.76.1.2' }] },
    ]);
    const [alone] = await kase.connect();
    // A feed that takes in the list of another, under its own name.
    await kase.reference('feed.yaml', list(10).replace('Lab', 'Feed').replace('Report', 'Daily'));
    const [copied] = await kase.connect();
    expect(copied?.score).toBe(alone?.score);
    expect(copied?.copies).toEqual([
      { source: 'Lab: Report', of: 'Feed: Daily', reason: 'the same list (10 of 10 values)' },
    ]);
    expect(copied?.labels).toContain('copies');
    expect(copied?.without).toEqual([
      { source: 'Feed: Daily', score: 0, likelihood: 'Almost no chance' },
      { source: 'Lab: Report', score: 0, likelihood: 'Almost no chance' },
    ]);
    const [separate] = await kase.connect({ everything: true, copiesCount: true });
    expect(separate?.score).toBeGreaterThan(alone?.score ?? 1);
    expect(separate?.copies).toBeUndefined();
  });

  it('are texts that link to the report, or repeat it', async () => {
    const prose = (start: string): string =>
      `${start} the operators moved to a new server in the spring, registered three names for it and sent their lures from there to offices of the ministry; the address 45.76.1.2 answered on two ports and served the same page as before, with the certificate that had been seen in autumn.`;
    const mention = { type: 'ipv4' as const, value: '45.76.1.2' };
    const heron = { type: 'name' as const, value: 'Heron', raw: 'Heron' };
    await kase.reference(
      'names.yaml',
      facts('subject: { name: Heron }, relation: alias-of, object: { intrusion-set: Heron }'),
    );
    await kase.text('leak', 'leak', [{ text: '45.76.1.2', time: '2020-03-01', mentions: [mention] }]);
    const scores: number[] = [];
    const add = async (name: string, text: string, more: Line['mentions'] = []): Promise<void> => {
      await kase.text('reference', name, [{ text, mentions: [mention, heron, ...more] }], {
        publisher: name,
        published: '2020-04-01',
      });
      scores.push((await kase.connect()).find(({ reference }) => reference.name === 'Heron')?.score ?? 0);
    };
    await add('First', prose('Heron: as we saw,'));
    await add('Mirror', prose('Heron: as they saw,'));
    expect(scores[1]).toBe(scores[0]);
    await add('Other', 'In our own logs Heron came back from 45.76.1.2, to other victims and with other tools.');
    expect(scores[2]).toBeGreaterThan(scores[1] ?? 1);
  });

  it('are one corner of the diamond, unless each counts for itself', async () => {
    const indicates = (last: number): string =>
      `subject: { ipv4: 45.76.1.${last} }, relation: indicates, object: { intrusion-set: Heron }`;
    const court = 'subject: { intrusion-set: Heron }, relation: attributed-to, object: { organization: Chen Ltd }';
    const list = [1, 2, 3, 4, 5].map(indicates);
    await kase.reference('list.yaml', facts(...list, indicates(6)));
    await kase.text('leak', 'leak', [
      { text: '45.76.1.6', time: '2020-03-01', mentions: [{ type: 'ipv4', value: '45.76.1.6' }] },
      { text: 'Chen Ltd', time: '2020-03-01', mentions: [{ type: 'name', value: 'Chen Ltd' }] },
    ]);
    await kase.connect();
    // Each states one of the two corners alone, and all the rest is the same.
    await kase.reference(
      'mirror.yaml',
      facts(...list, court)
        .replace('Lab', 'Feed')
        .replace('Report', 'Daily'),
    );
    const conclusions = async (copiesCount: boolean): Promise<readonly string[]> => {
      const overlaps = await kase.connect({ everything: copiesCount, copiesCount });
      return overlaps.filter(({ reference }) => reference.name === 'Heron').map(({ conclusion }) => conclusion);
    };
    expect(await conclusions(false)).toEqual(['infrastructure-overlap', 'organisational-link']);
    expect(kase.lookedAtEverything).toBe(false);
    expect(await conclusions(true)).toContain('same-actor');
    const unlike = [21, 22, 23, 24, 25].map(indicates);
    await kase.reference(
      'court.yaml',
      facts(...unlike, court)
        .replace('Lab', 'Court')
        .replace('Report', 'Case'),
    );
    expect(await conclusions(false)).toContain('same-actor');
  });
});
