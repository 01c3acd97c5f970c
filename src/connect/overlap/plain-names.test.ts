import { afterEach, beforeEach, expect, it } from 'vitest';
import { ScriptedCase } from '../../../test/support/scripted-case.ts';

let kase: ScriptedCase;
beforeEach(async () => {
  kase = await ScriptedCase.open();
});
afterEach(() => kase.close());

it('a firm that is called by one plain word is never likely by its name alone, however many list it', async () => {
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
});

it('software in ordinary use is doubted as the malware or group that is called so, and not as the tool', async () => {
  await kase.reference(
    'lab.yaml',
    `sources:
  s: { title: Names, publisher: Lab, date: 2020-06-01, reliability: A, credibility: 1 }
facts:
  - { subject: { name: Foxmail }, relation: alias-of, object: { intrusion-set: Purple }, source: s }
  - { subject: { name: Ngrok }, relation: alias-of, object: { tool: Ngrok }, source: s }
  - { subject: { name: ShadowPad }, relation: alias-of, object: { malware: ShadowPad }, source: s }
`,
  );
  const said = (value: string, labels: readonly string[]) => ({
    text: value,
    time: '2020-03-01',
    mentions: [{ type: 'name' as const, value, confidence: 0.98, labels }],
  });
  const everyday = ['everyday-software'];
  await kase.text('leak', 'leak', [said('Foxmail', everyday), said('Ngrok', everyday), said('ShadowPad', [])]);
  const overlaps = await kase.connect();
  const about = (name: string) => overlaps.find(({ leak }) => leak.value === name);
  expect(about('Foxmail')?.score).toBeLessThan(0.45);
  expect(about('Foxmail')?.labels).toContain('everyday-software');
  expect(about('Foxmail')?.hops[0]?.reasons.join(' ')).toMatch(/software that everybody uses/);
  for (const name of ['Ngrok', 'ShadowPad']) {
    expect(about(name)?.score).toBeGreaterThan(0.8);
    expect(about(name)?.labels).not.toContain('everyday-software');
  }
});

it('a word of the dictionary is doubted as the group or malware that is called so', async () => {
  await kase.reference(
    'lab.yaml',
    `sources:
  s: { title: Names, publisher: Lab, date: 2020-06-01, reliability: A, credibility: 1 }
facts:
  - { subject: { name: Longhorn }, relation: alias-of, object: { intrusion-set: Longhorn }, source: s }
  - { subject: { name: Donut }, relation: alias-of, object: { tool: Donut }, source: s }
`,
  );
  const mentions = ['Longhorn', 'Donut'].map((value) => {
    return { type: 'name' as const, value, confidence: 0.82, labels: ['plain-word'] };
  });
  await kase.text('leak', 'leak', [{ text: 'Longhorn and Donut', time: '2020-03-01', mentions }]);
  const overlaps = await kase.connect();
  const [donut, longhorn] = ['Donut', 'Longhorn'].map((name) => overlaps.find(({ leak }) => leak.value === name));
  expect(donut?.labels).not.toContain('plain-name');
  expect(donut?.likelihood).toBe('Likely');
  expect(longhorn).toMatchObject({
    reference: { name: 'Longhorn' },
    labels: expect.arrayContaining(['plain-name']),
    likelihood: 'Unlikely',
  });
});

it('what only names a firm comes after infrastructure and groups, however sure it is; its score stays', async () => {
  await kase.reference(
    'lab.yaml',
    `sources:
  s: { title: Names, publisher: Lab, date: 2020-01-01, reliability: A, credibility: 1 }
facts:
  - { subject: { name: ShadowDragon }, relation: alias-of, object: { organization: ShadowDragon }, source: s }
  - { subject: { name: Old Heron }, relation: alias-of, object: { intrusion-set: Heron }, source: s }
  - { subject: { domain: heron-mail.example }, relation: indicates, object: { intrusion-set: Egret }, source: s }
`,
  );
  await kase.text('leak', 'leak', [
    {
      text: 'ShadowDragon, Old Heron, heron-mail.example',
      time: '2021-12-01',
      mentions: [
        { type: 'name', value: 'ShadowDragon', confidence: 0.98 },
        { type: 'name', value: 'Old Heron', confidence: 0.5 },
        { type: 'domain', value: 'heron-mail.example', confidence: 0.5 },
      ],
    },
  ]);
  const overlaps = await kase.connect();
  expect(overlaps.map(({ reference }) => reference.name)).toEqual(['Egret', 'Heron', 'ShadowDragon']);
  expect(overlaps[2]?.score).toBeGreaterThan(0.8);
});

it('one mention that is read as a name and as the thing of that name leads there as the name alone', async () => {
  await kase.reference(
    'lab.yaml',
    `sources:
  s: { title: Names, publisher: Lab, date: 2020-01-01, reliability: A, credibility: 1 }
  t: { title: Charges, publisher: Court, date: 2020-01-01, reliability: A, credibility: 1 }
facts:
  - { subject: { name: APT 77 }, relation: alias-of, object: { intrusion-set: APT 77 }, source: s }
  - { subject: { intrusion-set: APT 77 }, relation: attributed-to, object: { organization: Harrow Network }, source: t }
  - { subject: { name: Egret }, relation: alias-of, object: { intrusion-set: Egret }, source: s }
`,
  );
  await kase.text('leak', 'leak', [
    {
      text: 'APT 77 and Egret',
      time: '2021-12-01',
      mentions: [
        { type: 'name', value: 'APT 77', confidence: 0.8 },
        { type: 'intrusion-set', value: 'APT 77', confidence: 0.9 },
        { type: 'name', value: 'Egret', confidence: 0.8 },
      ],
    },
  ]);
  const overlaps = await kase.connect();
  const told = overlaps.map(({ leak, reference }) => `${leak.type} ${leak.value} > ${reference.name}`);
  expect(told[0]).toBe('name APT 77 > Harrow Network');
  expect(told.some((one) => one.startsWith('intrusion-set'))).toBe(false);
});

it('malware that a text introduces and the library knows is one finding, by its name; what only the text names is one too', async () => {
  await kase.reference(
    'lab.yaml',
    `sources:
  s: { title: Names, publisher: Lab, date: 2020-06-01, reliability: A, credibility: 1 }
facts:
  - { subject: { name: HeronDoor }, relation: alias-of, object: { malware: HeronDoor }, source: s }
  - { subject: { malware: HeronDoor }, relation: related-to, object: { intrusion-set: Heron }, source: s }
  - { subject: { malware: EgretDoor }, relation: related-to, object: { intrusion-set: Egret }, source: s }
`,
  );
  const introduced = (value: string) => ({
    type: 'malware' as const,
    value,
    confidence: 0.8,
    labels: ['introduced'],
  });
  await kase.text('leak', 'leak', [
    {
      text: 'HeronDoor and EgretDoor',
      time: '2020-03-01',
      mentions: [
        introduced('HeronDoor'),
        introduced('EgretDoor'),
        { type: 'name', value: 'HeronDoor', confidence: 0.9 },
      ],
    },
  ]);
  const starts = (await kase.connect()).map(({ leak }) => `${leak.type} ${leak.value}`);
  expect([...new Set(starts)].sort()).toEqual(['malware EgretDoor', 'name HeronDoor']);
});
