/** What every case store has to keep. An adapter's test calls `describeStore` with a factory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Judgement } from '../model/judgement.ts';
import type { LedgerEntry } from '../model/ledger.ts';
import { describeStoredOverlaps } from './overlap-store.contract.ts';
import type { Store } from './store.ts';
import { describeStoreForBrowsing } from './store-browse.contract.ts';
import {
  addCollection,
  addDocument,
  type CreateStore,
  collectionOf,
  documentOf,
  everyEntry,
  message,
  ONLY_CHUNK,
  passagesOf,
  type StoreUnderTest,
} from './store-contract-case.ts';
import { describeStoredGraph } from './store-graph.contract.ts';
import { describeStoredLibrary } from './store-library.contract.ts';
import { describeStoredText } from './store-text.contract.ts';

export function describeStore(name: string, create: CreateStore): void {
  describe(`${name} as a store`, () => {
    let made: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      made = await create();
      store = made.store;
    });
    afterEach(() => made.remove());

    test('keeps settings', async () => {
      expect(await store.settings.get('name')).toBeUndefined();
      await store.settings.set('name', 'one');
      await store.settings.set('name', 'two');
      expect(await (await made.reopen()).settings.get('name')).toBe('two');
    });

    test('keeps collections, leaks first, and when they were first added', async () => {
      const leak = collectionOf('leak', 'zulu', { publisher: 'nobody', timezone: 'Asia/Shanghai' });
      for (const each of [collectionOf('reference', 'beta'), collectionOf('reference', 'alpha'), leak]) {
        await store.collections.put(each);
      }
      await store.collections.put({ ...leak, added: '2027-01-01T00:00:00Z', publisher: 'somebody' });
      expect((await store.collections.list()).map((each) => each.name)).toEqual(['zulu', 'alpha', 'beta']);
      expect(await store.collections.get(leak.id)).toEqual({ ...leak, publisher: 'somebody' });
      expect(await store.collections.get('col-0')).toBeUndefined();
    });

    test('a collection that is not there is an error', async () => {
      await expect(store.documents.count('col-0')).rejects.toMatchObject({ code: 'not-found' });
    });

    describe('ledger', () => {
      test('balances, and replaces an entry of the same path', async () => {
        const { id } = await addCollection(store, 'leak', 'l');
        const entry = (path: string, outcome: LedgerEntry['outcome']): LedgerEntry => ({
          collection: id,
          path,
          size: 1,
          outcome,
        });
        await store.ledger.put([
          entry('a', 'pending'),
          entry('b', 'pending'),
          entry('c', 'skipped'),
          entry('d', 'duplicate'),
        ]);
        const failed = {
          ...entry('b', 'failed'),
          code: 'encrypted',
          message: 'needs a password',
          sha256: 'f'.repeat(64),
        };
        await store.ledger.put([entry('a', 'read'), failed]);
        const totals = await store.ledger.totals(id);
        expect(totals).toEqual({ found: 4, read: 1, duplicate: 1, skipped: 1, failed: 1, pending: 0 });
        expect(await store.ledger.get(id, 'b')).toEqual(failed);
        expect(await store.ledger.get(id, 'x')).toBeUndefined();
      });

      test('knows what is read with a file', async () => {
        const { id } = await addCollection(store, 'leak', 'l');
        const whole: LedgerEntry = { collection: id, path: 'a.7z.001', size: 1, outcome: 'read' };
        const parts = ['a.7z.003', 'a.7z.002'].map(
          (path): LedgerEntry => ({ ...whole, path, outcome: 'skipped', readWith: whole.path }),
        );
        await store.ledger.put([...parts, whole]);
        expect(await store.ledger.readWith(id, whole.path)).toEqual([parts[1], parts[0]]);
        await store.ledger.put([{ ...whole, path: 'a.7z.003' }]);
        expect(await store.ledger.readWith(id, whole.path)).toEqual([parts[1]]);
      });

      test('lists in pages, by outcome, in the order of paths', async () => {
        const { id } = await addCollection(store, 'leak', 'l');
        const paths = ['b', 'a', 'd', 'c', 'e'];
        await store.ledger.put(
          paths.map((path) => ({ collection: id, path, size: 1, outcome: path === 'd' ? 'failed' : 'read' })),
        );
        const all = await everyEntry((page) => store.ledger.list({}, page), 2);
        expect(all.map(({ path }) => path)).toEqual(['a', 'b', 'c', 'd', 'e']);
        const failed = await store.ledger.list({ outcome: 'failed' }, { limit: 10 });
        expect(failed).toMatchObject({ entries: [{ path: 'd' }], cursor: null });
      });

      test('a cursor that is none is an error', async () => {
        await expect(store.ledger.list({}, { limit: 1, cursor: 'nonsense' })).rejects.toMatchObject({ code: 'usage' });
      });
    });

    describe('stages', () => {
      test('a document is due until its stage is marked at this version', async () => {
        const leak = await addCollection(store, 'leak', 'l');
        const other = await addCollection(store, 'reference', 'r');
        const first = await addDocument(store, leak, 'a', ['x'], { about: { ocrPages: [1] } });
        const second = await addDocument(store, other, 'b', ['y'], { about: { kind: 'table' } });
        const stage = { stage: 'understand', version: '1' };
        const both = [first.id, second.id].sort();
        expect((await store.stages.due(stage, {}, 9)).map(({ id }) => id)).toEqual(both);
        expect(await store.stages.due(stage, {}, 1)).toHaveLength(1);
        expect(await store.stages.due(stage, { role: 'leak' }, 9)).toEqual([first]);
        expect(await store.stages.due(stage, { collection: other.id }, 9)).toEqual([second]);
        expect(await store.stages.due(stage, { needsOcr: true }, 9)).toEqual([first]);
        expect(await store.stages.due(stage, { notKinds: ['table'] }, 9)).toEqual([first]);
        await store.stages.mark(first.id, stage);
        expect(await store.stages.countDue(stage, {})).toBe(1);
        expect(await store.stages.countDue({ ...stage, version: '2' }, {})).toBe(2);
        await store.stages.mark(second.id, stage);
        await store.stages.carry(stage.stage, '1', '2', [first.id]);
        expect(await store.stages.due({ ...stage, version: '2' }, {}, 9)).toEqual([first]);
        const done = await store.stages.done({ ...stage, version: '2' });
        expect([done.size > 0, done.has(first.id)]).toEqual([true, false]);
        await store.stages.fail(first.id, { ...stage, version: '2' }, 'internal', 'broke');
        expect(await store.stages.done({ ...stage, version: '2' })).toEqual(done);
      });

      test('what comes, goes or loses its mark is due or not at once', async () => {
        const leak = await addCollection(store, 'leak', 'l');
        const stage = { stage: 'understand', version: '1' };
        const due = async (): Promise<string[]> =>
          (await store.stages.due(stage, { notKinds: ['table'], doneAt: ['0'] }, 9)).map(({ id }) => id);
        const first = await addDocument(store, leak, 'a', ['x']);
        expect(await due()).toEqual([first.id]);
        await store.stages.mark(first.id, stage);
        const second = await addDocument(store, leak, 'b', ['y']);
        await addDocument(store, leak, 'c', ['z'], { about: { kind: 'table' } });
        expect(await due()).toEqual([second.id]);
        await store.stages.mark(second.id, { ...stage, version: '0' });
        expect(await due()).toEqual([]);
        await store.documents.begin(first);
        expect(await due()).toEqual([]);
        await store.documents.finish(first, '1', { ledger: [] });
        expect(await due()).toEqual([first.id]);
        await store.documents.fail(first.id, []);
        expect(await due()).toEqual([]);
      });

      test('a document that is stored in one go is due like any other, in a second run too', async () => {
        const leak = await addCollection(store, 'leak', 'l');
        const stage = { stage: 'understand', version: '1' };
        expect(await store.stages.countDue(stage, {})).toBe(0);
        for (const path of ['a', 'b']) {
          const document = documentOf(leak.id, path);
          const whole = { passages: passagesOf([path]), statements: [] };
          await store.documents.finish(document, '1', { ledger: [], whole });
          expect((await store.stages.due(stage, {}, 9)).map(({ id }) => id)).toEqual([document.id]);
          await store.stages.mark(document.id, stage);
        }
      });

      test('a failure is remembered and not tried again at this version', async () => {
        const document = await addDocument(store, await addCollection(store, 'leak', 'l'), 'a', ['x']);
        const stage = { stage: 'ocr', version: '1' };
        await store.stages.fail(document.id, stage, 'ocr-failed', 'unreadable');
        expect(await store.stages.countDue(stage, {})).toBe(0);
        const failure = { document: document.id, stage: 'ocr', code: 'ocr-failed', message: 'unreadable' };
        expect(await (await made.reopen()).stages.failures()).toEqual([failure]);
      });

      test('what failed with a code is due again when it is to be tried again', async () => {
        const leak = await addCollection(store, 'leak', 'l');
        const stage = { stage: 'translate', version: '1' };
        const [one, other] = [await addDocument(store, leak, 'a', ['x']), await addDocument(store, leak, 'b', ['y'])];
        await store.stages.fail(one.id, stage, 'translator-failed', 'no');
        await store.stages.fail(other.id, stage, 'too-large', 'no');
        await store.stages.retry('ocr', 'translator-failed');
        expect(await store.stages.countDue(stage, {})).toBe(0);
        await store.stages.retry('translate', 'translator-failed');
        expect((await store.stages.due(stage, {}, 9)).map(({ id }) => id)).toEqual([one.id]);
        expect((await store.stages.failures()).map(({ code }) => code)).toEqual(['too-large']);
      });
    });

    describe('resuming', () => {
      test('a document that was left half read is not due, not lost, and read anew from nothing', async () => {
        const leak = await addCollection(store, 'leak', 'l');
        const document = documentOf(leak.id, 'a');
        await store.documents.begin(document);
        await store.documents.append(document.id, { passages: passagesOf(['half', 'more']), statements: [] });
        const again = await made.reopen();
        expect(await again.documents.state(document.id)).toBe('reading');
        expect(await again.stages.countDue({ stage: 'understand', version: '1' }, {})).toBe(0);
        expect((await again.documents.list({ state: 'reading' }, { limit: 9 })).entries).toEqual([document]);
        await addDocument(again, leak, 'a', ['whole']);
        expect(await again.documents.state(document.id)).toBe('read');
        expect((await again.documents.passages(document.id)).map(({ text }) => text)).toEqual(['whole']);
        expect((await again.search.search({ text: 'half', limit: 9 })).total).toBe(0);
      });

      test('reading a document anew drops what stages made of it', async () => {
        const leak = await addCollection(store, 'leak', 'l');
        const document = await addDocument(store, leak, 'a', [message('ann', ['bob'], 'see 1.2.3.4')]);
        const mention = {
          passage: 0,
          start: 4,
          end: 11,
          type: 'ipv4',
          value: '1.2.3.4',
          raw: '1.2.3.4',
          method: 'scan',
          confidence: 1,
          labels: [],
        } as const;
        const stage = { stage: 'understand', version: '1' };
        await store.documents.putUnderstanding(
          document.id,
          stage,
          { languages: [], mentions: [mention], statements: [] },
          ONLY_CHUNK,
        );
        await addDocument(store, leak, 'a', ['nothing']);
        expect(await store.documents.count(leak.id)).toEqual({ documents: 1, passages: 1, messages: 0, mentions: 0 });
        expect(await store.stages.countDue(stage, {})).toBe(1);
        expect(await store.documents.people()).toEqual({ participants: [], pairs: [] });
      });
    });

    describe('judgements', () => {
      test('judgements are only added; the newest of a subject counts', async () => {
        const judgement = (id: string, subject: string, verdict: Judgement['verdict']): Judgement => ({
          id,
          subjectKind: 'overlap',
          subject,
          verdict,
          rationale: 'because',
          author: 'ann',
          time: '2026-01-01T00:00:00Z',
        });
        const [first, second, third] = [
          judgement('1', 'x', 'parked'),
          judgement('2', 'y', 'accepted'),
          judgement('3', 'x', 'rejected'),
        ];
        for (const each of [first, second, third]) await store.judgements.add(each);
        await expect(store.judgements.add(first)).rejects.toThrow();
        const again = await made.reopen();
        expect(await again.judgements.of('overlap', 'x')).toEqual([first, third]);
        expect(await again.judgements.latest('overlap')).toEqual([third, second]);
        expect(await again.judgements.latest('document')).toEqual([]);
      });
    });
  });
  describeStoredText(name, create);
  describeStoredGraph(name, create);
  describeStoredOverlaps(name, create);
  describeStoredLibrary(name, create);
  describeStoreForBrowsing(name, create);
}
