/** People, organisations, places and products in running text as mentions; chat handles that a message addresses. */
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import type { NameFinder } from './names/name-finder.ts';

const METHOD = 'names/2';
const ADDRESSED = /@([\p{L}\p{N}_.-]{2,40})/gu;

export function createNameExtractor(finder: NameFinder): EntityExtractor {
  return {
    name: METHOD,
    async extract(passages) {
      const handles = new Set(passages.flatMap(({ sender, recipients }) => [sender ?? '', ...(recipients ?? [])]));
      const mentions: Extraction['mentions'][number][] = [];
      const names = finder.find(passages);
      for (const [index, { text, ordinal }] of passages.entries()) {
        for (const { start, end, type, confidence, labels = [], value: known } of names[index] ?? []) {
          const raw = text.slice(start, end);
          const value = known ?? raw.replace(/\s+/g, ' ');
          mentions.push({ passage: ordinal, start, end, type, value, raw, method: METHOD, confidence, labels });
        }
        for (const match of text.matchAll(ADDRESSED)) {
          const handle = match[1] ?? '';
          if (!handles.has(handle)) continue;
          const start = match.index + 1;
          const end = start + handle.length;
          mentions.push({
            passage: ordinal,
            start,
            end,
            type: 'handle',
            value: handle,
            raw: handle,
            method: METHOD,
            confidence: 0.9,
            labels: [],
          });
        }
      }
      return { mentions, statements: [] };
    },
  };
}
