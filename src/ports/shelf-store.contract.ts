/** What every shelf of documents has to keep. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../model/collection.ts';
import type { MarkKind } from '../model/mark.ts';
import type { ShelfFilter } from './shelf-store.ts';
import type { Store } from './store.ts';
import { addCollection, addDocument, type CreateStore, message, type StoreUnderTest } from './store-contract-case.ts';

export function describeShelfStore(name: string, create: CreateStore): void {
  describe(`${name} as a shelf of documents`, () => {
    let made: StoreUnderTest;
    let store: Store;
    let leak: Collection;
    beforeEach(async () => {
      made = await create();
      store = made.store;
      leak = await addCollection(store, 'leak', 'the leak');
    });
    afterEach(() => made.remove());

    const add = (path: string) => addDocument(store, leak, path, ['words']);
    const mark = (document: { id: string }, kind: MarkKind, text = '') =>
      store.marks.put({ document: document.id, kind, text, author: 'ann', time: '2026-01-01T00:00:00Z' });
    const pathsOf = async (ids: readonly string[]) =>
      Promise.all(ids.map(async (id) => (await store.documents.get(id))?.paths[0]));
    const shelf = async (filter: ShelfFilter = {}) => pathsOf((await store.shelf.list(filter, { limit: 100 })).entries);

    test('stands leaks before references, by kind, then by path with numbers by their value', async () => {
      await addDocument(store, await addCollection(store, 'reference', 'facts'), 'a.yaml', ['fact']);
      for (const path of ['10.md', '9.md', 'B.md', 'a.md']) await add(path);
      await addDocument(store, leak, 'z-chat.md', [message('ann', ['bob'], 'hello')], { about: { kind: 'chat' } });
      expect(await shelf()).toEqual(['z-chat.md', '9.md', '10.md', 'a.md', 'B.md', 'a.yaml']);
      expect(await store.shelf.groups({})).toEqual([
        { role: 'leak', kind: 'chat', documents: 1 },
        { role: 'leak', kind: 'text', documents: 4 },
        { role: 'reference', kind: 'text', documents: 1 },
      ]);
    });

    test('gives pages in any order, and every document once', async () => {
      for (let at = 0; at < 23; at++) await add(`${at}.md`);
      const page = async (from: number) => {
        const { entries, cursor } = await store.shelf.list({}, { limit: 10, cursor: String(from) });
        return { paths: await pathsOf(entries), cursor };
      };
      expect(await page(20)).toEqual({ paths: ['20.md', '21.md', '22.md'], cursor: null });
      expect(await page(10)).toMatchObject({ cursor: '20' });
      const all = (await Promise.all([0, 10, 20].map(page))).flatMap(({ paths }) => paths);
      expect(all).toEqual(Array.from({ length: 23 }, (_, at) => `${at}.md`));
    });

    test('narrows by words of title and path, by marks and by tag', async () => {
      const [one, two] = [await add('Docs/One.md'), await add('docs/two.md')];
      await add('other/合同.md');
      await mark(one, 'read');
      await mark(one, 'tag', 'later');
      await mark(two, 'starred');
      await mark(two, 'note', 'ask');
      expect(await shelf({ text: 'docs/' })).toEqual(['Docs/One.md', 'docs/two.md']);
      expect(await shelf({ text: '合同' })).toEqual(['other/合同.md']);
      expect(await shelf({ mark: 'unread' })).toEqual(['docs/two.md', 'other/合同.md']);
      expect(await shelf({ mark: 'starred' })).toEqual(['docs/two.md']);
      expect(await shelf({ mark: 'noted', text: 'other' })).toEqual([]);
      expect(await shelf({ tag: 'later', text: 'DOCS' })).toEqual(['Docs/One.md']);
      expect(await store.shelf.groups({ mark: 'unread' })).toEqual([{ role: 'leak', kind: 'text', documents: 2 }]);
    });

    test('knows who stands beside a document, and what is still to be read', async () => {
      const [a, b, c, d] = [await add('a.md'), await add('b.md'), await add('c.md'), await add('d.md')];
      await mark(b, 'read');
      expect(await store.shelf.place({}, a.id)).toEqual({ at: 0, previous: null, next: b.id, nextUnread: c.id });
      expect(await store.shelf.place({}, d.id)).toEqual({ at: 3, previous: c.id, next: null, nextUnread: a.id });
      // What the filter leaves out has its neighbours all the same.
      expect(await store.shelf.place({ mark: 'unread' }, b.id)).toEqual({
        at: null,
        previous: a.id,
        next: c.id,
        nextUnread: c.id,
      });
      for (const document of [a, c]) await mark(document, 'read');
      expect(await store.shelf.place({}, d.id)).toMatchObject({ nextUnread: null });
      expect(await store.shelf.place({ tag: 'none' }, d.id)).toEqual({
        at: null,
        previous: null,
        next: null,
        nextUnread: null,
      });
    });

    test('follows what is added', async () => {
      await add('b.md');
      expect(await shelf()).toEqual(['b.md']);
      await add('a.md');
      expect(await shelf()).toEqual(['a.md', 'b.md']);
    });
  });
}
