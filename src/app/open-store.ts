/** Opens a case's store with what the shipped lexicons know, so that an English search finds the terms of the field. */
import { openSqliteStore, type SqliteStoreOptions } from '../adapters/store/sqlite/sqlite-store.ts';
import { mergedStore } from '../judge/merged-store.ts';
import type { Store } from '../ports/store.ts';
import { shippedTerms } from './terms.ts';

/** Rejects as `openSqliteStore` does. */
export async function openStore(path: string, mode: NonNullable<SqliteStoreOptions['mode']>): Promise<Store> {
  // Everyday words would find far more than what is meant.
  const lexicon = (await shippedTerms()).filter(({ note }) => note !== 'common');
  return mergedStore(await openSqliteStore(path, { mode, lexicon }));
}
