/** What every store of a term base has to keep. An adapter's test calls `describeTermStore` with the factory of its store. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Document } from '../model/document.ts';
import type { TermChange } from '../model/term.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  type CreateStore,
  ONLY_CHUNK,
  type StoreUnderTest,
} from './store-contract-case.ts';

let changes = 0;
function termChange(term: string, rendering: string | null, more: Partial<TermChange> = {}): TermChange {
  changes += 1;
  return {
    id: `term-${changes}`,
    batch: `batch-${changes}`,
    term,
    rendering,
    language: 'zh',
    to: 'en',
    author: 'ann',
    time: '2026-01-01T00:00:00Z',
    ...more,
  };
}

export function describeTermStore(name: string, create: CreateStore): void {
  describe(`${name} as a store of terms`, () => {
    let made: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      made = await create();
      store = made.store;
    });
    afterEach(() => made.remove());

    async function addLeak(role: 'leak' | 'reference', texts: readonly string[], language = 'zh-Hans') {
      const document = await addDocument(store, await addCollection(store, role, role), role, texts);
      const languages = texts.map((_, ordinal) => ({ ordinal, language }));
      const mark = { stage: 'understand', version: '1' };
      await store.documents.putUnderstanding(
        document.id,
        mark,
        { languages, mentions: [], statements: [] },
        ONLY_CHUNK,
      );
      return document;
    }
    const waiting = async (document: Document): Promise<readonly number[]> => {
      const all = await store.terms.touched(10);
      return all.find((each) => each.document === document.id)?.passages.map(({ ordinal }) => ordinal) ?? [];
    };

    test('the newest of a term counts, whatever its case and script; the history keeps all', async () => {
      const first = termChange('安洵', 'Anxun', { language: 'zh-Hans', note: 'a firm' });
      await store.terms.change([first, termChange('C段', 'class C net'), termChange('бот', 'bot', { language: 'ru' })]);
      expect(await store.terms.revision()).toBe(3);
      await store.terms.change([termChange('安洵', 'i-SOON'), termChange('c段', null)]);
      const again = await made.reopen();
      expect(await again.terms.list()).toEqual([
        { term: 'бот', rendering: 'bot', language: 'ru', to: 'en', author: 'ann', time: first.time },
        { term: '安洵', rendering: 'i-SOON', language: 'zh', to: 'en', author: 'ann', time: first.time },
      ]);
      const history = await again.terms.history();
      expect(history.map(({ term, rendering }) => [term, rendering])).toEqual([
        ['c段', null],
        ['安洵', 'i-SOON'],
        ['бот', 'bot'],
        ['C段', 'class C net'],
        ['安洵', 'Anxun'],
      ]);
      expect(history.at(-1)).toEqual(first);
      await expect(again.terms.change([first])).rejects.toBeDefined();
    });

    test('exactly the leaks’ passages in the language that hold a changed term wait', async () => {
      const texts = ['安洵的人', '洵安', '給安洵', 'C和段', 'c段和C++', 'no', '♠'];
      const leak = await addLeak('leak', texts);
      await addLeak('reference', texts);
      expect(await store.terms.change([termChange('安洵', 'i-SOON')])).toBe(2);
      expect(await waiting(leak)).toEqual([0, 2]);
      expect(await store.terms.change([termChange('安洵', 'x', { language: 'ru' })])).toBe(0);
      expect(await store.terms.change([termChange('安洵', null), termChange('C段', 'net')])).toBe(3);
      expect(await waiting(leak)).toEqual([0, 2, 4]);
      expect(await store.terms.change([termChange('♠', 'spade')])).toBe(1);
      expect(await store.terms.countTouched()).toBe(4);
      expect(await store.terms.touched(10, leak.id)).toEqual([]);
    });

    test('a new translation ends the waiting, unless the term base has changed since', async () => {
      const leak = await addLeak('leak', ['安洵', '安洵和公安', '公安']);
      const translation = (ordinal: number, text: string) =>
        ({
          ordinal,
          from: 'zh',
          to: 'en',
          kind: 'machine',
          engine: 'e/1',
          segments: [{ start: 0, end: 2, text }],
        }) as const;
      const stage = { stage: 'translate', version: '1' };
      const all = [0, 1, 2].map((ordinal) => translation(ordinal, 'old'));
      await store.documents.putTranslations(leak.id, stage, all, ONLY_CHUNK);
      await store.terms.change([termChange('安洵', 'i-SOON')]);
      expect((await store.terms.touched(10))[0]?.passages[0]).toEqual({ ordinal: 0, engine: 'e/1' });
      const before = await store.terms.revision();
      await store.terms.change([termChange('公安', 'MPS')]);
      await store.terms.putRetranslated(leak.id, [0, 1], before, [translation(0, 'new')]);
      expect(await waiting(leak)).toEqual([1, 2]);
      const texts = (await store.documents.translations(leak.id, 'en')).map(({ ordinal, segments }) => [
        ordinal,
        segments[0]?.text,
      ]);
      expect(texts).toEqual([
        [0, 'new'],
        [2, 'old'],
      ]);
      expect((await store.search.search({ text: 'new', limit: 5 })).total).toBe(1);
      expect((await store.search.search({ text: 'old', limit: 5 })).total).toBe(1);
      await store.documents.putTranslations(leak.id, stage, all, ONLY_CHUNK, before);
      expect(await waiting(leak)).toEqual([1, 2]);
      await store.documents.putTranslations(leak.id, stage, all, ONLY_CHUNK, await store.terms.revision());
      expect(await waiting(leak)).toEqual([]);
    });

    test('a stage counts as done at the versions that are named, too', async () => {
      const leak = await addLeak('leak', ['一']);
      await store.documents.putTranslations(leak.id, { stage: 'translate', version: 'a+b' }, [], ONLY_CHUNK);
      expect(await store.stages.versions('translate')).toEqual(['a+b']);
      const wanted = { stage: 'translate', version: 'b' };
      expect(await store.stages.countDue(wanted, {})).toBe(1);
      expect(await store.stages.countDue(wanted, { doneAt: ['a+b'] })).toBe(0);
      expect(await store.stages.due(wanted, { doneAt: ['c'] }, 5)).toHaveLength(1);
    });
  });
}
