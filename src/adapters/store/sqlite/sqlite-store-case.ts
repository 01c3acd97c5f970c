/** A store in a temporary folder, as the contract suites want it. For tests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreUnderTest } from '../../../ports/store-contract-case.ts';
import { openSqliteStore } from './sqlite-store.ts';

export async function createSqliteStore(): Promise<StoreUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-store-'));
  const path = join(folder, 'case.db');
  let store = await openSqliteStore(path, { mode: 'write' });
  return {
    store,
    async reopen() {
      await store.close();
      store = await openSqliteStore(path, { mode: 'write' });
      return store;
    },
    async remove() {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
