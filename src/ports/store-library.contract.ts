/** What every case store has to keep of editions of references, and of removing them. Part of `describeStore`. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../model/collection.ts';
import { passageId } from '../model/ids.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  addMentions,
  type CreateStore,
  everyEntry,
  type StoreUnderTest,
  statementOf,
} from './store-contract-case.ts';

const REPORT = { type: 'report', value: 'R' } as const;
const FIRST = '2026-01-01T00:00:00.000Z';
const SECOND = '2026-02-01T00:00:00.000Z';

export function describeStoredLibrary(name: string, create: CreateStore): void {
  describe(`${name} as a store of the library`, () => {
    let made: StoreUnderTest;
    let store: Store;
    let feed: Collection;
    beforeEach(async () => {
      made = await create();
      store = made.store;
      feed = await addCollection(store, 'reference', 'feed');
    });
    afterEach(() => made.remove());

    const lists = (path: string, values: readonly string[], as = path) =>
      addDocument(store, feed, path, values, {
        statements: values.map((value, passage) =>
          statementOf({ type: 'domain', value }, 'listed-in', REPORT, { evidence: [{ passage, start: 0, end: 1 }] }),
        ),
        about: { paths: [as] },
      });
    const at = async (path: string, document: { id: string; size: number }): Promise<void> =>
      store.ledger.put([{ collection: feed.id, path, size: document.size, outcome: 'read', document: document.id }]);
    const edition = (time: string, seen: readonly string[], complete = true) =>
      store.library.putEdition(feed.id, { time, seen, complete });
    const withdrawnOf = async (value: string): Promise<readonly (string | undefined)[]> => {
      const entity = await store.graph.entity({ type: 'domain', value });
      const edges = entity ? await store.graph.edges(entity.ref) : [];
      return (await store.graph.assertions(edges.map((edge) => edge.assertion))).map((each) => each.withdrawn);
    };

    test('counts the values that a report lists, or that its text mentions', async () => {
      await lists('a', ['bad.example', 'worse.example', 'bad.example']);
      const text = await addDocument(store, feed, 'b', ['1.2.3.4 bad.example 9.9.9.9 Poison']);
      const [ip = 0, inReport = 0, inBlog = 0, nowhere = 0] = await store.graph.ensure([
        { type: 'ipv4', value: '1.2.3.4' },
        REPORT,
        { type: 'report', value: 'Blog' },
        { type: 'report', value: 'Empty' },
      ]);
      await addMentions(store, text, [
        { passage: 0, type: 'ipv4', raw: '1.2.3.4' },
        { passage: 0, type: 'domain', raw: 'bad.example' },
        { passage: 0, type: 'ipv4', raw: '9.9.9.9' },
        { passage: 0, type: 'name', raw: 'Poison' },
      ]);
      const evidence = [{ passage: passageId(text.id, 0), start: 0, end: 7 }];
      const base = { subject: ip, predicate: 'mentioned-in', confidence: 1, evidence, collection: feed.id };
      await store.graph.replaceDerived([{ ...base, object: inBlog, method: 'rule:mentioned-in-report' }]);
      expect(await store.graph.listed([inReport, inBlog, nowhere])).toEqual(
        new Map([
          [inReport, 2],
          [inBlog, 3],
          [nowhere, 0],
        ]),
      );
    });

    test('gives the digests that stand in one record of a reference, with where', async () => {
      const [md5, sha1] = [
        { type: 'md5', value: 'a'.repeat(32) },
        { type: 'sha1', value: 'b'.repeat(40) },
      ] as const;
      const spans = [
        { start: 0, end: 32 },
        { start: 33, end: 73 },
      ];
      const text = `${md5.value} ${sha1.value}`;
      const row = { text, position: { kind: 'record', pointer: '1' } } as const;
      const origin = { name: 'Lab: Samples' };
      const listed = await addDocument(store, feed, 'list', [row, text], {
        statements: [md5, sha1].flatMap((digest, at) =>
          [0, 1].map((passage) =>
            statementOf(digest, 'listed-in', REPORT, {
              origin,
              evidence: [{ passage, start: 0, end: 1, ...spans[at] }],
            }),
          ),
        ),
      });
      const [digest = 0, other = 0] = await store.graph.ensure([md5, sha1]);
      const tie = { passage: passageId(listed.id, 0), collection: feed.id, origin };
      expect(await store.graph.besideDigests([digest])).toEqual([
        { ...tie, digest, type: 'md5', other, otherType: 'sha1', spans },
      ]);
      expect(await store.graph.besideDigests([other])).toMatchObject([{ digest: other, other: digest }]);
      expect(await store.graph.besideDigests([])).toEqual([]);
    });

    test('a new edition keeps what the one before stated, with the time at which it went', async () => {
      await at('list', await lists('one', ['a.example', 'b.example'], 'list'));
      expect(await edition(FIRST, ['list'])).toEqual({
        number: 1,
        time: FIRST,
        documents: { current: 1, added: 1, withdrawn: 0 },
        assertions: { added: 2, withdrawn: 0 },
      });
      expect(await edition(SECOND, ['list'])).toBeUndefined();
      await at('list', await lists('two', ['b.example', 'c.example'], 'list'));
      expect(await edition(SECOND, ['list'])).toMatchObject({
        number: 2,
        documents: { current: 1, added: 1, withdrawn: 1 },
        assertions: { added: 1, withdrawn: 1 },
      });
      expect(await withdrawnOf('a.example')).toEqual([SECOND]);
      expect(await withdrawnOf('b.example')).toEqual([undefined]);
      const again = await made.reopen();
      expect((await again.library.editions(feed.id)).map(({ number }) => number)).toEqual([1, 2]);
      const changes = await everyEntry((page) => again.library.changes(feed.id, 2, page), 1);
      expect(changes.map(({ change, subject }) => [change, subject.value])).toEqual([
        ['withdrawn', 'a.example'],
        ['added', 'c.example'],
      ]);
      await expect(again.library.changes(feed.id, 3, { limit: 1 })).rejects.toMatchObject({ code: 'not-found' });
    });

    test('an edition that has an earlier content again takes the mark back', async () => {
      const one = await lists('one', ['a.example'], 'list');
      await at('list', one);
      await edition(FIRST, ['list']);
      await at('list', await lists('two', ['b.example'], 'list'));
      await edition(SECOND, ['list']);
      await at('list', one);
      expect(await edition(SECOND, ['list'])).toMatchObject({ assertions: { added: 1, withdrawn: 1 } });
      expect(await withdrawnOf('a.example')).toEqual([undefined]);
    });

    test('documents of older editions stand aside in search and on the shelf until they are asked for', async () => {
      const old = await lists('one', ['a.example'], 'list');
      await at('list', old);
      await edition(FIRST, ['list']);
      const current = await lists('two', ['a.example'], 'list');
      const found = async (text: string, more: { document?: string } = {}) =>
        (await store.search.search({ text, limit: 9, ...more })).hits.map(({ document }) => document).sort();
      const shelf = async (mark?: 'superseded' | 'unread') =>
        (await store.shelf.list(mark ? { mark } : {}, { limit: 9 })).entries;
      expect(await found('a.example')).toEqual([old.id, current.id].sort());
      await at('list', current);
      await edition(SECOND, ['list']);
      expect(await found('a.example')).toEqual([current.id]);
      expect(await found('a.example -is:superseded')).toEqual([current.id]);
      expect(await found('a.example is:superseded')).toEqual([old.id]);
      expect(await found('a.example', { document: old.id })).toEqual([old.id]);
      expect([await shelf(), await shelf('unread'), await shelf('superseded')]).toEqual([
        [current.id],
        [current.id],
        [old.id],
      ]);
      expect((await store.shelf.place({}, old.id)).at).toBeNull();
      expect(await store.documents.get(old.id)).toMatchObject({ id: old.id });
      expect(await store.documents.passagesById([`${old.id}.0`])).toMatchObject([{ text: 'a.example' }]);
    });

    test('a purge names the originals that nothing refers to any more, and those alone', async () => {
      const put = (of: Collection, path: string, letter: string) =>
        addDocument(store, of, path, ['text'], { about: { sha256: letter.repeat(64) } });
      const other = await addCollection(store, 'reference', 'other');
      const failed = (of: Collection, path: string, letter: string) => {
        const entry = { collection: of.id, path, size: 1, sha256: letter.repeat(64) };
        return store.ledger.put([{ ...entry, outcome: 'failed' as const, code: 'broken-file' }]);
      };
      for (const letter of ['a', 'b', 'c', 'd']) await put(feed, `feed-${letter}`, letter);
      await failed(feed, 'feed-e', 'e');
      // Another reference's document, its older edition, and a path that could not be read.
      await put(other, 'other-b', 'b');
      await edition(FIRST, []);
      await store.library.putEdition(other.id, { time: FIRST, seen: ['other-b'], complete: true });
      await put(other, 'other-new', 'f');
      await store.library.putEdition(other.id, { time: SECOND, seen: ['other-new'], complete: true });
      await failed(other, 'other-c', 'c');
      await store.library.remove(feed.id, SECOND);
      const unused = ['a', 'd', 'e'].map((letter) => letter.repeat(64));
      expect(await store.library.purge([other.id])).toEqual({ references: 0, unused: [] });
      expect(await store.library.purge([feed.id])).toEqual({ references: 1, unused });
      // Until they are said to be freed they are named again, save for what is in use by then.
      await put(other, 'other-a', 'a');
      const still = unused.slice(1);
      expect(await store.library.purge()).toEqual({ references: 0, unused: still });
      await store.library.freed(still);
      expect(await store.library.purge()).toEqual({ references: 0, unused: [] });
    });

    test('only a complete run withdraws what it did not meet, and a file that failed withdraws nothing', async () => {
      await at('x', await lists('one', ['a.example'], 'x'));
      await edition(FIRST, ['x']);
      await at('y', await lists('two', ['b.example'], 'y'));
      expect(await edition(FIRST, ['y'], false)).toMatchObject({ documents: { current: 2, withdrawn: 0 } });
      await store.ledger.put([{ collection: feed.id, path: 'x', size: 1, outcome: 'failed', code: 'broken-file' }]);
      expect(await edition(SECOND, ['x', 'y'])).toBeUndefined();
      expect(await edition(SECOND, ['y'])).toBeUndefined();
      await at('x', await lists('three', ['c.example'], 'x'));
      expect(await edition(SECOND, ['x', 'y'])).toMatchObject({ documents: { current: 2, added: 1, withdrawn: 1 } });
      expect(await edition(SECOND, ['y'])).toMatchObject({ documents: { current: 1, added: 0, withdrawn: 1 } });
    });

    test('what archives hold belongs to the edition', async () => {
      const inner = await lists('inner', ['a.example'], 'z.zip!/a.csv');
      const outer = await addDocument(store, feed, 'z.zip', ['zip']);
      await store.documents.link([{ from: outer.id, to: inner.id, relation: 'member', position: 1 }]);
      expect(await edition(FIRST, ['z.zip'])).toMatchObject({ documents: { current: 2, added: 2, withdrawn: 0 } });
    });

    test('counts what references contribute', async () => {
      await at('list', await lists('one', ['a.example', 'b.example'], 'list'));
      await edition(FIRST, ['list']);
      await at('list', await lists('two', ['b.example'], 'list'));
      await edition(SECOND, ['list']);
      await store.library.recount([feed.id]);
      expect(await store.library.contributions()).toEqual(
        new Map([
          [feed.id, { documents: 1, withdrawnDocuments: 1, entities: 3, assertions: 1, withdrawnAssertions: 1 }],
        ]),
      );
    });

    test('a removed reference is nowhere until it is restored, and gone once it is purged', async () => {
      const document = await lists('one', ['a.example'], 'list');
      await addMentions(store, document, [{ passage: 0, type: 'domain', raw: 'a.example' }]);
      const leak = await addCollection(store, 'leak', 'leak');
      const present = async () => ({
        collections: (await store.collections.list()).length,
        hits: (await store.search.search({ text: 'a.example', limit: 9 })).total,
        documents: (await store.documents.list({}, { limit: 9 })).entries.length,
        mentions: (await store.mentions.values({}, { limit: 9 })).entries.length,
        ledger: (await store.ledger.list({}, { limit: 9 })).entries.length,
        due: await store.stages.countDue({ stage: 'names', version: '1' }, {}),
        stated: (await store.graph.entitiesOfRole('reference')).length,
      });
      const before = await present();
      await store.library.remove(feed.id, SECOND);
      const gone = { collections: 1, hits: 0, documents: 0, mentions: 0, ledger: 0, due: 0, stated: 0 };
      expect(await present()).toEqual(gone);
      expect(await store.library.removed()).toEqual([{ id: feed.id, name: 'feed', time: SECOND }]);
      await store.library.restore(feed.id);
      expect(await present()).toEqual(before);
      await expect(store.library.remove(leak.id, SECOND)).rejects.toMatchObject({ code: 'usage' });
      await expect(store.library.restore(feed.id)).rejects.toMatchObject({ code: 'not-found' });
      await store.library.remove(feed.id, SECOND);
      expect(await store.library.purge()).toMatchObject({ references: 1 });
      await store.library.freed([document.sha256]);
      store = await made.reopen();
      expect(await present()).toEqual(gone);
      expect(await store.library.removed()).toEqual([]);
      expect(await store.library.purge()).toEqual({ references: 0, unused: [] });
    });
  });
}
