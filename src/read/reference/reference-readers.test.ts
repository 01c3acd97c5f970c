import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFileForTest, readForTest, withWords } from './read-for-test.ts';

const DATA = '../shared/data';
const withData = describe.skipIf(!existsSync(DATA));

const bundle = {
  type: 'bundle',
  id: 'bundle--00000000-0000-4000-8000-000000000001',
  objects: [
    {
      type: 'relationship',
      id: 'relationship--1',
      relationship_type: 'indicates',
      source_ref: 'indicator--1',
      target_ref: 'intrusion-set--1',
    },
    { type: 'identity', id: 'identity--1', name: 'Example CERT', identity_class: 'organization' },
    {
      type: 'indicator',
      id: 'indicator--1',
      pattern: `[domain-name:value = 'Bad.Example.ORG'] OR [file:hashes.'SHA-256' = '${'ab'.repeat(32)}']`,
      pattern_type: 'stix',
      valid_from: '2020-02-03T00:00:00Z',
    },
    {
      type: 'intrusion-set',
      id: 'intrusion-set--1',
      name: 'Quiet Heron',
      aliases: ['Quiet Heron', '静鹭'],
      created_by_ref: 'identity--1',
    },
    {
      type: 'report',
      id: 'report--1',
      name: 'Heron season',
      published: '2020-03-01T00:00:00Z',
      object_refs: ['indicator--1', 'intrusion-set--1'],
    },
  ],
};

describe('STIX bundle', () => {
  it('states names, relations and what reports list, each with its words', async () => {
    const reading = await readForTest('any.json', bundle);
    expect(reading?.reader).toBe('stix-bundle');
    const words = withWords(reading);
    expect(words).toContain(
      'name 静鹭 alias-of intrusion-set Quiet Heron «Quiet Heron (intrusion-set), also called: 静鹭»',
    );
    expect(words).toContain(
      'domain bad.example.org indicates intrusion-set Quiet Heron «bad.example.org indicates Quiet Heron»',
    );
    expect(words.some((line) => line.startsWith('domain bad.example.org listed-in report Heron season'))).toBe(true);
    expect(words.some((line) => line.startsWith('intrusion-set Quiet Heron mentioned-in report Heron season'))).toBe(
      true,
    );
  });

  it('reads the same from gzip', async () => {
    const plain = await readForTest('a.json', bundle);
    const packed = await readForTest('a.json.gz', gzipSync(JSON.stringify(bundle)));
    expect(withWords(packed)).toEqual(withWords(plain));
  });

  it('says where a bundle is broken', async () => {
    const text = JSON.stringify(bundle);
    await expect(readForTest('cut.json', text.slice(0, -40))).rejects.toMatchObject({
      code: 'broken-bundle',
      message: expect.stringMatching(/element 4/),
    });
    await expect(readForTest('bad.json', text.replace('"Quiet Heron"', 'Quiet Heron'))).rejects.toMatchObject({
      code: 'broken-bundle',
      message: expect.stringMatching(/Element 3 \(from byte \d+\)/),
    });
    await expect(readForTest('gz.json.gz', gzipSync(text).subarray(0, 200))).rejects.toMatchObject({
      code: 'broken-bundle',
    });
  });
});

describe('MISP', () => {
  const event = {
    info: 'Heron season',
    date: '2019-09-24',
    Orgc: { name: 'Example Lab' },
    Tag: [{ name: 'misp-galaxy:threat-actor="QUIET HERON"' }],
    Attribute: [
      { type: 'domain', category: 'Network activity', value: 'mail.example.org', to_ids: true, comment: '' },
      { type: 'link', category: 'External analysis', value: 'https://lab.example/report', to_ids: false },
      { type: 'ip-dst|port', category: 'Network activity', value: '198.51.100.7|443', to_ids: true },
    ],
    Object: [{ name: 'domain-ip', Attribute: [{ type: 'sha1', value: 'A'.repeat(40), to_ids: true }] }],
  };

  it('reads an event alone, in an array and in a response alike', async () => {
    const alone = withWords(await readForTest('a.json', { Event: event }));
    expect(withWords(await readForTest('b.json', { response: [{ Event: event }] }))).toEqual(alone);
    expect(withWords(await readForTest('c.json', [{ Event: event }]))).toEqual(alone);
    expect(alone).toContain(
      'domain mail.example.org indicates intrusion-set QUIET HERON «mail.example.org (domain, Network activity); listed in Heron season\nTagged: QUIET HERON»',
    );
    expect(alone.filter((line) => line.startsWith('ip-port 198.51.100.7:443 '))).toHaveLength(2);
    expect(alone.some((line) => line.startsWith(`sha1 ${'a'.repeat(40)} listed-in`))).toBe(true);
    expect(alone.some((line) => line.includes('lab.example/report indicates'))).toBe(false);
  });

  it('reads a galaxy with synonyms, relations and victims', async () => {
    const reading = await readForTest('galaxy.json', {
      name: 'Threat Actor',
      type: 'threat-actor',
      uuid: 'g',
      values: [
        {
          value: 'Quiet Heron',
          uuid: 'u1',
          meta: { synonyms: ['静鹭'], 'cfr-suspected-victims': ['Norway'], 'origin:静鹭': 'Example CERT' },
          related: [
            { 'dest-uuid': 'u2', type: 'similar', tags: ['estimative-language:likelihood-probability="likely"'] },
          ],
        },
        { value: 'Grey Stilt', uuid: 'u2' },
      ],
    });
    const words = withWords(reading);
    expect(words).toContain(
      'name 静鹭 alias-of intrusion-set Quiet Heron «Quiet Heron (threat-actor), also called: 静鹭»',
    );
    expect(words.some((line) => line.startsWith('intrusion-set Quiet Heron targets location Norway'))).toBe(true);
    const similar = reading?.statements.find((statement) => statement.predicate === 'overlaps');
    expect(similar).toMatchObject({ object: { value: 'Grey Stilt' }, confidence: 0.7 });
    const alias = reading?.statements.find((statement) => statement.subject.value === '静鹭');
    expect(alias?.origin?.name).toBe('Example CERT');
  });

  it('gives a warninglist to the library', async () => {
    const list = {
      name: 'Resolvers',
      type: 'cidr',
      list: ['192.0.2.0/24'],
      version: 3,
      description: 'd',
      matching_attributes: ['ip-src', 'ip-dst'],
    };
    const reading = await readForTest('list.json', list);
    expect(reading?.lists).toEqual([
      {
        name: 'Resolvers',
        description: 'd',
        version: '3',
        category: 'false-positive',
        matching: 'cidr',
        attributes: ['ip-src', 'ip-dst'],
        entries: ['192.0.2.0/24'],
      },
    ]);
  });
});

describe('indicator table', () => {
  const source = {
    path: '2022-02-03 Operation Example/indicators/iocs.csv',
    collection: 'lab',
    publisher: 'Example Lab',
  };

  it('takes the report from the folder and types from the header', async () => {
    const csv = 'value,entity_type,description\nevil[.]example,hostname,"C2, first"\n198.51.100.9,ipaddress,\n';
    const reading = await readForTest('iocs.csv', csv, source);
    expect(withWords(reading)).toEqual([
      'domain evil.example listed-in report Operation Example «evil[.]example»',
      'ipv4 198.51.100.9 listed-in report Operation Example «198.51.100.9»',
    ]);
    expect(reading?.statements[0]?.origin).toEqual({ name: 'Example Lab: Operation Example', published: '2022-02-03' });
  });

  it('reads a feed whose header is a comment, and names its malware', async () => {
    const csv = `# feed\n# "first_seen_utc","ioc_value","ioc_type","malware_printable"\n"2024-05-06 07:08:09","198.51.100.4:8080","ip:port","Heron RAT"\n"2024-05-07 07:08:09","bad.example","domain","None"\n`;
    const words = withWords(await readForTest('recent.csv', csv, { path: 'recent.csv', collection: 'Example feed' }));
    expect(words).toContain(
      'ip-port 198.51.100.4:8080 indicates malware Heron RAT «198.51.100.4:8080 · ip:port · Heron RAT»',
    );
    expect(words).toContain('domain bad.example listed-in report Example feed «bad.example»');
  });

  it('reads one value a line, and leaves other tables alone', async () => {
    const lines = await readForTest('list.txt', 'a.example.org\nb.example.org\nc.example.org\n');
    expect(lines?.statements).toHaveLength(3);
    expect(await readForTest('people.csv', 'name,town\nA,B\nC,D\n')).toBeUndefined();
    expect(await readForTest('notes.txt', 'This is a text about example.org.\nIt has two lines.\n')).toBeUndefined();
  });
});

describe('facts', () => {
  it('points at the line of a wrong fact', async () => {
    const yaml =
      'facts:\n  - subject: { ipv4: 198.51.100.7 }\n    relation: Hosts It\n    object: { domain: a.example }\n    source: x\n';
    await expect(readForTest('facts.yaml', yaml)).rejects.toMatchObject({
      code: 'broken-bundle',
      message: expect.stringMatching(/^Line 3: facts\.0\.relation/),
    });
  });

  it('states a fact with its source and the names in it', async () => {
    const yaml = `sources:\n  r: { title: Notes, publisher: Example Lab, date: 2020-01-02, reliability: B }\nfacts:\n  - subject: { organization: Chen Ltd }\n    relation: attributed-to\n    object: { intrusion-set: Quiet Heron }\n    source: r\n    words: As the court said.\n`;
    const reading = await readForTest('facts.yaml', yaml);
    expect(withWords(reading)).toEqual([
      'organization Chen Ltd attributed-to intrusion-set Quiet Heron «Chen Ltd attributed to Quiet Heron»',
      'name Chen Ltd alias-of organization Chen Ltd «Chen Ltd»',
      'name Quiet Heron alias-of intrusion-set Quiet Heron «Quiet Heron»',
    ]);
    expect(reading?.statements[0]?.origin).toEqual({
      name: 'Example Lab: Notes',
      published: '2020-01-02',
      reliability: 'B',
    });
  });
});

withData('published collections (skipped where ../shared/data is absent)', () => {
  it('reads ATT&CK whole', { timeout: 60_000 }, async () => {
    const reading = await readFileForTest(`${DATA}/attack/enterprise-attack.json.gz`);
    expect(reading?.reader).toBe('stix-bundle');
    const users = reading?.statements.filter(
      ({ subject, predicate, object }) =>
        predicate === 'uses' && object.value === 'ShadowPad' && subject.type === 'intrusion-set',
    );
    expect(new Set(users?.map(({ subject }) => subject.value)).size).toBe(8);
    const uncited = reading?.statements.filter(({ evidence }) =>
      evidence.some(({ passage, start, end }) => !reading.passages[passage]?.text.slice(start, end).trim()),
    );
    expect(uncited).toEqual([]);
  });

  it('reads galaxies, Unit 42 bundles, ESET events and Volexity tables', { timeout: 60_000 }, async () => {
    const galaxy = await readFileForTest(`${DATA}/misp-galaxy/threat-actor.json`);
    expect(
      withWords(galaxy).some((line) => line.startsWith('name Earth Empusa alias-of intrusion-set POISON CARP')),
    ).toBe(true);
    const event = await readFileForTest(`${DATA}/eset/turla/misp-turla-crutch-event.json`);
    expect(event?.reader).toBe('misp-event');
    expect(event?.statements.length).toBeGreaterThan(5);
    const bundle42 = await readFileForTest(`${DATA}/unit42/report_json/2024-01-31-AZOrult.json`);
    expect(bundle42?.reader).toBe('stix-bundle');
    expect(bundle42?.statements.some(({ subject }) => subject.type === 'sha256')).toBe(true);
    const path = '2024-11-15 BrazenBamboo/iocs.csv';
    const table = await readFileForTest(`${DATA}/volexity/2024/${path}`, { source: { path, collection: 'volexity' } });
    expect(table?.summary.title).toBe('BrazenBamboo');
    expect(table?.statements.length).toBeGreaterThan(10);
  });
});
