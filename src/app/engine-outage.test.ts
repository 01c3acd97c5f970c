/** A remote engine that goes away in the middle: what it did stays, the rest stays due, and the next run goes on there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stageContext } from '../../test/support/stage-context.ts';
import { type FakeAnswer, type FakeServer, startFakeServer } from '../adapters/http/fake-server.ts';
import { NETWORK } from '../adapters/http/json-request.ts';
import { openSqliteStore } from '../adapters/store/sqlite/sqlite-store.ts';
import { createLibreTranslateTranslator } from '../adapters/translator/libretranslate/libretranslate-translator.ts';
import { translateStage } from '../pipeline/passage-stages.ts';
import { createProgress } from '../pipeline/progress.ts';
import type { TranslateTask } from '../pipeline/tasks.ts';
import type { Store } from '../ports/store.ts';
import { addCollection, addDocument, ONLY_CHUNK } from '../ports/store-contract-case.ts';
import { stageVersions } from './stage-versions.ts';
import { createTranslateTask } from './translate-task.ts';

let folder: string;
let store: Store;
let server: FakeServer;
/** What the server says to a sentence; a translation of it when left out. */
let answers: (sentence: string) => FakeAnswer | undefined;
let asked: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-outage-'));
  store = await openSqliteStore(join(folder, 'case.db'), { mode: 'write' });
  asked = [];
  answers = () => undefined;
  server = await startFakeServer(({ path, body }) => {
    if (path === '/languages') return { body: [{ code: 'ru', targets: ['en'] }] };
    const { q } = body as { q: string[] };
    const refused = q.map(answers).find((answer) => answer !== undefined);
    if (refused !== undefined) return refused;
    asked.push(...q);
    return { body: { translatedText: q.map((text) => `EN ${text}`) } };
  });
  const leak = await addCollection(store, 'leak', 'leak');
  const mark = { stage: 'understand', version: '1' };
  for (const [at, word] of ['один', 'два', 'три', 'четыре', 'пять'].entries()) {
    const document = await addDocument(store, leak, `${at}.txt`, [`${word} слово`]);
    const languages = [{ ordinal: 0, language: 'ru' }];
    await store.documents.putUnderstanding(document.id, mark, { languages, mentions: [], statements: [] }, ONLY_CHUNK);
  }
});
afterEach(async () => {
  await server.close();
  await store.close();
  await rm(folder, { recursive: true });
});

async function translate(): Promise<{ notes: string[]; failures: string[]; left: number }> {
  const notes: string[] = [];
  const failures: string[] = [];
  const wait = async (): Promise<void> => {};
  const engine = createLibreTranslateTranslator({ url: server.url, timeLimit: 300 }, { ...NETWORK, wait });
  const run = createTranslateTask([engine], (message) => notes.push(message));
  const versions = await stageVersions(store, [engine], undefined);
  const context = stageContext({
    store,
    tasks: { size: 1, run: async (_, input) => run(input as TranslateTask) as never, close: async () => {} },
    progress: createProgress((event) => {
      if (event.type === 'note') notes.push(event.message);
      if (event.type === 'failure') failures.push(event.message);
    }),
    scratch: folder,
    versions,
  });
  await translateStage(context);
  const mark = { stage: 'translate', version: versions.translate };
  return { notes, failures, left: await store.stages.countDue(mark, { role: 'leak' }) };
}

test.each<[string, FakeAnswer, RegExp]>([
  ['is overloaded', { status: 503, body: 'overloaded' }, /503: overloaded/],
  ['hangs up', { body: { translatedText: ['x'] }, cut: true }, /cannot be reached/],
  ['is silent', { body: '', hang: true }, /longer than/],
  ['wants another key', { status: 403, body: { error: 'Key expired' } }, /403: Key expired/],
])('an engine that %s rests; the next run does the rest, once', async (_, answer, message) => {
  let done = 0;
  answers = () => (++done > 2 ? answer : undefined);
  const first = await translate();
  expect(first.notes).toEqual([expect.stringMatching(message)]);
  expect(first.notes[0]).toMatch(/rests; [1-5] still wait/);
  expect(first.failures).toEqual([]);
  expect(first.left).toBeGreaterThan(0);
  expect(first.left).toBeLessThan(5);
  answers = () => undefined;
  expect(await translate()).toEqual({ notes: [], failures: [], left: 0 });
  expect(asked.length).toBeLessThanOrEqual(7);
  expect(new Set(asked).size).toBe(5);
});

test('a document of which the server can do nothing is told as failed, and the others are done', async () => {
  answers = (sentence) =>
    sentence.startsWith('три') ? { status: 500, body: { error: 'Cannot translate' } } : undefined;
  const { notes, failures, left } = await translate();
  expect([notes, left]).toEqual([[], 0]);
  expect(failures).toEqual([expect.stringContaining('not one sentence was translated')]);
  expect(new Set(asked).size).toBe(4);
  answers = () => undefined;
  expect(await translate()).toEqual({ notes: [], failures: [], left: 0 });
  expect(asked.filter((sentence) => sentence.startsWith('три'))).toHaveLength(1);
  expect(new Set(asked).size).toBe(5);
});

test('a server that asks for patience is waited for, and said to be', async () => {
  let busy = 1;
  answers = () =>
    busy-- > 0 ? { status: 429, headers: { 'retry-after': '30' }, body: { error: 'Slow down' } } : undefined;
  const { notes, failures, left } = await translate();
  expect(notes).toEqual([expect.stringMatching(/answered 429: Slow down\. Asking again in 30 s\./)]);
  expect([failures, left]).toEqual([[], 0]);
});
