import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../ports/store.ts';
import { openStore } from './open-store.ts';
import { withReadingThreads } from './reading-threads.ts';

let folder: string;
let plain: Store;
let store: Store;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'telltale-threads-'));
  const database = join(folder, 'case.db');
  plain = await openStore(database, 'write');
  store = withReadingThreads(plain, database);
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a store with reading threads', () => {
  it('answers what the store itself answers, and sees what was written since', async () => {
    const scope = { text: 'mailbox' };
    expect(await store.search.search({ ...scope, limit: 5 })).toEqual({ total: 0, cursor: null, hits: [], words: [] });
    const collection = 'leak-1';
    await store.collections.put({
      id: collection,
      name: 'leak',
      role: 'leak',
      reliability: 'F',
      tlp: 'clear',
      added: '2026-01-01T00:00:00Z',
    });
    const document = {
      id: 'doc-0000000000000001',
      collection,
      sha256: '0'.repeat(64),
      size: 1,
      paths: ['a.md'],
      kind: 'chat',
      mediaType: 'text/plain',
      reader: 'test/1',
      properties: {},
    } as const;
    await store.documents.begin(document);
    await store.documents.append(document.id, {
      passages: [
        {
          ordinal: 0,
          role: 'message',
          text: 'a mailbox',
          position: { kind: 'message', index: 0 },
          sender: 'a',
          recipients: ['b'],
          time: '2020-01-01T05:00:00',
        },
      ],
      statements: [],
    });
    await store.documents.finish(document, '1', { ledger: [] });
    // What reading writes is committed with the next write at the latest.
    await store.settings.set('written', 'yes');
    for (const name of ['search', 'facets'] as const) {
      expect(await store.search[name]({ ...scope, limit: 5 })).toEqual(
        await plain.search[name]({ ...scope, limit: 5 }),
      );
    }
    expect((await store.search.search({ ...scope, limit: 5 })).total).toBe(1);
    expect(await store.search.documents(scope)).toEqual(await plain.search.documents(scope));
    expect(await store.documents.people()).toEqual(await plain.documents.people());
    expect(await store.browse.activity()).toEqual(await plain.browse.activity());
  });

  it('gives errors with their codes', async () => {
    await expect(store.search.search({ text: '"open', limit: 5 })).rejects.toMatchObject({ code: 'query-syntax' });
  });
});
