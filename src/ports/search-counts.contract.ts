/** What every search index has to keep when it counts, and when it narrows by time. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../model/collection.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  type CreateStore,
  message,
  type PassageText,
  type StoreUnderTest,
} from './store-contract-case.ts';

export function describeSearchCounts(name: string, create: CreateStore): void {
  describe(`${name} as a search index that counts`, () => {
    let made: StoreUnderTest;
    let store: Store;
    let leak: Collection;
    beforeEach(async () => {
      made = await create();
      store = made.store;
      leak = await addCollection(store, 'leak', 'the leak');
    });
    afterEach(() => made.remove());

    let documents = 0;
    const addAll = (texts: readonly PassageText[]): ReturnType<typeof addDocument> =>
      addDocument(store, leak, `document ${documents++}`, texts);
    const ordinals = async (text: string): Promise<number[]> => {
      const { hits } = await store.search.search({ text, limit: 100 });
      return hits.map(({ passage }) => Number(passage.split('.')[1])).sort((a, b) => a - b);
    };

    test('counts passages and documents, and tells new ones from those that were there', async () => {
      await addAll(['a mailbox', '邮箱', 'nothing']);
      await addAll(['another mailbox']);
      const all = await store.search.search({ text: 'mailbox OR 邮箱', limit: 100 });
      expect(all.total).toBe(3);
      const scope = { text: 'mailbox OR 邮箱' };
      expect(await store.search.count(scope)).toEqual({
        passages: all.total,
        documents: new Set(all.hits.map((hit) => hit.document)).size,
      });
      const mark = await store.search.mark();
      expect(await store.search.count({ ...scope, newer: mark })).toEqual({ passages: 0, documents: 0 });
      expect(await store.search.count({ ...scope, newer: 0 })).toMatchObject({ passages: all.total });
    });

    test('names the documents with hits, that of the best hit first, with the first and the last place', async () => {
      const two = await addAll(['nothing', 'one mailbox among many other words here', 'nothing', 'a 邮箱 and mailbox']);
      const one = await addAll(['mailbox']);
      await addAll(['nothing']);
      const { total, documents: found } = await store.search.documents({ text: 'mailbox' });
      expect(total).toBe(2);
      const { hits } = await store.search.search({ text: 'mailbox', limit: 9 });
      expect(found.map(({ document }) => document)).toEqual([...new Set(hits.map(({ document }) => document))]);
      expect(found.toSorted((a, b) => a.passages - b.passages)).toEqual([
        { document: one.id, passages: 1, first: 0, last: 0 },
        { document: two.id, passages: 2, first: 1, last: 3 },
      ]);
      expect(await store.search.documents({ text: 'absent' })).toEqual({ total: 0, documents: [] });
    });

    test('narrows by time, as precisely as it is given', async () => {
      const at = (time: string) => message('a', ['b'], 'a mailbox', time);
      await addAll([
        at('2018-12-31T23:00:00'),
        at('2019-05-14T02:00:00'),
        at('2019-06-01T00:00:00'),
        at('2020'),
        'mailbox',
      ]);
      expect(await ordinals('mailbox since:2019-05-14 until:2019')).toEqual([1, 2]);
      expect(await ordinals('mailbox until:2019-05')).toEqual([0, 1]);
      expect(await ordinals('since:2019-06')).toEqual([2, 3]);
      expect(await ordinals('mailbox since:2021')).toEqual([]);
    });
  });
}
