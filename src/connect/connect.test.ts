import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Line, ScriptedCase } from '../../test/support/scripted-case.ts';
import type { Overlap } from '../model/overlap.ts';

const FACTS = 'sample/reference/facts.yaml';

/** What the leak of the story says. */
const STORY: readonly Line[] = [
  {
    text: '74.120.172[.]10 这台还能用吗？',
    time: '2019-05-14T02:22:13',
    mentions: [{ type: 'ipv4', value: '74.120.172.10', raw: '74.120.172[.]10' }],
  },
  { text: '服务器是 8.218.67.52', time: '2022-03-02T02:05:41', mentions: [{ type: 'ipv4', value: '8.218.67.52' }] },
  {
    text: '成都404 起诉我们了',
    time: '2023-09-11T01:20:16',
    mentions: [{ type: 'name', value: '成都404', confidence: 0.95 }],
  },
  {
    text: '白皮书里把 ShadowPad 和 Winnti 那段再写清楚',
    time: '2023-09-14T03:02:57',
    mentions: [
      { type: 'name', value: 'ShadowPad' },
      { type: 'name', value: 'Winnti' },
    ],
  },
];

let kase: ScriptedCase;
beforeEach(async () => {
  kase = await ScriptedCase.open();
});
afterEach(() => kase.close());

const between = (overlaps: readonly Overlap[], leak: string, reference: string): Overlap | undefined =>
  overlaps.find((overlap) => overlap.leak.value === leak && overlap.reference.name === reference);

const facts = (...lines: readonly string[]): string =>
  `sources:\n  s: { title: Report, publisher: Lab, date: 2020-06-01, reliability: B, credibility: 2 }\nfacts:\n${lines
    .map((line) => `  - { ${line}, source: s }\n`)
    .join('')}`;

describe('the stories', () => {
  it('come out of the public facts, each with quotes of both sides', async () => {
    await kase.reference('facts.yaml', await readFile(FACTS, 'utf8'));
    await kase.text('leak', 'leak', STORY);
    const overlaps = await kase.connect();
    expect(between(overlaps, '74.120.172.10', 'POISON CARP')).toMatchObject({
      conclusion: 'infrastructure-overlap',
      likelihood: 'Likely',
      headline: "The leak's address 74.120.172.10 hosted mailnotes.online, which is an indicator of POISON CARP",
    });
    expect(between(overlaps, '8.218.67.52', 'JACKPOT PANDA')).toMatchObject({
      conclusion: 'infrastructure-overlap',
      labels: ['known-before-public'],
    });
    expect(between(overlaps, '成都404', 'APT41')?.conclusion).toBe('organisational-link');
    const tool = between(overlaps, 'ShadowPad', 'APT41');
    expect(tool).toMatchObject({ conclusion: 'shared-tooling', likelihood: 'Unlikely' });
    for (const overlap of overlaps) {
      const [first] = overlap.hops;
      expect(first?.evidence.length).toBeGreaterThanOrEqual(2);
      for (const quote of overlap.hops.flatMap((hop) => hop.evidence)) {
        const passage = await kase.store.documents.passage(quote.passage);
        expect(passage?.text.slice(quote.start, quote.end)).toBe(quote.quote);
      }
    }
  });

  it('do not assert POISON CARP without the hosting fact', async () => {
    const yaml = await readFile(FACTS, 'utf8');
    const without = yaml.replace(/ {2}- subject: \{ ipv4: 74\.120\.172\.10 \}[\s\S]*?(?=\n {2}- subject)/, '');
    expect(without).not.toContain('74.120.172.10');
    await kase.reference('facts.yaml', without);
    await kase.text('leak', 'leak', STORY);
    const overlaps = await kase.connect();
    expect(overlaps.some((overlap) => overlap.reference.name === 'POISON CARP')).toBe(false);
    expect(between(overlaps, '8.218.67.52', 'JACKPOT PANDA')).toBeDefined();
  });

  it('are the same in the same order, whatever came first', async () => {
    const yaml = await readFile(FACTS, 'utf8');
    await kase.reference('facts.yaml', yaml);
    await kase.text('leak', 'leak', STORY);
    const first = await kase.connect();
    const other = await ScriptedCase.open();
    await other.text('leak', 'leak', [...STORY]);
    await other.reference('facts.yaml', yaml);
    const told = (overlaps: readonly Overlap[]) => overlaps.map(({ id, rank, score }) => ({ id, rank, score }));
    expect(told(await other.connect())).toEqual(told(first));
    expect(told(await kase.connect())).toEqual(told(first));
    await other.close();
  });
});

describe('traps', () => {
  it('keeps what does not hold, with the reason', async () => {
    await kase.reference(
      'facts.yaml',
      facts(
        'subject: { ipv4: 8.8.8.8 }, relation: indicates, object: { intrusion-set: Wrong One }',
        'subject: { ipv4: 192.168.31.20 }, relation: indicates, object: { intrusion-set: Wrong Two }',
        'subject: { ipv4: 5.8.3.19 }, relation: indicates, object: { intrusion-set: Wrong Three }',
        'subject: { filename: report.py }, relation: indicates, object: { malware: Wrong Four }',
        'subject: { name: payload }, relation: alias-of, object: { malware: Wrong Five }',
        'subject: { ipv4: 45.63.0.91 }, relation: indicates, object: { intrusion-set: Wrong Six }, first: 2022-09-01, last: 2022-11-30',
      ),
    );
    await kase.text('leak', 'leak', [
      { text: 'DNS 先改成 8.8.8.8', time: '2020-05-14T06:02:44', mentions: [{ type: 'ipv4', value: '8.8.8.8' }] },
      {
        text: '放在内网 192.168.31.20',
        time: '2020-05-14T06:02:44',
        mentions: [{ type: 'ipv4', value: '192.168.31.20' }],
      },
      {
        text: '升级到 5.8.3.19 版本',
        time: '2020-05-14T06:02:44',
        mentions: [{ type: 'ipv4', value: '5.8.3.19', confidence: 0.15, labels: ['version-number?'] }],
      },
      { text: '脚本还是 report.py', time: '2020-05-14T06:02:44', mentions: [{ type: 'filename', value: 'report.py' }] },
      {
        text: 'the payload is late',
        time: '2020-05-14T06:02:44',
        mentions: [{ type: 'name', value: 'payload', confidence: 0.1, labels: ['ordinary-word?'] }],
      },
      { text: '第一台 45.63.0.91，二〇一八年用过三个月', mentions: [{ type: 'ipv4', value: '45.63.0.91' }] },
    ]);
    const overlaps = await kase.connect();
    const reason = (leak: string) => overlaps.find((overlap) => overlap.leak.value === leak)?.rejected;
    expect(reason('8.8.8.8')).toMatch(/public resolver/);
    expect(reason('192.168.31.20')).toMatch(/private address/);
    expect(reason('5.8.3.19')).toMatch(/version number/);
    expect(reason('45.63.0.91')).toMatch(/4 years apart/);
    expect(reason('payload')).toMatch(/ordinary word/);
    const file = between(overlaps, 'report.py', 'Wrong Four');
    expect(file?.score).toBeLessThan(0.2);
    expect(overlaps.filter((overlap) => overlap.rejected === undefined)).toEqual(file ? [file] : []);
  });

  it('does not join actors through a victim, a common tool or a long report', async () => {
    await kase.reference(
      'facts.yaml',
      facts(
        'subject: { domain: a.example.org }, relation: listed-in, object: { report: Long list }',
        'subject: { domain: b.example.org }, relation: listed-in, object: { report: Long list }',
        'subject: { domain: b.example.org }, relation: indicates, object: { intrusion-set: Other }',
        'subject: { intrusion-set: Mine }, relation: targets, object: { location: Norway }',
        'subject: { intrusion-set: Other }, relation: targets, object: { location: Norway }',
        'subject: { domain: a.example.org }, relation: indicates, object: { intrusion-set: Mine }',
        'subject: { intrusion-set: Mine }, relation: uses, object: { malware: Common }',
        'subject: { intrusion-set: Other }, relation: uses, object: { malware: Common }',
      ),
    );
    await kase.text('leak', 'leak', [
      { text: 'a.example.org', time: '2020-05-01', mentions: [{ type: 'domain', value: 'a.example.org' }] },
    ]);
    const overlaps = await kase.connect();
    expect(overlaps.map((overlap) => overlap.reference.name).sort()).toEqual(['Long list', 'Mine']);
  });
});

describe('what the leak knew', () => {
  const fact = facts('subject: { cve: CVE-2021-26855 }, relation: listed-in, object: { report: Known exploited }');
  const cve = { type: 'cve' as const, value: 'CVE-2021-26855' };
  const says = (time: string): Line => ({ text: 'CVE-2021-26855 怎么样', time, mentions: [cve] });

  it('before it was public is marked with the days', async () => {
    await kase.reference('facts.yaml', fact);
    await kase.text('leak', 'leak', [says('2020-05-02T03:00:00'), says('2020-09-01T03:00:00')]);
    const [one] = await kase.connect();
    expect(one?.labels).toContain('known-before-public');
    expect(one?.knownBefore).toEqual({
      days: 30,
      said: '2020-05-02',
      published: '2020-06-01',
      source: 'Lab: Report',
    });
    // An earlier source, however little it says, was first.
    await kase.reference('older.yaml', fact.replace('2020-06-01', '2020-01-01').replace('Lab', 'Older'));
    const [other] = await kase.connect();
    expect(other?.knownBefore).toBeUndefined();
    expect(other?.labels).not.toContain('known-before-public');
  });

  it('counts for the address in an address with a port, and not for the domain of a mailbox', async () => {
    await kase.reference(
      'facts.yaml',
      facts(
        'subject: { ipv4: 45.76.1.2 }, relation: indicates, object: { intrusion-set: Heron }',
        'subject: { domain: heron-mail.net }, relation: indicates, object: { intrusion-set: Heron }',
      ),
    );
    const values = [
      { type: 'ip-port', value: '45.76.1.2:8080' },
      { type: 'email', value: 'x@heron-mail.net' },
    ] as const;
    const text = values.map(({ value }) => value).join(' ');
    await kase.text('leak', 'leak', [{ text, time: '2020-05-02T03:00:00', mentions: values }]);
    const overlaps = await kase.connect();
    expect(overlaps.map(({ leak, knownBefore }) => [leak.type, knownBefore?.days])).toEqual([
      ['ip-port', 30],
      ['email', undefined],
    ]);
  });

  it('of an indictment on its day is marked, whatever was known of the name before', async () => {
    const court = `${facts('subject: { name: Heron }, relation: alias-of, object: { intrusion-set: Heron }').replace(' date: 2020-06-01,', '')}`;
    await kase.reference('names.yaml', court);
    const ties = facts(
      'subject: { intrusion-set: Heron }, relation: attributed-to, object: { organization: Chen Ltd }',
    );
    await kase.reference('court.yaml', ties.replace('Lab', 'Court'));
    await kase.text('leak', 'leak', [
      { text: 'Heron 被起诉了', time: '2020-06-01T09:00:00', mentions: [{ type: 'name', value: 'Heron' }] },
    ]);
    const overlaps = await kase.connect();
    expect(between(overlaps, 'Heron', 'Chen Ltd')?.labels).toContain('discussed-when-published');
    expect(between(overlaps, 'Heron', 'Heron')?.labels).not.toContain('discussed-when-published');
  });

  it('on the day is marked as such; nothing is said where a date is missing or the leak was out', async () => {
    await kase.reference('facts.yaml', fact);
    await kase.text('leak', 'leak', [says('2020-06-02T03:00:00')]);
    expect((await kase.connect())[0]?.labels).toContain('discussed-when-published');
    await kase.text('leak', 'leak', [says('2020-02-02T03:00:00')], { published: '2020-05-01' });
    expect((await kase.connect())[0]?.knownBefore).toBeUndefined();
    await kase.text('leak', 'leak', [], { published: '2024-05-01' });
    expect((await kase.connect())[0]?.knownBefore?.days).toBe(120);
    await kase.reference('undated.yaml', fact.replace(' date: 2020-06-01,', ''));
    expect((await kase.connect())[0]?.knownBefore).toBeUndefined();
  });
});

describe('weights', () => {
  it('fall on a slope as more actors share a tool or more names a server', async () => {
    const users = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `subject: { intrusion-set: Actor ${index} }, relation: uses, object: { malware: Tool${count} }`,
      );
    await kase.reference('facts.yaml', facts(...users(1), ...users(3), ...users(8)));
    await kase.text('leak', 'leak', [
      {
        text: 'Tool1 Tool3 Tool8',
        mentions: ['Tool1', 'Tool3', 'Tool8'].map((value) => ({ type: 'name' as const, value })),
      },
    ]);
    const overlaps = await kase.connect();
    const scores = ['Tool1', 'Tool3', 'Tool8'].map((tool) => between(overlaps, tool, 'Actor 0')?.score ?? 0);
    expect(scores[0]).toBeGreaterThan(scores[1] ?? 1);
    expect(scores[1]).toBeGreaterThan(scores[2] ?? 1);
    expect(scores[2]).toBeGreaterThan(0.05);
    expect(between(overlaps, 'Tool8', 'Actor 0')?.labels).toContain('common-tool');
  });

  it('rise with an independent source and not with a copy', async () => {
    const fact = 'subject: { ipv4: 45.76.1.2 }, relation: indicates, object: { intrusion-set: Heron }';
    await kase.reference('one.yaml', facts(fact));
    await kase.text('leak', 'leak', [
      { text: '45.76.1.2', time: '2020-03-01', mentions: [{ type: 'ipv4', value: '45.76.1.2' }] },
    ]);
    const [alone] = await kase.connect();
    await kase.reference('copy.yaml', `${facts(fact)}# a mirror`);
    const [copied] = await kase.connect();
    expect(copied?.score).toBe(alone?.score);
    await kase.reference('two.yaml', facts(fact).replace('Lab', 'Another lab'));
    const [both] = await kase.connect();
    expect(both?.score).toBeGreaterThan(alone?.score ?? 1);
    expect(both?.confidence).toBe('High');
    expect(both?.without.map((left) => left.score)).toEqual([alone?.score, alone?.score]);
  });

  it('conclude the same actor only from two corners of the diamond', async () => {
    await kase.reference(
      'infrastructure.yaml',
      facts('subject: { ipv4: 45.76.1.2 }, relation: indicates, object: { intrusion-set: Heron }'),
    );
    await kase.text('leak', 'leak', [
      { text: '45.76.1.2', time: '2020-03-01', mentions: [{ type: 'ipv4', value: '45.76.1.2' }] },
      { text: 'Chen Ltd', time: '2020-03-01', mentions: [{ type: 'name', value: 'Chen Ltd' }] },
    ]);
    expect((await kase.connect())[0]?.conclusion).toBe('infrastructure-overlap');
    const court = facts(
      'subject: { intrusion-set: Heron }, relation: attributed-to, object: { organization: Chen Ltd }',
    );
    await kase.reference('court.yaml', court.replace('Lab', 'Court'));
    const [best] = await kase.connect();
    expect(best).toMatchObject({ conclusion: 'same-actor', reference: { name: 'Heron' } });
    expect(best?.support).toHaveLength(1);
  });

  it('give a text that mentions only the host of a link less than one that prints the link', async () => {
    const host = { type: 'domain' as const, value: 'cdn.heron-files.net' };
    const link = { type: 'url' as const, value: 'http://cdn.heron-files.net/a.php' };
    const other = { type: 'url' as const, value: 'http://cdn.heron-files.net/b.php' };
    const dated = { published: '2020-04-01', reliability: 'A' as const };
    for (const name of ['First', 'Second', 'Third']) {
      const mentions = name === 'First' ? [link, host] : [link];
      const text = mentions.map(({ value }) => value).join(' ');
      await kase.text('reference', name, [{ text, mentions }], { ...dated, publisher: name });
    }
    await kase.text('leak', 'leak', [
      { text: `${link.value} ${other.value} ${host.value}`, time: '2020-03-01', mentions: [link, other, host] },
    ]);
    const overlaps = await kase.connect();
    const of = (value: string) => between(overlaps, value, 'First-1');
    expect(of(other.value)?.hops.map((hop) => hop.relation)).toEqual(['has-host', 'mentioned-in']);
    expect(of(other.value)?.score).toBeLessThan(0.45);
    expect(of(host.value)?.score).toBeGreaterThan(0.45);
    // Three texts print the link, and it says the less of each; the detour over the host still comes after.
    expect(of(link.value)?.hops.map((hop) => hop.relation)).toEqual(['mentioned-in']);
  });
});

describe('derived assertions', () => {
  it('lead from links, ports and host names to what references list', async () => {
    await kase.reference(
      'facts.yaml',
      facts(
        'subject: { domain: evil-mail.net }, relation: indicates, object: { intrusion-set: Heron }',
        'subject: { ipv4: 45.76.1.2 }, relation: indicates, object: { intrusion-set: Stilt }',
        'subject: { url: "http://wide.evil-shop.net/a" }, relation: indicates, object: { intrusion-set: Crane }',
      ),
    );
    await kase.text('leak', 'leak', [
      {
        text: 'http://www.evil-mail.net/login',
        time: '2020-03-01',
        mentions: [{ type: 'url', value: 'http://www.evil-mail.net/login' }],
      },
      { text: '45.76.1.2:8080', time: '2020-03-01', mentions: [{ type: 'ip-port', value: '45.76.1.2:8080' }] },
      { text: 'wide.evil-shop.net', time: '2020-03-01', mentions: [{ type: 'domain', value: 'wide.evil-shop.net' }] },
    ]);
    const overlaps = await kase.connect();
    expect(between(overlaps, 'http://www.evil-mail.net/login', 'Heron')?.hops.map((hop) => hop.relation)).toEqual([
      'has-host',
      'indicates',
    ]);
    expect(between(overlaps, '45.76.1.2:8080', 'Stilt')?.hops.map((hop) => hop.relation)).toEqual([
      'has-address',
      'indicates',
    ]);
    expect(between(overlaps, 'wide.evil-shop.net', 'Crane')?.hops[0]?.relation).toBe('has-host (inverse)');
  });

  it('find what a published text mentions, and whom beside it', async () => {
    await kase.reference(
      'facts.yaml',
      facts('subject: { name: HERON APT }, relation: alias-of, object: { intrusion-set: Heron }'),
    );
    await kase.text('reference', 'Blog', [
      {
        text: 'HERON APT used 45.76.1.2 in spring.',
        mentions: [
          { type: 'name', value: 'HERON APT' },
          { type: 'ipv4', value: '45.76.1.2' },
        ],
      },
    ]);
    await kase.text('leak', 'leak', [
      { text: '45.76.1.2', time: '2020-03-01', mentions: [{ type: 'ipv4', value: '45.76.1.2' }] },
    ]);
    const overlaps = await kase.connect();
    expect(between(overlaps, '45.76.1.2', 'Heron')?.hops[0]?.relation).toBe('co-occurs-with');
    expect(between(overlaps, '45.76.1.2', 'Blog-1')?.hops[0]?.evidence).toHaveLength(2);
  });

  it('join two leaks of one case', async () => {
    const line = (time: string): Line => ({
      text: '45.76.1.2',
      time,
      mentions: [{ type: 'ipv4', value: '45.76.1.2' }],
    });
    await kase.text('leak', 'First leak', [line('2020-03-01')]);
    await kase.text('leak', 'Second leak', [
      line('2020-04-01'),
      { text: '8.8.8.8', mentions: [{ type: 'ipv4', value: '8.8.8.8' }] },
    ]);
    const overlaps = await kase.connect();
    expect(overlaps).toHaveLength(1);
    expect(overlaps[0]?.hops[0]?.evidence.map((quote) => quote.collection)).toHaveLength(2);
    expect(overlaps[0]?.rejected).toBeUndefined();
  });
});
