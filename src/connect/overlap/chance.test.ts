import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScriptedCase } from '../../../test/support/scripted-case.ts';
import { sha256 } from '../../model/ids.ts';
import { makeDecoys } from './make-decoys.ts';

const SUFFIXES = ['com', 'net', 'org', 'info', 'biz'];
/** Every second name of a grid: what is put together from two of them is often a third. */
const GRID = ['mail', 'news', 'login', 'cdn', 'files', 'docs', 'shop', 'portal', 'update', 'cloud'].flatMap(
  (name, row) => SUFFIXES.filter((_, column) => (row + column) % 2 === 0).map((suffix) => `${name}.${suffix}`),
);
const HASHES = Array.from({ length: 30 }, (_, index) => sha256(String(index)));

const line = (type: string, value: string): string =>
  `  - { subject: { ${type}: ${value} }, relation: indicates, object: { intrusion-set: Heron }, source: s }\n`;
const factsOf = (lines: readonly string[]): string =>
  `sources:\n  s: { title: Report, publisher: Lab, date: 2020-06-01, reliability: B, credibility: 2 }\nfacts:\n${lines.join('')}`;

let kase: ScriptedCase;
beforeEach(async () => {
  kase = await ScriptedCase.open();
});
afterEach(() => kase.close());

describe('decoys', () => {
  it('are the same for the same values, look like them, and are put together from two', () => {
    const decoys = makeDecoys('domain', GRID, 50);
    expect(makeDecoys('domain', GRID, 50)).toEqual(decoys);
    expect(decoys.length).toBeGreaterThan(40);
    for (const decoy of decoys) expect(decoy).toMatch(/^[a-z]+\.(?:com|net|org|info|biz)$/);
    expect(
      makeDecoys(
        'ipv4',
        Array.from({ length: 30 }, (_, n) => `45.${n}.1.${n}`),
        20,
      )[0],
    ).toMatch(/^45\.\d+\.1\.\d+$/);
    expect(makeDecoys('domain', GRID.slice(0, 5), 50)).toEqual([]);
  });

  it('say how often as good a match comes about by chance: often in a crowded space, never for a hash', async () => {
    await kase.reference(
      'facts.yaml',
      factsOf([...GRID.map((value) => line('domain', value)), ...HASHES.map((value) => line('sha256', value))]),
    );
    const [hash = '', domain = ''] = [HASHES[3], GRID[3]];
    await kase.text('leak', 'leak', [
      { text: domain, time: '2020-03-01', mentions: [{ type: 'domain', value: domain }] },
      { text: hash, time: '2020-03-01', mentions: [{ type: 'sha256', value: hash }] },
    ]);
    const overlaps = await kase.connect();
    const chanceOf = (value: string) => overlaps.find((overlap) => overlap.leak.value === value)?.chance;
    expect(chanceOf(hash)).toEqual({ decoys: expect.any(Number), asHigh: 0 });
    const crowded = chanceOf(domain);
    expect((crowded?.asHigh ?? 0) / (crowded?.decoys ?? 1)).toBeGreaterThan(0.3);
    // One more message is no other library: the decoys stay.
    await kase.text('leak', 'leak', [{ text: hash, time: '2021-03-01', mentions: [{ type: 'sha256', value: hash }] }]);
    expect((await kase.connect()).find((overlap) => overlap.leak.value === domain)?.chance).toEqual(crowded);
  });

  it('ask of a value how it stands as it is read, however doubtful others of its type are in the leak', async () => {
    await kase.reference('facts.yaml', factsOf(GRID.map((value) => line('domain', value))));
    const sure = GRID[3] ?? '';
    const others = GRID.filter((value) => value !== sure);
    const spoken = (value: string, confidence: number) => ({
      text: value,
      time: '2020-03-01',
      mentions: [{ type: 'domain' as const, value, confidence }],
    });
    await kase.text('leak', 'leak', [spoken(sure, 1)]);
    const shareOf = async (): Promise<number> => {
      const chance = (await kase.connect()).find((overlap) => overlap.leak.value === sure)?.chance;
      return (chance?.asHigh ?? 0) / (chance?.decoys ?? 1);
    };
    const alone = await shareOf();
    expect(alone).toBeGreaterThan(0.3);
    await kase.store.settings.set('decoys', '{"version":0,"size":0,"byType":{}}');
    await kase.text(
      'leak',
      'leak',
      others.map((value) => spoken(value, 0.35)),
    );
    expect(await shareOf()).toBe(alone);
  });

  it('are made of values from all over the library, not of the first by alphabet or by ending', async () => {
    const values = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((letter) =>
      Array.from({ length: 40 }, (_, n) => `${letter}${sha256(`${letter}${n}`).slice(0, 6)}.${SUFFIXES[n % 5] ?? ''}`),
    );
    await kase.reference('facts.yaml', factsOf(values.map((value) => line('domain', value))));
    const sample = await kase.store.graph.sample('domain', 104);
    expect(sample).toHaveLength(104);
    expect(await kase.store.graph.sample('domain', 104)).toEqual(sample);
    for (const half of ['abcdefghijklm', 'nopqrstuvwxyz']) {
      expect(sample.filter((value) => half.includes(value[0] ?? '')).length).toBeGreaterThan(30);
    }
    for (const suffix of SUFFIXES) expect(sample.filter((value) => value.endsWith(suffix)).length).toBeGreaterThan(8);
  });
});
