/** What every extractor has to keep. A test calls `describeExtractor` with a factory and passages that it finds something in. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { StoredPassage } from '../model/passage.ts';
import type { EntityExtractor, Extraction } from './entity-extractor.ts';

export interface ExtractorCase {
  create(): Promise<EntityExtractor>;
  readonly passages: readonly StoredPassage[];
}

export function describeExtractor(name: string, { create, passages }: ExtractorCase): void {
  describe(`${name} as an extractor`, () => {
    let extractor: EntityExtractor;
    let found: Extraction;
    beforeAll(async () => {
      extractor = await create();
      found = await extractor.extract(passages);
    });

    test('has a name with a version, the method of all that it finds', () => {
      expect(extractor.name).toMatch(/^[a-z-]+\/\S+$/);
      for (const { method } of [...found.mentions, ...found.statements]) expect(method).toBe(extractor.name);
    });

    test('finds something, each mention the exact slice of a passage that it was given', () => {
      expect(found.mentions.length).toBeGreaterThan(0);
      const texts = new Map(passages.map(({ ordinal, text }) => [ordinal, text]));
      for (const { passage, start, end, raw, value, confidence } of found.mentions) {
        expect(texts.get(passage)?.slice(start, end)).toBe(raw);
        expect(end).toBeGreaterThan(start);
        expect(value).not.toBe('');
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
    });

    test('every statement cites a span that is there', () => {
      const texts = new Map(passages.map(({ ordinal, text }) => [ordinal, text]));
      for (const { evidence } of found.statements) {
        expect(evidence.length).toBeGreaterThan(0);
        for (const { passage, start, end } of evidence) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(texts.get(passage)?.length ?? -1);
        }
      }
    });

    test('finds the same again, and nothing in nothing', async () => {
      expect(await extractor.extract(passages)).toEqual(found);
      expect(await extractor.extract([])).toEqual({ mentions: [], statements: [] });
    });
  });
}
