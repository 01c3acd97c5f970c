/** Languages that their letters tell apart without a model: by script, and by letters that one language of a script has. */
import { chineseEvidence } from './chinese-script.ts';
import type { Script } from './scripts.ts';

/** Scripts that (nearly) one language writes. */
export const LANGUAGE_OF_SCRIPT: Partial<Record<Script, string>> = {
  Hangul: 'ko',
  Tibetan: 'bo',
  Hebrew: 'he',
  Greek: 'el',
  Thai: 'th',
  Bengali: 'bn',
  Gurmukhi: 'pa',
  Gujarati: 'gu',
  Tamil: 'ta',
  Telugu: 'te',
  Kannada: 'kn',
  Malayalam: 'ml',
  Sinhala: 'si',
  Lao: 'lo',
  Myanmar: 'my',
  Georgian: 'ka',
  Armenian: 'hy',
  Ethiopic: 'am',
  Khmer: 'km',
  Mongolian: 'mn',
};

/** Letters that only one language among those of the script writes; the first pattern with the most hits wins. */
const CYRILLIC_LETTERS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['uk', /[їєґі]/giu],
  ['be', /[ў]/giu],
  ['sr', /[ђћљњџј]/giu],
  ['mk', /[ѓќѕ]/giu],
  ['kk', /[әғқңұһі]/giu],
  ['tt', /[җңһәөү]/giu],
  ['mn', /[өү]/giu],
  ['tg', /[ҷӯӣҳқғ]/giu],
  ['ru', /[ыэёъ]/giu],
];

const ARABIC_LETTERS: readonly (readonly [language: string, letters: RegExp])[] = [
  ['ug', /[ېۇۈۆڭەۋ]/gu],
  ['ckb', /[ێۆڕڵەڤ]/gu],
  ['ur', /[ٹڈڑےںھہۂ]/gu],
  ['ps', /[ښځڅډړېۍګڼږ]/gu],
  ['fa', /[پچژگکی]/gu],
  ['ar', /[ةأإؤ]/gu],
];

const VIETNAMESE = /[ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/giu;

function mostLetters(text: string, table: readonly (readonly [string, RegExp])[]): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [language, letters] of table) {
    const hits = text.match(letters)?.length ?? 0;
    if (hits > most) {
      best = language;
      most = hits;
    }
  }
  return best;
}

const LONGEST_WITH_ONE = 8;
const JAPANESE_ENDING = /\p{Script=Han}[みいくるたてしりうきけすえちむめれをがはもへと]/u;
const JAPANESE_FIRM = /株式会社|有限会社|合同会社|代表取締役/;

/** Han text, with `kana` letters of Japanese beside it. `zh` where nothing tells Simplified from Traditional. */
export function hanLanguage(text: string, han: number, kana: number): string {
  // Chinese chats hold a の or a kaomoji now and then: kana must carry a fair share.
  if (kana >= 2 && kana * 5 >= han) return 'ja';
  // One letter that ends a verb or joins words, between or behind Han characters: 明日休み.
  if (kana === 1 && han <= LONGEST_WITH_ONE && JAPANESE_ENDING.test(text)) return 'ja';
  if (JAPANESE_FIRM.test(text)) return 'ja';
  const { simplified, traditional, japanese } = chineseEvidence(text);
  if (japanese > simplified && japanese >= traditional) return 'ja';
  if (traditional > simplified) return 'zh-Hant';
  return simplified > 0 ? 'zh-Hans' : 'zh';
}

/** The language that letters of its own give away; undefined where the text has none. */
export function cyrillicLanguage(text: string): string | undefined {
  return mostLetters(text, CYRILLIC_LETTERS);
}

export function arabicLanguage(text: string): string {
  return mostLetters(text, ARABIC_LETTERS) ?? 'ar';
}

export function isVietnamese(text: string, letters: number): boolean {
  const marks = text.match(VIETNAMESE)?.length ?? 0;
  return marks >= 1 && marks * 12 >= letters;
}
