/** What every search index has to keep. An adapter's test calls `describeSearchIndex` with the factory of its store. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection } from '../model/collection.ts';
import { passageId } from '../model/ids.ts';
import type { SearchHit } from './search-index.ts';
import type { Store } from './store.ts';
import {
  addCollection,
  addDocument,
  addMentions,
  type CreateStore,
  message,
  ONLY_CHUNK,
  type PassageText,
  type StoreUnderTest,
} from './store-contract-case.ts';

export function describeSearchIndex(name: string, create: CreateStore): void {
  describe(`${name} as a search index`, () => {
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
    const add = (texts: readonly PassageText[]): ReturnType<typeof addDocument> =>
      addDocument(store, leak, `document ${documents++}`, texts);
    /** Ordinals of the passages found, of a case with one document. */
    const find = async (text: string): Promise<number[]> => {
      const { hits, total } = await store.search.search({ text, limit: 100 });
      expect(hits).toHaveLength(total);
      return hits.map(({ passage }) => Number(passage.split('.')[1])).sort((a, b) => a - b);
    };

    test.each([
      ['邮', '客户的邮箱'],
      ['箱', '客户的邮箱'],
      ['邮箱', '客户的邮箱密码'],
      ['客户的邮箱', '客户的邮箱'],
      ['郵箱', '客户的邮箱'],
      ['邮箱', '客戶的郵箱'],
      ['数据库', '见数据\n库文件'],
      ['メール', '新しいメールです'],
      ['한국', '한국어 문서'],
      ['公司isoon', '安洵公司isoon员工'],
      ['ISOON', 'the isoon leak'],
      ['resume', 'his résumé'],
      ['résumé', 'his resume'],
      ['ABC', 'ＡＢＣ公司'],
      ['москва', 'МОСКВА'],
      ['й', 'й'],
      ['𠮷', '𠮷野家'],
      ["don't", 'don’t go'],
      ['گزارش کاري', 'گزارش کاری'],
      ['كتاب', 'کتاب‌ها و کتاب'],
      ['مدرسه', 'مدرســـة'],
      ['1403', 'سال ۱۴۰۳'],
      ['۱۴۰۳', 'سال ١٤٠٣'],
      ['state owned', 'state-owned'],
      ['state-owned', 'state owned'],
    ])('%s is found in %s', async (query, text) => {
      await add(['nothing of it', text]);
      expect(await find(query)).toEqual([1]);
    });

    test.each([
      ['74.120.172.10', 'at 74.120.172.10.'],
      ['74.120.172.10', 'at 74[.]120[.]172[.]10'],
      ['74[.]120[.]172[.]10', 'at 74.120.172.10:443'],
      ['120.172', '74.120.172.10'],
      ['mailnotes.online', 'hxxps://www[.]mailnotes[.]online/a'],
      ['mailnotes', 'mailnotes.online'],
      ['mailnotes.online', 'ann@mailnotes.online'],
      ['ann@mailnotes.online', 'ann[at]mailnotes(dot)online'],
      ['http://a.example/x', 'hxxp[:]//a[.]example/x'],
      ['CVE-2021-44228', 'see cve-2021-44228'],
      ['cve 2021', 'CVE-2021-44228'],
      ['d41d8cd98f00b204e9800998ecf8427e', 'md5 D41D8CD98F00B204E9800998ECF8427E'],
      ['10.0.0.*', '10.0.0.17'],
      ['a.example', '见A[.]EXAMPLE的'],
    ])('the indicator %s is found in %s', async (query, text) => {
      await add([text, 'mail notes online 74 120 172 10 a example']);
      expect(await find(query)).toEqual([0]);
    });

    test.each([
      ['server mail', [1]],
      ['server OR mail', [0, 1, 2]],
      ['server -mail', [0]],
      ['server NOT mail', [0]],
      ['mail AND server', [1]],
      ['"mail server"', [1]],
      ['"server mail"', []],
      ['serv*', [0, 1, 3]],
      ['-"mail server" mail', [2]],
      ['server OR mail box', [2]],
      ['邮箱 OR 服务器', [4]],
      ['邮箱 -服务器', [4]],
      ['"邮 箱"', []],
    ])('%s finds passages %j', async (query, expected) => {
      await add(['the server', 'mail server', 'mail box', 'services', '邮箱']);
      expect(await find(query)).toEqual(expected);
    });

    test.each(['"open', 'OR a', 'a OR', 'a OR OR b', 'NOT', '-a', '!!!', '', 'a OR NOT b'])(
      '%s cannot be understood',
      async (query) => {
        await expect(store.search.search({ text: query, limit: 1 })).rejects.toMatchObject({ code: 'query-syntax' });
      },
    );

    test('anything typed is either understood or refused', async () => {
      await add(['some "text" with a* (b) 邮箱 AND x:y']);
      const piece = fc.constantFrom(
        '"',
        '*',
        '-',
        'OR',
        'NOT',
        'AND',
        '(',
        ')',
        ':',
        '^',
        'a',
        '邮',
        ' ',
        'from:',
        "'",
        '.',
        '{',
        '+',
        'NEAR',
        '\0',
      );
      const typed = fc.oneof(
        fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
        fc.string({ unit: 'binary', maxLength: 12 }),
      );
      await fc.assert(
        fc.asyncProperty(typed, async (text) => {
          await store.search.search({ text, limit: 5 }).catch((caught: unknown) => {
            expect(caught).toMatchObject({ code: 'query-syntax' });
          });
        }),
        { numRuns: 300 },
      );
    });

    test('any one to four Han characters of a passage find it, and the hit is exactly them', async () => {
      const han = fc.integer({ min: 0, max: 20_900 }).map((offset) => String.fromCodePoint(0x4e00 + offset));
      const wide = fc.integer({ min: 0, max: 0x1ff }).map((offset) => String.fromCodePoint(0x2a700 + offset));
      const character = fc.oneof(
        { weight: 8, arbitrary: han },
        { weight: 1, arbitrary: wide },
        { weight: 1, arbitrary: fc.constantFrom('，', 'a', ' ', '1') },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(character, { minLength: 1, maxLength: 30 }),
          fc.nat(),
          fc.integer({ min: 1, max: 4 }),
          async (text, at, length) => {
            const from = at % text.length;
            const wanted = text.slice(from, from + length).join('');
            fc.pre(/^\p{Script=Han}+$/u.test(wanted));
            const document = await add([text.join('')]);
            const { hits } = await store.search.search({ text: `"${wanted}"`, document: document.id, limit: 2 });
            expect(hits).toHaveLength(1);
            const marked = hits[0]?.hits.map(([start, end]) => hits[0]?.snippet.slice(start, end)).join(' ');
            expect(marked).toContain(wanted);
          },
        ),
        { numRuns: 120 },
      );
    });

    test('narrows by kind, language, sender, role, collection and document', async () => {
      const chat = await addDocument(
        store,
        leak,
        'chat',
        [message('Ann', ['bob'], 'word one'), message('bob', ['Ann'], 'word two')],
        { about: { kind: 'chat' } },
      );
      const other = await addDocument(store, await addCollection(store, 'reference', 'public'), 'text', ['word three']);
      const languages = [
        { ordinal: 0, language: 'zh-Hans' },
        { ordinal: 1, language: 'en' },
      ];
      await store.documents.putUnderstanding(
        chat.id,
        { stage: 'understand', version: '1' },
        { languages, mentions: [], statements: [] },
        ONLY_CHUNK,
      );
      const totals = async (queries: readonly string[]): Promise<number[]> =>
        Promise.all(queries.map(async (text) => (await store.search.search({ text, limit: 1 })).total));
      expect(
        await totals([
          'word',
          'word type:chat',
          'word lang:zh',
          'word lang:zh-hans',
          'word lang:z',
          'word from:ann',
          'word from:nobody',
        ]),
      ).toEqual([3, 2, 1, 1, 0, 1, 0]);
      expect(
        await totals(['word in:leak', 'word in:reference', 'word in:"the leak"', 'from:bob', 'type:chat -two word']),
      ).toEqual([2, 1, 2, 1, 1]);
      const narrowed = { text: 'word', limit: 9 };
      expect((await store.search.search({ ...narrowed, role: 'reference' })).hits).toMatchObject([
        { document: other.id },
      ]);
      expect((await store.search.search({ ...narrowed, collection: leak.id })).total).toBe(2);
      expect((await store.search.search({ ...narrowed, document: other.id })).total).toBe(1);
      expect((await store.search.search({ text: 'word in:leak', role: 'reference', limit: 9 })).total).toBe(0);
      expect(await store.search.facets({ text: 'word' })).toMatchObject({
        collections: [{ value: leak.id, passages: 2 }, { passages: 1 }],
        kinds: [
          { value: 'chat', passages: 2 },
          { value: 'text', passages: 1 },
        ],
        languages: [{ value: 'en' }, { value: 'und' }, { value: 'zh-Hans' }],
        senders: [
          { value: 'Ann', passages: 1 },
          { value: 'bob', passages: 1 },
        ],
        months: [],
      });
    });

    test('finds a translation, says so, and shows both layers', async () => {
      const document = await add(['客户的邮箱密码']);
      const segments = [
        { start: 0, end: 2, text: 'The customer' },
        { start: 2, end: 7, text: 'mailbox password' },
      ];
      const translation = { ordinal: 0, from: 'zh', to: 'en', kind: 'machine', engine: 'e/1', segments } as const;
      const stage = { stage: 'translate', version: '1' };
      await store.documents.putTranslations(document.id, stage, [translation], ONLY_CHUNK);
      const { hits, total } = await store.search.search({ text: 'mailbox', limit: 9 });
      expect(total).toBe(1);
      expect(hits[0]).toMatchObject({
        passage: passageId(document.id, 0),
        matched: 'translation',
        snippet: '客户的邮箱密码',
        hits: [],
      });
      expect(markedIn(hits[0]?.translation ?? '', hits[0]?.translationHits)).toEqual(['mailbox']);
      const original = await store.search.search({ text: '邮箱', limit: 9 });
      expect(original.hits).toMatchObject([
        { matched: 'original', translation: 'The customer mailbox password', translationHits: [] },
      ]);
      expect((await store.search.search({ text: '邮箱 OR mailbox', limit: 9 })).total).toBe(1);
      await store.documents.putTranslations(document.id, stage, [], ONLY_CHUNK);
      expect((await store.search.search({ text: 'mailbox', limit: 9 })).total).toBe(0);
    });

    test.each(['wu haibo', 'wuhaibo', 'Wu Hai Bo', 'haibo', '"wu haibo"', 'wuhai*', 'haibo -contract'])(
      '%s finds 吴海波, and shows where he stands',
      async (query) => {
        const document = await add(['给吴海波发邮件', 'wu 海波 contract', '五海波']);
        await addMentions(store, document, [{ passage: 0, type: 'individual', raw: '吴海波' }]);
        const { hits } = await store.search.search({ text: query, limit: 9 });
        expect(hits.map(({ passage }) => passage)).toEqual([passageId(document.id, 0)]);
        expect(markedIn(hits[0]?.snippet ?? '', hits[0]?.hits)).toEqual(['吴海波']);
        expect((await store.search.search({ text: query, limit: 9 })).words).toEqual(['吴海波']);
        expect((await store.search.search({ text: '"haibo contract"', limit: 9 })).total).toBe(0);
      },
    );

    test('a name is found by its spelling beside words of a translation, and no longer once it is none', async () => {
      const document = await add(['给吴海波发邮件']);
      const mention = { passage: 0, type: 'individual', raw: '吴海波' } as const;
      await addMentions(store, document, [mention]);
      const segments = [{ start: 0, end: 7, text: 'send a mail' }];
      const translation = { ordinal: 0, from: 'zh', to: 'en', kind: 'machine', engine: 'e/1', segments } as const;
      const stage = { stage: 'translate', version: '1' };
      await store.documents.putTranslations(document.id, stage, [translation], ONLY_CHUNK);
      expect(await find('mail wuhaibo')).toEqual([0]);
      await addMentions(store, document, []);
      expect(await find('wuhaibo')).toEqual([]);
      expect(await find('mail')).toEqual([0]);
      await addMentions(store, document, [mention]);
      await store.corrections.add({
        kind: 'mention',
        id: 'correction-1',
        passage: passageId(document.id, 0),
        start: 1,
        end: 4,
        quote: '吴海波',
        removes: { type: 'individual', value: '吴海波' },
        adds: { type: 'individual', value: '吴海' },
        author: 'ann',
        time: '2026-01-01T00:00:00Z',
      });
      expect(await find('wuhaibo')).toEqual([]);
      expect(await find('wuhai')).toEqual([0]);
    });

    test('words are also found by the terms that the term base renders so', async () => {
      await add(['上了远控', '一个木马', 'a remote desktop', 'стоит ратник', '遠控']);
      let count = 0;
      const put = (term: string, rendering: string | null, language = 'zh') =>
        store.terms.change([
          { id: `term-${++count}`, batch: 'b', term, rendering, language, to: 'en', author: 'ann', time: '2026-01-01' },
        ]);
      expect(await find('remote')).toEqual([2]);
      await put('远控', 'remote access trojan (RAT)');
      await put('木马', 'trojan; trojan horse');
      await put('ратник', 'RAT', 'ru');
      expect(await find('remote access trojan')).toEqual([0, 4]);
      expect(await find('the remote access trojans')).toEqual([]);
      expect(await find('remote access trojans')).toEqual([0, 4]);
      expect(await find('rat')).toEqual([0, 3, 4]);
      expect(await find('trojan')).toEqual([1]);
      expect(await find('"rat"')).toEqual([]);
      expect(await find('rat -远控')).toEqual([3]);
      const { words } = await store.search.search({ text: 'rat', limit: 9 });
      expect([...words].sort()).toEqual(['ратник', '远控', '遠控'].sort());
      const { hits } = await store.search.search({ text: 'rat', limit: 1 });
      expect(markedIn(hits[0]?.snippet ?? '', hits[0]?.hits)).toHaveLength(1);
      await put('远控', null);
      expect(await find('remote access trojan')).toEqual([]);
    });

    test('words are found in their other forms, after those that stand as written', async () => {
      const long = 'some other words that make this passage longer than the rest of them are, so that it ranks lower';
      await add(['contracts contracts contracts', `a contract and ${long}`, 'contracting', 'по договорам', 'news']);
      const { hits } = await store.search.search({ text: 'contract', limit: 1 });
      expect(hits[0]?.passage).toMatch(/\.1$/);
      expect(await find('contract')).toEqual([0, 1, 2]);
      expect(await find('"contract"')).toEqual([1]);
      expect(await find('договор')).toEqual([3]);
      expect(await find('new')).toEqual([]);
      expect((await store.search.facets({ text: 'contract' })).kinds).toEqual([{ value: 'text', passages: 3 }]);
    });

    test('cuts a snippet around the hit, at whole characters', async () => {
      await add([`${'𠮷'.repeat(500)}服务器${'𠮷'.repeat(500)}`]);
      const { hits } = await store.search.search({ text: '服务器', limit: 1 });
      const snippet = hits[0]?.snippet ?? '';
      expect(snippet.length).toBeLessThan(300);
      expect(snippet.isWellFormed()).toBe(true);
      expect(markedIn(snippet, hits[0]?.hits)).toEqual(['服务器']);
    });

    test('pages hold each hit once, best first, and an export holds them all', async () => {
      const texts = Array.from({ length: 25 }, (_, n) => `word ${'filler '.repeat(n % 5)}`);
      await add(texts);
      await add(texts);
      const paged: SearchHit[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<Store['search']['search']>> = await store.search.search({
          text: 'word',
          limit: 7,
          ...(cursor ? { cursor } : {}),
        });
        expect(page.total).toBe(50);
        paged.push(...page.hits);
        cursor = page.cursor;
      } while (cursor !== null);
      expect(new Set(paged.map(({ passage }) => passage)).size).toBe(50);
      expect(paged.map(({ score }) => score)).toEqual(paged.map(({ score }) => score).sort((a, b) => b - a));
      const exported: SearchHit[] = [];
      for await (const hit of store.search.all({ text: 'word' })) exported.push(hit);
      expect(exported).toEqual(paged);
      await expect(store.search.search({ text: 'word', limit: 1, cursor: 'x' })).rejects.toMatchObject({
        code: 'usage',
      });
    });

    test('keeps searches by name', async () => {
      const saved = { name: 'mail', text: '邮箱 OR mail', role: 'leak' } as const;
      await store.search.saved.put({ ...saved, text: 'old' });
      await store.search.saved.put(saved);
      await expect(store.search.saved.put({ name: 'wrong', text: '"' })).rejects.toMatchObject({
        code: 'query-syntax',
      });
      const again = await made.reopen();
      expect(await again.search.saved.list()).toEqual([saved]);
      await again.search.saved.remove('mail');
      expect(await again.search.saved.list()).toEqual([]);
    });
  });
}

function markedIn(text: string, hits: SearchHit['hits'] = []): string[] {
  return hits.map(([start, end]) => text.slice(start, end));
}
