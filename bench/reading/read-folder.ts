/** Reads a folder into a throwaway case, in workers as the product does, without the stages after reading. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Case, openCaseToWrite } from '../../src/app/case.ts';
import { DEFAULT_ENGINE_SETTINGS } from '../../src/app/compose.ts';
import { PROGRAM_ROOT } from '../../src/app/program.ts';
import { stageVersions } from '../../src/app/stage-versions.ts';
import type { Collection } from '../../src/model/collection.ts';
import type { Document } from '../../src/model/document.ts';
import { collectionId } from '../../src/model/ids.ts';
import type { LedgerEntry } from '../../src/model/ledger.ts';
import { collectAndRead } from '../../src/pipeline/collect-stage.ts';
import { DEFAULT_LIMITS } from '../../src/pipeline/context.ts';
import { createProgress, type ProgressListener } from '../../src/pipeline/progress.ts';
import { createWorkerPool } from '../../src/pipeline/worker-pool.ts';

export interface FolderRead {
  readonly case: Case;
  readonly collection: Collection;
  readonly seconds: number;
  close(): Promise<void>;
}

/** `workers` defaults to what the product takes on this machine; `timeLimit` is in seconds. */
export async function readFolder(
  paths: readonly string[],
  options: { workers?: number; listener?: ProgressListener; folder?: string; timeLimit?: number } = {},
): Promise<FolderRead> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'telltale-bench-')));
  const theCase = await openCaseToWrite(join(folder, 'case'));
  const pool = createWorkerPool({
    script: join(PROGRAM_ROOT, 'src', 'app', 'worker.ts'),
    size: options.workers ?? DEFAULT_ENGINE_SETTINGS.workers,
    scratch: theCase.scratch,
    readable: [PROGRAM_ROOT, theCase.folder],
    timeLimit: (options.timeLimit ?? DEFAULT_ENGINE_SETTINGS.timeLimit) * 1000,
    memoryLimit: DEFAULT_ENGINE_SETTINGS.memoryLimit * 2 ** 20,
  });
  const collection: Collection = {
    id: collectionId('leak', 'bench'),
    name: 'bench',
    role: 'leak',
    reliability: 'F',
    tlp: 'clear',
    added: new Date().toISOString(),
  };
  const began = performance.now();
  try {
    await theCase.store.collections.put(collection);
    await collectAndRead(
      {
        store: theCase.store,
        blobs: theCase.blobs,
        scratch: theCase.scratch,
        tasks: pool,
        progress: createProgress(options.listener ?? (() => {})),
        signal: new AbortController().signal,
        limits: DEFAULT_LIMITS,
        passwords: [],
        translateTo: 'en',
        versions: await stageVersions(theCase.store),
        awaitsEngine: () => false,
      },
      collection,
      paths,
    );
  } finally {
    await pool.close();
  }
  const seconds = (performance.now() - began) / 1000;
  return {
    case: theCase,
    collection,
    seconds,
    async close() {
      await theCase.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** All ledger entries of the collection, by path. */
export async function ledgerOf(read: FolderRead): Promise<readonly LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await read.case.store.ledger.list(
      { collection: read.collection.id },
      { limit: 500, ...(cursor ? { cursor } : {}) },
    );
    entries.push(...page.entries);
    cursor = page.cursor;
  } while (cursor);
  return entries;
}

/** A document and everything inside it, each once. */
export async function withMembers(read: FolderRead, id: string, seen = new Set<string>()): Promise<Document[]> {
  if (seen.has(id)) return [];
  seen.add(id);
  const { documents } = read.case.store;
  const document = await documents.get(id);
  if (!document) return [];
  const found = [document];
  for (const link of (await documents.links(id)).from) {
    if (link.relation !== 'page') found.push(...(await withMembers(read, link.to, seen)));
  }
  return found;
}
