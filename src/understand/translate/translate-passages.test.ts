/** Passages through engines: order, fallback, memory, masking, term base. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TelltaleError } from '../../errors.ts';
import type { StoredPassage } from '../../model/passage.ts';
import type { Translator } from '../../ports/translator.ts';
import { maskSentence } from './mask.ts';
import { createTermBase } from './term-base.ts';
import { translatePassages } from './translate-passages.ts';
import { createTranslationMemory } from './translation-memory.ts';

function passage(ordinal: number, text: string, language: string): StoredPassage {
  return {
    ordinal,
    role: 'message',
    text,
    language,
    position: { kind: 'message', index: ordinal },
    id: `doc-0000000000000000.${ordinal}`,
    document: 'doc-0000000000000000',
    collection: 'col-leak',
  };
}

function engine(name: string, answer: (sentence: string) => string, from = 'zh'): Translator & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    name,
    kind: 'machine',
    remote: false,
    supports: async (language) => language.startsWith(from),
    async translate({ sentences }) {
      asked.push(...sentences);
      return sentences.map(answer);
    },
    async close() {},
  };
}

const shout = (sentence: string): string => `EN(${sentence})`;

test('each sentence once, spans of the original, indicators restored', async () => {
  const machine = engine('machine/1', shout);
  const text = '发你了。地址1.2.3.4。';
  const [first, second] = await translatePassages([passage(3, text, 'zh-Hans'), passage(4, '发你了。', 'zh-Hans')], {
    translators: [machine],
    to: 'en',
  });
  expect(machine.asked).toEqual(['发你了。', '地址⟦0⟧。']);
  expect(first).toMatchObject({ ordinal: 3, from: 'zh-Hans', to: 'en', kind: 'machine', engine: 'machine/1' });
  expect(first?.segments.map((segment) => segment.text)).toEqual(['EN(发你了。)', 'EN(地址1.2.3.4。)']);
  expect(first?.segments.map(({ start, end }) => text.slice(start, end))).toEqual(['发你了。', '地址1.2.3.4。']);
  expect(second?.ordinal).toBe(4);
});

test('an engine that cannot makes way for the next; any other failure does not', async () => {
  const unsupported: Translator = {
    ...engine('first/1', shout),
    translate: () => Promise.reject(new TelltaleError('translator-unsupported', 'no model')),
  };
  const passages = [passage(0, '你好', 'zh-Hans')];
  const [done] = await translatePassages(passages, { translators: [unsupported, engine('next/1', shout)], to: 'en' });
  expect(done?.engine).toBe('next/1');
  const broken: Translator = {
    ...engine('broken/1', shout),
    translate: () => Promise.reject(new TelltaleError('translator-failed', 'down')),
  };
  await expect(
    translatePassages(passages, { translators: [broken, engine('next/1', shout)], to: 'en' }),
  ).rejects.toMatchObject({ code: 'translator-failed' });
});

test('what no engine reads, what is in the language already and what is unknown stay without a translation', async () => {
  const passages = [
    passage(0, 'привет', 'ru'),
    passage(1, 'hello', 'en'),
    passage(2, '?', 'und'),
    passage(3, '[OK]', 'zh'),
  ];
  expect(await translatePassages(passages, { translators: [engine('m/1', shout)], to: 'en' })).toEqual([]);
});

test('the memory spares the engine, and only for the same engine', async () => {
  const memory = createTranslationMemory();
  const first = engine('m/1', shout);
  const passages = [passage(0, '你好', 'zh-Hans')];
  await translatePassages(passages, { translators: [first], to: 'en', memory });
  await translatePassages(passages, { translators: [first], to: 'en', memory });
  expect(first.asked).toEqual(['你好']);
  const other = engine('m/2', shout);
  await translatePassages(passages, { translators: [other], to: 'en', memory });
  expect(other.asked).toEqual(['你好']);
});

test('the term base holds for any engine', async () => {
  const termBase = createTermBase([{ term: '安洵', rendering: 'i-SOON', language: 'zh', to: 'en' }]);
  const [done] = await translatePassages([passage(0, '安洵的人', 'zh-Hans')], {
    translators: [engine('m/1', (sentence) => sentence.replace('的人', ' people'))],
    to: 'en',
    termBase,
  });
  expect(done?.segments[0]?.text).toBe('i-SOON people');
  const [alone] = await translatePassages([passage(1, '安洵', 'zh-Hans')], {
    translators: [engine('m/1', shout)],
    to: 'en',
    termBase,
  });
  expect(alone?.segments[0]?.text).toBe('i-SOON');
});

test('only some passages are translated, with those before them as context', async () => {
  const asked: unknown[] = [];
  const listening: Translator = {
    ...engine('m/1', shout),
    async translate({ sentences, context }) {
      asked.push({ sentences, context });
      return sentences.map(shout);
    },
  };
  const passages = [
    { ...passage(7, '上次\n说的', 'zh-Hans'), sender: 'ann' },
    passage(8, 'ok', 'en'),
    { ...passage(9, 'x = 1', 'und'), role: 'code' as const },
    passage(10, '发你了', 'zh-Hans'),
  ];
  const done = await translatePassages(passages, { translators: [listening], to: 'en', only: new Set([10]) });
  expect(done.map(({ ordinal }) => ordinal)).toEqual([10]);
  expect(asked).toEqual([{ sentences: ['发你了'], context: ['ann: 上次 说的', 'ok'] }]);
});

test('property: whatever a sentence is made of, terms are rendered and everything masked is as it was', async () => {
  const PROTECTED = [
    'hxxp://a[.]example/x',
    '10.1.2[.]3',
    'user@example.org',
    '[捂脸]',
    '`rm -rf /`',
    'CVE-2021-44228',
    '136.8',
  ];
  const TERMS = [
    { term: '安洵', rendering: 'i-SOON' },
    { term: 'C段', rendering: 'class C net' },
    { term: '公安', rendering: '⟦police⟧' },
    { term: '公安部', rendering: 'MPS 1' },
  ].map((term) => ({ ...term, language: 'zh', to: 'en' }));
  const piece = fc.oneof(
    fc.constantFrom(...PROTECTED, ...TERMS.map(({ term }) => term)),
    fc.constantFrom('好', '的人，', '。', ' ', '他说', '\n'),
  );
  const termBase = createTermBase(TERMS);
  /** Keeps the placeholders, in another order, and loses the words. */
  const shuffling = engine('m/1', (sentence) => (sentence.match(/⟦\d+⟧/g) ?? []).reverse().join(' w '));
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const text = pieces.join('');
      const [done] = await translatePassages([passage(0, text, 'zh-Hans')], {
        translators: [shuffling],
        to: 'en',
        termBase,
      });
      const translated = done?.segments.map((segment) => segment.text).join(' ') ?? '';
      for (const { start, end, text: said } of done?.segments ?? []) {
        const sentence = text.slice(start, end);
        for (const { rendering } of termBase.find(sentence, 'zh')) expect(said).toContain(rendering);
        for (const value of maskSentence(sentence).values) expect(said).toContain(value);
      }
      expect(translated).not.toMatch(/⟦\d+⟧/);
    }),
    { numRuns: 200 },
  );
});
