/** What every case store has to keep of documents, their text, and what stages make of it. Part of `describeStore`. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../model/collection.ts';
import { passageId } from '../model/ids.ts';
import type { Translation } from '../model/translation.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  addMentions,
  type CreateStore,
  documentOf,
  everyEntry,
  message,
  ONLY_CHUNK,
  passagesOf,
  type StoreUnderTest,
} from './store-contract-case.ts';

const UNDERSTAND = { stage: 'understand', version: '1' };
const TRANSLATE = { stage: 'translate', version: '1' };

export function describeStoredText(name: string, create: CreateStore): void {
  describe(`${name} as a store of text`, () => {
    let made: StoreUnderTest;
    let store: Store;
    let leak: Collection;
    beforeEach(async () => {
      made = await create();
      store = made.store;
      leak = await addCollection(store, 'leak', 'leak');
    });
    afterEach(() => made.remove());

    test('keeps what the fields of a record state as mentions, and which stretches are left', async () => {
      const document = documentOf(leak.id, 'feed.csv', { kind: 'record-set' });
      const stated = [{ type: 'ipv4' as const, value: '192.0.2.7', start: 0, end: 9 }];
      const passages = passagesOf([
        { text: '192.0.2.7 · a note', free: [{ start: 12, end: 18 }], stated },
        { text: '192.0.2.7', free: [], stated },
        { text: 'a whole text' },
      ]);
      await store.documents.begin(document);
      await store.documents.append(document.id, { passages, statements: [] });
      await store.documents.finish(document, '1', { ledger: [] });
      const given = await store.documents.passages(document.id);
      expect(given.map(({ free }) => free)).toEqual([[{ start: 12, end: 18 }], [], undefined]);
      const mention = {
        start: 0,
        end: 9,
        type: 'ipv4',
        value: '192.0.2.7',
        raw: '192.0.2.7',
        method: 'stated',
        confidence: 1,
        labels: [],
      };
      const both = [0, 1].map((ordinal) => ({ ...mention, passage: passageId(document.id, ordinal) }));
      expect(await store.mentions.ofDocument(document.id)).toEqual(both);
      // A stage that finds nothing in what is left takes none of them away; reading again does.
      await store.documents.putUnderstanding(
        document.id,
        UNDERSTAND,
        { languages: [], mentions: [], statements: [] },
        ONLY_CHUNK,
      );
      expect(await store.mentions.ofDocument(document.id)).toEqual(both);
      await store.documents.begin(document);
      expect(await store.mentions.ofDocument(document.id)).toEqual([]);
    });

    test('gives documents and passages back as they came', async () => {
      const document = documentOf(leak.id, 'a.png', {
        kind: 'picture',
        title: 'A',
        properties: { author: 'ann', created: '2021' },
        ocrPages: [1, 3],
        paths: ['a.png', 'b.zip!/a.png'],
      });
      const passages = passagesOf([
        { text: '邮箱 𠮷\n', time: '2021-05-01T10:00:00', ocrConfidence: 0.5, ocrEngine: 'pp-ocr/4' },
        {
          text: '',
          role: 'row',
          position: { kind: 'row', table: 't', row: 2, cells: [{ start: 0, end: 0, ref: 'A2', header: 'IP' }] },
        },
        {
          text: 'x',
          role: 'message',
          sender: 'ann',
          recipients: ['bob', 'cy'],
          position: { kind: 'message', index: 7 },
        },
      ]);
      await store.documents.begin(document);
      await store.documents.append(document.id, { passages: passages.slice(0, 2), statements: [] });
      await store.documents.append(document.id, { passages: passages.slice(2), statements: [] });
      await store.documents.finish(document, '1', { ledger: [] });
      const again = await made.reopen();
      expect(await again.documents.get(document.id)).toEqual(document);
      const stored = passages.map((passage) => ({
        ...passage,
        id: passageId(document.id, passage.ordinal),
        document: document.id,
        collection: leak.id,
      }));
      expect(await again.documents.passages(document.id)).toEqual(stored);
      expect(await again.documents.passages(document.id, { from: 1, limit: 1 })).toEqual([stored[1]]);
      const wanted = [2, 9, 0].map((ordinal) => passageId(document.id, ordinal));
      expect(await again.documents.passagesById([...wanted, 'no id'])).toEqual([stored[2], stored[0]]);
      expect(await again.documents.passage('doc-0.0')).toBeUndefined();
      expect(await again.documents.get('doc-0')).toBeUndefined();
      expect(await again.documents.state('doc-0')).toBe('absent');
    });

    test('lists documents in pages', async () => {
      const other = await addCollection(store, 'reference', 'r');
      for (const path of ['a', 'b', 'c']) await addDocument(store, leak, path, ['x']);
      await addDocument(store, other, 'd', ['x'], { about: { kind: 'chat' } });
      const all = await everyEntry((page) => store.documents.list({}, page), 2);
      expect(new Set(all.map(({ id }) => id)).size).toBe(4);
      expect((await store.documents.list({ collection: leak.id }, { limit: 9 })).entries).toHaveLength(3);
      expect((await store.documents.list({ kind: 'chat' }, { limit: 9 })).entries).toMatchObject([
        { collection: other.id },
      ]);
    });

    test('one content keeps every path, and a document that fails leaves only its ledger entry', async () => {
      const document = await addDocument(store, leak, 'a', ['gone']);
      const duplicate = {
        collection: leak.id,
        path: 'b',
        size: 1,
        outcome: 'duplicate',
        document: document.id,
      } as const;
      await store.documents.addPath(document.id, 'b', duplicate);
      await store.documents.addPath(document.id, 'b', duplicate);
      expect((await store.documents.get(document.id))?.paths).toEqual(['a', 'b']);
      expect(await store.documents.findByPath(leak.id, 'b')).toBe(document.id);
      await store.documents.fail(document.id, [
        { collection: leak.id, path: 'a', size: 1, outcome: 'failed', code: 'broken-file' },
      ]);
      expect(await store.documents.get(document.id)).toBeUndefined();
      expect(await store.documents.findByPath(leak.id, 'a')).toBeUndefined();
      expect((await store.search.search({ text: 'gone', limit: 9 })).total).toBe(0);
      expect(await store.ledger.totals(leak.id)).toMatchObject({ failed: 1, duplicate: 1, read: 0 });
    });

    test('turns links by path into links once the files are there', async () => {
      const page = documentOf(leak.id, 'page.png');
      const whole = documentOf(leak.id, 'whole.md', { kind: 'page-document' });
      await store.documents.begin(whole);
      const link = { relation: 'page', target: 'page.png', position: 1 } as const;
      await store.documents.finish(whole, '1', {
        ledger: [],
        links: [link, { ...link, target: 'missing.png', position: 2 }],
      });
      expect(await store.documents.resolveLinks(leak.id)).toBe(0);
      await addDocument(store, leak, 'page.png', []);
      expect(await store.documents.resolveLinks(leak.id)).toBe(1);
      await store.documents.resolveLinks(leak.id);
      const made = { from: whole.id, to: page.id, relation: 'page', position: 1 };
      expect((await store.documents.links(whole.id)).from).toEqual([made]);
      expect((await store.documents.links(page.id)).to).toEqual([made]);
      expect(await store.documents.linkedBy('page')).toEqual([made]);
      await store.documents.fail(page.id, []);
      expect((await store.documents.links(whole.id)).from).toEqual([]);
    });

    test('recognised text comes after the rest, replaces an earlier try, and makes later stages due', async () => {
      const document = await addDocument(store, leak, 'a', ['layer'], { about: { ocrPages: [2, 5, 6] } });
      await store.stages.mark(document.id, UNDERSTAND);
      const ocr = { stage: 'ocr', version: '1' };
      expect(await store.stages.pagesDue(ocr, { needsOcr: true })).toBe(3);
      const [seen] = passagesOf([{ text: 'seen', ocrEngine: 'e/1', ocrConfidence: 0.9 }]);
      if (!seen) throw new Error('no passage');
      await store.documents.putRecognised(document.id, ocr, [seen], { first: true, last: false });
      expect(await store.stages.countDue(ocr, {})).toBe(1);
      await store.documents.putRecognised(document.id, ocr, [seen], { first: true, last: false });
      await store.documents.putRecognised(document.id, ocr, [{ ...seen, text: 'also' }], { first: false, last: true });
      const stored = await store.documents.passages(document.id);
      expect(stored.map(({ ordinal, text }) => `${ordinal} ${text}`)).toEqual(['0 layer', '1 seen', '2 also']);
      expect(await store.stages.countDue(ocr, {})).toBe(0);
      expect(await store.stages.bytesDue(ocr, {})).toBe(0);
      expect(await store.stages.pagesDue(ocr, { needsOcr: true })).toBe(0);
      expect(await store.stages.countDue(UNDERSTAND, {})).toBe(1);
      expect(await store.stages.bytesDue(UNDERSTAND, {})).toBe(document.size);
      expect((await store.search.search({ text: 'also', limit: 9 })).total).toBe(1);
    });

    test('a chunk takes the place of its own stretch alone, where the others stay', async () => {
      const document = await addDocument(store, leak, 'a', ['first Fox', 'second Fox', 'third Fox']);
      const names = [0, 1, 2].map((passage) => ({ passage, type: 'name' as const, raw: 'Fox' }));
      await addMentions(store, document, names, [], 'names');
      await addMentions(store, document, [{ passage: 1, type: 'name', raw: 'second' }]);
      const mark = { stage: 'names', version: '2' };
      const nothing = { languages: [], mentions: [], statements: [] };
      const instead = { from: 1, to: 1 };
      await store.documents.putUnderstanding(document.id, mark, nothing, { first: false, last: false, instead });
      const found = await store.mentions.ofDocument(document.id);
      expect(found.map(({ passage, raw }) => [passage, raw])).toEqual([
        [passageId(document.id, 0), 'Fox'],
        [passageId(document.id, 1), 'second'],
        [passageId(document.id, 2), 'Fox'],
      ]);
      expect((await store.stages.done(mark)).has(document.id)).toBe(false);
      await store.documents.putUnderstanding(document.id, mark, nothing, { first: false, last: true });
      expect(await store.mentions.ofDocument(document.id)).toEqual(found);
      expect((await store.stages.done(mark)).has(document.id)).toBe(true);
    });

    test('a stage replaces what it found before, and only that', async () => {
      const document = await addDocument(store, leak, 'a', ['at 1.2.3.4 APT41', 'more 5.6.7.8']);
      await addMentions(store, document, [{ passage: 0, type: 'ipv4', raw: '1.2.3.4' }]);
      await addMentions(store, document, [{ passage: 0, type: 'name', raw: 'APT41' }], [], 'names');
      await addMentions(store, document, [
        { passage: 1, type: 'ipv4', raw: '5.6.7.8', labels: ['defanged'], confidence: 0.5 },
      ]);
      const found = await store.mentions.ofDocument(document.id);
      expect(found.map(({ raw }) => raw)).toEqual(['APT41', '5.6.7.8']);
      expect(found[1]).toEqual({
        passage: passageId(document.id, 1),
        start: 5,
        end: 12,
        type: 'ipv4',
        value: '5.6.7.8',
        raw: '5.6.7.8',
        method: 'scan',
        confidence: 0.5,
        labels: ['defanged'],
      });
      expect(await store.mentions.ofDocument(document.id, { from: 1, limit: 1 })).toHaveLength(1);
    });

    test('understanding may come in chunks; the last one marks the stage', async () => {
      const document = await addDocument(store, leak, 'a', ['一', '二']);
      const language = (ordinal: number) => ({
        languages: [{ ordinal, language: 'zh-Hans' }],
        mentions: [],
        statements: [],
      });
      await store.documents.putUnderstanding(document.id, UNDERSTAND, language(0), { first: true, last: false });
      expect(await store.stages.countDue(UNDERSTAND, {})).toBe(1);
      await store.documents.putUnderstanding(document.id, UNDERSTAND, language(1), { first: false, last: true });
      expect(await store.stages.countDue(UNDERSTAND, {})).toBe(0);
      expect((await store.documents.passages(document.id)).map((passage) => passage.language)).toEqual([
        'zh-Hans',
        'zh-Hans',
      ]);
    });

    test('a mention of a passage that is not there stores nothing at all', async () => {
      const document = await addDocument(store, leak, 'a', ['1.2.3.4']);
      const mention = {
        passage: 0,
        start: 0,
        end: 7,
        type: 'ipv4',
        value: '1.2.3.4',
        raw: '1.2.3.4',
        method: 'scan',
        confidence: 1,
        labels: [],
      } as const;
      const wrong = { languages: [], mentions: [mention, { ...mention, passage: 9 }], statements: [] };
      await expect(store.documents.putUnderstanding(document.id, UNDERSTAND, wrong, ONLY_CHUNK)).rejects.toThrow();
      expect(await store.mentions.ofDocument(document.id)).toEqual([]);
      expect(await store.stages.countDue(UNDERSTAND, {})).toBe(1);
      await addMentions(store, document, [{ passage: 0, type: 'ipv4', raw: '1.2.3.4' }]);
      expect(await store.mentions.ofDocument(document.id)).toHaveLength(1);
    });

    test('gives the best translation of each passage', async () => {
      const document = await addDocument(store, leak, 'a', ['邮箱', '服务器']);
      const translation = (ordinal: number, kind: Translation['kind'], text: string): Translation => ({
        ordinal,
        from: 'zh-Hans',
        to: 'en',
        kind,
        engine: `${kind}/1`,
        segments: [{ start: 0, end: 2, text }],
      });
      const machine = translation(0, 'machine', 'mailbox');
      const gloss = [translation(0, 'gloss', 'mail box'), translation(1, 'gloss', 'serve device')];
      await store.documents.putTranslations(document.id, TRANSLATE, [...gloss, machine], ONLY_CHUNK);
      expect(await store.documents.translations(document.id, 'en')).toEqual([machine, gloss[1]]);
      expect(await store.documents.translations(document.id, 'en', { from: 1 })).toEqual([gloss[1]]);
      expect(await store.documents.translations(document.id, 'fr')).toEqual([]);
      const human = translation(1, 'human', 'server');
      await store.documents.putTranslations(document.id, TRANSLATE, [human], { first: false, last: true });
      await store.documents.putTranslations(document.id, TRANSLATE, [machine], ONLY_CHUNK);
      expect(await store.documents.translations(document.id, 'en')).toEqual([machine, human]);
    });

    test('counts people: who wrote how much, and to whom, groups included', async () => {
      await addDocument(store, leak, 'chat', [
        message('ann', ['bob'], 'hi', '2021-02-01T00:00:00'),
        message('ann', ['bob', 'cy'], 'all', '2021-03-01T00:00:00'),
        message('bob', ['ann'], 're', '2021-01-01T00:00:00'),
        'no message',
      ]);
      await addDocument(store, await addCollection(store, 'reference', 'r'), 'other', [
        message('ann', ['zoe'], 'public'),
      ]);
      const people = await store.documents.people();
      expect(people.participants).toEqual([
        { handle: 'ann', sent: 2, received: 1, first: '2021-01-01T00:00:00', last: '2021-03-01T00:00:00' },
        { handle: 'bob', sent: 1, received: 2, first: '2021-01-01T00:00:00', last: '2021-03-01T00:00:00' },
        { handle: 'cy', sent: 0, received: 1, first: '2021-03-01T00:00:00', last: '2021-03-01T00:00:00' },
      ]);
      expect(people.pairs).toEqual([
        { from: 'ann', to: 'bob', messages: 2 },
        { from: 'ann', to: 'cy', messages: 1 },
        { from: 'bob', to: 'ann', messages: 1 },
      ]);
      expect((await store.documents.people(leak.id)).pairs).toHaveLength(3);
    });

    test('senders and recipients are mentions of handles, citing the whole message', async () => {
      const document = await addDocument(store, leak, 'chat', [
        message('Ann', ['bob'], '𠮷 hi', '2021-02-01T00:00:00'),
      ]);
      const handle = await store.graph.entity({ type: 'handle', value: 'ANN' });
      expect(handle).toMatchObject({ type: 'handle', value: 'Ann' });
      const { entries } = await store.mentions.ofEntity(handle?.ref ?? 0, { role: 'leak' }, { limit: 9 });
      expect(entries).toEqual([
        {
          passage: passageId(document.id, 0),
          start: 0,
          end: 5,
          type: 'handle',
          value: 'Ann',
          raw: '𠮷 hi',
          method: 'sender',
          confidence: 1,
          labels: [],
        },
      ]);
      const values = await store.mentions.values({ type: 'handle', role: 'leak' }, { limit: 9 });
      expect(values.entries.map(({ value, mentions }) => [value, mentions])).toEqual([
        ['Ann', 1],
        ['bob', 1],
      ]);
    });

    test('tells what the leaks consist of', async () => {
      const document = await addDocument(
        store,
        leak,
        'chat',
        [
          message('ann', ['bob'], '早', '2021-02-01T00:00:00'),
          message('ann', ['bob'], '晚', '2021-03-05T00:00:00'),
          message('bob', ['ann'], 'ok', '2021-03-06T00:00:00'),
        ],
        { about: { kind: 'chat' } },
      );
      await addDocument(store, leak, 'text', ['x']);
      await addDocument(store, await addCollection(store, 'reference', 'r'), 'other', ['y'], {
        about: { mediaType: 'text/html' },
      });
      const languages = [
        { ordinal: 0, language: 'zh-Hans' },
        { ordinal: 1, language: 'zh-Hans' },
        { ordinal: 2, language: 'en' },
      ];
      await store.documents.putUnderstanding(
        document.id,
        UNDERSTAND,
        { languages, mentions: [], statements: [] },
        ONLY_CHUNK,
      );
      expect(await store.documents.languages(document.id)).toEqual(['en', 'zh-Hans']);
      expect(await store.documents.facets()).toEqual({
        kinds: [
          { kind: 'chat', documents: 1 },
          { kind: 'text', documents: 1 },
        ],
        languages: [
          { language: 'zh-Hans', passages: 2 },
          { language: 'en', passages: 1 },
          { language: 'und', passages: 1 },
        ],
        mediaTypes: [{ mediaType: 'text/plain', documents: 2 }],
        months: [
          { month: '2021-02', messages: 1 },
          { month: '2021-03', messages: 2 },
        ],
      });
      expect(await store.documents.count(leak.id)).toEqual({ documents: 2, passages: 4, messages: 3, mentions: 0 });
    });
  });
}
