/** Turns passages of one document into what they mean: languages, indicators, names and roles. */
import type { PassageLanguage, StoredPassage } from '../model/passage.ts';
import type { AboutDocument, EntityExtractor } from '../ports/entity-extractor.ts';
import type { Understanding } from '../ports/store.ts';
import { defaultExtractors } from './extract/extractors.ts';
import { createLanguageDetector, type LanguageDetector } from './language/create-language-detector.ts';
import { scan } from './scan/scan.ts';

export interface Understander {
  /**
   * Passages are consecutive ones of one document. `indicators` leaves out names and roles: structured records state
   * theirs themselves.
   */
  understand(
    passages: readonly StoredPassage[],
    depth?: 'full' | 'indicators',
    about?: AboutDocument,
  ): Promise<Understanding>;
}

export interface UnderstanderParts {
  readonly languages?: LanguageDetector;
  /** In the order in which they run; see `extract/extractors.ts`. */
  readonly extractors?: readonly EntityExtractor[];
}

type PassageMention = Understanding['mentions'][number];

/** Loads the language model once, and the word lists when a text first needs them; what it makes is for many documents. */
export async function createUnderstander(parts: UnderstanderParts = {}): Promise<Understander> {
  const languages = parts.languages ?? (await createLanguageDetector());
  let extractors = parts.extractors;

  return {
    async understand(passages, depth = 'full', about = undefined) {
      const known = languagesOf(passages, languages);
      const withLanguage = passages.map((passage, index) => {
        const language = known[index]?.language;
        return language === undefined ? passage : { ...passage, language };
      });
      const mentions: PassageMention[] = [];
      const statements: Understanding['statements'][number][] = [];
      for (const passage of passages) {
        const recognised = passage.ocrConfidence !== undefined;
        for (const { start: from, end } of passage.free ?? [{ start: 0, end: passage.text.length }]) {
          for (const mention of scan(passage.text.slice(from, end), { recognised }))
            mentions.push({
              ...mention,
              start: from + mention.start,
              end: from + mention.end,
              passage: passage.ordinal,
            });
        }
      }
      if (depth === 'full') extractors ??= await defaultExtractors();
      for (const extractor of depth === 'full' ? (extractors ?? []) : []) {
        const found = await extractor.extract(withLanguage, about);
        mentions.push(...found.mentions);
        statements.push(...found.statements);
      }
      const once = withoutRepeats(mentions);
      once.sort((one, other) => one.passage - other.passage || one.start - other.start || other.end - one.end);
      return { languages: known, mentions: once, statements };
    },
  };
}

/** The same thing found twice at one place, by a table's header and by the rules of names, is one mention: the surer one, with both labels. */
function withoutRepeats(mentions: readonly PassageMention[]): PassageMention[] {
  const found = new Map<string, PassageMention>();
  for (const mention of mentions) {
    const key = `${mention.passage} ${mention.start} ${mention.end} ${mention.type} ${mention.value}`;
    const other = found.get(key);
    if (other === undefined) {
      found.set(key, mention);
      continue;
    }
    const surer = mention.confidence > other.confidence ? mention : other;
    found.set(key, { ...surer, labels: [...new Set([...other.labels, ...mention.labels])] });
  }
  return [...found.values()];
}

/** What a record states by its fields is in no language. */
const freeText = ({ text, free }: StoredPassage): string =>
  free ? free.map(({ start, end }) => text.slice(start, end)).join(' ') : text;

/** Han text that both scripts write alike takes the script of the passages around it; Simplified where there is none. */
function languagesOf(passages: readonly StoredPassage[], detector: LanguageDetector): readonly PassageLanguage[] {
  const found = passages.map((passage) => ({ ordinal: passage.ordinal, language: detector.detect(freeText(passage)) }));
  const simplified = found.filter(({ language }) => language === 'zh-Hans').length;
  const traditional = found.filter(({ language }) => language === 'zh-Hant').length;
  const chinese = traditional > simplified ? 'zh-Hant' : 'zh-Hans';
  return found.map((passage) => (passage.language === 'zh' ? { ...passage, language: chinese } : passage));
}
