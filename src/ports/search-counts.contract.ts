/** What every search index has to keep when it counts, and when it narrows by time. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../model/collection.ts';
import type { MarkKind } from '../model/mark.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  addMentions,
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

    test('narrows by marks of the documents, each field or its opposite, and counts by them', async () => {
      const [one, two, three] = [await addAll(['a word']), await addAll(['a word']), await addAll(['a word'])];
      const mark = (document: string, kind: MarkKind, text = '') =>
        store.marks.put({ document, kind, text, author: 'ann', time: '2026-01-01T00:00:00Z' });
      await mark(one.id, 'read');
      await mark(one.id, 'tag', '合同');
      await mark(two.id, 'tag', '合同');
      await mark(two.id, 'tag', 'See Later');
      await mark(two.id, 'starred');
      await mark(three.id, 'note', 'ask');
      const found = async (text: string): Promise<string[]> => {
        const { hits } = await store.search.search({ text, limit: 9 });
        return hits.map(({ document }) => document).sort();
      };
      const sorted = (...documents: readonly { id: string }[]) => documents.map(({ id }) => id).sort();
      expect(await found('word tag:合同')).toEqual(sorted(one, two));
      expect(await found('tag:合同 tag:"see later"')).toEqual(sorted(two));
      expect(await found('word -tag:合同')).toEqual(sorted(three));
      expect(await found('is:unread')).toEqual(sorted(two, three));
      expect(await found('word NOT is:unread')).toEqual(sorted(one));
      expect(await found('is:starred is:tagged')).toEqual(sorted(two));
      expect(await found('is:Noted')).toEqual(sorted(three));
      expect(await found('tag:absent')).toEqual([]);
      for (const wrong of ['is:new', 'word OR is:read'])
        await expect(store.search.search({ text: wrong, limit: 1 })).rejects.toMatchObject({ code: 'query-syntax' });
      expect(await store.search.facets({ text: 'word' })).toMatchObject({
        tags: [
          { value: '合同', passages: 2 },
          { value: 'See Later', passages: 1 },
        ],
        states: [
          { value: 'unread', passages: 2 },
          { value: 'read', passages: 1 },
          { value: 'starred', passages: 1 },
          { value: 'noted', passages: 1 },
        ],
      });
    });

    test('narrows by what is mentioned, its type and its labels, and counts by them', async () => {
      const document = await addAll(['at a.example and b.example', 'Lan Hai at a.example', 'nobody']);
      await addMentions(store, document, [
        { passage: 0, type: 'domain', raw: 'a.example' },
        { passage: 0, type: 'domain', raw: 'b.example', labels: ['file-name?'] },
        { passage: 1, type: 'individual', raw: 'Lan Hai' },
        { passage: 1, type: 'domain', raw: 'a.example' },
      ]);
      const [entity] = await store.graph.find([{ type: 'domain', value: 'a.example' }]);
      await store.graph.putLabels(new Map([[entity?.ref ?? 0, [{ label: 'cdn', source: 'a list', width: 1 }]]]));
      expect(await ordinals('entity:a.example')).toEqual([0, 1]);
      expect(await ordinals('entity:A[.]example entity:b.example')).toEqual([0]);
      expect(await ordinals('entity:"lan  hai"')).toEqual([1]);
      expect(await ordinals('has:domain')).toEqual([0, 1]);
      expect(await ordinals('-has:domain')).toEqual([2]);
      expect(await ordinals('has:domain has:individual')).toEqual([1]);
      expect(await ordinals('label:file-name?')).toEqual([0]);
      expect(await ordinals('label:cdn -label:file-name?')).toEqual([1]);
      expect(await store.search.facets({ text: 'at' })).toMatchObject({
        types: [
          { value: 'domain', passages: 2 },
          { value: 'individual', passages: 1 },
        ],
        entities: [
          { type: 'domain', value: 'a.example', passages: 2 },
          { type: 'individual', value: 'Lan Hai', passages: 1 },
          { type: 'domain', value: 'b.example', passages: 1 },
        ],
        labels: [
          { value: 'cdn', passages: 2 },
          { value: 'file-name?', passages: 1 },
        ],
      });
    });

    test('several kinds, languages or senders are alternatives', async () => {
      await addAll([message('ann', ['bob'], 'a word'), message('bob', ['ann'], 'a word'), message('c', [], 'a word')]);
      expect(await ordinals('word from:ann from:bob')).toEqual([0, 1]);
      expect(await ordinals('word -from:ann -from:bob')).toEqual([2]);
    });
  });
}
