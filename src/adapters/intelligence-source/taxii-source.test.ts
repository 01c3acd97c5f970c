/** A TAXII 2.1 server as the standard describes it: pages, `added_after`, a key, and its ways to refuse. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeAnswer, type FakeRequest, type FakeServer, startFakeServer } from '../http/fake-server.ts';
import { createTaxiiSource } from './taxii-source.ts';

const MEDIA = 'application/taxii+json;version=2.1';
const KEY = 'Basic dXNlcjpwYXNz';

interface Stored {
  readonly added: string;
  readonly object: { readonly id: string; readonly revoked?: boolean };
}

let folder: string;
let server: FakeServer | undefined;
let stored: Stored[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-taxii-'));
  stored = [];
});
afterEach(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Serves `stored` in pages of two; with `tokens` it numbers them, else it only says that there is more. */
function collection({ path, headers }: FakeRequest, tokens: boolean): FakeAnswer {
  const error = (status: number): FakeAnswer => ({ status, body: { title: 'refused', http_status: String(status) } });
  const url = new URL(path, 'http://server');
  if (headers['authorization'] !== KEY) return error(401);
  if (!String(headers['accept']).includes('version=2.1')) return error(406);
  if (url.pathname !== '/api/collections/c1/objects/') return error(404);
  const after = url.searchParams.get('added_after') ?? '';
  const from = Number(url.searchParams.get('next') ?? 0);
  const all = stored.filter(({ added }) => added > after);
  const page = all.slice(from, from + 2);
  const more = from + 2 < all.length;
  const [first, last] = [page[0], page.at(-1)];
  return {
    headers: {
      'content-type': MEDIA,
      ...(first && last ? { 'x-taxii-date-added-first': first.added, 'x-taxii-date-added-last': last.added } : {}),
    },
    body:
      page.length === 0
        ? {}
        : { more, ...(more && tokens ? { next: String(from + 2) } : {}), objects: page.map(({ object }) => object) },
  };
}

const put = (day: number, number: number, more: object = {}): void => {
  stored.push({ added: `2030-01-0${day}T00:00:00.00000${number}Z`, object: { id: `malware--${number}`, ...more } });
};

async function fetched(authorization: string | undefined = KEY, path = '/api/collections/c1/') {
  const paths = await createTaxiiSource(
    {
      name: 'taxii',
      title: 'T',
      publisher: 'P',
      licence: 'L',
      url: 'https://example.org',
      reliability: 'F',
      tlp: 'amber',
      collection: `${server?.url}${path}`,
      ...(authorization === undefined ? {} : { authorization }),
    },
    fetch,
  ).fetch(folder, () => {});
  const objects: Stored['object'][] = [];
  for (const one of paths) objects.push(...JSON.parse(await readFile(one, 'utf8')).objects);
  return objects;
}

it.each([
  ['numbers its pages', true],
  ['only says that there is more', false],
])('takes all pages of a server that %s, and later what was added', async (_, tokens) => {
  server = await startFakeServer((request) => collection(request, tokens));
  for (let number = 1; number <= 5; number += 1) put(1, number);
  expect((await fetched()).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map((number) => `malware--${number}`));
  expect(server.requests).toHaveLength(3);
  // Nothing new: one question, and all that was there.
  expect(await fetched()).toHaveLength(5);
  expect(server.requests).toHaveLength(4);
  expect(server.requests[3]?.path).toContain('added_after=2030-01-01T00%3A00%3A00.000005Z');
  // One is new, one is revoked: that one is there once, as it is now.
  put(2, 6);
  put(2, 2, { revoked: true });
  const now = await fetched();
  expect(now.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `malware--${number}`));
  expect(now.find(({ id }) => id === 'malware--2')).toEqual({ id: 'malware--2', revoked: true });
});

it('says what a refusal means', async () => {
  server = await startFakeServer((request) => collection(request, true));
  put(1, 1);
  await expect(fetched('')).rejects.toMatchObject({
    code: 'key-missing',
    message: expect.stringContaining('TELLTALE_LIBRARY_KEY'),
  });
  await expect(fetched('Basic wrong')).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining('key'),
  });
  await expect(fetched(KEY, '/api/collections/none/')).rejects.toMatchObject({
    message: expect.stringContaining('no TAXII collection'),
  });
});

it('knows a server of another version', async () => {
  server = await startFakeServer(() => ({ status: 406, body: { title: 'Not Acceptable' } }));
  await expect(fetched()).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining('TAXII 2.1'),
  });
});

it('waits as long as a busy server asks, and asks again', async () => {
  const busy: FakeAnswer = {
    status: 429,
    headers: { 'retry-after': new Date(Date.now() + 1000).toUTCString() },
    body: {},
  };
  put(1, 1);
  server = await startFakeServer((request, count) => (count === 1 ? busy : collection(request, true)));
  expect(await fetched()).toHaveLength(1);
  expect(server.requests).toHaveLength(2);
});

it('does not take a part for the whole', async () => {
  server = await startFakeServer(() => ({ body: { more: true, objects: [{ id: 'malware--1' }] } }));
  await expect(fetched()).rejects.toMatchObject({ code: 'download-failed', message: expect.stringContaining('more') });
});
