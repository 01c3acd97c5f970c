/** The stage that asks a language model for relations: only when one is named, and what it found stays without it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stageContext } from '../../test/support/stage-context.ts';
import { type FakeServer, startFakeServer } from '../adapters/http/fake-server.ts';
import { openSqliteStore } from '../adapters/store/sqlite/sqlite-store.ts';
import { TelltaleError } from '../errors.ts';
import { relateStage } from '../pipeline/passage-stages.ts';
import type { TaskRunner } from '../pipeline/tasks.ts';
import type { EntityExtractor } from '../ports/entity-extractor.ts';
import type { Store } from '../ports/store.ts';
import { addCollection, addDocument } from '../ports/store-contract-case.ts';
import { relationEngine, withRelationEngine } from './relations.ts';
import { stageVersions } from './stage-versions.ts';

const TEXT = '青山市公安局是恒山科技的老客户';
const CLAIM = {
  passage: 0,
  subject: { type: 'organization', name: '青山市公安局' },
  relation: 'client-of',
  object: { type: 'organization', name: '恒山科技' },
  quote: TEXT,
};

let folder: string;
let store: Store;
let server: FakeServer;
let answers: string[];
beforeEach(async () => {
  answers = [];
  folder = await mkdtemp(join(tmpdir(), 'telltale-relations-'));
  store = await openSqliteStore(join(folder, 'case.db'), { mode: 'write' });
  server = await startFakeServer(() => {
    const content = answers.shift();
    return content === undefined ? { status: 400, body: 'no' } : { body: { choices: [{ message: { content } }] } };
  });
});
afterEach(async () => {
  await server.close();
  await store.close();
  await rm(folder, { recursive: true });
});

const NO_WORKERS: TaskRunner = {
  size: 1,
  run: async () => {
    throw new TelltaleError('internal', 'A worker was asked.');
  },
  close: async () => {},
};

async function relate(engine: EntityExtractor | undefined): Promise<number> {
  const context = stageContext({
    store,
    tasks: withRelationEngine(NO_WORKERS, engine),
    scratch: folder,
    versions: await stageVersions(store, [], engine),
  });
  return relateStage(context);
}

const stated = async (): Promise<readonly string[]> =>
  (await store.browse.stated({ predicates: ['client-of'] }, { limit: 10 })).entries.map(({ method }) => method);

test('a named engine is asked once; without it what it found stays', async () => {
  const leak = await addCollection(store, 'leak', 'leak');
  const reference = await addCollection(store, 'reference', 'reference');
  await addDocument(store, leak, 'a.txt', [TEXT]);
  await addDocument(store, reference, 'b.txt', [TEXT]);
  const { extractor, leavesMachine } = relationEngine(`openai:${server.url}/v1#m`, true);
  expect(leavesMachine).toBe(false);
  expect(await relate(undefined)).toBe(0);
  answers.push(JSON.stringify([CLAIM]));
  expect(await relate(extractor)).toBe(1);
  expect(await stated()).toEqual(['openai-relations/m']);
  expect(await relate(extractor)).toBe(0);
  expect(await relate(undefined)).toBe(0);
  expect(await stated()).toEqual(['openai-relations/m']);
  expect(server.requests).toHaveLength(1);
});

test('an engine that fails leaves the document marked with its reason', async () => {
  const leak = await addCollection(store, 'leak', 'leak');
  await addDocument(store, leak, 'a.txt', [TEXT]);
  const { extractor } = relationEngine(`openai:${server.url}/v1#m`, true);
  expect(await relate(extractor)).toBe(1);
  expect(await store.stages.failures()).toMatchObject([{ stage: 'relate', code: 'extractor-failed' }]);
  expect(await stated()).toEqual([]);
});

test.each(['openai:http://x', 'gpt', 'libretranslate:http://x#m'])('%s is no engine', (description) => {
  expect(() => relationEngine(description, false)).toThrow(expect.objectContaining({ code: 'usage' }));
});

test('a server elsewhere is refused offline, and known to take text away otherwise', () => {
  expect(() => relationEngine('openai:https://api.example.org/v1#m', true)).toThrow(
    expect.objectContaining({ code: 'offline' }),
  );
  expect(relationEngine('openai:https://api.example.org/v1#m', false).leavesMachine).toBe(true);
});
