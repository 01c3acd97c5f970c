/** The feeds of the catalogue in the forms that their publishers document, with made-up values. */
import { describe, expect, it } from 'vitest';
import { readForTest, withWords } from './read-for-test.ts';

const SHA256 = 'ab'.repeat(32);

describe('feeds in the form in which they are published', () => {
  it('CISA known exploited vulnerabilities, JSON', async () => {
    const reading = await readForTest('known_exploited_vulnerabilities.json', {
      title: 'Known Exploited Vulnerabilities Catalog',
      catalogVersion: '2030.01.02',
      dateReleased: '2030-01-02T10:00:00.000Z',
      count: 1,
      vulnerabilities: [
        {
          cveID: 'CVE-2029-12345',
          vendorProject: 'Example',
          product: 'Gate',
          vulnerabilityName: 'Example Gate Injection',
          dateAdded: '2030-01-01',
          shortDescription: 'Gate does not check.',
          requiredAction: 'Update.',
          dueDate: '2030-01-21',
          knownRansomwareCampaignUse: 'Unknown',
          notes: '',
          cwes: ['CWE-78'],
        },
      ],
    });
    expect(reading?.reader).toBe('json-feed');
    expect(reading?.statements).toMatchObject([
      { subject: { type: 'cve', value: 'CVE-2029-12345' }, predicate: 'listed-in', firstSeen: '2030-01-01' },
    ]);
    expect(reading?.passages[0]?.text).toContain('CWE-78');
  });

  it('ThreatFox, JSON export and API', async () => {
    const record = {
      ioc_type: 'ip:port',
      malware: 'win.foo_rat',
      malware_alias: 'FooBar,Foo Loader',
      malware_printable: 'FooRat',
      first_seen_utc: '2030-01-01 01:02:03',
      last_seen_utc: null,
      confidence_level: 75,
      reference: 'https://example.org/foo',
      tags: 'c2,foo',
    };
    for (const file of [
      { '101': [{ ...record, ioc_value: '198.51.100.7:443' }] },
      { query_status: 'ok', data: [{ ...record, ioc: '198.51.100.7:443' }] },
    ]) {
      const reading = await readForTest('threatfox.json', file);
      const words = withWords(reading);
      expect(words).toContainEqual(expect.stringMatching(/^ip-port 198\.51\.100\.7:443 indicates malware FooRat/));
      // The key of the family is no second malware; its other names are names of it.
      expect(words?.join('\n')).not.toMatch(/malware win\.foo_rat/);
      for (const name of ['FooBar', 'Foo Loader'])
        expect(words).toContainEqual(expect.stringMatching(new RegExp(`^name ${name} alias-of malware FooRat`)));
      const listed = reading?.statements.find(({ predicate }) => predicate === 'listed-in');
      expect(listed).toMatchObject({
        confidence: 0.75,
        firstSeen: '2030-01-01',
        origin: { url: 'https://example.org/foo' },
      });
    }
  });

  it('ThreatFox, URLhaus and MalwareBazaar, CSV with its header in a comment', async () => {
    const banner = (columns: string) =>
      `################################################################\n# Last updated: 2030-01-01 00:00:00 (UTC)                       #\n################################################################\n#\n# ${columns}\n`;
    const threatfox = await readForTest(
      'threatfox.csv',
      `${banner('"first_seen_utc","ioc_id","ioc_value","ioc_type","threat_type","fk_malware","malware_alias","malware_printable","last_seen_utc","confidence_level","is_compromised","reference","tags","anonymous","reporter"')}"2030-01-01 01:02:03", "7", "c2.foo.example", "domain", "botnet_cc", "win.foo", "None", "FooRat", "", "100", "False", "", "foo", "0", "me"\n"2030-01-02 01:02:03", "8", "d2.foo.example", "domain", "botnet_cc", "win.foo", "None", "FooRat", "", "50", "False", "", "foo", "0", "me"\n# Number of entries: 2\n`,
    );
    expect(withWords(threatfox)).toContainEqual(
      expect.stringMatching(/^domain c2\.foo\.example indicates malware FooRat/),
    );
    expect(threatfox?.statements.find(({ subject }) => subject.value === 'd2.foo.example')?.confidence).toBe(0.5);
    const urlhaus = await readForTest(
      'urlhaus.csv',
      `${banner('id,dateadded,url,url_status,last_online,threat,tags,urlhaus_link,reporter')}"1","2030-01-01 01:02:03","http://bad.example/x.sh","online","2030-01-02 01:02:03","malware_download","elf","https://urlhaus.example/url/1/","me"\n`,
    );
    expect(withWords(urlhaus)).toContainEqual(
      expect.stringMatching(/^url http:\/\/bad\.example\/x\.sh listed-in report/),
    );
    expect(urlhaus?.statements[0]).toMatchObject({ firstSeen: '2030-01-01', lastSeen: '2030-01-02' });
    const bazaar = await readForTest(
      'malwarebazaar.csv',
      `${banner('"first_seen_utc","sha256_hash","md5_hash","sha1_hash","reporter","file_name","file_type_guess","mime_type","signature","clamav","vtpercent","imphash","ssdeep","tlsh"')}"2030-01-01 01:02:03", "${SHA256}", "${'cd'.repeat(16)}", "${'ef'.repeat(20)}", "me", "invoice.exe", "exe", "application/x-dosexec", "FooRat", "n/a", "10.00", "n/a", "n/a", "n/a"\n`,
    );
    const types = bazaar?.statements
      .filter(({ predicate }) => predicate === 'indicates')
      .map(({ subject }) => subject.type);
    expect(types).toEqual(expect.arrayContaining(['sha256', 'md5', 'sha1']));
  });

  it('Feodo Tracker, JSON', async () => {
    const reading = await readForTest('feodo.json', [
      {
        ip_address: '198.51.100.9',
        port: 447,
        status: 'online',
        hostname: null,
        as_number: 64496,
        as_name: 'EXAMPLE',
        country: 'ZZ',
        first_seen: '2030-01-01 01:02:03',
        last_online: '2030-01-05',
        malware: 'BarBot',
      },
    ]);
    const words = withWords(reading);
    expect(words).toContainEqual(expect.stringMatching(/^ipv4 198\.51\.100\.9 indicates malware BarBot/));
    expect(words).toContainEqual(expect.stringMatching(/^ip-port 198\.51\.100\.9:447 listed-in report/));
  });

  it('OpenSanctions, simple CSV and FollowTheMoney', async () => {
    const simple = await readForTest(
      'targets.simple.csv',
      `"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","dataset","first_seen","last_seen","last_change"\n"NK-1","Person","Ann Example","Анна Пример;安例","1970-01-01","zz","","","Programme X","","","List","2029-01-01T00:00:00","2030-01-01T00:00:00","2029-02-02"\n"NK-2","Vessel","SS Example","","","","","","","","","List","","",""\n`,
    );
    expect(simple?.reader).toBe('entity-list');
    expect(withWords(simple)).toEqual([
      expect.stringMatching(/^individual Ann Example listed-in report .*«Ann Example»$/),
      'name Ann Example alias-of individual Ann Example «Ann Example»',
      'name Анна Пример alias-of individual Ann Example «Анна Пример»',
      'name 安例 alias-of individual Ann Example «安例»',
    ]);
    expect(simple?.statements[0]).toMatchObject({ firstSeen: '2029-01-01', lastSeen: '2030-01-01' });
    const ftm = await readForTest(
      'entities.ftm.json',
      `${JSON.stringify({ id: 'NK-3', caption: 'Example Works', schema: 'Company', properties: { name: ['Example Works'], alias: ['例厂'] }, datasets: ['a'], first_seen: '2029-01-01' })}\n${JSON.stringify({ id: 's', schema: 'Sanction', properties: { program: ['P'] } })}\n`,
    );
    expect(withWords(ftm)).toContain('name 例厂 alias-of organization Example Works «例厂»');
  });
});
