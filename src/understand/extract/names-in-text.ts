/** People, organisations and places in running text, by the rules of its language; chat handles that a message addresses. */
import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import { loadLexiconNames } from './lexicon-names.ts';
import type { FoundName } from './name-mention.ts';
import { findEnglishNames } from './names-en.ts';
import { findRussianNames } from './names-ru.ts';
import { createChineseNames } from './names-zh.ts';

const METHOD = 'names/1';
const ADDRESSED = /@([\p{L}\p{N}_.-]{2,40})/gu;

/** Loads the Chinese words and the lexicon's names. Passages need their language. */
export async function createNameExtractor(): Promise<EntityExtractor> {
  const [chinese, russian] = await Promise.all([loadLexiconNames('zh'), loadLexiconNames('ru')]);
  const chineseNames = createChineseNames(chinese);

  function namesIn({ text, language, role }: StoredPassage): readonly FoundName[] {
    if (role === 'code' || role === 'strings') return [];
    if (language?.startsWith('zh')) return chineseNames.find(text);
    if (language === 'ru') return findRussianNames(text, russian);
    if (language === 'en') return findEnglishNames(text);
    return [];
  }

  return {
    name: METHOD,
    async extract(passages) {
      const handles = new Set(passages.flatMap(({ sender, recipients }) => [sender ?? '', ...(recipients ?? [])]));
      const mentions: Extraction['mentions'][number][] = [];
      for (const passage of passages) {
        const { text, ordinal } = passage;
        for (const { start, end, type, confidence, labels } of namesIn(passage)) {
          const raw = text.slice(start, end);
          const value = raw.replace(/\s+/g, ' ');
          mentions.push({
            passage: ordinal,
            start,
            end,
            type,
            value,
            raw,
            method: METHOD,
            confidence,
            labels: labels ?? [],
          });
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
