import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { add } from '../../src/app/add.ts';
import { openCase, openCaseToWrite } from '../../src/app/case.ts';
import { DEFAULT_ENGINE_SETTINGS, type EngineSettings } from '../../src/app/compose.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-limits-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PARAGRAPH = `${'a word '.repeat(40_000).trim()} 74.120.172.10`;

async function read(
  settings: Partial<EngineSettings>,
): Promise<{ code?: string; message?: string; passages: number; warning: string | undefined }> {
  const theCase = await openCaseToWrite(join(folder, 'case'));
  try {
    await add(
      theCase,
      [{ paths: [join(folder, 'long.txt')], role: 'leak' }],
      { ...DEFAULT_ENGINE_SETTINGS, workers: 1, ocr: false, ...settings },
      () => {},
      new AbortController().signal,
    );
  } finally {
    await theCase.close();
  }
  const stored = await openCase(join(folder, 'case'));
  try {
    const [collection] = await stored.store.collections.list();
    const entry = await stored.store.ledger.get(collection?.id ?? '', 'long.txt');
    const document = await stored.store.documents.get(entry?.document ?? '');
    return {
      ...(entry?.code ? { code: entry.code, message: entry.message ?? '' } : {}),
      passages: (await stored.store.documents.passages(entry?.document ?? '')).length,
      warning: document?.properties['telltale:warnings'],
    };
  } finally {
    await stored.close();
  }
}

test('text beyond the limit is left out and told, and read with a higher limit', async () => {
  await writeFile(join(folder, 'long.txt'), Array(6).fill(PARAGRAPH).join('\n\n'));
  const cut = await read({ textLimit: 1 });
  expect(cut).toMatchObject({ code: 'text-cut', passages: 4 });
  expect(cut.message).toBe(
    `Text beyond 1000000 characters is left out: ${6 * PARAGRAPH.length - 1_000_000} characters. The first 1000000 are kept, in 4 passages.`,
  );
  expect(cut.warning).toContain(cut.message);
  expect(await read({ textLimit: 1 })).toEqual(cut);
  expect(await read({ textLimit: 2 })).toEqual({ passages: 6, warning: undefined });
}, 60_000);
