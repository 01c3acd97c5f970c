/** What every store keeps of near duplicates and repeated messages. An adapter's test calls it with its store's factory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Document } from '../model/document.ts';
import { sketchBytes, sketchOf } from '../model/near-duplicate.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  type CreateStore,
  documentOf,
  message,
  passagesOf,
  type StoreUnderTest,
} from './store-contract-case.ts';

const words = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, at) => `word${from + at}`).join(' ');

/** The sketch comes in chunks, as from a long document. */
async function understood(store: Store, document: Document, texts: readonly string[]): Promise<void> {
  for (const [at, text] of texts.entries()) {
    await store.documents.putUnderstanding(
      document.id,
      { stage: 'understand', version: '1' },
      { languages: [], mentions: [], statements: [], sketch: sketchBytes(sketchOf([text])) },
      { first: at === 0, last: at === texts.length - 1 },
    );
  }
}

export function describeDuplicateStore(name: string, create: CreateStore): void {
  describe(`duplicates: ${name}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await create();
      store = under.store;
    });
    afterEach(() => under.remove());

    test('groups near duplicates of one collection, and forgets them when they are read again', async () => {
      const leak = await addCollection(store, 'leak', 'dump');
      const other = await addCollection(store, 'leak', 'another');
      const texts = [words(0, 200), words(200, 400)];
      const documents: Document[] = [];
      for (const path of ['a.pdf', 'b.docx', 'c.txt']) {
        const document = await addDocument(store, leak, path, path === 'c.txt' ? [words(900, 1300)] : texts);
        await understood(store, document, path === 'c.txt' ? [words(900, 1300)] : texts);
        documents.push(document);
      }
      const far = await addDocument(store, other, 'a.pdf', texts);
      await understood(store, far, texts);
      expect(await store.duplicates.group()).toBe(1);
      const [pdf, docx, txt] = documents;
      expect(await store.duplicates.of(pdf?.id ?? '')).toEqual([docx?.id]);
      expect(await store.duplicates.of(docx?.id ?? '')).toEqual([pdf?.id]);
      expect(await store.duplicates.of(txt?.id ?? '')).toEqual([]);
      expect(await store.duplicates.of(far.id)).toEqual([]);
      if (docx) await store.documents.begin(docx);
      expect(await store.duplicates.group()).toBe(0);
    });

    test('documents of a purged reference leave nothing to those that come after them', async () => {
      const text = words(0, 300);
      const feed = await addCollection(store, 'reference', 'feed');
      for (const path of ['a.html', 'b.html'])
        await understood(store, await addDocument(store, feed, path, [text]), [text]);
      expect(await store.duplicates.group()).toBe(1);
      await store.library.remove(feed.id, '2026-01-01T00:00:00Z');
      await store.library.purge();
      const leak = await addCollection(store, 'leak', 'dump');
      for (const path of ['c.txt', 'd.txt']) {
        const { id } = await addDocument(store, leak, path, [path]);
        expect(await store.duplicates.of(id)).toEqual([]);
      }
      expect(await store.duplicates.group()).toBe(0);
    });

    test('a document stored at once keeps the links to what is inside it', async () => {
      const leak = await addCollection(store, 'leak', 'dump');
      const inner = await addDocument(store, leak, 'a.zip!/a.txt', ['inside']);
      const outer = documentOf(leak.id, 'a.zip');
      const link = { from: outer.id, to: inner.id, relation: 'member', position: 1 } as const;
      for (const _ of ['first', 'again']) {
        const whole = { passages: passagesOf(['a.txt']), statements: [] };
        await store.documents.finish(outer, '1', { ledger: [], whole, members: [link] });
        expect((await store.documents.links(outer.id)).from).toEqual([link]);
        expect((await store.documents.passages(outer.id)).map(({ text }) => text)).toEqual(['a.txt']);
      }
    });

    test('folded search shows one of a group and says how many are alike', async () => {
      const leak = await addCollection(store, 'leak', 'dump');
      const text = `${words(0, 300)} mailbox`;
      for (const path of ['a.pdf', 'b.docx', 'c.docx'])
        await understood(store, await addDocument(store, leak, path, [text]), [text]);
      await addDocument(store, leak, 'alone.txt', ['a mailbox alone']);
      await store.duplicates.group();
      const whole = await store.search.search({ text: 'mailbox', limit: 10 });
      expect(whole.total).toBe(4);
      const folded = await store.search.search({ text: 'mailbox', limit: 10, fold: true });
      expect(folded.total).toBe(2);
      expect(folded.hits.map(({ alike }) => alike).sort()).toEqual([0, 2]);
      // Counts, facets, documents and exports fold as the list does, or none of them does.
      for (const fold of [true, false]) {
        const scope = { text: 'mailbox', fold };
        const { total } = await store.search.search({ ...scope, limit: 1 });
        expect((await store.search.count(scope)).passages).toBe(total);
        const { kinds, states } = await store.search.facets(scope);
        expect(kinds.reduce((sum, { passages }) => sum + passages, 0)).toBe(total);
        expect(states.find(({ value }) => value === 'unread')?.passages).toBe(total);
        expect((await store.search.documents(scope)).documents.reduce((sum, { passages }) => sum + passages, 0)).toBe(
          total,
        );
        expect(await Array.fromAsync(store.search.all(scope))).toHaveLength(total);
      }
      for (const hit of folded.hits) {
        const copies = await store.duplicates.copies(hit.passage);
        expect(copies).toEqual((await store.duplicates.of(hit.document)).map((document) => ({ document })));
        expect(copies).toHaveLength(hit.alike);
      }
    });

    test('a message that two exports hold is counted once; the same words twice in one export are two', async () => {
      const leak = await addCollection(store, 'leak', 'dump');
      const said = message('ann', ['bob'], 'the mailbox is open', '2021-01-01T10:00:00');
      await addDocument(store, leak, 'one.json', [said, said, message('bob', ['ann'], 'fine', '2021-01-01T10:01:00')]);
      await addDocument(store, leak, 'two.json', [said, message('ann', ['bob'], 'next', '2021-01-01T10:02:00')]);
      await store.duplicates.group();
      const { participants, pairs } = await store.documents.people();
      expect(participants.map(({ handle, sent, received }) => [handle, sent, received])).toEqual([
        ['ann', 3, 1],
        ['bob', 1, 3],
      ]);
      expect(pairs.find(({ from }) => from === 'ann')?.messages).toBe(3);
      expect((await store.documents.count(leak.id)).messages).toBe(4);
      expect((await store.documents.facets()).months).toEqual([{ month: '2021-01', messages: 4 }]);
      const folded = await store.search.search({ text: 'mailbox', limit: 10, fold: true });
      expect(folded.total).toBe(2);
      const copies = await Promise.all(folded.hits.map(({ passage }) => store.duplicates.copies(passage)));
      const shown = [...folded.hits, ...copies.flat()].map(({ passage }) => passage);
      const all = await store.search.search({ text: 'mailbox', limit: 10 });
      expect(shown.sort()).toEqual(all.hits.map(({ passage }) => passage).sort());
      expect((await store.search.search({ text: 'mailbox', limit: 10 })).total).toBe(3);
    });
  });
}
