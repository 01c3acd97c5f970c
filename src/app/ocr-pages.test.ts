/** The OCR stage over a real store: a page that fails, or takes its worker down, leaves the other pages alone and is named. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stageContext } from '../../test/support/stage-context.ts';
import { openSqliteStore } from '../adapters/store/sqlite/sqlite-store.ts';
import { type ErrorCode, TelltaleError } from '../errors.ts';
import { ocrStage } from '../pipeline/ocr-stage.ts';
import { createProgress } from '../pipeline/progress.ts';
import type { OcrPart, OcrTask } from '../pipeline/tasks.ts';
import type { Store } from '../ports/store.ts';
import { addCollection, addDocument } from '../ports/store-contract-case.ts';
import { stageVersions } from './stage-versions.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-ocr-stage-'));
  store = await openSqliteStore(join(folder, 'case.db'), { mode: 'write' });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

/** What a page does: says something, fails, or stops the worker so many times. */
type Page = 'fine' | 'broken' | { readonly stops: number; readonly code: ErrorCode };

async function recognise(pages: readonly Page[]): Promise<{ texts: string[]; failures: string[]; asked: string[] }> {
  const leak = await addCollection(store, 'leak', 'leak');
  const ocrPages = pages.map((_, at) => at + 1);
  const document = await addDocument(store, leak, 'scan.pdf', [], { about: { ocrPages } });
  const stops = pages.map((page) => (typeof page === 'string' ? 0 : page.stops));
  const asked: string[] = [];
  const failures: string[] = [];
  const context = stageContext({
    store,
    blobs: { path: async () => 'scan.pdf' } as never,
    tasks: {
      size: 1,
      run: async (_kind, input, onPart) => {
        const wanted = (input as OcrTask).pages;
        asked.push(wanted.join(' '));
        for (const number of wanted) {
          const page = pages[number - 1];
          if (typeof page === 'object' && (stops[number - 1] ?? 0) > 0) {
            stops[number - 1] = (stops[number - 1] ?? 0) - 1;
            throw new TelltaleError(page.code, 'The worker was stopped.');
          }
          const position = { kind: 'page', page: number, lines: [], width: 1, height: 1 } as const;
          const passage = {
            role: 'paragraph',
            text: `page ${number}`,
            position,
            ocrEngine: 'e/1',
            ocrConfidence: 1,
          } as const;
          const part: OcrPart =
            page === 'broken'
              ? { page: number, passages: [], failure: { code: 'ocr-failed', message: 'no picture' } }
              : { page: number, passages: [passage] };
          await onPart?.(part as never);
        }
        return { pages: wanted.length } as never;
      },
      close: async () => {},
    },
    progress: createProgress((event) => {
      if (event.type === 'failure') failures.push(event.message);
    }),
    scratch: folder,
    versions: await stageVersions(store),
  });
  await ocrStage(context);
  const stored = (await store.stages.failures()).map(({ message }) => message);
  expect(stored).toEqual(failures);
  return { texts: (await store.documents.passages(document.id)).map(({ text }) => text), failures, asked };
}

test('a broken page is named and the others are read', async () => {
  const { texts, failures, asked } = await recognise(['fine', 'broken', 'fine', 'broken']);
  expect(texts).toEqual(['page 1', 'page 3']);
  expect(failures).toEqual(['Pages 2, 4: no picture']);
  expect(asked).toEqual(['1 2 3 4']);
});

test('a page that stops its worker is tried once more alone, and given up when it does so again', async () => {
  const { texts, failures, asked } = await recognise(['fine', { stops: 2, code: 'reader-memory' }, 'fine']);
  expect(texts).toEqual(['page 1', 'page 3']);
  expect(failures).toEqual(['Page 2: The worker was stopped.']);
  expect(asked).toEqual(['1 2 3', '2', '3']);
});

test('a page that stops its worker only once is not lost', async () => {
  const { texts, failures } = await recognise(['fine', { stops: 1, code: 'reader-crashed' }, 'fine']);
  expect(texts).toEqual(['page 1', 'page 2', 'page 3']);
  expect(failures).toEqual([]);
});

test('a file that cannot be opened fails as a whole', async () => {
  const { texts, failures, asked } = await recognise([{ stops: 9, code: 'encrypted' }, 'fine']);
  expect(texts).toEqual([]);
  expect(failures).toEqual(['The worker was stopped.']);
  expect(asked).toEqual(['1 2']);
});
