/** People, organisations and places in running text, by the rules of its language; chat handles that a message addresses. */
import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import { createChineseNames } from './names/chinese.ts';
import { createEnglishNames } from './names/english.ts';
import type { FoundName } from './names/found-name.ts';
import { loadGazetteer } from './names/gazetteer.ts';
import { loadLexiconNames } from './names/lexicon-names.ts';
import { createRussianNames } from './names/russian.ts';

const METHOD = 'names/2';
const ADDRESSED = /@([\p{L}\p{N}_.-]{2,40})/gu;

/** Loads the Chinese words and the lexicon's names. Passages need their language. */
export async function createNameExtractor(): Promise<EntityExtractor> {
  const [chinese, russian, chineseGazetteer, russianGazetteer, englishGazetteer] = await Promise.all([
    loadLexiconNames('zh'),
    loadLexiconNames('ru'),
    loadGazetteer('zh'),
    loadGazetteer('ru'),
    loadGazetteer('en'),
  ]);
  const chineseNames = createChineseNames(chinese, chineseGazetteer);
  const englishNames = createEnglishNames(englishGazetteer);
  const russianNames = createRussianNames(russian, russianGazetteer);

  function namesIn({ text, language, role }: StoredPassage): readonly FoundName[] {
    if (role === 'code' || role === 'strings') return [];
    if (language?.startsWith('zh')) return chineseNames.find(text);
    if (language === 'ru') return russianNames.find(text);
    if (language === 'en') return englishNames.find(text);
    return [];
  }

  return {
    name: METHOD,
    async extract(passages) {
      const handles = new Set(passages.flatMap(({ sender, recipients }) => [sender ?? '', ...(recipients ?? [])]));
      const mentions: Extraction['mentions'][number][] = [];
      const names = withKnownPeople(passages, passages.map(namesIn));
      for (const [index, passage] of passages.entries()) {
        const { text, ordinal } = passage;
        for (const { start, end, type, confidence, labels } of names[index] ?? []) {
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

/** A Chinese name met once that begins with a name of two characters met more often has taken in the word behind it. */
function withKnownPeople(
  passages: readonly StoredPassage[],
  names: readonly (readonly FoundName[])[],
): readonly (readonly FoundName[])[] {
  const counts = new Map<string, number>();
  const rawOf = (passage: number, { start, end }: FoundName): string => passages[passage]?.text.slice(start, end) ?? '';
  for (const [passage, found] of names.entries()) {
    for (const name of found) {
      if (name.type !== 'individual' || name.confidence < 0.5) continue;
      const raw = rawOf(passage, name);
      if (raw.length <= 3) counts.set(raw, (counts.get(raw) ?? 0) + 1);
    }
  }
  return names.map((found, passage) =>
    found.map((name) => {
      const raw = rawOf(passage, name);
      if (name.type !== 'individual' || !/^\p{Script=Han}{3}$/u.test(raw)) return name;
      const short = counts.get(raw.slice(0, 2)) ?? 0;
      return short >= 2 * (counts.get(raw) ?? 0) ? { ...name, end: name.end - 1 } : name;
    }),
  );
}
