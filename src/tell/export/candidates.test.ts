/** Another reading of recognised text, `ocr-confusable`, is a candidate: no export makes a fact of it before an analyst does. */
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EXPORT_OPTIONS, textOf } from '../../../test/support/export-case.ts';
import { ScriptedCase } from '../../../test/support/scripted-case.ts';
import type { Overlap } from '../../model/overlap.ts';
import { scan } from '../../understand/scan/scan.ts';
import { EXPORTERS, exporterNamed } from './exporters.ts';

const SEEN = 'сервер 74.12O.172.l0 и cdn.qingchuan-rnail.com';
const ADDRESS = '74.120.172.10';
const HOST = 'cdn.qingchuan-mail.com';

let kase: ScriptedCase;
let candidates: readonly Overlap[];
beforeEach(async () => {
  kase = await ScriptedCase.open();
  const found = scan(SEEN, { recognised: true });
  await kase.text('leak', 'leak', [
    {
      text: SEEN,
      time: '2019-05-14T02:22:13',
      mentions: found.map(({ type, value, raw, confidence, labels }) => ({ type, value, raw, confidence, labels })),
    },
    { text: '203.0.114.9', time: '2019-05-14T02:22:13', mentions: [{ type: 'ipv4', value: '203.0.114.9' }] },
  ]);
  await kase.reference(
    'facts.yaml',
    `title: Facts
sources:
  lab: { title: A report, publisher: A lab, date: 2019-09-24, reliability: A }
facts:
  - { subject: { ipv4: ${ADDRESS} }, relation: indicates, object: { intrusion-set: POISON CARP }, source: lab }
  - { subject: { domain: ${HOST} }, relation: indicates, object: { intrusion-set: POISON CARP }, source: lab }
  - { subject: { ipv4: 203.0.114.9 }, relation: indicates, object: { intrusion-set: GREY STILT }, source: lab }
`,
  );
  const overlaps = await kase.connect();
  candidates = overlaps.filter(({ leak }) => leak.value === ADDRESS || leak.value === HOST);
});
afterEach(() => kase.close());

const exported = (name: string) => textOf(exporterNamed(name).export(kase.store, EXPORT_OPTIONS));
const rows = async (name: string) => parse(await exported(name), { columns: true }) as Record<string, string>[];
const accept = (overlap: Overlap | undefined, verdict: 'accepted' | 'rejected') =>
  kase.store.judgements.add({
    ...{
      id: `j-${verdict}`,
      subjectKind: 'overlap',
      subject: overlap?.id ?? '',
      verdict,
      rationale: 'Seen in the picture.',
    },
    ...{ author: 'ana', time: '2026-11-24T09:00:00Z' },
  });

it('the case holds candidates, with chains that would hold', () => {
  expect(candidates.map(({ leak }) => leak.value).sort()).toEqual([ADDRESS, HOST]);
  for (const { labels, rejected } of candidates) {
    expect(labels).toEqual(expect.arrayContaining(['doubtful-reading', 'ocr-confusable']));
    expect(rejected).toBeUndefined();
  }
});

it.each(['stix', 'misp', 'graphml', 'gexf'])('%s has none of them, and has what the text says', async (name) => {
  const text = await exported(name);
  expect(text).toContain('203.0.114.9');
  for (const value of [ADDRESS, HOST]) expect(text).not.toContain(value);
});

it('the bundle says how many it leaves out', async () => {
  const { objects } = JSON.parse(await exported('stix')) as { objects: { type: string; description?: string }[] };
  expect(objects.find(({ type }) => type === 'report')?.description).toContain('accepts them: 2 that rest on another');
});

it('tables have them with label and confidence, and with the words that stand there', async () => {
  const mentions = (await rows('mentions.csv')).filter(({ value }) => value === ADDRESS || value === HOST);
  expect(mentions.map(({ raw, labels, confidence }) => [raw, labels, Number(confidence)])).toEqual([
    ['74.12O.172.l0', 'ocr-confusable', 0.3],
    ['cdn.qingchuan-rnail.com', 'ocr-confusable', 0.3],
  ]);
  const hops = (await rows('overlaps.csv')).filter(({ overlap }) => candidates.some(({ id }) => id === overlap));
  expect(hops.length).toBeGreaterThan(0);
  for (const { labels, likelihood } of hops) {
    expect(labels).toContain('ocr-confusable');
    expect(likelihood).not.toMatch(/^(?:Likely|Very likely|Almost certain)$/);
  }
});

it('no export detects by them, also where an analyst rejected one', async () => {
  await accept(candidates[0], 'rejected');
  for (const { name } of EXPORTERS.filter(({ extension }) => extension === 'json')) {
    const text = await exported(name);
    for (const value of [ADDRESS, HOST]) expect(text).not.toContain(value);
  }
});

it('what an analyst accepted leaves the case, and says how it was read', async () => {
  const address = candidates.find(({ leak }) => leak.value === ADDRESS);
  await accept(address, 'accepted');
  const { objects } = JSON.parse(await exported('stix')) as {
    objects: { type: string; value?: string; content?: string; labels?: string[]; confidence?: number }[];
  };
  expect(objects).toContainEqual(expect.objectContaining({ type: 'ipv4-addr', value: ADDRESS }));
  const notes = objects.flatMap(({ content }) => (content?.includes('74.12O.172.l0') ? [content] : []));
  expect(notes).toHaveLength(1);
  expect(notes[0]).toContain(`Read as ${ADDRESS}: another reading of recognised text`);
  const chain = objects.filter(({ type, labels }) => type === 'grouping' && labels?.includes('ocr-confusable'));
  expect(chain).toHaveLength(1);
  const { Event: event } = JSON.parse(await exported('misp')) as {
    Event: { Attribute: { value: string; comment: string }[] };
  };
  expect(event.Attribute.find(({ value }) => value === ADDRESS)?.comment).toContain('which an analyst accepted');
  expect(JSON.stringify(objects)).not.toContain(HOST);
});
