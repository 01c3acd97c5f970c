/** Changing a term base, taking it back, and translating again what it touched. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStore } from '../adapters/store/sqlite/sqlite-store.ts';
import { TelltaleError } from '../errors.ts';
import { DEFAULT_LIMITS, type PipelineContext } from '../pipeline/context.ts';
import { translateStage } from '../pipeline/passage-stages.ts';
import { createProgress } from '../pipeline/progress.ts';
import { retranslateStage } from '../pipeline/retranslate-stage.ts';
import type { TaskRunner, TranslateTask } from '../pipeline/tasks.ts';
import type { Store } from '../ports/store.ts';
import { addCollection, addDocument, ONLY_CHUNK } from '../ports/store-contract-case.ts';
import type { Translator } from '../ports/translator.ts';
import { changeTerms, parseTerms, undoTerms } from './terms.ts';
import { createTranslateTask } from './translate-task.ts';
import { keptVersions } from './translation.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-terms-'));
  store = await openSqliteStore(join(folder, 'case.db'), { mode: 'write' });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const effects = { author: 'ann', clock: () => new Date('2026-01-02T03:04:05Z') };
const zh = { language: 'zh', to: 'en' };
const shown = async (): Promise<string> =>
  (await store.terms.list()).map(({ term, rendering }) => `${term}=${rendering}`).join(' ');

test('steps are counted, and taken back one by one as they were made', async () => {
  const none = { added: 0, changed: 0, removed: 0, unchanged: 0, touched: 0 };
  const csv = 'term,rendering,language\n公安,PSB,zh\n国安,MSS,zh';
  expect(await changeTerms(store, parseTerms('a.csv', csv, {}), effects)).toEqual({ ...none, added: 2 });
  const edits = [
    { term: '公安', rendering: 'MPS', ...zh, note: 'why' },
    { term: '国安', rendering: 'MSS', ...zh },
  ];
  expect(await changeTerms(store, edits, effects)).toEqual({ ...none, changed: 1, unchanged: 1 });
  expect(await changeTerms(store, [{ term: '国安', rendering: null, ...zh }], effects)).toEqual({
    ...none,
    removed: 1,
  });
  expect(await shown()).toBe('公安=MPS');
  const afterUndo: string[] = [];
  for (let step = 0; step < 3; step++) {
    await undoTerms(store, effects);
    afterUndo.push(await shown());
  }
  expect(afterUndo).toEqual(['公安=MPS 国安=MSS', '公安=PSB 国安=MSS', '']);
  await expect(undoTerms(store, effects)).rejects.toMatchObject({ code: 'not-found' });
  expect(await store.terms.history()).toHaveLength(8);
});

test.each([
  [{ term: ' ', rendering: 'x', ...zh }],
  [{ term: 'x', rendering: ' ', ...zh }],
  [{ term: 'x', rendering: 'y', language: 'klingon!', to: 'en' }],
  [{ term: 'x', rendering: 'y', language: '', to: 'en' }],
])('%j is refused', async (edit) => {
  await expect(changeTerms(store, [edit], effects)).rejects.toMatchObject({ code: 'usage' });
});

function engineOf(name: string, asked: string[]): Translator {
  return {
    name,
    kind: 'machine',
    remote: false,
    supports: async () => true,
    async translate({ sentences }) {
      asked.push(...sentences);
      if (sentences.includes('坏⟦0⟧')) throw new TelltaleError('translator-failed', 'down');
      return sentences.map((sentence) => `EN ${sentence}`);
    },
    async close() {},
  };
}

function contextFor(engine: Translator, awaitsEngine: PipelineContext['awaitsEngine'] = () => false) {
  const translate = createTranslateTask([engine]);
  const tasks: TaskRunner = {
    size: 2,
    run: (_kind, input) => translate(input as TranslateTask) as never,
    close: async () => {},
  };
  const failures: string[] = [];
  const context: PipelineContext = {
    store,
    // Neither stage looks at originals.
    blobs: undefined as never,
    tasks,
    progress: createProgress((event) => event.type === 'failure' && failures.push(event.code)),
    signal: new AbortController().signal,
    scratch: folder,
    limits: DEFAULT_LIMITS,
    passwords: [],
    translateTo: 'en',
    awaitsEngine,
    versions: {
      readers: new Set(),
      ocr: '1',
      understand: '1',
      translate: 'v',
      translateAlso: [],
      names: '1',
      connect: '1',
    },
  };
  return { context, failures };
}

async function leakOf(texts: readonly string[]): Promise<string> {
  const { id } = await addDocument(store, await addCollection(store, 'leak', 'leak'), 'a.txt', texts);
  const languages = texts.map((_, ordinal) => ({ ordinal, language: 'zh-Hans' }));
  const mark = { stage: 'understand', version: '1' };
  await store.documents.putUnderstanding(id, mark, { languages, mentions: [], statements: [] }, ONLY_CHUNK);
  return id;
}
const english = async (document: string): Promise<readonly (string | undefined)[]> =>
  (await store.documents.translations(document, 'en')).map(({ segments }) => segments[0]?.text);

test('only what a term touches is translated again, and a removal gives the old words back', async () => {
  const document = await leakOf(['你好', '安洵的人', '坏安洵']);
  const asked: string[] = [];
  const { context, failures } = contextFor(engineOf('e/1', asked));
  await translateStage(context);
  expect(await english(document)).toEqual(['EN 你好', 'EN 安洵的人', 'EN 坏安洵']);
  asked.length = 0;
  await changeTerms(store, [{ term: '安洵', rendering: 'i-SOON', ...zh }], effects);
  await retranslateStage(context);
  // One sentence that the engine fails on costs its document this run; it waits for the next.
  expect(failures).toEqual(['translator-failed']);
  expect(await store.terms.countTouched()).toBe(2);
  await undoTerms(store, effects);
  await retranslateStage(context);
  expect(await store.terms.countTouched()).toBe(0);
  expect(await english(document)).toEqual(['EN 你好', 'EN 安洵的人', 'EN 坏安洵']);
  expect(asked.filter((sentence) => sentence === '你好')).toEqual([]);
});

test('the new rendering is in the text and in the search', async () => {
  const document = await leakOf(['安洵的人']);
  const { context } = contextFor(engineOf('e/1', []));
  await translateStage(context);
  await changeTerms(store, [{ term: '安洵', rendering: 'i-SOON', ...zh }], effects);
  await retranslateStage(context);
  expect(await english(document)).toEqual(['EN i-SOON的人']);
  expect((await store.search.search({ text: 'soon', limit: 1 })).total).toBe(1);
  // A document that is read later is translated with it at once, and does not wait.
  const later = await addDocument(store, await addCollection(store, 'leak', 'leak'), 'b.txt', ['安洵']);
  const languages = [{ ordinal: 0, language: 'zh' }];
  const mark = { stage: 'understand', version: '1' };
  await store.documents.putUnderstanding(later.id, mark, { languages, mentions: [], statements: [] }, ONLY_CHUNK);
  await translateStage(context);
  expect(await english(later.id)).toEqual(['i-SOON']);
  expect(await store.terms.countTouched()).toBe(0);
});

test('what an engine made that is not at hand waits for it', async () => {
  const document = await leakOf(['安洵的人']);
  await translateStage(contextFor(engineOf('openai/big', [])).context);
  await changeTerms(store, [{ term: '安洵', rendering: 'i-SOON', ...zh }], effects);
  await retranslateStage(contextFor(engineOf('gloss/1', []), (engine) => engine === 'openai/big').context);
  expect(await english(document)).toEqual(['EN 安洵的人']);
  expect(await store.terms.countTouched()).toBe(1);
});

test.each([
  [['a+gloss/1'], 'gloss/1', ['a+gloss/1']],
  [['gloss/1'], 'a+gloss/1', []],
  [['openai/m+gloss/1', 'gloss/0'], 'gloss/1', ['openai/m+gloss/1']],
  [['gloss/1', 'libretranslate/h+gloss/1'], 'openai/m+gloss/1', []],
])('of translations at %j, those that are good enough for %s: %j', (known, current, kept) => {
  expect(keptVersions(known, current)).toEqual(kept);
});
