/**
 * What a user waits for `telltale library add FILE`: a table, a STIX bundle and a folder of MISP events of INDICATORS
 * each, generated, through all stages into an empty case; by stage, by the clock and by the processor (Linux). Of every
 * third indicator a free text names one more address. `node bench/feeds.ts [INDICATORS] [csv|stix|misp…]`, by default
 * 500,000 of all three.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { add } from '../src/app/add.ts';
import { openCaseToWrite } from '../src/app/case.ts';
import { DEFAULT_ENGINE_SETTINGS } from '../src/app/compose.ts';
import { processorTime } from './reading/processor-time.ts';

const FEEDS = ['csv', 'stix', 'misp'] as const;
type Feed = (typeof FEEDS)[number];
const PER_EVENT = 5_000;
const MALWARE = ['PlugX', 'ShadowPad', 'Cobalt Strike', 'RedLine', 'AsyncRAT', 'Emotet', 'QakBot'];
const PATTERNS: Readonly<Record<string, string>> = {
  sha256: "file:hashes.'SHA-256'",
  md5: 'file:hashes.MD5',
  url: 'url:value',
  domain: 'domain-name:value',
  'ip-dst': 'ipv4-addr:value',
};

interface Row {
  readonly type: string;
  readonly value: string;
  readonly malware: string;
  readonly comment: string;
}

function rowOf(index: number): Row {
  const mixed = Math.imul(index + 1, 0x9e3779b1) >>> 0;
  const hex = mixed.toString(16).padStart(8, '0');
  const comment =
    index % 3 === 0 ? `seen in campaign ${index % 977}, contacts x${(index % 5000).toString(36)}.example-c2.net` : '';
  const malware = MALWARE[index % MALWARE.length] ?? '';
  switch (index % 10) {
    case 0:
    case 1:
      return { type: 'sha256', value: hex.repeat(8), malware, comment };
    case 2:
      return {
        type: 'url',
        value: `http://c${(mixed >>> 8).toString(36)}.h${hex}.com/${mixed % 97}`,
        malware,
        comment,
      };
    case 3:
      return {
        type: 'domain',
        value: `h${mixed.toString(36)}.${['com', 'net', 'org', 'info'][index % 4]}`,
        malware,
        comment,
      };
    case 4:
      return { type: 'md5', value: hex.repeat(4), malware, comment };
    default: {
      const octets = [20 + ((mixed >>> 24) % 100), (mixed >>> 16) & 255, (mixed >>> 8) & 255, mixed & 255];
      return { type: 'ip-dst', value: octets.join('.'), malware, comment };
    }
  }
}

const uuid = (group: number, index: number): string =>
  `${group.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

function* csv(count: number): Generator<string> {
  yield 'type,value,first_seen,malware,confidence,comment\n';
  for (let index = 0; index < count; index += 1) {
    const { type, value, malware, comment } = rowOf(index);
    yield `${type},${value},2023-02-${1 + (index % 28)},${index % 2 ? malware : ''},${50 + (index % 50)},"${comment}"\n`;
  }
}

function* stix(count: number): Generator<string> {
  const times = { created: '2023-01-01T00:00:00.000Z', modified: '2023-01-01T00:00:00.000Z' };
  const maker = { type: 'identity', spec_version: '2.1', id: `identity--${uuid(1, 0)}`, ...times, name: 'Feed maker' };
  yield `{"type":"bundle","id":"bundle--${uuid(2, 0)}","objects":[\n${JSON.stringify(maker)}`;
  for (let index = 0; index < count; index += 1) {
    const { type, value, malware, comment } = rowOf(index);
    const indicator = {
      type: 'indicator',
      spec_version: '2.1',
      id: `indicator--${uuid(3, index)}`,
      ...times,
      name: `${malware} ${value}`,
      pattern: `[${PATTERNS[type]} = '${value}']`,
      pattern_type: 'stix',
      valid_from: '2023-02-01T00:00:00Z',
      created_by_ref: maker.id,
      ...(comment ? { description: comment } : {}),
    };
    yield `,\n${JSON.stringify(indicator)}`;
  }
  yield ']}\n';
}

function mispEvent(from: number, to: number): string {
  const attributes = Array.from({ length: to - from }, (_, at) => {
    const { type, value, comment } = rowOf(from + at);
    return { uuid: uuid(4, from + at), type, category: 'Network activity', value, to_ids: true, comment };
  });
  return JSON.stringify({
    Event: {
      info: `Event ${from}`,
      uuid: uuid(5, from),
      date: '2023-02-01',
      Orgc: { name: 'Feed maker' },
      threat_level_id: '2',
      Tag: [{ name: 'misp-galaxy:threat-actor="POISON CARP"' }],
      Attribute: attributes,
    },
  });
}

async function makeFeed(feed: Feed, count: number, folder: string): Promise<string> {
  if (feed !== 'misp') {
    const path = join(folder, feed === 'csv' ? 'feed.csv' : 'feed.json');
    await pipeline(Readable.from(feed === 'csv' ? csv(count) : stix(count)), createWriteStream(path));
    return path;
  }
  const path = join(folder, 'misp');
  await mkdir(path);
  for (let from = 0; from < count; from += PER_EVENT) {
    await writeFile(join(path, `${uuid(5, from)}.json`), mispEvent(from, Math.min(count, from + PER_EVENT)));
  }
  return path;
}

/** 0 where the system does not tell. */
const cpu = (): Promise<number> => (process.platform === 'linux' ? processorTime() : Promise.resolve(0));

async function measure(feed: Feed, count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-bench-'));
  try {
    const path = await makeFeed(feed, count, folder);
    const theCase = await openCaseToWrite(join(folder, 'case'));
    const began = performance.now();
    const before = await cpu();
    const ends: { stage: string; at: number; cpu: Promise<number> }[] = [];
    await add(
      theCase,
      [{ paths: [path], role: 'reference', name: feed }],
      { ...DEFAULT_ENGINE_SETTINGS, ocr: false },
      (event) => {
        if (event.type !== 'stage' || !event.progress.finished) return;
        ends.push({ stage: event.progress.stage, at: (performance.now() - began) / 1000, cpu: cpu() });
      },
      new AbortController().signal,
    );
    const seconds = (performance.now() - began) / 1000;
    const spent = (await cpu()) - before;
    await theCase.close();
    console.log(
      `${feed.padEnd(4)} ${count.toLocaleString('en')} indicators in ${seconds.toFixed(1)} s (${spent.toFixed(1)} CPU-s): ` +
        `${Math.round(count / seconds).toLocaleString('en')} a second, ${Math.round(count / spent).toLocaleString('en')} a CPU-second`,
    );
    let last = { at: 0, cpu: before };
    for (const end of ends) {
      const used = await end.cpu;
      console.log(
        `     ${end.stage.padEnd(10)} ${(end.at - last.at).toFixed(1)} s, ${(used - last.cpu).toFixed(1)} CPU-s`,
      );
      last = { at: end.at, cpu: used };
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [count = '500000', ...wanted] = process.argv.slice(2);
for (const feed of FEEDS) if (wanted.length === 0 || wanted.includes(feed)) await measure(feed, Number(count));
