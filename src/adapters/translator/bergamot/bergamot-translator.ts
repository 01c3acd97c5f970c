/** Mozilla's translation models on this machine, run by Bergamot in a worker thread. */
import { ConverterFactory } from 'opencc-js/core';
import { to as simplifiedTo, from as traditionalFrom } from 'opencc-js/preset/t2cn';
import { TelltaleError } from '../../../errors.ts';
import type { Translator } from '../../../ports/translator.ts';
import { type BergamotEngine, createBergamotEngine } from './bergamot-engine.ts';
import type { InstalledModel } from './model-folder.ts';

/** Sentences of one call: enough for the engine's batches, few enough to try again one by one. */
const BATCH = 32;
const BASE_LIMIT = 30_000;
/** Ten times what the slowest model needs for a character. */
const LIMIT_PER_CHARACTER = 30;

/** One translator for each installed model, in the order of `models`. */
export function createBergamotTranslators(models: readonly InstalledModel[]): readonly Translator[] {
  return models.map((model) => createBergamotTranslator(model));
}

/** `engine` is for tests; a thread of the model otherwise. */
export function createBergamotTranslator(
  model: InstalledModel,
  engine: BergamotEngine = createBergamotEngine(model.files),
): Translator {
  const { from: source, to: target } = model;

  function supports(from: string, to: string): boolean {
    return baseOf(from) === baseOf(source) && baseOf(to) === baseOf(target);
  }

  /** Where a batch breaks the engine its halves are tried, down to the sentence that does. */
  async function translateBatch(texts: readonly string[]): Promise<readonly string[]> {
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    try {
      return await engine.run(texts, BASE_LIMIT + length * LIMIT_PER_CHARACTER);
    } catch (error) {
      if (texts.length > 1) {
        const half = Math.ceil(texts.length / 2);
        return [...(await translateBatch(texts.slice(0, half))), ...(await translateBatch(texts.slice(half)))];
      }
      // A model that cannot even start is no fault of the sentence.
      if ((await probe()) === false) throw error;
      return texts.map((text) => `[not translated: ${text}]`);
    }
  }

  async function probe(): Promise<boolean> {
    try {
      await engine.run(['a'], BASE_LIMIT);
      return true;
    } catch {
      // The caller reports the error that it already has.
      return false;
    }
  }

  return {
    name: `bergamot-${source}${target}-${model.architecture}/${model.version}`,
    kind: 'machine',
    remote: false,
    supports: async (from, to) => supports(from, to),
    async translate({ sentences, from, to }) {
      if (!supports(from, to)) {
        throw new TelltaleError(
          'translator-unsupported',
          `The model reads ${source} into ${target}, not ${from} into ${to}.`,
        );
      }
      const fold =
        from === 'zh-Hant' && baseOf(source) === 'zh' && !/hant/i.test(source) ? traditionalToSimplified : same;
      const translated: string[] = [];
      for (let first = 0; first < sentences.length; first += BATCH) {
        const texts = sentences.slice(first, first + BATCH).map((sentence) => toHtml(fold(sentence)));
        translated.push(...(await translateBatch(texts)).map(fromHtml));
      }
      return translated;
    },
    close: () => engine.close(),
  };
}

const same = (text: string): string => text;
let converter: ((text: string) => string) | undefined;
function traditionalToSimplified(text: string): string {
  const groups = [traditionalFrom.tw ?? [], simplifiedTo.cn ?? []] as const;
  converter ??= ConverterFactory(...groups.filter((group) => group.length > 0));
  return converter(text);
}

function baseOf(language: string): string {
  return language.split(/[-_]/)[0]?.toLowerCase() ?? language;
}

/** Masked spans as empty elements: the engine carries them along, whatever the vocabulary knows. */
function toHtml(sentence: string): string {
  return sentence
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/⟦(\d+)⟧/g, '<img id="$1">');
}

function fromHtml(text: string): string {
  return text
    .replace(/<img id="(\d+)">/g, '⟦$1⟧')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '&')
    .trim();
}
