import { parse } from 'csv-parse/sync';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EXPORT_OPTIONS,
  type ExportCase,
  openExportCase,
  PASSWORD,
  PHONE,
  textOf,
} from '../../../test/support/export-case.ts';
import { EXPORTERS, exporterNamed, exportFileName } from './exporters.ts';

let made: ExportCase;
beforeAll(async () => {
  made = await openExportCase();
});
afterAll(() => made.scripted.close());

const exported = (name: string, more = {}) =>
  textOf(exporterNamed(name).export(made.scripted.store, { ...EXPORT_OPTIONS, ...more }));
const rows = async (name: string, more = {}) =>
  parse(await exported(name, more), { columns: true }) as Record<string, string>[];

describe('every exporter', () => {
  it.each(EXPORTERS.map((exporter) => exporter.name))(
    '%s gives the same bytes again, private ones covered',
    async (name) => {
      const text = await exported(name);
      expect(text).toBe(await exported(name));
      expect(text).not.toContain(PHONE);
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toMatch(/[\ud800-\udfff](?![\udc00-\udfff])/u);
    },
  );

  it('has a name and a file of its own', () => {
    expect(new Set(EXPORTERS.map((exporter) => exporter.name)).size).toBe(EXPORTERS.length);
    expect(new Set(EXPORTERS.map(exportFileName)).size).toBe(EXPORTERS.length);
    expect(() => exporterNamed('pdf')).toThrow(/stix, misp/);
  });
});

describe('misp', () => {
  interface Attribute {
    type: string;
    value: string;
    category: string;
    to_ids: boolean;
    comment: string;
  }
  const event = async (more = {}) =>
    (JSON.parse(await exported('misp', more)) as { Event: { Tag: unknown; Attribute: Attribute[] } }).Event;

  it('detects by what holds, never by names or covered values', async () => {
    const { Attribute: attributes, Tag: tags } = await event();
    expect(tags).toEqual([{ name: 'tlp:amber' }]);
    const of = (value: string) => attributes.find((attribute) => attribute.value === value);
    expect(of('mail-notes.example')).toMatchObject({ type: 'domain', category: 'Network activity' });
    expect(of('POISON CARP')).toMatchObject({ type: 'threat-actor', to_ids: false });
    expect(of('74.120.172.10')?.comment).toMatch(/«74\.120\.172\[\.\]10» — .*, sha256 [0-9a-f]{64}, doc-.*\.0 4-19/);
    const covered = attributes.filter((attribute) => attribute.value.includes('•'));
    expect(covered).toMatchObject([{ type: 'text', to_ids: false }]);
    expect((await event({ unmasked: true })).Attribute).toContainEqual(
      expect.objectContaining({ type: 'phone-number', value: `+86${PHONE}`, to_ids: false }),
    );
  });

  it('does not detect by what stands on a warninglist, even where an analyst accepts the overlap', async () => {
    const overlap = made.overlaps.find((each) => each.rejected !== undefined);
    await made.scripted.store.judgements.add({
      ...{ id: 'm1', subjectKind: 'overlap', subject: overlap?.id ?? '', verdict: 'accepted', rationale: 'Seen.' },
      ...{ author: 'ana', time: '2026-11-24T09:00:00Z' },
    });
    const listed = (await event()).Attribute.find((attribute) => attribute.value === '198.51.100.3');
    expect(listed).toMatchObject({ type: 'ip-dst', to_ids: false });
    expect(listed?.comment).toContain('Doubtful as an indicator');
  });
});

describe('tables', () => {
  it('mentions.csv has every mention of the leaks with its place, and no formula', async () => {
    const mentions = await rows('mentions.csv');
    expect(mentions.map((mention) => [mention.type, mention.raw, mention.start, mention.end])).toEqual([
      ['ipv4', '74.120.172[.]10', '4', '19'],
      ['phone', '13•••••••••', '54', '65'],
      ['ipv4', '198.51.100.3', '0', '12'],
      ['name', 'ShadowPad', '1', '10'],
    ]);
    expect(mentions.every((mention) => /^[0-9a-f]{64}$/.test(mention.sha256 ?? ''))).toBe(true);
    expect((await rows('mentions.csv', { unmasked: true }))[1]).toMatchObject({ raw: PHONE, value: `'+86${PHONE}` });
  });

  it('overlaps.csv has all overlaps, with the reason where one does not hold', async () => {
    const lines = await rows('overlaps.csv');
    expect(new Set(lines.map((line) => line.overlap))).toEqual(new Set(made.overlaps.map((overlap) => overlap.id)));
    const rejected = lines.filter((line) => line.rejected !== '');
    expect(rejected[0]?.rejected).toContain('RFC 5737');
    const quotes = made.overlaps.flatMap((overlap) =>
      [...overlap.hops, ...overlap.support.flatMap((chain) => chain.hops)].flatMap((hop) => hop.evidence),
    );
    expect(lines).toHaveLength(quotes.length);
  });

  it('marks.csv has what analysts put on documents', async () => {
    expect(await rows('marks.csv')).toMatchObject([
      { read: 'yes', starred: 'yes', tags: 'See later', authors: 'ana', last: '2026-11-20T08:00:00Z' },
    ]);
    expect((await rows('marks.csv', { unmasked: true }))[0]?.notes).toBe(`Who has the password: ${PASSWORD}?`);
  });

  it('ledger.csv accounts for every file', async () => {
    const found = await Promise.all(
      (await made.scripted.store.collections.list()).map(({ id }) => made.scripted.store.ledger.totals(id)),
    );
    const ledger = await rows('ledger.csv');
    expect(ledger).toHaveLength(found.reduce((sum, totals) => sum + totals.found, 0));
    expect(ledger.map((line) => [line.collection, line.outcome]).sort()).toEqual([
      ['facts', 'read'],
      ['leak', 'read'],
    ]);
  });
});

describe.each(['graphml', 'gexf'])('%s', (name) => {
  it('is well formed, and its edges join its nodes', async () => {
    const nodes = new Set<string>();
    const ends: string[] = [];
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name: tag, attributes }) => {
      if (tag === 'node') nodes.add(String(attributes.id));
      if (tag === 'edge') ends.push(String(attributes.source), String(attributes.target));
    });
    parser.write(await exported(name)).close();
    expect([...nodes]).toEqual(expect.arrayContaining(['ipv4:74.120.172.10', 'intrusion-set:POISON CARP']));
    expect(ends.length).toBeGreaterThan(0);
    for (const end of ends) expect(nodes).toContain(end);
  });
});
