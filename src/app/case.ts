/** A case is one folder: `case.db`, the originals in `blobs/`, and a scratch folder that is emptied with every run. */
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { openFolderBlobStore } from '../adapters/blob-store/folder/folder-blob-store.ts';
import { asTelltaleError, TelltaleError } from '../errors.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Store } from '../ports/store.ts';
import { openStore } from './open-store.ts';

export interface Case {
  readonly folder: string;
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly scratch: string;
  close(): Promise<void>;
}

/** Setting that holds the case's name. */
export const CASE_NAME = 'name';

/**
 * Opens a case to read it. Rejects with `case-missing`, `case-newer`, `case-older` or `case-broken`.
 */
export async function openCase(folder: string): Promise<Case> {
  const absolute = resolve(folder);
  const database = join(absolute, 'case.db');
  const there = await stat(database).catch(() => undefined);
  if (!there) {
    throw new TelltaleError('case-missing', `There is no case at ${absolute}.`, { details: { case: absolute } });
  }
  return assemble(absolute, await openStore(database, 'read'));
}

/**
 * Opens a case to write to it, and makes it when it is not there. One process at a time: rejects with `case-busy`
 * while another one writes, else as `openCase`.
 */
export async function openCaseToWrite(folder: string): Promise<Case> {
  const absolute = resolve(folder);
  try {
    await mkdir(absolute, { recursive: true });
  } catch (caught) {
    const error = asTelltaleError(caught, 'path-missing');
    throw new TelltaleError(error.code, `The case folder ${absolute} cannot be made: ${error.message}`, {
      cause: caught,
    });
  }
  const store = await openStore(join(absolute, 'case.db'), 'write');
  const made = await assemble(absolute, store);
  await rm(made.scratch, { recursive: true, force: true });
  await mkdir(made.scratch, { recursive: true });
  if ((await store.settings.get(CASE_NAME)) === undefined) await store.settings.set(CASE_NAME, basename(absolute));
  return made;
}

/**
 * Opens a case to write down what an analyst says. `exclusive` is false while another process adds to the case: then
 * only analysts' words may be written. Rejects as `openCase`.
 */
export async function openCaseToEdit(folder: string): Promise<{ theCase: Case; exclusive: boolean }> {
  const database = join(resolve(folder), 'case.db');
  if (!(await stat(database).catch(() => undefined))) await openCase(folder);
  try {
    return { theCase: await openCaseToWrite(folder), exclusive: true };
  } catch (caught) {
    if (!(caught instanceof TelltaleError && caught.code === 'case-busy')) throw caught;
  }
  const absolute = resolve(folder);
  const store = await openStore(join(absolute, 'case.db'), 'judge');
  return { theCase: await assemble(absolute, store), exclusive: false };
}

async function assemble(folder: string, store: Store): Promise<Case> {
  return {
    folder,
    store,
    blobs: openFolderBlobStore(join(folder, 'blobs')),
    scratch: join(folder, 'scratch'),
    close: () => store.close(),
  };
}
