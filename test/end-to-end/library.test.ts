/** The library from the command line and over HTTP: a feed that changes, its history, removing it, and another case as a reference. */
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCaseToWrite } from '../../src/app/case.ts';
import { removeReference } from '../../src/app/library.ts';
import { serveCase } from '../../src/app/serve.ts';
import { sha256 } from '../../src/model/ids.ts';
import type { LibraryView } from '../../src/tell/views/library-view.ts';
import { type Workplace, workplace } from './telltale.ts';

const HEAD = 'indicator,type,malware,first_seen\n';
let work: Workplace;
let server: Server;
let feed: string;
let url: string;
let asked = 0;

beforeAll(async () => {
  work = await workplace();
  server = createServer((request, response) => {
    asked += 1;
    const etag = `"${feed.length}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(request.url === '/feed.csv' ? 200 : 404, { etag }).end(feed);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed.csv`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await work.clean();
});

async function json<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await work.run([...args, '--json', '--case', 'case']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as T;
}
const valuesThatOverlap = async () =>
  [...new Set((await json<{ leak: { value: string } }[]>('overlaps')).map(({ leak }) => leak.value))].sort();
const library = () => json<LibraryView>('library', 'list');

test('a feed is added, brought up to date, shown with its history, removed and restored', async () => {
  await writeFile(
    join(work.folder, 'notes.txt'),
    'The server gone-soon.example and the server stays.example are ours.',
  );
  await json('add', 'notes.txt', '--name', 'leak');
  feed = `${HEAD}gone-soon.example,domain,FooRat,2021-01-01\nstays.example,domain,FooRat,2021-01-01\n`;
  const refused = await work.run(['library', 'add', url, '--offline', '--case', 'case']);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('[offline]')]);
  await json('library', 'add', url, '--name', 'feed', '--reliability', 'B');
  expect(await valuesThatOverlap()).toEqual(['gone-soon.example', 'stays.example']);

  expect((await library()).references).toMatchObject([{ name: 'feed', editions: 1, documents: 1, sources: [url] }]);

  feed = `${HEAD}stays.example,domain,FooRat,2021-01-01\nnew.example,domain,FooRat,2022-01-01\n`;
  await json('library', 'update');
  expect((await library()).references).toMatchObject([
    { editions: 2, documents: 1, withdrawnDocuments: 1, withdrawnAssertions: 2 },
  ]);
  const history = await json<{ changes: { change: string; subject: { value: string }; predicate: string }[] }>(
    'library',
    'history',
    'feed',
    '--edition',
    '2',
  );
  expect(history.changes.filter(({ predicate }) => predicate === 'listed-in')).toMatchObject([
    { change: 'withdrawn', subject: { value: 'gone-soon.example' } },
    { change: 'added', subject: { value: 'new.example' } },
  ]);
  // What was known stays known.
  expect(await valuesThatOverlap()).toEqual(['gone-soon.example', 'stays.example']);
  // The newest edition is what a search finds; the older one is a word away, and its evidence opens.
  const documentsWith = async (text: string) =>
    new Set((await json<{ hits: { document: string }[] }>('search', text)).hits.map(({ document }) => document));
  expect(await documentsWith('gone-soon.example in:reference')).toEqual(new Set());
  expect((await documentsWith('gone-soon.example in:reference is:superseded')).size).toBe(1);
  const before = asked;
  await json('library', 'update', 'feed');
  expect([asked - before, (await library()).references[0]?.editions]).toEqual([1, 2]);

  await json('library', 'remove', 'feed');
  expect(await valuesThatOverlap()).toEqual([]);
  expect(await library()).toMatchObject({ references: [], removed: [{ name: 'feed' }] });
  await json('library', 'restore', 'feed');
  expect(await valuesThatOverlap()).toHaveLength(2);
  const unknown = await work.run(['library', 'remove', 'nothing', '--case', 'case']);
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('[not-found]')]);
}, 180_000);

test('another case is a reference: what its leak mentions, and the overlaps that were accepted there', async () => {
  await writeFile(join(work.folder, 'other.txt'), 'Our new box is shared.example, password none.');
  await work.run(['add', 'other.txt', '--name', 'second leak', '--case', 'second']);
  await work.run(['library', 'add', 'case', '--name', 'first case', '--case', 'second']);
  await writeFile(join(work.folder, 'mine.txt'), 'They used stays[.]example last year.');
  const { code, stderr } = await work.run(['add', 'mine.txt', '--name', 'third leak', '--case', 'second']);
  expect(code, stderr).toBe(0);
  const { stdout } = await work.run(['overlaps', '--json', '--case', 'second']);
  const found = JSON.parse(stdout) as { leak: { value: string }; reference: { name: string } }[];
  expect(found.filter(({ leak }) => leak.value === 'stays.example').map(({ reference }) => reference.name)).toContain(
    'leak',
  );
  const empty = await work.run(['library', 'add', 'nowhere', '--case', 'second']);
  expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('[path-missing]')]);
}, 180_000);

test('the workbench shows the library, removes a reference and brings it back', async () => {
  const serving = await serveCase(join(work.folder, 'case'), { offline: true });
  try {
    const { origin, searchParams } = new URL(serving.url);
    const headers = { authorization: `Bearer ${searchParams.get('token')}`, 'content-type': 'application/json' };
    const get = async <T>(path: string) => (await (await fetch(`${origin}/api${path}`, { headers })).json()) as T;
    const post = (path: string, body: unknown) =>
      fetch(`${origin}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const [reference] = (await get<LibraryView>('/library')).references;
    expect(reference).toMatchObject({ name: 'feed', editions: 2 });
    interface Judged {
      leak: { value: string };
      hops: { evidence: { passage: string }[] }[];
    }
    const kept = (await get<Judged[]>('/overlaps')).find(({ leak }) => leak.value === 'gone-soon.example');
    const cited = new Set(kept?.hops.flatMap(({ evidence }) => evidence.map(({ passage }) => passage)));
    const opened = await get<{ passages: { id: string }[] }>(`/passages?ids=${[...cited].join(',')}`);
    expect(cited.size).toBeGreaterThan(1);
    expect(new Set(opened.passages.map(({ id }) => id))).toEqual(cited);
    expect(await get(`/library/${reference?.id}/history`)).toMatchObject({ editions: [{ number: 1 }, { number: 2 }] });
    expect(await get(`/library/${reference?.id}/history/2`)).toMatchObject({
      entries: expect.arrayContaining([expect.objectContaining({ change: 'withdrawn' })]),
    });
    expect(await (await post('/library/update', { reference: 'feed' })).json()).toMatchObject({ code: 'offline' });
    expect(await (await post('/library/add', { source: 'cisa-kev' })).json()).toMatchObject({ code: 'offline' });
    expect(await (await post('/library/remove', { reference: 'feed' })).json()).toEqual({ removed: reference?.id });
    expect(await get<LibraryView>('/library')).toMatchObject({ references: [], removed: [{ name: 'feed' }] });
    expect(await (await post('/library/restore', { reference: reference?.id })).json()).toEqual({ restored: true });
    expect((await get<LibraryView>('/library')).references).toHaveLength(1);
  } finally {
    await serving.close();
  }
}, 180_000);

test('what a removed reference alone rested on is deleted with the next addition, and the freed bytes are told', async () => {
  const folder = join(work.folder, 'freed', 'blobs');
  const blobs = async () =>
    (await readdir(folder, { recursive: true })).map((path) => basename(path)).filter((name) => name.length === 64);
  const write = (name: string, text: string) => writeFile(join(work.folder, name), text);
  await write('alone.csv', `${HEAD}alone.example,domain,FooRat,2021-01-01\n`);
  await write('shared.csv', `${HEAD}both.example,domain,FooRat,2021-01-01\n`);
  await write('copy.csv', `${HEAD}both.example,domain,FooRat,2021-01-01\n`);
  const run = async (...args: string[]) => {
    const outcome = await work.run([...args, '--case', 'freed']);
    expect(outcome.code, outcome.stderr).toBe(0);
    return outcome.stderr;
  };
  await mkdir(join(work.folder, 'first'));
  for (const name of ['alone.csv', 'shared.csv'])
    await rename(join(work.folder, name), join(work.folder, 'first', name));
  await run('library', 'add', 'first', '--name', 'first');
  await run('library', 'add', 'copy.csv', '--name', 'second');
  expect(await blobs()).toHaveLength(2);
  await run('library', 'remove', 'first');
  expect(await blobs()).toHaveLength(2);
  await write('third.csv', `${HEAD}third.example,domain,FooRat,2021-01-01\n`);
  expect(await run('library', 'add', 'third.csv', '--name', 'third')).toContain('1 files, ');
  const left = await Promise.all(['copy.csv', 'third.csv'].map((name) => readFile(join(work.folder, name))));
  expect((await blobs()).sort()).toEqual(left.map(sha256).sort());
}, 180_000);

test('a reference is deleted for good at once where that is asked, and what a killed run left of it by the next one', async () => {
  const folder = join(work.folder, 'purged');
  const originals = async () =>
    (await readdir(join(folder, 'blobs'), { recursive: true }))
      .map((path) => basename(path))
      .filter((name) => name.length === 64);
  const run = async (...args: string[]) => {
    const outcome = await work.run([...args, '--case', 'purged']);
    expect(outcome.code, outcome.stderr).toBe(0);
    return outcome;
  };
  for (const name of ['one', 'two', 'three'])
    await writeFile(join(work.folder, `${name}.csv`), `${HEAD}${name}.example,domain,FooRat,2021-01-01\n`);
  for (const name of ['one', 'two', 'three']) await run('library', 'add', `${name}.csv`, '--name', name);
  await run('library', 'remove', 'one');
  expect((await run('library', 'remove', 'one', '--purge')).stderr).toContain('1 files, ');
  expect(await originals()).toHaveLength(2);
  expect((await work.run(['library', 'restore', 'one', '--case', 'purged'])).code).not.toBe(0);

  // As a run leaves it that is killed between the database and the files …
  const theCase = await openCaseToWrite(folder);
  await removeReference(theCase.store, 'two', true);
  expect(await theCase.store.library.purge()).toMatchObject({ references: 1 });
  await theCase.close();
  expect(await originals()).toHaveLength(2);
  expect((await run('library', 'remove', 'three')).stderr).toContain('1 files, ');
  // … which takes no other with it that may be wanted back.
  expect(await originals()).toHaveLength(1);
  await run('library', 'restore', 'three');
}, 180_000);
