import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScriptedCase } from '../../test/support/scripted-case.ts';
import type { EntityKey } from '../model/entity.ts';
import type { Overlap } from '../model/overlap.ts';

const hashOf = (algorithm: string, content: string): string => createHash(algorithm).update(content).digest('hex');
const digestsOf = (content: string): readonly EntityKey[] =>
  (['sha256', 'sha1', 'md5'] as const).map((type) => ({ type, value: hashOf(type, content) }));
const listing = (type: string, value: string): string => `sources:
  s: { title: A sample, publisher: Lab, date: 2020-06-01, reliability: A, credibility: 2 }
facts:
  - { subject: { ${type}: ${value} }, relation: indicates, object: { malware: HeronRAT }, source: s }
`;

describe('files of a leak', () => {
  let kase: ScriptedCase;
  beforeEach(async () => {
    kase = await ScriptedCase.open();
  });
  afterEach(() => kase.close());
  const holding = (overlaps: readonly Overlap[]): readonly Overlap[] =>
    overlaps.filter(({ rejected }) => rejected === undefined);

  it.each(['sha256', 'sha1', 'md5'])('are what a reference lists by their %s, whichever came first', async (type) => {
    await kase.file('leak', 'tools.zip!/update.exe', digestsOf('sample'));
    await kase.file('leak', 'notes.bin', digestsOf('other'));
    expect(await kase.connect()).toEqual([]);
    await kase.reference('facts.yaml', listing(type, hashOf(type, 'sample')));
    const overlaps = await kase.connect();
    expect(kase.lookedAtEverything).toBe(false);
    expect(overlaps).toMatchObject([
      {
        leak: { type, value: hashOf(type, 'sample') },
        reference: { type: 'malware', name: 'HeronRAT' },
        likelihood: 'Very likely',
        conclusion: 'shared-tooling',
        hops: [{ evidence: [{ path: 'tools.zip!/update.exe', sha256: hashOf('sha256', 'sample'), quote: '' }, {}] }],
      },
    ]);
    expect(overlaps[0]?.explanation?.join('\n')).toContain('the file itself — tools.zip!/update.exe');
    expect(await kase.connect({ everything: true })).toEqual(overlaps);
  });

  it('are noise when a list knows them', async () => {
    await kase.reference('list.json', {
      name: 'List of known hashes for empty files',
      description: '',
      type: 'string',
      version: 1,
      matching_attributes: ['md5'],
      list: [hashOf('md5', '')],
    });
    await kase.reference('facts.yaml', listing('md5', hashOf('md5', '')));
    await kase.file('leak', 'empty.dat', digestsOf(''));
    const overlaps = await kase.connect();
    expect(holding(overlaps)).toEqual([]);
    expect(overlaps).toMatchObject([{ labels: ['empty-hash'] }]);
  });

  it('are noise by every digest when a list knows one of them', async () => {
    await kase.reference('list.json', {
      name: 'List of known hashes for empty files',
      description: '',
      type: 'string',
      version: 1,
      matching_attributes: ['md5'],
      list: [hashOf('md5', 'common')],
    });
    await kase.reference('facts.yaml', listing('sha256', hashOf('sha256', 'common')));
    await kase.file('leak', 'common.dll', digestsOf('common'));
    await kase.file('leak', 'rare.dll', digestsOf('rare'));
    const overlaps = await kase.connect();
    expect(holding(overlaps)).toEqual([]);
    expect(overlaps).toMatchObject([{ leak: { type: 'sha256' }, labels: ['empty-hash'] }]);
    expect(await kase.connect({ everything: true })).toEqual(overlaps);
  });

  it('tie two leaks that hold the same one, once', async () => {
    for (const leak of ['first', 'second']) await kase.file(leak, `${leak}/plan.doc`, digestsOf('plan'), 'The plan.');
    await kase.file('second', 'second/else.doc', digestsOf('else'), 'Else.');
    const overlaps = holding(await kase.connect());
    expect(overlaps).toMatchObject([{ leak: { type: 'sha256' }, reference: { type: 'report' } }]);
    expect(overlaps[0]?.hops[0]?.evidence.map(({ path }) => path).sort()).toEqual([
      'first/plan.doc',
      'second/plan.doc',
    ]);
  });

  const named = (type: 'md5' | 'sha256', content: string) => {
    const key: EntityKey = { type, value: hashOf(type, content) };
    return { text: `run ${key.value}`, time: '2020-03-01', mentions: [key] };
  };

  it('lead from the digest that a chat names to the one that a reference lists, whatever came last', async () => {
    const parts = {
      file: () => kase.file('leak', 'tools.zip!/update.exe', digestsOf('sample')),
      chat: () => kase.text('leak', 'leak', [named('sha256', 'sample')]),
      reference: () => kase.reference('facts.yaml', listing('md5', hashOf('md5', 'sample'))),
    };
    const found: unknown[] = [];
    for (const last of ['reference', 'chat', 'file'] as const) {
      for (const part of ['file', 'chat', 'reference'] as const) if (part !== last) await parts[part]();
      await kase.connect();
      await parts[last]();
      const overlaps = holding(await kase.connect());
      expect(kase.lookedAtEverything).toBe(false);
      expect(await kase.connect({ everything: true })).toEqual(overlaps);
      found.push(overlaps.map(({ leak, score, hops }) => [leak.type, score, hops.map(({ relation }) => relation)]));
      const chat = overlaps.find(({ leak }) => leak.type === 'sha256');
      expect(chat).toMatchObject({ likelihood: 'Very likely', conclusion: 'shared-tooling' });
      expect(chat?.without.map(({ source }) => source)).toEqual(['Lab: A sample']);
      await kase.close();
      kase = await ScriptedCase.open();
    }
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
    expect(found[0]).toEqual([
      ['md5', expect.any(Number), ['indicates']],
      ['sha256', expect.any(Number), ['same-file-as', 'indicates']],
    ]);
  });

  it('lead over a row of a reference that gives both digests, and over none that gives those of several files', async () => {
    const row = (contents: readonly string[]) =>
      contents.map((content) => `${hashOf('md5', content)},${hashOf('sha256', content)}`);
    await kase.text('leak', 'leak', [named('sha256', 'sample'), named('sha256', 'other')]);
    await kase.reference('Row list.csv', `md5,sha256\n${row(['sample', 'third']).join('\n')}\n`);
    await kase.reference('facts.yaml', listing('md5', hashOf('md5', 'sample')));
    await kase.text('reference', 'Blog', [
      {
        text: ['sample', 'other'].map((each) => `${hashOf('md5', each)} ${hashOf('sha256', each)}`).join(' '),
        mentions: ['sample', 'other'].flatMap((each) => [
          { type: 'md5' as const, value: hashOf('md5', each) },
          { type: 'sha256' as const, value: hashOf('sha256', each) },
        ]),
      },
    ]);
    const overlaps = holding(await kase.connect());
    const toRat = overlaps.filter(({ reference }) => reference.name === 'HeronRAT');
    expect(toRat.map(({ leak, hops }) => [leak.value, hops.map(({ relation }) => relation)])).toEqual([
      [hashOf('sha256', 'sample'), ['same-file-as', 'indicates']],
    ]);
    expect(toRat[0]?.hops[0]?.evidence.map(({ quote }) => quote)).toEqual(
      expect.arrayContaining([hashOf('md5', 'sample'), hashOf('sha256', 'sample')]),
    );
    expect(toRat[0]?.without.map(({ source }) => source)).toEqual(['Lab: A sample', 'Row list']);
    expect(await kase.connect({ everything: true })).toEqual(overlaps);
  });
});
