import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeIntelligenceSource } from '../../ports/intelligence-source.contract.ts';
import { createFileSource } from './file-source.ts';
import { createMispFeedSource } from './misp-feed-source.ts';
import { intelligenceSources } from './sources.ts';
import { createTaxiiSource } from './taxii-source.ts';

let server: Server;
let base: string;
let folder: string;
let asked: string[];
let answers: Record<string, string>;

beforeEach(async () => {
  asked = [];
  answers = {};
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'telltale-library-'));
});
afterEach(async () => {
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true, force: true });
});

const about = {
  name: 'test',
  title: 'Test',
  publisher: 'P',
  licence: 'CC0',
  url: 'https://example.org',
  reliability: 'B',
  tlp: 'clear',
} as const;

it('downloads files whole or not at all', async () => {
  answers['/a.csv'] = 'value\n1.2.3.4\n';
  const source = (name: string) =>
    createFileSource({ ...about, size: 1, files: [{ name: 'a.csv', url: `${base}/${name}` }] }, fetch);
  let bytes = 0;
  const [path = ''] = await source('a.csv').fetch(folder, (now) => {
    bytes = now;
  });
  expect(await readFile(path, 'utf8')).toBe(answers['/a.csv']);
  expect(bytes).toBe(14);
  await expect(source('b.csv').fetch(folder, () => {})).rejects.toMatchObject({ code: 'download-failed' });
});

it('reads a TAXII collection to its last page', async () => {
  answers['/c/objects/'] = JSON.stringify({
    more: true,
    next: '2',
    objects: [{ type: 'identity', id: 'identity--1' }],
  });
  answers['/c/objects/?next=2'] = JSON.stringify({ objects: [{ type: 'identity', id: 'identity--2' }] });
  const paths = await createTaxiiSource({ ...about, collection: `${base}/c` }, fetch).fetch(folder, () => {});
  expect(paths).toHaveLength(2);
  expect(JSON.parse(await readFile(paths[1] ?? '', 'utf8')).objects[0].id).toBe('identity--2');
});

it('fetches of a MISP feed only what is new', async () => {
  const uuid = '5bec8d43-b990-4129-a9f4-45d08064ab0b';
  answers['/f/manifest.json'] = JSON.stringify({ [uuid]: { timestamp: '1' } });
  answers[`/f/${uuid}.json`] = '{"Event":{}}';
  const source = createMispFeedSource({ ...about, feed: `${base}/f/` }, fetch);
  await source.fetch(folder, () => {});
  await source.fetch(folder, () => {});
  expect(asked.filter((url) => url.includes(uuid))).toHaveLength(1);
});

it('names every source once', () => {
  const names = intelligenceSources().map((source) => source.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain('attack-enterprise');
});

const FEED_EVENT = '5bec8d43-b990-4129-a9f4-45d08064ab0b';

describeIntelligenceSource('a file on the web', async () => {
  answers['/a.csv'] = 'value\n1.2.3.4\n';
  const at = (path: string) =>
    createFileSource({ ...about, size: 1, files: [{ name: 'a.csv', url: base + path }] }, fetch);
  return { answering: at('/a.csv'), silent: at('/gone.csv') };
});

describeIntelligenceSource('a TAXII collection', async () => {
  answers['/c/objects/'] = JSON.stringify({ objects: [{ type: 'identity', id: 'identity--1' }] });
  const at = (path: string) => createTaxiiSource({ ...about, collection: base + path }, fetch);
  return { answering: at('/c'), silent: at('/gone') };
});

describeIntelligenceSource('a MISP feed', async () => {
  answers['/f/manifest.json'] = JSON.stringify({ [FEED_EVENT]: { timestamp: '1' } });
  answers[`/f/${FEED_EVENT}.json`] = '{"Event":{}}';
  const at = (path: string) => createMispFeedSource({ ...about, feed: base + path }, fetch);
  return { answering: at('/f/'), silent: at('/gone/') };
});
