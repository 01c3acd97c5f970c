/** The library: the references of a case, what they contributed, their editions, and the sources that can be added. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ADDRESS_KINDS, intelligenceSources, SERVER_KEY } from '../adapters/intelligence-source/sources.ts';
import { TelltaleError } from '../errors.ts';
import type { Collection } from '../model/collection.ts';
import { askForPurge, overlapsAreDue } from '../pipeline/run.ts';
import type { Edition, EditionChange } from '../ports/library-store.ts';
import type { Store } from '../ports/store.ts';
import { allOf } from '../tell/contract/shapes.ts';
import type { LibraryView } from '../tell/views/library-view.ts';
import { libraryView } from '../tell/views/library-view.ts';
import type { AddRequest } from './add.ts';
import { openCase } from './case.ts';
import { keptSource, libraryRequest } from './library-order.ts';

export type { LibraryView };

/** What the case has (nothing when there is no case yet) and what can be added. */
export async function libraryOf(folder: string): Promise<LibraryView> {
  const there = await stat(resolve(folder, 'case.db')).catch(() => undefined);
  if (!there) return { references: [], removed: [], ...catalogue() };
  return withStore(folder, libraryOfStore);
}

export async function libraryOfStore(store: Store): Promise<LibraryView> {
  return { ...(await libraryView(store, (id) => keptSource(store, id))), ...catalogue() };
}

function catalogue(): Pick<LibraryView, 'sources' | 'addresses'> {
  const sources = intelligenceSources().map(({ fetch: _, file: _file, needs, ...source }) => ({
    ...source,
    needs: needs ?? null,
  }));
  return { sources, addresses: { kinds: ADDRESS_KINDS, key: SERVER_KEY } };
}

async function withStore<T>(folder: string, work: (store: Store) => Promise<T>): Promise<T> {
  const theCase = await openCase(folder);
  try {
    return await work(theCase.store);
  } finally {
    await theCase.close();
  }
}

/** A reference by its name or id. Rejects with `not-found`. */
export async function referenceNamed(store: Store, name: string): Promise<Collection> {
  const references = (await store.collections.list()).filter(({ role }) => role === 'reference');
  const found = references.find((each) => each.id === name) ?? references.find((each) => each.name === name);
  if (found) return found;
  const names = references.map((each) => each.name).join(', ');
  throw new TelltaleError('not-found', `There is no reference ${name}; the case has ${names || 'none'}.`);
}

/**
 * What to run to bring one reference, or all that can be, up to date; `from` is the user's own newer copy of the one.
 * Rejects with `not-found`, and with `usage` for one whose source is not known.
 */
export async function updateRequests(
  store: Store,
  name: string | undefined,
  offline: boolean,
  from?: string,
): Promise<readonly AddRequest[]> {
  if (from !== undefined && name === undefined) {
    throw new TelltaleError('usage', '--from is a copy of one reference: say of which.');
  }
  const wanted =
    name === undefined
      ? (await store.collections.list()).filter(({ role }) => role === 'reference')
      : [await referenceNamed(store, name)];
  const requests: AddRequest[] = [];
  for (const collection of wanted) {
    const kept = await keptSource(store, collection.id);
    const order = kept && { ...kept, offline, ...(from === undefined ? {} : { from }) };
    if (order) requests.push(await libraryRequest(order, { name: collection.name }));
    else if (name !== undefined) {
      throw new TelltaleError('usage', `Where ${collection.name} came from is not known; add it again by its path.`);
    }
  }
  if (requests.length === 0) throw new TelltaleError('empty-input', 'The case has no references to update.');
  return requests;
}

/**
 * Takes a reference out of the case until the next one is added; overlaps are due again. With `forGood`, the next run
 * deletes it; one that is removed already may be named, too.
 */
export async function removeReference(
  store: Store,
  name: string,
  forGood = false,
): Promise<{ readonly id: string; readonly name: string }> {
  const before = forGood
    ? (await store.library.removed()).find((each) => each.id === name || each.name === name)
    : undefined;
  const collection = before ?? (await referenceNamed(store, name));
  if (!before) await store.library.remove(collection.id, new Date().toISOString());
  if (forGood) await askForPurge(store, collection.id);
  await overlapsAreDue(store);
  return collection;
}

/** Brings a removed reference back. Rejects with `not-found`. */
export async function restoreReference(store: Store, name: string): Promise<void> {
  const removed = await store.library.removed();
  const found = removed.find((each) => each.id === name) ?? removed.find((each) => each.name === name);
  if (!found) throw new TelltaleError('not-found', `${name} is not among the removed references.`);
  await store.library.restore(found.id);
  await overlapsAreDue(store);
}

export interface History {
  readonly name: string;
  readonly editions: readonly Edition[];
  /** Of the edition that was asked for. */
  readonly changes?: readonly EditionChange[];
}

/** Editions of a reference; with a number, what that one changed, at most `limit`. */
export async function historyOf(
  folder: string,
  name: string,
  edition?: { readonly number: number; readonly limit: number },
): Promise<History> {
  return withStore(folder, async (store) => {
    const collection = await referenceNamed(store, name);
    const editions = await store.library.editions(collection.id);
    if (!edition) return { name: collection.name, editions };
    const changes: EditionChange[] = [];
    for await (const change of allOf((page) => store.library.changes(collection.id, edition.number, page))) {
      if (changes.length >= edition.limit) break;
      changes.push(change);
    }
    return { name: collection.name, editions, changes };
  });
}
