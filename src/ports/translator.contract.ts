/** What every translator has to keep. An adapter's test calls `describeTranslator` with a factory. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Translator } from './translator.ts';

export interface TranslatorCase {
  create(): Promise<Translator>;
  /** A pair that the engine can do, with sentences that may hold placeholders. */
  readonly supported: { readonly from: string; readonly to: string; readonly sentences: readonly string[] };
  /** A pair that it cannot. */
  readonly unsupported: { readonly from: string; readonly to: string };
}

export function describeTranslator(name: string, { create, supported, unsupported }: TranslatorCase): void {
  describe(`${name} as a translator`, () => {
    let translator: Translator;
    beforeAll(async () => {
      translator = await create();
    });
    afterAll(() => translator.close());

    test('has a name with a version and a kind', () => {
      expect(translator.name).toMatch(/^[\w.:@-]+\/[\w.:@/-]+$/);
      expect(['gloss', 'machine']).toContain(translator.kind);
    });

    test('knows what it supports', async () => {
      expect(await translator.supports(supported.from, supported.to)).toBe(true);
      expect(await translator.supports(unsupported.from, unsupported.to)).toBe(false);
    });

    test('gives one translation for each sentence, in order, the same each time', async () => {
      const first = await translator.translate(supported);
      expect(first).toHaveLength(supported.sentences.length);
      for (const translation of first) expect(translation?.trim()).toMatch(/./);
      const reversed = await translator.translate({ ...supported, sentences: [...supported.sentences].reverse() });
      expect([...reversed].reverse()).toEqual(first);
    });

    test('no sentences give no translations', async () => {
      expect(await translator.translate({ ...supported, sentences: [] })).toEqual([]);
    });

    test('placeholders come back', async () => {
      const translations = await translator.translate(supported);
      for (const [index, sentence] of supported.sentences.entries()) {
        for (const placeholder of sentence.match(/⟦\d+⟧/g) ?? []) expect(translations[index]).toContain(placeholder);
      }
    });

    test('a pair that it cannot do is rejected as unsupported', async () => {
      await expect(translator.translate({ ...unsupported, sentences: ['a'] })).rejects.toMatchObject({
        code: 'translator-unsupported',
      });
    });
  });
}
