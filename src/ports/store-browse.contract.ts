/** What every case store has to give to those who look at it. Part of `describeStore`. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../model/collection.ts';
import { passageId } from '../model/ids.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  addMentions,
  type CreateStore,
  message,
  ONLY_CHUNK,
  type StoreUnderTest,
  statementOf,
} from './store-contract-case.ts';

const IP = { type: 'ipv4', value: '1.2.3.4' } as const;
const GROUP = { type: 'intrusion-set', value: 'Heron' } as const;

export function describeStoreForBrowsing(name: string, create: CreateStore): void {
  describe(`${name} as a store to look at`, () => {
    let made: StoreUnderTest;
    let store: Store;
    let leak: Collection;
    let chat: string;
    beforeEach(async () => {
      made = await create();
      store = made.store;
      leak = await addCollection(store, 'leak', 'leak');
      const reference = await addCollection(store, 'reference', 'reference');
      const document = await addDocument(store, leak, 'chat', [
        message('ann', ['bob'], 'use 1.2.3.4', '2021-02-01T08:30:00'),
        message('ann', ['bob'], 'and 1.2.3.4 again', '2021-02-01T09:10:00'),
        message('bob', ['ann'], 'fine', '2021-02-02T09:59:00'),
      ]);
      chat = document.id;
      await addMentions(store, document, [
        { passage: 0, type: 'ipv4', raw: '1.2.3.4' },
        { passage: 1, type: 'ipv4', raw: '1.2.3.4' },
      ]);
      await addDocument(store, reference, 'facts', ['Heron used 1.2.3.4'], {
        statements: [statementOf(IP, 'indicates', GROUP)],
      });
    });
    afterEach(() => made.remove());

    test('outlines a document: size, days, senders, what it mentions', async () => {
      const outline = await store.browse.outline(chat);
      expect(await store.browse.pages(chat)).toBe(0);
      expect(outline.senders).toEqual([
        { sender: 'ann', messages: 2 },
        { sender: 'bob', messages: 1 },
      ]);
      expect(outline.days).toEqual([
        { day: '2021-02-01', first: 0, messages: 2 },
        { day: '2021-02-02', first: 2, messages: 1 },
      ]);
      expect(outline.mentionTypes).toEqual([{ type: 'ipv4', mentions: 2 }]);
      expect((await store.browse.sizes([chat])).get(chat)).toMatchObject({ passages: 3, messages: 3 });
    });

    test('outlines a long document anew once something of it changed', { timeout: 20_000 }, async () => {
      const long = Array.from({ length: 5001 }, (_, n) => message('ann', ['bob'], `line ${n}`, '2021-02-01T08:30:00'));
      const document = await addDocument(store, leak, 'long', long);
      expect((await store.browse.outline(document.id)).mentionTypes).toEqual([]);
      await addMentions(store, document, [{ passage: 0, type: 'name', raw: 'line' }]);
      expect(await store.browse.outline(document.id)).toMatchObject({
        senders: [{ sender: 'ann', messages: 5001 }],
        mentionTypes: [{ type: 'name', mentions: 1 }],
      });
    });

    test('gives the conversation of a mail by date, of its collection alone', async () => {
      const mail = (collection: Collection, path: string, properties: Record<string, string>) =>
        addDocument(store, collection, path, ['hello'], { about: { kind: 'mail', title: 'Prices', properties } });
      const answer = { 'message-id': '<2@a.example>', 'in-reply-to': '<1@a.example>' };
      // The earlier one by its zone.
      const late = await mail(leak, '2.eml', { ...answer, date: '2021-01-01T09:00:00Z', from: 'bob' });
      const early = await mail(leak, '1.eml', { 'message-id': '<1@a.example>', date: '2021-01-01T10:00:00+08:00' });
      const undated = await mail(leak, '3.eml', { references: '<1@a.example> <2@a.example>' });
      await mail(await addCollection(store, 'leak', 'another'), '4.eml', answer);
      await mail(leak, '5.eml', { 'message-id': '<5@a.example>' });
      const thread = await store.browse.thread(undated.id);
      expect(thread.map(({ document }) => document)).toEqual([early.id, late.id, undated.id]);
      expect(thread[1]).toEqual({
        document: late.id,
        path: '2.eml',
        title: 'Prices',
        from: 'bob',
        date: '2021-01-01T09:00:00Z',
        by: 'reference',
      });
      expect(await store.browse.thread(chat)).toEqual([]);
    });

    test('gives what stands directly inside a file, with what became of it', async () => {
      const entry = { collection: leak.id, size: 1, outcome: 'failed', code: 'encrypted' } as const;
      const paths = ['a.zip', 'a.zip!/b', 'a.zip!/c.zip', 'a.zip!/c.zip!/d', 'a.zip!/e/f', 'a.zip0', 'a.zipx!/g'];
      await store.ledger.put(paths.map((path) => ({ ...entry, path })));
      const { entries, total } = await store.ledger.inside(leak.id, 'a.zip', 2);
      expect(entries).toEqual(['a.zip!/b', 'a.zip!/c.zip'].map((path) => ({ ...entry, path })));
      expect(total).toBe(3);
      expect(await store.ledger.inside(leak.id, 'a.zip!/c.zip!/d', 9)).toEqual({ entries: [], total: 0 });
    });

    test('gives what stands in some passages', async () => {
      const [first, third] = [passageId(chat, 0), passageId(chat, 2)];
      const mentions = await store.browse.mentionsOf([first, third]);
      expect(mentions.get(first)?.map((mention) => mention.value)).toEqual(['1.2.3.4']);
      expect(mentions.get(third) ?? []).toEqual([]);
      const translation = {
        ordinal: 2,
        from: 'en',
        to: 'fr',
        kind: 'machine',
        engine: 'test/1',
        segments: [{ start: 0, end: 4, text: 'bien' }],
      } as const;
      await store.documents.putTranslations(chat, { stage: 'translate', version: '1' }, [translation], ONLY_CHUNK);
      expect((await store.browse.translationsOf([third], 'fr')).get(third)?.segments[0]?.text).toBe('bien');
      expect((await store.browse.translationsOf([third], 'de')).size).toBe(0);
      expect(await store.browse.translationEngines()).toEqual([
        { engine: 'test/1', kind: 'machine', from: 'en', to: 'fr', passages: 1 },
      ]);
    });

    test('counts messages by the hour that they state', async () => {
      const hours = await store.browse.activity();
      expect(hours).toHaveLength(24);
      expect([hours[8], hours[9]]).toEqual([1, 2]);
      expect((await store.browse.activity('bob'))[9]).toBe(1);
    });

    test('counts messages whose times state no zone, of a collection and of a document', async () => {
      const times = ['2021-02-01T08:30:00', '2021-02-01 08:31', '2021-02-01T08:30:00Z', '2021-02-01T08:30:00+08:00'];
      const zones = await addDocument(
        store,
        await addCollection(store, 'leak', 'zones'),
        'zones.json',
        times.map((time) => message('ann', ['bob'], 'hello', time)),
      );
      for (const scope of [{ collection: zones.collection }, { document: zones.id }]) {
        const hours = await store.browse.hoursWithoutZone(scope);
        expect(hours.reduce((sum, count) => sum + count, 0)).toBe(2);
        expect(hours[8]).toBe(2);
      }
    });

    test('finds entities by a part of their value, and says where they stand', async () => {
      expect((await store.browse.find('hero', 5)).map((entity) => entity.value)).toContain('Heron');
      const [ip] = await store.browse.find('1.2.3.4', 5);
      expect(ip).toMatchObject(IP);
      const ref = ip?.ref ?? -1;
      expect(await store.browse.counts(ref)).toEqual({
        mentions: 2,
        documents: 1,
        first: '2021-02-01T08:30:00',
        last: '2021-02-01T09:10:00',
      });
      expect((await store.browse.standing([ref])).get(ref)).toEqual({ edges: 1, leak: true, reference: true });
    });

    test('gives the graph as a whole, what leaks mention first', async () => {
      const whole = await store.browse.whole({ nodes: 100, edges: 100 });
      expect(whole.entities[0]).toMatchObject(IP);
      expect(whole.entities.length).toBe(whole.total);
      const refs = new Set(whole.entities.map((entity) => entity.ref));
      expect(whole.edges.length).toBeGreaterThan(0);
      for (const edge of whole.edges) expect(refs.has(edge.from) && refs.has(edge.to)).toBe(true);
      const small = await store.browse.whole({ nodes: 1, edges: 100 });
      expect([small.entities.length, small.edges.length, small.total]).toEqual([1, 0, whole.total]);
    });

    test('gives the edges among some things, with their days', async () => {
      const found = [...(await store.browse.find('1.2.3.4', 1)), ...(await store.browse.find('Heron', 5))];
      const refs = found.map(({ ref }) => ref);
      const [edge, ...more] = await store.browse.among(refs, 10);
      expect(more).toEqual([]);
      expect(edge).toMatchObject({ predicate: 'indicates', confidence: 1, first: null, last: null, amount: null });
      const dated = statementOf(IP, 'hosts', GROUP, { firstSeen: '2020-01-02', lastSeen: '2020-03' });
      await addDocument(store, leak, 'dated', ['Heron at 1.2.3.4'], { statements: [dated] });
      const amount = { value: 30_000, currency: 'CNY' };
      const said = statementOf(IP, 'uses', GROUP, { amount });
      const spoken = message('ann', ['bob'], 'Heron has it', '2021-05-06T07:08:09');
      await addDocument(store, leak, 'said', [spoken], { statements: [said] });
      const days = (await store.browse.among(refs, 10)).map(({ predicate, first, last }) => [predicate, first, last]);
      expect(days).toEqual([
        ['indicates', null, null],
        ['hosts', '2020-01-02', '2020-03'],
        ['uses', '2021-05-06', '2021-05-06'],
      ]);
      expect((await store.browse.among(refs, 10))[2]?.amount).toEqual(amount);
      expect(await store.browse.among(refs, 1)).toHaveLength(1);
      expect(await store.browse.among(refs.slice(0, 1), 10)).toEqual([]);
    });

    test('lists what is stated, by predicate and side', async () => {
      const { entries } = await store.browse.stated({ predicates: ['indicates'] }, { limit: 10 });
      expect(entries).toHaveLength(1);
      expect(entries[0]).toMatchObject({ predicate: 'indicates', evidence: [{ start: 0, end: 1 }] });
      expect((await store.browse.stated({ predicates: ['indicates'], role: 'leak' }, { limit: 10 })).entries).toEqual(
        [],
      );
      expect((await store.browse.stated({ predicates: ['sells'] }, { limit: 10 })).entries).toEqual([]);
    });
  });
}
