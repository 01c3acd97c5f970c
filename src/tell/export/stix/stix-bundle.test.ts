import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EXPORT_OPTIONS,
  type ExportCase,
  openExportCase,
  PASSWORD,
  PHONE,
} from '../../../../test/support/export-case.ts';
import { observablesOf } from './observables.ts';
import { relationshipName } from './relationships.ts';
import { stixBundle } from './stix-bundle.ts';
import { stixTime } from './stix-time.ts';

interface Thing {
  readonly type: string;
  readonly id: string;
  readonly [property: string]: unknown;
}

/** STIX 2.1: what each type needs beyond `type`, `spec_version` and `id`. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  report: ['name', 'published', 'object_refs'],
  grouping: ['context', 'object_refs'],
  note: ['content', 'object_refs'],
  opinion: ['opinion', 'object_refs'],
  indicator: ['pattern', 'pattern_type', 'valid_from'],
  relationship: ['relationship_type', 'source_ref', 'target_ref'],
  identity: ['name'],
  'intrusion-set': ['name'],
  malware: ['is_family'],
  'extension-definition': ['name', 'schema', 'version', 'extension_types', 'created_by_ref'],
};
const DOMAIN_OBJECTS = Object.keys(REQUIRED);
/** Published by OASIS, not part of a bundle. */
const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';

let made: ExportCase;
let bundle: { type: string; id: string; objects: Thing[] };

const bundleOf = async (options = {}) =>
  JSON.parse(await stixBundle(made.scripted.store, { ...EXPORT_OPTIONS, ...options })) as typeof bundle;
const ofType = (type: string, from = bundle) => from.objects.filter((object) => object.type === type);

beforeAll(async () => {
  made = await openExportCase();
  bundle = await bundleOf();
});
afterAll(() => made.scripted.close());

describe('observables', () => {
  it('have the ids of the standard’s own examples', () => {
    const [address] = observablesOf({ type: 'ipv4', value: '198.51.100.3' });
    expect(address?.id).toMatch(/^ipv4-addr--28bb3599-/);
    expect(address).toMatchObject({ type: 'ipv4-addr', spec_version: '2.1', value: '198.51.100.3' });
  });

  it('join what they are made of', () => {
    const [folder, file] = observablesOf({ type: 'filepath', value: 'C:\\Windows\\a.dll' });
    expect(folder).toMatchObject({ type: 'directory', path: 'C:\\Windows' });
    expect(file).toMatchObject({ type: 'file', name: 'a.dll', parent_directory_ref: folder?.id });
    const [address, traffic] = observablesOf({ type: 'ip-port', value: '[2001:db8::1]:443' });
    expect(address).toMatchObject({ type: 'ipv6-addr', value: '2001:db8::1' });
    expect(traffic).toMatchObject({ type: 'network-traffic', dst_ref: address?.id, dst_port: 443 });
  });
});

describe('a bundle', () => {
  it('gives every object what its type needs', () => {
    for (const object of bundle.objects) {
      expect(object.spec_version, object.id).toBe('2.1');
      expect(object.id).toMatch(
        new RegExp(`^${object.type}--[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`),
      );
      for (const property of REQUIRED[object.type] ?? []) expect(object, object.id).toHaveProperty(property);
      if (!DOMAIN_OBJECTS.includes(object.type)) continue;
      expect(String(object.created) <= String(object.modified), object.id).toBe(true);
      expect(object).toHaveProperty('created_by_ref');
    }
    for (const type of ['report', 'grouping', 'note', 'relationship', 'indicator', 'ipv4-addr', 'intrusion-set']) {
      expect(ofType(type).length, type).toBeGreaterThan(0);
    }
  });

  it('holds what it refers to, once', () => {
    const ids = bundle.objects.map((object) => object.id);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set([...ids, TLP_EXTENSION]);
    for (const object of bundle.objects) {
      for (const [property, value] of Object.entries(object)) {
        if (property.endsWith('_ref')) expect(known, `${object.id} ${property}`).toContain(value);
        if (!property.endsWith('_refs')) continue;
        expect((value as string[]).length, `${object.id} ${property}`).toBeGreaterThan(0);
        for (const ref of value as string[]) expect(known, `${object.id} ${property}`).toContain(ref);
      }
      for (const extension of Object.keys(object.extensions ?? {})) expect(known).toContain(extension);
    }
  });

  it('joins by names that STIX allows, and says the words all the same', () => {
    for (const link of ofType('relationship')) {
      const [source = '', target = ''] = [link.source_ref, link.target_ref].map((ref) => String(ref).split('--')[0]);
      expect(['related-to', 'indicates']).toContain(link.relationship_type);
      expect(relationshipName(source, String(link.relationship_type), target)).toBe(link.relationship_type);
    }
    expect(ofType('relationship').map((link) => String(link.description).split('\n')[0])).toContain(
      '74.120.172.10 hosts mail-notes.example',
    );
  });

  it('quotes the bytes behind every link', () => {
    const noted = new Set(ofType('note').flatMap((note) => note.object_refs as string[]));
    for (const link of ofType('relationship')) expect(noted, String(link.description)).toContain(link.id);
    const note = ofType('note').find((each) => String(each.content).startsWith('«74.120.172[.]10»'));
    const sha256 = made.overlaps
      .flatMap((each) => each.hops)
      .flatMap((hop) => hop.evidence)
      .find((quote) => quote.quote === '74.120.172[.]10')?.sha256;
    expect(note?.content).toContain(`SHA-256 ${sha256}`);
    expect(note?.content).toMatch(/UTF-16 characters 4 to 19 of passage doc-[0-9a-f]{16}\.0/);
    expect(note?.external_references).toMatchObject([{ hashes: { 'SHA-256': sha256 } }]);
  });

  it('carries what analysts put on a document as a note on its file', () => {
    const note = ofType('note').find((each) => String(each.abstract).startsWith('Analysts’ marks on'));
    expect(note).toMatchObject({ labels: ['See later'], authors: ['ana'] });
    expect(note?.content).toMatch(
      /^Who has the password: .*•.* \(ana, 2026-11-20T08:00:00Z\)\nTags: See later\nStarred\n/,
    );
    const [file] = ofType('file').filter(({ id }) => [note?.object_refs].flat().includes(id));
    const sha256 = /SHA-256 ([0-9a-f]{64})/.exec(String(note?.content))?.[1];
    expect(file?.hashes).toEqual({ 'SHA-256': sha256 });
  });

  it('is marked with the strictest colour of its collections', () => {
    const [marking] = ofType('marking-definition');
    expect(marking).toMatchObject({ name: 'TLP:AMBER', extensions: { [TLP_EXTENSION]: { tlp_2_0: 'amber' } } });
    const others = bundle.objects.filter((object) => object !== marking);
    expect(others.every((object) => String(object.object_marking_refs) === marking?.id)).toBe(true);
  });

  it('covers private numbers and passwords unless they are asked for', async () => {
    const text = JSON.stringify(bundle);
    expect(text).not.toContain(PHONE);
    expect(text).not.toContain(PASSWORD);
    expect(text).toContain('+8••');
    expect(JSON.stringify(await bundleOf({ unmasked: true }))).toContain(`+86${PHONE}`);
  });

  it('is the same for the same case and time, and a newer version of the same objects later', async () => {
    const again = await stixBundle(made.scripted.store, EXPORT_OPTIONS);
    expect(again).toBe(await stixBundle(made.scripted.store, EXPORT_OPTIONS));
    const later = await bundleOf({ now: new Date('2026-12-24T10:00:00Z') });
    expect(later.objects.map((object) => object.id)).toEqual(bundle.objects.map((object) => object.id));
    expect(ofType('grouping', later)[0]?.created).toBe(ofType('grouping')[0]?.created);
    expect(ofType('grouping', later)[0]?.modified).not.toBe(ofType('grouping')[0]?.modified);
  });

  it('follows the verdicts', async () => {
    const names = (from: typeof bundle) => ofType('intrusion-set', from).map((object) => object.name);
    expect(names(bundle)).not.toContain('GREY STILT');
    const judge = (id: string, subject: string, verdict: 'accepted' | 'rejected') =>
      made.scripted.store.judgements.add({
        ...{ id, subjectKind: 'overlap', subject, verdict, credibility: 2, rationale: 'Checked.' },
        ...{ author: 'ana', time: '2026-11-24T09:00:00Z' },
      });
    const overlapTo = (name: string) => made.overlaps.find((overlap) => overlap.reference.name === name)?.id ?? '';
    await judge('j1', overlapTo('GREY STILT'), 'accepted');
    await judge('j2', overlapTo('ShadowPad'), 'rejected');
    const judged = await bundleOf();
    expect(names(judged)).toContain('GREY STILT');
    expect(ofType('malware')).toHaveLength(1);
    expect(ofType('malware', judged)).toHaveLength(0);
    expect(ofType('opinion', judged)).toMatchObject([{ opinion: 'agree', authors: ['ana'], confidence: 70 }]);
  });
});

describe('dates', () => {
  it.each([
    ['2019', '2019-01-01T00:00:00.000Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z'],
    ['2019-05-14T02:22:13', '2019-05-14T02:22:13.000Z'],
    ['2019-05-14T02:22:13+08:00', '2019-05-13T18:22:13.000Z'],
    ['last week', undefined],
  ])('%s', (date, time) => expect(stixTime(date)).toBe(time));
});
