/** What a feed's fields state is not looked for a second time, and nothing that stands in it is lost by that. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Reading, readFileForTest, readForTest } from '../../src/read/reference/read-for-test.ts';
import { scan } from '../../src/understand/scan/scan.ts';

const DATA = '../shared/data';
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const TABLE = `type,value,first_seen,malware,confidence,comment,handled by
ip-dst,74.120.172.10,2021-05-04,PlugX,80,"seen with mail.rest-of[.]world and 45.77.12.9",
url,http://c2.example-bad.net/a,2021-05-04,,50,,soc@desk.example-firm.org
domain,mailnotes.online,2021-05-04,PlugX,50,CVE-2021-26855 was used,
sha256,${HASH},,,,,
domain,http://kept.example-bad.net/whole,,,,,
ip-dst|port,45.77.12.10|8080,,,,,
`;
const BUNDLE = {
  type: 'bundle',
  id: 'bundle--1',
  objects: [
    {
      type: 'indicator',
      id: 'indicator--1',
      name: 'PlugX 74.120.172.10',
      pattern: "[ipv4-addr:value = '74.120.172.10']",
      pattern_type: 'stix',
      description: 'Talks to mailnotes.online',
    },
    {
      type: 'indicator',
      id: 'indicator--2',
      name: 'x-mailnotes.online',
      pattern: "[domain-name:value = 'mailnotes.online']",
    },
    { type: 'ipv4-addr', id: 'ipv4-addr--1', value: '45.77.12.9' },
  ],
};
const EVENT = {
  Event: {
    info: 'Wave of May',
    Orgc: { name: 'Desk' },
    Attribute: [
      { type: 'ip-dst', value: '74.120.172.10', to_ids: true, comment: 'serves http://c2.example-bad.net/b' },
      { type: 'filename|sha256', value: `a.exe|${HASH}`, to_ids: true },
    ],
  },
};

/** Mentions by looking through everything, and by what fields state together with what is left, as `passage start end type value`. */
function bothWays({ passages }: Reading): { whole: string[]; spared: Set<string> } {
  const whole: string[] = [];
  const spared = new Set<string>();
  for (const { ordinal, text, free, stated } of passages) {
    const named = (from: number) => (one: { start: number; end: number; type: string; value: string }) =>
      `${ordinal} ${from + one.start} ${from + one.end} ${one.type} ${one.value}`;
    whole.push(...scan(text).map(named(0)));
    for (const value of stated ?? []) spared.add(named(0)(value));
    for (const { start, end } of free ?? [])
      for (const name of scan(text.slice(start, end)).map(named(start))) spared.add(name);
  }
  return { whole, spared };
}

describe('values that fields state', () => {
  test.each([
    ['a table', 'feed.csv', TABLE],
    ['a STIX bundle', 'bundle.json', BUNDLE],
    ['a MISP event', 'event.json', EVENT],
  ])('%s gives what it gives when it is looked through whole', async (_, name, content) => {
    const reading = await readForTest(name, content);
    if (!reading) throw new Error('No reader took it.');
    const { whole, spared } = bothWays(reading);
    expect(whole.length).toBeGreaterThan(3);
    expect(whole.filter((mention) => !spared.has(mention))).toEqual([]);
    expect(reading.passages.flatMap(({ stated }) => stated ?? []).length).toBeGreaterThan(0);
  });

  test('of a table only cells of free text are left to be looked through', async () => {
    const reading = await readForTest('feed.csv', TABLE);
    const free = reading?.passages.map(({ text, free: left }) => left?.map(({ start, end }) => text.slice(start, end)));
    expect(free?.[0]).toEqual([' · seen with mail.rest-of[.]world and 45.77.12.9']);
    expect(free?.[3]).toEqual([]);
    expect(free?.[4]).toEqual([' · http://kept.example-bad.net/whole']);
  });

  test('a title that holds a value is looked through where it is the title, not beside every attribute', async () => {
    const event = { Event: { ...EVENT.Event, info: 'Wave against mailnotes.online' } };
    const { passages = [] } = (await readForTest('event.json', event)) ?? {};
    const left = passages.map(({ text, free }) => (free ?? []).map(({ start, end }) => text.slice(start, end)).join());
    expect(left.map((text) => text.includes('mailnotes.online'))).toEqual([true, false, false]);
  });

  test('published events and bundles lose nothing (skipped where ../shared/data is absent)', async ({ skip }) => {
    const folders = [join(DATA, 'eset'), join(DATA, 'unit42')].filter((folder) => existsSync(folder));
    if (folders.length === 0) skip('../shared/data is absent');
    const files = folders
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
      .filter((file) => /misp.*\.json$|report_json.*Phobos.*\.json$|report_json.*vatet.*\.json$/.test(file));
    const lost: string[] = [];
    let stated = 0;
    for (const file of files) {
      const reading = await readFileForTest(file).catch(() => undefined);
      if (!reading) continue;
      const { whole, spared } = bothWays(reading);
      stated += reading.passages.flatMap((passage) => passage.stated ?? []).length;
      // A user agent or a command line that runs on into the words of the record was never there.
      lost.push(...whole.filter((mention) => !spared.has(mention) && !/ (?:useragent|command-line) /.test(mention)));
    }
    expect(lost).toEqual([]);
    expect(stated).toBeGreaterThan(500);
  });
});
