/** Peculiarities of the lists that publishers offer for download, with made-up values. */
import { describe, expect, it } from 'vitest';
import { readForTest, withWords } from './read-for-test.ts';

const MD5 = 'ab'.repeat(16);
const SHA1 = 'cd'.repeat(20);
const SHA256 = 'ef'.repeat(32);

describe('tables of indicators', () => {
  it('take all digests of a file from one cell, each cited where it stands', async () => {
    const reading = await readForTest(
      'iocs.csv',
      `value,entity_type,description\n"${SHA256},${SHA1},${MD5}",file,Loader\nc2.example.org,hostname,Server\n`,
    );
    const listed = withWords(reading)?.filter((words) => words.includes('listed-in'));
    expect(listed).toHaveLength(4);
    for (const [type, value] of Object.entries({ md5: MD5, sha1: SHA1, sha256: SHA256 }))
      expect(listed).toContainEqual(expect.stringMatching(new RegExp(`^${type} ${value} listed-in .*«${value}»`)));
    // What the cell states is not looked for again.
    expect(reading?.passages[0]?.stated).toHaveLength(3);
    expect(reading?.summary.warnings).toBeUndefined();
  });

  it('take the other digests of a file where one lost a digit', async () => {
    const reading = await readForTest('iocs.csv', `value,type\n"${SHA256.slice(1)},${MD5}",file\n${SHA1},file\n`);
    expect(reading?.statements.map(({ subject }) => subject.value)).toEqual([MD5, SHA1]);
  });

  it.each(['\t', ' '])('know a hosts file, divided by %j: its names, and not where it sends them', async (gap) => {
    const lines = ['# hosts', '127.0.0.1', '0.0.0.0'].map((line, at) =>
      at === 0 ? line : `${line}${gap}bad-${at}.example`,
    );
    const reading = await readForTest('hostfile.txt', `${lines.join('\n')}\n# 2 entries\n`);
    expect(reading?.statements.map(({ subject }) => subject.value)).toEqual(['bad-1.example', 'bad-2.example']);
  });

  it('do not count a header below comments as a row', async () => {
    const reading = await readForTest(
      'ipblocklist.csv',
      '# Botnet servers\n#\n"first_seen_utc","dst_ip","dst_port","c2_status","last_online","malware"\n' +
        '"2029-06-04 21:24:53","198.51.100.246","8080","offline","2030-03-07","FooBot"\n# END 1 entries\n',
    );
    expect(reading?.summary.warnings).toBeUndefined();
    expect(withWords(reading)).toContainEqual(
      expect.stringMatching(/^ip-port 198\.51\.100\.246:8080 indicates malware FooBot/),
    );
  });

  it('leave a cell alone that holds words besides values', async () => {
    const reading = await readForTest('iocs.csv', `value,type\n"${MD5} (loader)",file\n${SHA1},file\n`);
    expect(withWords(reading)?.filter((words) => words.includes('listed-in'))).toHaveLength(1);
    expect(reading?.summary.warnings).toEqual([expect.stringContaining('1 rows')]);
  });

  it('know a link without its scheme', async () => {
    const reading = await readForTest(
      'assorted.csv',
      [
        'short.example/1wl3YE2',
        '198.51.100.7/gate.php',
        '198.51.100.0/24',
        'and/or',
        'one.example',
        'two.example',
        'c.example',
        'd.example',
        'e.example',
        'f.example',
      ].join('\n'),
    );
    const found = reading?.statements.map(({ subject }) => `${subject.type} ${subject.value}`);
    expect(found).toEqual([
      'url http://short.example/1wl3YE2',
      'url http://198.51.100.7/gate.php',
      'cidr 198.51.100.0/24',
      ...['one', 'two', 'c', 'd', 'e', 'f'].map((name) => `domain ${name}.example`),
    ]);
  });

  it('name the actor that a row of an exported event attributes them to', async () => {
    const reading = await readForTest(
      'iocs.csv',
      'uuid,event_id,category,type,value,comment,to_ids,date\n' +
        '1,9,Network activity,domain,c2.example.org,,1,20160310\n' +
        '2,9,Attribution,threat-actor,Velvet Heron,,0,20160310\n' +
        '3,9,Attribution,whois-registrant-phone,+8610 5550 1234,,0,20160310\n',
    );
    const words = withWords(reading);
    expect(words).toContainEqual(expect.stringMatching(/^intrusion-set Velvet Heron mentioned-in/));
    expect(words).toContainEqual(expect.stringMatching(/^name Velvet Heron alias-of intrusion-set Velvet Heron/));
    expect(words).toContainEqual(expect.stringMatching(/^phone \+8610 5550 1234 listed-in/));
    expect(reading?.summary.warnings).toBeUndefined();
  });

  it('do not take a type word for a property of every object', async () => {
    const reading = await readForTest('iocs.csv', 'type,value\nconstructor,x\ndomain,c2.example.org\n');
    expect(reading?.statements.map(({ subject }) => subject.type)).toEqual(['domain']);
  });
});

describe('MISP', () => {
  it('reads an event whose author left a comma behind the last entry, and the actor that an attribute names', async () => {
    const reading = await readForTest(
      'event.json',
      `{"Event": {"info": "Comma, ] kept", "Orgc": {"name": "P"}, "Attribute": [
        {"type": "threat-actor", "category": "Attribution", "value": "Velvet Heron", "to_ids": false},
        {"type": "domain", "category": "Network activity", "value": "c2.example.org", "to_ids": true},
      ],}}`,
    );
    const words = withWords(reading);
    expect(reading?.summary.title).toBe('Comma, ] kept');
    expect(words).toContainEqual(expect.stringMatching(/^domain c2\.example\.org listed-in report Comma, \] kept/));
    expect(words).toContainEqual(expect.stringMatching(/^intrusion-set Velvet Heron mentioned-in report Comma/));
  });

  it('takes the index of a feed for what it is: its digests are nobody’s indicators', async () => {
    const uuid = '5bec8d43-b990-4129-a9f4-45d08064ab0b';
    const digests = await readForTest('hashes.csv', `${MD5},${uuid}\n${'0'.repeat(32)},${uuid}\n`);
    expect([digests?.reader, digests?.statements, digests?.passages.length]).toEqual(['misp-feed-index', [], 1]);
    expect(digests?.passages[0]).toMatchObject({ text: expect.stringContaining(': 2.'), free: [] });
    // A list of digests of files is another thing.
    const files = await readForTest('hashes.csv', `${MD5},loader.exe\n${'0'.repeat(32)},dropper.exe\n`);
    expect(files?.statements.length).toBeGreaterThan(0);
    const manifest = await readForTest('manifest.json', {
      [uuid]: {
        info: 'Heron in spring',
        date: '2030-01-02',
        Orgc: { name: 'P' },
        Tag: [{ name: 'tlp:clear' }],
        timestamp: '1',
      },
    });
    expect([manifest?.reader, manifest?.statements]).toEqual(['misp-feed-index', []]);
    expect(manifest?.passages[0]?.text).toBe('Heron in spring\nEvent of: P, 2030-01-02\nTags: tlp:clear\n');
  });

  it('takes a galaxy title apart into its names, and counts the relations that lead out of the file', async () => {
    const cluster = (type: string, values: object[]) =>
      readForTest('cluster.json', {
        authors: ['P'],
        category: 'actor',
        name: type,
        type,
        source: 'P',
        uuid: 'u',
        values,
      });
    const actors = await cluster('360net-threat-actor', [
      { value: '云鹭 - APT-C-99', uuid: 'a', meta: { synonyms: ['Cloud Egret'] } },
      {
        value: '海鸥 - APT-C-98',
        uuid: 'b',
        related: [
          { 'dest-uuid': 'a', type: 'similar ' },
          { 'dest-uuid': 'z', type: 'uses' },
        ],
      },
    ]);
    const words = withWords(actors);
    for (const name of ['云鹭', 'APT-C-99', 'Cloud Egret'])
      expect(words).toContainEqual(expect.stringMatching(new RegExp(`^name ${name} alias-of intrusion-set 云鹭`)));
    expect(words).toContainEqual(expect.stringMatching(/^intrusion-set 海鸥 overlaps intrusion-set 云鹭/));
    expect(actors?.summary.warnings).toEqual(['1 relations lead to values of other files; they are left out.']);
    const schools = withWords(
      await cluster('china-defence-universities', [{ value: 'Example University of Things (示例大学)' }]),
    );
    expect(schools).toContainEqual(
      expect.stringMatching(/^name 示例大学 alias-of organization Example University of Things/),
    );
  });
});

describe('STIX', () => {
  const id = (type: string, number: number) => `${type}--00000000-0000-4000-8000-00000000000${number}`;
  const bundle = (...objects: object[]) => readForTest('bundle.json', { type: 'bundle', id: id('bundle', 0), objects });

  it('weighs what its maker no longer keeps up like what was revoked', async () => {
    const reading = await bundle(
      { type: 'malware', id: id('malware', 1), name: 'Oldbot', x_mitre_deprecated: true },
      { type: 'malware', id: id('malware', 2), name: 'Goner', revoked: true },
      { type: 'malware', id: id('malware', 3), name: 'Newbot', x_mitre_deprecated: false },
    );
    expect(reading?.statements.map(({ subject, confidence }) => [subject.value, confidence])).toEqual([
      ['Oldbot', 0.3],
      ['Goner', 0.3],
      ['Newbot', 1],
    ]);
    expect(reading?.passages.map(({ text }) => text.split('\n')[0])).toEqual([
      'Oldbot (malware, deprecated)',
      'Goner (malware, revoked)',
      'Newbot (malware)',
    ]);
  });

  it('keeps as text what relates things of other kinds, and counts what leads nowhere', async () => {
    const relation = (number: number, source: string, target: string) => ({
      type: 'relationship',
      id: id('relationship', number),
      relationship_type: 'mitigates',
      source_ref: source,
      target_ref: target,
      description: 'Block it.',
    });
    const reading = await bundle(
      { type: 'course-of-action', id: id('course-of-action', 1), name: 'Filter Traffic' },
      { type: 'attack-pattern', id: id('attack-pattern', 2), name: 'Remote Things' },
      relation(3, id('course-of-action', 1), id('attack-pattern', 2)),
      relation(4, id('course-of-action', 1), id('attack-pattern', 9)),
    );
    expect(reading?.passages.at(-1)?.text).toBe('Filter Traffic mitigates Remote Things\nBlock it.\n');
    expect(reading?.statements).toEqual([]);
    expect(reading?.summary.warnings).toEqual([
      '1 relationships are to objects that the bundle does not hold; they are left out.',
    ]);
  });

  it('states what a relation says of an indicator that comes after it', async () => {
    const reading = await bundle(
      {
        type: 'relationship',
        id: id('relationship', 1),
        relationship_type: 'indicates',
        source_ref: id('indicator', 2),
        target_ref: id('malware', 3),
      },
      { type: 'malware', id: id('malware', 3), name: 'Foobot' },
      {
        type: 'indicator',
        id: id('indicator', 2),
        pattern_type: 'stix',
        pattern: "[domain-name:value = 'c2.example.org' OR url:value = 'http://c2.example.org/a']",
      },
    );
    const words = withWords(reading);
    expect(words).toContainEqual(expect.stringMatching(/^domain c2\.example\.org indicates malware Foobot/));
    expect(words).toContainEqual(expect.stringMatching(/^url http:\/\/c2\.example\.org\/a indicates malware Foobot/));
  });
});

describe('lists of people and organisations', () => {
  it('state who owns, employs and pays whom, whatever comes first in the file', async () => {
    const entity = (id: string, schema: string, properties: object) => ({ id, schema, properties });
    const lines = [
      entity('o1', 'Ownership', { owner: ['c1'], asset: ['c2'], role: ['parent'], startDate: ['2030-02-01'] }),
      entity('c1', 'Company', { name: ['Heron Holding'], alias: ['白鹭控股'] }),
      entity('c2', 'Company', { name: ['Egret Systems'] }),
      entity('p1', 'Person', { name: ['Ada Example'] }),
      entity('d1', 'Directorship', { director: ['p1'], organization: ['c2'], role: ['chair'] }),
      entity('x1', 'Payment', {
        payer: ['c1'],
        beneficiary: ['c2'],
        amount: ['1200.50'],
        currency: ['EUR'],
        date: ['2030-03-01'],
      }),
      entity('x2', 'Payment', { payer: ['c1'], beneficiary: ['gone'], amount: ['1'] }),
      entity('a1', 'Address', { full: ['1 Example Street'] }),
    ];
    const reading = await readForTest('entities.ftm.json', lines.map((line) => JSON.stringify(line)).join('\n'));
    const words = withWords(reading);
    expect(words).toContain(
      'organization Heron Holding owns organization Egret Systems «Heron Holding owns Egret Systems»',
    );
    expect(words).toContain(
      'organization Egret Systems employs individual Ada Example «Egret Systems employs Ada Example»',
    );
    expect(words).toContainEqual(expect.stringMatching(/^name 白鹭控股 alias-of organization Heron Holding/));
    expect(reading?.statements.find(({ predicate }) => predicate === 'owns')).toMatchObject({
      firstSeen: '2030-02-01',
    });
    expect(reading?.statements.filter(({ predicate }) => predicate === 'paid')).toMatchObject([
      { amount: { value: 1200.5, currency: 'EUR' }, occurrence: 'x1', firstSeen: '2030-03-01' },
    ]);
    expect(reading?.summary).toMatchObject({
      properties: { entities: '3', links: '3' },
      warnings: [
        'Entities of other kinds are left out: Address 1.',
        '1 links are to what the list does not name; they are left out.',
      ],
    });
  });
});
