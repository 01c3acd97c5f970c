/** A LibreTranslate server: `GET /languages`, `POST /translate`. Text leaves this machine unless the server is on it. */
import { TelltaleError } from '../../../errors.ts';
import type { Translator } from '../../../ports/translator.ts';
import { NETWORK, type RequestEffects, requestJson } from '../../http/json-request.ts';
import { translateInParts } from '../translate-in-parts.ts';

export interface LibreTranslateSettings {
  /** `https://translate.example.org`, without a path. */
  readonly url: string;
  readonly apiKey?: string;
  /** Milliseconds for one request; 60,000 if left out. */
  readonly timeLimit?: number;
}

interface ServerLanguage {
  readonly code: string;
  readonly targets?: readonly string[];
}

/** The server limits characters and sentences of a request; small batches pass everywhere. */
const BATCH = 25;

export function createLibreTranslateTranslator(
  settings: LibreTranslateSettings,
  effects: RequestEffects = NETWORK,
): Translator {
  const { url, apiKey, timeLimit = 60_000 } = settings;
  const base = url.replace(/\/+$/, '');
  let languages: Promise<readonly ServerLanguage[]> | undefined;

  async function loadLanguages(): Promise<readonly ServerLanguage[]> {
    const answer = await requestJson({ url: `${base}/languages`, timeLimit }, effects);
    const isLanguage = (each: unknown): each is ServerLanguage =>
      typeof (each as ServerLanguage | null)?.code === 'string';
    if (!Array.isArray(answer) || !answer.every(isLanguage))
      throw new TelltaleError('engine-unavailable', `${base} gave no list of languages.`);
    return answer;
  }

  /** The server's codes for a pair: `zh-Hans` may be `zh-Hans`, `zh` or `zh-CN` there. */
  async function pairOf(from: string, to: string): Promise<{ source: string; target: string } | undefined> {
    languages ??= loadLanguages();
    const known = await languages.catch((error: unknown) => {
      languages = undefined;
      throw error;
    });
    for (const code of codesFor(from)) {
      const language = known.find((candidate) => candidate.code.toLowerCase() === code.toLowerCase());
      if (language === undefined) continue;
      const targets = language.targets ?? known.map((candidate) => candidate.code);
      const target = codesFor(to).find((wanted) => targets.some((has) => has.toLowerCase() === wanted.toLowerCase()));
      if (target !== undefined) return { source: language.code, target };
    }
    return undefined;
  }

  return {
    name: `libretranslate/${new URL(base).host}`,
    kind: 'machine',
    remote: true,
    supports: async (from, to) => (await pairOf(from, to)) !== undefined,
    async translate({ sentences, from, to, onWait }) {
      const pair = await pairOf(from, to);
      if (pair === undefined)
        throw new TelltaleError('translator-unsupported', `${base} does not translate ${from} into ${to}.`);
      const ask = async (q: readonly string[]): Promise<readonly (string | undefined)[]> => {
        const body = { q, ...pair, format: 'text', ...(apiKey === undefined ? {} : { api_key: apiKey }) };
        const answer = await requestJson({ url: `${base}/translate`, body, timeLimit, onWait }, effects);
        const texts = (answer as { translatedText?: unknown } | null)?.translatedText;
        if (!Array.isArray(texts) || texts.length !== q.length || !texts.every((text) => typeof text === 'string')) {
          throw new TelltaleError(
            'translator-failed',
            `${base} gave no translation for each of ${q.length} sentences.`,
          );
        }
        return texts.map((text: string) => (text.trim() === '' ? undefined : text));
      };
      const translated: (string | undefined)[] = [];
      for (let first = 0; first < sentences.length; first += BATCH)
        translated.push(...(await translateInParts(sentences.slice(first, first + BATCH), ask)));
      return translated;
    },
    async close() {},
  };
}

function codesFor(language: string): readonly string[] {
  if (language === 'zh-Hant') return ['zh-Hant', 'zt', 'zh-TW', 'zh'];
  if (language === 'zh' || language === 'zh-Hans') return ['zh-Hans', 'zh', 'zh-CN'];
  return [language, language.split('-')[0] ?? language];
}
