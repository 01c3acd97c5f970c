/** Translates the passages of a document: sentences cut, masked, translated once each by the first engine that can, restored. */
import { TelltaleError } from '../../errors.ts';
import type { StoredPassage } from '../../model/passage.ts';
import { isForeign } from '../../model/term.ts';
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
  /** Ordinals to translate; the others are there to be read before them. All if left out. */
  readonly only?: ReadonlySet<number>;
  /** Told when an engine lets one wait, in a sentence. */
  readonly onWait?: (message: string) => void;
  /** Kept by the caller between calls: the same sentence is translated once. */
  readonly memory?: TranslationMemory;
}

interface Sentence extends MaskedSentence {
  readonly start: number;
  readonly end: number;
  /** The term base renders a part of it. */
  readonly hasTerm: boolean;
}

interface PreparedPassage {
  readonly passage: StoredPassage;
  /** Where it stands among the passages that were given. */
  readonly at: number;
  readonly sentences: readonly Sentence[];
}

const CONTEXT_PASSAGES = 4;
/** UTF-16 units of one passage of context. */
const CONTEXT_LENGTH = 300;
/** Sentences that go to an engine in one call; between calls the context moves on. */
const BATCH = 64;

/**
 * Translations of those passages whose language is known, is not `to`, and that an engine can translate; the others
 * have none. A passage of which an engine translated no sentence goes to the next one. Rejects with `translator-failed`
 * where an engine that should can not, with `engine-unavailable` where it cannot now.
 */
export async function translatePassages(
  passages: readonly StoredPassage[],
  parts: TranslateParts,
): Promise<readonly Translation[]> {
  const memory = parts.memory ?? createTranslationMemory();
  const byLanguage = new Map<string, PreparedPassage[]>();
  for (const [at, passage] of passages.entries()) {
    if (!isProse(passage) || parts.only?.has(passage.ordinal) === false) continue;
    const language = passage.language ?? 'und';
    if (!isForeign(language, parts.to)) continue;
    const sentences = prepare(passage.text, language, parts.termBase);
    if (!sentences.some(({ text, hasTerm }) => hasTerm || hasWords(text))) continue;
    const group = byLanguage.get(language) ?? [];
    group.push({ passage, at, sentences });
    byLanguage.set(language, group);
  }
  const contextBefore = (at: number): readonly string[] => {
    const before: string[] = [];
    for (let back = at - 1; back >= 0 && before.length < CONTEXT_PASSAGES; back--) {
      const passage = passages[back];
      if (passage && isProse(passage) && passage.text.trim() !== '') before.unshift(lineOf(passage));
    }
    return before;
  };
  const translations: Translation[] = [];
  const asked = new Set<string>();
  for (const [language, group] of byLanguage) {
    translations.push(...(await translateGroup(language, group, parts, memory, contextBefore, asked)));
  }
  if (translations.length === 0 && asked.size > 0)
    throw new TelltaleError(
      'translator-failed',
      `${[...asked].join(', ')}: not one sentence was translated; the next run tries again.`,
    );
  return translations.sort((one, other) => one.ordinal - other.ordinal);
}

const isProse = ({ role }: StoredPassage): boolean => role !== 'code' && role !== 'strings';

/** A passage as one line of a conversation. */
function lineOf({ sender, text }: StoredPassage): string {
  const said = text.replace(/\s+/g, ' ').trim().slice(0, CONTEXT_LENGTH);
  return sender ? `${sender}: ${said}` : said;
}

function prepare(text: string, language: string, termBase: TermBase | undefined): readonly Sentence[] {
  return splitSentences(text, language).map(({ start, end }) => {
    const sentence = text.slice(start, end);
    const terms = termBase?.find(sentence, language) ?? [];
    return { start, end, hasTerm: terms.length > 0, ...maskSentence(sentence, terms) };
  });
}

async function translateGroup(
  from: string,
  group: readonly PreparedPassage[],
  { translators, to, onWait }: TranslateParts,
  memory: TranslationMemory,
  contextBefore: (at: number) => readonly string[],
  asked: Set<string>,
): Promise<readonly Translation[]> {
  const translations: Translation[] = [];
  let left = group;
  for (const translator of translators) {
    if (left.length === 0) break;
    if (!(await translator.supports(from, to))) continue;
    try {
      const done = await translateSentences(
        translator,
        { from, to, ...(onWait ? { onWait } : {}) },
        left,
        memory,
        contextBefore,
      );
      const translated = left.map((each) => translationOf(translator, from, to, each.passage, each.sentences, done));
      left = left.filter((_, at) => translated[at]?.length === 0);
      translations.push(...translated.flat());
      asked.add(translator.name);
    } catch (caught) {
      if (!(caught instanceof TelltaleError && caught.code === 'translator-unsupported')) throw caught;
    }
  }
  return translations;
}

/** Every distinct masked sentence of the group with its translation. */
async function translateSentences(
  translator: Translator,
  pair: { readonly from: string; readonly to: string; readonly onWait?: (message: string) => void },
  group: readonly PreparedPassage[],
  memory: TranslationMemory,
  contextBefore: (at: number) => readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const key = { engine: translator.name, from: pair.from, to: pair.to };
  const done = new Map<string, string>();
  let waiting: string[] = [];
  let firstWaiting = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const results = await translator.translate({
      sentences: waiting,
      ...pair,
      context: contextBefore(firstWaiting),
    });
    if (results.length !== waiting.length) {
      throw new TelltaleError(
        'translator-failed',
        `${translator.name} gave ${results.length} translations for ${waiting.length} sentences.`,
      );
    }
    for (const [index, sentence] of waiting.entries()) {
      const result = results[index];
      if (result === undefined) continue;
      done.set(sentence, result);
      memory.put(key, sentence, result);
    }
    waiting = [];
  };
  const asked = new Set<string>();
  for (const { at, sentences } of group) {
    for (const { text } of sentences) {
      if (asked.has(text) || !hasWords(text)) continue;
      asked.add(text);
      const remembered = memory.get(key, text);
      if (remembered !== undefined) done.set(text, remembered);
      else {
        if (waiting.length === 0) firstWaiting = at;
        waiting.push(text);
      }
    }
    if (waiting.length >= BATCH) await flush();
  }
  await flush();
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
  if (!sentences.some(({ text, hasTerm }) => hasTerm || done.has(text))) return [];
  const segments: TranslationSegment[] = sentences.map(({ start, end, text, values }) => ({
    start,
    end,
    text: unmask(done.get(text) ?? text, values),
  }));
  return [{ ordinal: passage.ordinal, from, to, kind: translator.kind, engine: translator.name, segments }];
}
