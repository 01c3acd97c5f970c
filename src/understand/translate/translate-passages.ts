/** Translates the passages of a document: sentences cut, masked, translated once each by the first engine that can, restored. */
import { TelltaleError } from '../../errors.ts';
import type { StoredPassage } from '../../model/passage.ts';
import type { Translation, TranslationSegment } from '../../model/translation.ts';
import type { Translator } from '../../ports/translator.ts';
import { hasWords, type MaskedSentence, maskSentence, unmask } from './mask.ts';
import { splitSentences } from './split-sentences.ts';
import type { TermBase } from './term-base.ts';
import { createTranslationMemory, type TranslationMemory } from './translation-memory.ts';

export interface TranslateParts {
  /** In order of preference. An engine that rejects with `translator-unsupported` makes way for the next. */
  readonly translators: readonly Translator[];
  /** BCP 47. */
  readonly to: string;
  readonly termBase?: TermBase;
  /** Kept by the caller between calls: the same sentence is translated once. */
  readonly memory?: TranslationMemory;
}

interface Sentence extends MaskedSentence {
  readonly start: number;
  readonly end: number;
}

interface PreparedPassage {
  readonly passage: StoredPassage;
  readonly sentences: readonly Sentence[];
}

const CONTEXT_PASSAGES = 4;
/** Sentences that go to an engine in one call; between calls the context moves on. */
const BATCH = 64;

/**
 * Translations of those passages whose language is known, is not `to`, and that an engine can translate; the others
 * have none. Rejects with `translator-failed` where an engine that should can not.
 */
export async function translatePassages(
  passages: readonly StoredPassage[],
  parts: TranslateParts,
): Promise<readonly Translation[]> {
  const memory = parts.memory ?? createTranslationMemory();
  const byLanguage = new Map<string, PreparedPassage[]>();
  for (const passage of passages) {
    const language = passage.language ?? 'und';
    if (language === 'und' || sameLanguage(language, parts.to) || passage.role === 'code' || passage.role === 'strings')
      continue;
    const sentences = prepare(passage.text, language, parts.termBase);
    if (!sentences.some(({ text, values }) => hasWords(text) || values.length > 0)) continue;
    const group = byLanguage.get(language) ?? [];
    group.push({ passage, sentences });
    byLanguage.set(language, group);
  }
  const translations: Translation[] = [];
  for (const [language, group] of byLanguage) {
    translations.push(...(await translateGroup(language, group, parts, memory)));
  }
  return translations.sort((one, other) => one.ordinal - other.ordinal);
}

function prepare(text: string, language: string, termBase: TermBase | undefined): readonly Sentence[] {
  return splitSentences(text, language).map(({ start, end }) => {
    const sentence = text.slice(start, end);
    return { start, end, ...maskSentence(sentence, termBase?.find(sentence, language)) };
  });
}

async function translateGroup(
  from: string,
  group: readonly PreparedPassage[],
  { translators, to }: TranslateParts,
  memory: TranslationMemory,
): Promise<readonly Translation[]> {
  for (const translator of translators) {
    if (!(await translator.supports(from, to))) continue;
    try {
      const done = await translateSentences(translator, from, to, group, memory);
      return group.flatMap(({ passage, sentences }) => translationOf(translator, from, to, passage, sentences, done));
    } catch (caught) {
      if (!(caught instanceof TelltaleError && caught.code === 'translator-unsupported')) throw caught;
    }
  }
  return [];
}

/** Every distinct masked sentence of the group with its translation. */
async function translateSentences(
  translator: Translator,
  from: string,
  to: string,
  group: readonly PreparedPassage[],
  memory: TranslationMemory,
): Promise<ReadonlyMap<string, string>> {
  const key = { engine: translator.name, from, to };
  const done = new Map<string, string>();
  let waiting: string[] = [];
  let context: readonly string[] = [];
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const results = await translator.translate({ sentences: waiting, from, to, context });
    if (results.length !== waiting.length) {
      throw new TelltaleError(
        'translator-failed',
        `${translator.name} gave ${results.length} translations for ${waiting.length} sentences.`,
      );
    }
    for (const [index, sentence] of waiting.entries()) {
      const result = results[index] ?? '';
      done.set(sentence, result);
      memory.put(key, sentence, result);
    }
    waiting = [];
  };
  const asked = new Set<string>();
  for (const [at, { sentences }] of group.entries()) {
    for (const { text } of sentences) {
      if (asked.has(text) || !hasWords(text)) continue;
      asked.add(text);
      const remembered = memory.get(key, text);
      if (remembered !== undefined) done.set(text, remembered);
      else waiting.push(text);
    }
    if (waiting.length >= BATCH || at === group.length - 1) {
      await flush();
      context = group.slice(Math.max(0, at + 1 - CONTEXT_PASSAGES), at + 1).map(({ passage }) => passage.text);
    }
  }
  return done;
}

function translationOf(
  translator: Translator,
  from: string,
  to: string,
  passage: StoredPassage,
  sentences: readonly Sentence[],
  done: ReadonlyMap<string, string>,
): readonly Translation[] {
  if (!sentences.some(({ text }) => done.has(text))) return [];
  const segments: TranslationSegment[] = sentences.map(({ start, end, text, values }) => ({
    start,
    end,
    text: unmask(done.get(text) ?? text, values),
  }));
  return [{ ordinal: passage.ordinal, from, to, kind: translator.kind, engine: translator.name, segments }];
}

function sameLanguage(one: string, other: string): boolean {
  return one.split('-')[0] === other.split('-')[0];
}
