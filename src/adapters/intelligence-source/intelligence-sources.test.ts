import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sha256 } from '../../model/ids.ts';
import { describeIntelligenceSource } from '../../ports/intelligence-source.contract.ts';
import { download } from './download.ts';
import { createFileSource } from './file-source.ts';
import { createMispFeedSource } from './misp-feed-source.ts';
import { createMispInstanceSource } from './misp-instance-source.ts';
import { intelligenceSources, sourceOfAddress } from './sources.ts';
import { createTaxiiSource } from './taxii-source.ts';

let server: Server;
let base: string;
let folder: string;
let asked: string[];
let answers: Record<string, string>;
/** Headers of an answer by path; an ETag there is honoured. */
let headers: Record<string, Record<string, string>>;
let bodies: string[];

beforeEach(async () => {
  asked = [];
  answers = {};
  headers = {};
  bodies = [];
  server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push(url);
    request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
    request.on('end', () => {
      const answer = answers[url];
      const given = headers[url] ?? {};
      const unchanged = given.etag !== undefined && request.headers['if-none-match'] === given.etag;
      if (unchanged) response.writeHead(304).end();
      else response.writeHead(answer === undefined ? 404 : 200, given).end(answer);
    });
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

const noKey = (): undefined => undefined;

it('asks for a file again only if it has changed, and keeps its checksum', async () => {
  answers['/a.csv'] = 'one';
  headers['/a.csv'] = { etag: '"1"' };
  const path = join(folder, 'a.csv');
  expect(await download(`${base}/a.csv`, path, () => {}, fetch)).toBe(true);
  expect(await download(`${base}/a.csv`, path, () => {}, fetch)).toBe(false);
  expect(JSON.parse(await readFile(`${path}.fetched.json`, 'utf8'))).toMatchObject({
    etag: '"1"',
    bytes: 3,
    sha256: sha256('one'),
  });
  answers['/a.csv'] = 'two';
  headers['/a.csv'] = { etag: '"2"' };
  expect(await download(`${base}/a.csv`, path, () => {}, fetch)).toBe(true);
  expect(await readFile(path, 'utf8')).toBe('two');
  // What is no longer as it was fetched is fetched whole.
  await writeFile(path, 'tampered');
  expect(await download(`${base}/a.csv`, path, () => {}, fetch)).toBe(true);
  expect(await readFile(path, 'utf8')).toBe('two');
});

it('a source that wants a key says which and where from, and never shows the key', async () => {
  const source = (secret: string | undefined, path = '/f') =>
    createFileSource(
      {
        ...about,
        size: 1,
        renewed: 'daily',
        needs: { variable: 'SOME_KEY', from: 'https://example.org/key' },
        files: [{ name: 'a.csv', url: `${base}${path}?auth-key={key}` }],
      },
      fetch,
      (variable) => (variable === 'SOME_KEY' ? secret : undefined),
    );
  await expect(source(undefined).fetch(folder, () => {})).rejects.toMatchObject({ code: 'key-missing' });
  answers['/f?auth-key=s%26t'] = 'x';
  const [path = ''] = await source('s&t').fetch(folder, () => {});
  expect(await readFile(`${path}.fetched.json`, 'utf8')).not.toContain('s%26t');
  const refused = await source('s&t', '/g')
    .fetch(folder, () => {})
    .catch((error: Error) => error);
  expect(String(refused)).toContain('404');
  expect(String(refused)).not.toContain('s%26t');
});

it('asks a TAXII collection only for what was added since, and keeps what it had', async () => {
  answers['/c/objects/'] = JSON.stringify({ objects: [{ type: 'identity', id: 'identity--1' }] });
  headers['/c/objects/'] = { 'x-taxii-date-added-last': '2026-01-02T03:04:05.000Z' };
  const source = () => createTaxiiSource({ ...about, collection: `${base}/c` }, fetch);
  await source().fetch(folder, () => {});
  answers['/c/objects/?added_after=2026-01-02T03%3A04%3A05.000Z'] = JSON.stringify({
    objects: [{ type: 'identity', id: 'identity--2' }],
  });
  expect(await source().fetch(folder, () => {})).toHaveLength(2);
});

it('asks a MISP instance for the events that changed, and holds each once', async () => {
  const event = (timestamp: string) => ({ Event: { uuid: FEED_EVENT, timestamp, info: 'x' } });
  answers['/events/restSearch'] = JSON.stringify({ response: [event('100')] });
  const source = () => createMispInstanceSource({ ...about, instance: base, authorization: 'secret' }, fetch);
  expect(await source().fetch(folder, () => {})).toEqual([join(folder, `${FEED_EVENT}-100.json`)]);
  answers['/events/restSearch'] = JSON.stringify({ response: [event('200')] });
  expect(await source().fetch(folder, () => {})).toEqual([join(folder, `${FEED_EVENT}-200.json`)]);
  expect(JSON.parse(bodies[1] ?? '')).toMatchObject({ timestamp: 100, page: 1, published: true });
});

it('knows what an address stands for', () => {
  const kindOf = (address: string, key?: string) => sourceOfAddress(address, fetch, () => key)?.renewed;
  expect(kindOf('https://example.org/a/list.csv')).toBe('unknown');
  expect(kindOf('taxii:https://example.org/api/collections/1/')).toBe('as the collection is');
  expect(kindOf('misp-feed:https://example.org/feed/')).toBe('as the feed is');
  expect(kindOf('misp:https://example.org', 'k')).toBe('as the instance is');
  expect(() => kindOf('misp:https://example.org')).toThrow('TELLTALE_LIBRARY_KEY');
  expect(sourceOfAddress('./some/path.csv')).toBeUndefined();
  expect(sourceOfAddress('https://example.org:8443/A b/x.csv')?.name).toBe('example-org-8443-a-20b-x-csv');
});

it('downloads files whole or not at all', async () => {
  answers['/a.csv'] = 'value\n1.2.3.4\n';
  const source = (name: string) =>
    createFileSource(
      { ...about, size: 1, renewed: 'daily', files: [{ name: 'a.csv', url: `${base}/${name}` }] },
      fetch,
      noKey,
    );
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
    createFileSource(
      { ...about, size: 1, renewed: 'daily', files: [{ name: 'a.csv', url: base + path }] },
      fetch,
      noKey,
    );
  return { answering: at('/a.csv'), silent: at('/gone.csv') };
});

describeIntelligenceSource('a TAXII collection', async () => {
  answers['/c/objects/'] = JSON.stringify({ objects: [{ type: 'identity', id: 'identity--1' }] });
  const at = (path: string) => createTaxiiSource({ ...about, collection: base + path }, fetch);
  return { answering: at('/c'), silent: at('/gone') };
});

describeIntelligenceSource('a MISP instance', async () => {
  answers['/events/restSearch'] = JSON.stringify({ response: [{ Event: { uuid: FEED_EVENT, timestamp: '1' } }] });
  const at = (instance: string) => createMispInstanceSource({ ...about, instance, authorization: 'k' }, fetch);
  return { answering: at(base), silent: at(`${base}/gone`) };
});

describeIntelligenceSource('a MISP feed', async () => {
  answers['/f/manifest.json'] = JSON.stringify({ [FEED_EVENT]: { timestamp: '1' } });
  answers[`/f/${FEED_EVENT}.json`] = '{"Event":{}}';
  const at = (path: string) => createMispFeedSource({ ...about, feed: base + path }, fetch);
  return { answering: at('/f/'), silent: at('/gone/') };
});
