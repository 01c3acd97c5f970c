import { expect, it } from 'vitest';
import { ScriptedCase } from '../../../test/support/scripted-case.ts';

it('a firm that is called by one plain word is never likely by its name alone, however many list it', async () => {
  const kase = await ScriptedCase.open();
  try {
    const firms = ['Axon', 'EAB', 'HackingTeam', 'Northlight Technology'];
    for (const lab of ['Lab', 'Court', 'Press']) {
      const facts = firms.map(
        (name) =>
          `  - { subject: { name: ${name} }, relation: alias-of, object: { organization: ${name} }, source: s }\n`,
      );
      const source = `{ title: Vendors, publisher: ${lab}, date: 2020-06-01, reliability: A, credibility: 1 }`;
      await kase.reference(`${lab}.yaml`, `sources:\n  s: ${source}\nfacts:\n${facts.join('')}`);
    }
    const mentions = firms.map((value) => ({ type: 'name' as const, value, confidence: 0.98 }));
    await kase.text('leak', 'leak', [{ text: firms.join(', '), time: '2020-03-01', mentions }]);
    const overlaps = await kase.connect({ copiesCount: true });
    const score = (name: string) => overlaps.find(({ reference }) => reference.name === name)?.score ?? 0;
    expect(score('Axon')).toBeLessThan(0.55);
    expect(score('EAB')).toBeLessThan(0.55);
    expect(score('HackingTeam')).toBeGreaterThan(0.8);
    expect(score('Northlight Technology')).toBeGreaterThan(0.8);
    const axon = overlaps.find(({ reference }) => reference.name === 'Axon');
    expect(axon).toMatchObject({ conclusion: 'named-in-reference', labels: expect.arrayContaining(['plain-name']) });
  } finally {
    await kase.close();
  }
});
