/** What every store of corrections has to keep. An adapter's test calls `describeCorrectionStore` with its factory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MentionCorrection, SpanCorrection, TranslationCorrection } from '../model/correction.ts';
import type { Document } from '../model/document.ts';
import type { EntityKey } from '../model/entity.ts';
import { passageId } from '../model/ids.ts';
import type { Translation } from '../model/translation.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  addMentions,
  type CreateStore,
  ONLY_CHUNK,
  passagesOf,
  type StoreUnderTest,
} from './store-contract-case.ts';

const TEXTS = ['给吴海波发邮件', '他说 one 是木马。one 在 1.2.3.4'];
const BY = { author: 'ann', time: '2026-01-01T00:00:00Z' } as const;
const TOOL: EntityKey = { type: 'malware', value: 'one' };

export function describeCorrectionStore(name: string, create: CreateStore): void {
  describe(`${name} as a store of corrections`, () => {
    let made: StoreUnderTest;
    let store: Store;
    let document: Document;
    let count: number;
    beforeEach(async () => {
      made = await create();
      store = made.store;
      count = 0;
      document = await addDocument(store, await addCollection(store, 'leak', 'leak'), 'a.txt', TEXTS);
    });
    afterEach(() => made.remove());

    const place = (ordinal: number, quote: string) => {
      const start = TEXTS[ordinal]?.indexOf(quote) ?? -1;
      return { passage: passageId(document.id, ordinal), start, end: start + quote.length, quote };
    };
    const translation = (ordinal: number, quote: string, text: string): TranslationCorrection => ({
      kind: 'translation',
      id: `correction-${++count}`,
      ...place(ordinal, quote),
      to: 'en',
      text,
      ...BY,
    });
    const mention = (
      ordinal: number,
      quote: string,
      what: Pick<MentionCorrection, 'removes' | 'adds'>,
    ): MentionCorrection => ({
      kind: 'mention',
      id: `correction-${++count}`,
      ...place(ordinal, quote),
      ...what,
      ...BY,
    });
    const withdraw = ({ id }: SpanCorrection) =>
      store.corrections.add({ kind: 'withdrawal', id: `correction-${++count}`, of: id, ...BY });
    const translate = (engine: string, kind: Translation['kind'], texts: readonly string[]) =>
      store.documents.putTranslations(
        document.id,
        { stage: 'translate', version: engine },
        [
          {
            ordinal: 1,
            from: 'zh',
            to: 'en',
            kind,
            engine,
            segments: [
              { start: 0, end: 11, text: texts[0] ?? '' },
              { start: 11, end: 24, text: texts[1] ?? '' },
            ],
          },
        ],
        ONLY_CHUNK,
      );
    const english = async (): Promise<readonly string[]> =>
      (await store.documents.translations(document.id, 'en')).flatMap(({ segments }) =>
        segments.map(({ text }) => text),
      );
    const found = async (text: string): Promise<number> => (await store.search.search({ text, limit: 1 })).total;
    const mentioned = async (): Promise<readonly string[]> =>
      (await store.mentions.ofDocument(document.id)).map(({ type, value, start }) => `${type} ${value} ${start}`);
    const understand = () =>
      addMentions(
        store,
        document,
        [
          { passage: 1, type: 'malware', raw: 'one' },
          { passage: 1, type: 'malware', raw: 'one', start: 11, end: 14 },
          { passage: 1, type: 'ipv4', raw: '1.2.3.4' },
        ],
        [
          {
            subject: TOOL,
            predicate: 'uses',
            object: { type: 'ipv4', value: '1.2.3.4' },
            evidence: [{ passage: 1, start: 11, end: 24 }],
            method: 'pattern',
            confidence: 0.6,
          },
        ],
      );

    test('a corrected sentence is read and found in place of the engine’s, whichever engine comes after', async () => {
      await translate('gloss/1', 'gloss', ['he say one be wooden horse', 'one at']);
      const corrected = translation(1, '他说 one 是木马。', 'He says that one is a trojan.');
      await store.corrections.add(corrected);
      expect(await english()).toEqual(['He says that one is a trojan.', 'one at']);
      await translate('machine/1', 'machine', ['He said one is a horse.', 'one is at 1.2.3.4']);
      const [best] = await (await made.reopen()).documents.translations(document.id, 'en');
      store = await made.reopen();
      expect(best).toMatchObject({ kind: 'machine', engine: 'machine/1' });
      expect(best?.segments).toEqual([
        { start: 0, end: 11, text: 'He says that one is a trojan.', human: { correction: corrected.id, ...BY } },
        { start: 11, end: 24, text: 'one is at 1.2.3.4' },
      ]);
      const browsed = await store.browse.translationsOf([corrected.passage], 'en');
      expect(browsed.get(corrected.passage)?.segments).toEqual(best?.segments);
      expect([await found('trojan'), await found('horse'), await found('wooden')]).toEqual([1, 0, 0]);
      const { hits } = await store.search.search({ text: 'trojan', limit: 1 });
      expect(hits[0]?.translation).toContain('is a trojan. one is at');
      await withdraw(corrected);
      expect(await english()).toEqual(['He said one is a horse.', 'one is at 1.2.3.4']);
      expect([await found('trojan'), await found('horse')]).toEqual([0, 1]);
    });

    test('of two corrections of a place the newer counts, and the older again once it is withdrawn', async () => {
      const [first, second] = [translation(0, '吴海波', 'Wu'), translation(0, TEXTS[0] ?? '', 'Mail Wu Haibo')];
      await store.corrections.add(first);
      await store.corrections.add(second);
      // No engine has translated it.
      const [layer] = await store.documents.translations(document.id, 'en');
      expect(layer).toMatchObject({ kind: 'human', segments: [{ start: 0, end: 7, text: 'Mail Wu Haibo' }] });
      await withdraw(second);
      expect(await english()).toEqual(['Wu']);
      expect(await store.corrections.list({ passage: first.passage })).toEqual([{ ...first, holds: true }]);
      expect((await store.corrections.history()).map(({ kind }) => kind)).toEqual([
        'withdrawal',
        'translation',
        'translation',
      ]);
    });

    test('what a mention is said not to be counts nowhere, and stays so when the stage runs again', async () => {
      await understand();
      const tool = await store.graph.entity(TOOL);
      const edges = async () => (tool ? await store.graph.edges(tool.ref) : []).length;
      expect([await mentioned(), await edges()]).toEqual([
        ['malware one 3', 'ipv4 1.2.3.4 17', 'malware one 11'].sort(byPlace),
        1,
      ]);
      const wrong = mention(1, 'one', { removes: TOOL });
      await store.corrections.add(wrong);
      expect(await mentioned()).toEqual(['malware one 11', 'ipv4 1.2.3.4 17']);
      // Its other mention still carries what was stated.
      expect(await edges()).toBe(1);
      const other = { ...mention(1, 'one', { removes: { type: 'malware', value: 'ONE' } }), start: 11, end: 14 };
      await store.corrections.add(other);
      expect([await mentioned(), await edges()]).toEqual([['ipv4 1.2.3.4 17'], 0]);
      expect((await store.mentions.values({ type: 'malware' }, { limit: 9 })).entries).toEqual([]);
      await understand();
      expect([await mentioned(), await edges()]).toEqual([['ipv4 1.2.3.4 17'], 0]);
      const mark = { stage: 'understand', version: '1' };
      expect(await store.stages.countDue(mark, {})).toBe(0);
      await withdraw(other);
      expect(await mentioned()).toEqual(['malware one 11', 'ipv4 1.2.3.4 17']);
      // What was stated comes back with the stage, which is due for it.
      expect(await store.stages.countDue(mark, {})).toBe(1);
      await understand();
      expect([await mentioned(), await edges()]).toEqual([['malware one 11', 'ipv4 1.2.3.4 17'], 1]);
    });

    test('another type, and a mention where none was found', async () => {
      await understand();
      const retyped = mention(1, 'one', { removes: TOOL, adds: { type: 'product', value: 'One' } });
      const added = mention(0, '吴海波', { adds: { type: 'individual', value: '吴海波' } });
      await store.corrections.add(retyped);
      await store.corrections.add(added);
      await understand();
      const all = ['individual 吴海波 1', 'product One 3', 'malware one 11', 'ipv4 1.2.3.4 17'];
      expect(await mentioned()).toEqual(all);
      const [person] = await store.mentions.ofDocument(document.id);
      expect(person).toMatchObject({ raw: '吴海波', method: 'analyst', confidence: 1, labels: [] });
      await withdraw(added);
      await withdraw(retyped);
      expect(await mentioned()).toEqual(['malware one 3', 'malware one 11', 'ipv4 1.2.3.4 17']);
    });

    test('corrections hold again after the document has been read again, where it says the same', async () => {
      await understand();
      await store.corrections.add(mention(1, 'one', { removes: TOOL }));
      await store.corrections.add(translation(0, '吴海波', 'Wu Haibo'));
      await store.documents.begin(document);
      await store.documents.append(document.id, {
        passages: passagesOf(['给吴海涛发邮件', TEXTS[1] ?? '']),
        statements: [],
      });
      await store.documents.finish(document, '2', { ledger: [] });
      await understand();
      expect(await mentioned()).toEqual(['malware one 11', 'ipv4 1.2.3.4 17']);
      expect(await english()).toEqual([]);
      const holds = (await store.corrections.list({ document: document.id })).map(({ kind, holds }) => [kind, holds]);
      expect(holds).toEqual([
        ['mention', true],
        ['translation', false],
      ]);
    });

    test('what is nowhere in the case is set aside in all documents, in later ones too, until it is taken back', async () => {
      await understand();
      const collection = await addCollection(store, 'leak', 'more');
      const mentionsIn = async (name: string, text: string, at: number) => {
        const later = await addDocument(store, collection, name, [text]);
        await addMentions(store, later, [{ passage: 0, type: 'malware', raw: 'one', start: at, end: at + 3 }], []);
        return later;
      };
      const before = await mentionsIn('b.txt', 'no one', 3);
      await store.corrections.add({ ...mention(1, 'one', { removes: TOOL }), everywhere: true });
      const after = await mentionsIn('c.txt', 'any one', 4);
      const all = async () =>
        (await Promise.all([document, before, after].map(({ id }) => store.mentions.ofDocument(id)))).map(
          (found) => found.filter(({ type }) => type === 'malware').length,
        );
      expect(await all()).toEqual([0, 0, 0]);
      await understand();
      expect(await all()).toEqual([0, 0, 0]);
      store = await made.reopen();
      const [elsewhere] = await store.corrections.list({ document: after.id });
      expect(elsewhere).toMatchObject({ everywhere: true, holds: true });
      const mark = { stage: 'understand', version: '1' };
      expect(await store.stages.countDue(mark, {})).toBe(0);
      if (elsewhere) await withdraw(elsewhere);
      expect(await all()).toEqual([2, 1, 1]);
      expect(await store.stages.countDue(mark, {})).toBe(3);
      expect(await store.corrections.list({ document: after.id })).toEqual([]);
    });

    test('what is not there cannot be corrected or withdrawn', async () => {
      const right = translation(0, '吴海波', 'Wu Haibo');
      const unknown = { ...right, passage: passageId(document.id, 99) };
      for (const wrong of [unknown, { ...right, quote: '吴海' }, { ...right, start: 2 }]) {
        await expect(store.corrections.add(wrong)).rejects.toMatchObject({ code: 'not-found' });
      }
      await expect(withdraw(right)).rejects.toMatchObject({ code: 'not-found' });
      expect(await store.corrections.list({})).toEqual([]);
    });
  });
}

const byPlace = (one: string, other: string): number => Number(one.split(' ').at(-1)) - Number(other.split(' ').at(-1));
