import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { add } from './add.ts';
import { type Case, openCaseToWrite } from './case.ts';
import { DEFAULT_ENGINE_SETTINGS } from './compose.ts';

let folder: string;
let theCase: Case;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-retry-'));
  theCase = await openCaseToWrite(join(folder, 'case'));
});
afterEach(async () => {
  await theCase.close();
  await rm(folder, { recursive: true, force: true });
});

/** Gives the paths that failed in this run, and how many files it read. */
async function run(): Promise<{ failed: readonly string[]; read: number }> {
  const failed: string[] = [];
  let read = 0;
  await add(
    theCase,
    [{ paths: [join(folder, 'dump')], role: 'leak', name: 'dump' }],
    { ...DEFAULT_ENGINE_SETTINGS, workers: 1, ocr: false },
    (event) => {
      if (event.type === 'failure') failed.push(event.path);
      if (event.type === 'stage' && event.progress.stage === 'read') read = event.progress.done;
    },
    new AbortController().signal,
  );
  return { failed, read };
}

test('files that failed in a reader are tried again with other readers, and only then', async () => {
  await mkdir(join(folder, 'dump'));
  await writeFile(join(folder, 'dump', 'broken.gz'), Buffer.from('1f8b0800000000000003ffffffffffffffff', 'hex'));
  await writeFile(join(folder, 'dump', 'fine.txt'), 'All is well here.');
  expect(await run()).toEqual({ failed: ['dump/broken.gz'], read: 2 });
  const [collection] = await theCase.store.collections.list();
  const entry = (): Promise<unknown> => theCase.store.ledger.get(collection?.id ?? '', 'dump/broken.gz');
  const before = await entry();
  expect(before).toMatchObject({ outcome: 'failed', code: 'broken-file' });
  expect(await run()).toEqual({ failed: [], read: 0 });
  // As a case is that older readers went over.
  await theCase.store.settings.set('read-with', 'others');
  expect(await run()).toEqual({ failed: ['dump/broken.gz'], read: 1 });
  expect(await entry()).toEqual(before);
  expect(await run()).toEqual({ failed: [], read: 0 });
}, 60_000);
