/** Simplified and Traditional Chinese: which of the two a text is written in, and folding one to the other. */
import japaneseForms from 'opencc-js/dict/JPShinjitaiCharacters';
import simplifiedToTraditional from 'opencc-js/dict/STCharacters';
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** `㐷 傌|后 後 后|…`: a character and what it may become. */
function parsePairs(table: string): Map<string, readonly string[]> {
  const pairs = new Map<string, readonly string[]>();
  for (const line of table.split('|')) {
    const [from, ...to] = line.split(/[\s]+/);
    if (from !== undefined && to.length > 0) pairs.set(from, to);
  }
  return pairs;
}

const TO_TRADITIONAL = parsePairs(simplifiedToTraditional);
const TO_SIMPLIFIED = parsePairs(traditionalToSimplified);

/** Characters that only one of the two scripts writes. Those that both write, such as 后 or 里, tell nothing. */
const ONLY_SIMPLIFIED = new Set<string>();
const ONLY_TRADITIONAL = new Set<string>();
for (const [from, to] of TO_TRADITIONAL) if (!to.includes(from) && !TO_SIMPLIFIED.has(from)) ONLY_SIMPLIFIED.add(from);
for (const [from, to] of TO_SIMPLIFIED) {
  if (!to.includes(from) && !TO_TRADITIONAL.has(from)) ONLY_TRADITIONAL.add(from);
}

/** Characters of a national standard: what is written there every day. */
function standardCharacters(charset: string, leads: readonly [number, number], trails: readonly number[]): Set<string> {
  const decoder = new TextDecoder(charset);
  const bytes: number[] = [];
  for (let lead = leads[0]; lead <= leads[1]; lead++) for (const trail of trails) bytes.push(lead, trail);
  return new Set(decoder.decode(Uint8Array.from(bytes)));
}
const span = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, at) => first + at);
const GB2312 = standardCharacters('gbk', [0xb0, 0xf7], span(0xa1, 0xfe));
const BIG5 = standardCharacters('big5', [0xa4, 0xf9], [...span(0x40, 0x7e), ...span(0xa1, 0xfe)]);

/** Modern Japanese forms; those that neither Chinese standard has; and the old forms that they replaced. */
const JAPANESE_FORMS = parsePairs(japaneseForms);
const JAPANESE_ONLY = new Set([...JAPANESE_FORMS.keys()].filter((form) => !GB2312.has(form) && !BIG5.has(form)));
const NOT_JAPANESE = new Set([...JAPANESE_FORMS].flatMap(([modern, old]) => old.filter((form) => form !== modern)));
/** Written Cantonese is written with Traditional characters. */
const CANTONESE = new Set('佢哋咗嘅喺冇啲嘢咁畀嗰嚟睇攞瞓嬲噉喎囉啱晒嘥掂');

export interface ChineseEvidence {
  readonly simplified: number;
  readonly traditional: number;
  /** Characters of modern Japanese that neither Chinese script writes. */
  readonly japanese: number;
}

/**
 * Weighs the characters that tell the scripts apart, among the first 1,000 units. One that the other script's standard
 * holds as a rarer character of its own counts half.
 */
export function chineseEvidence(text: string): ChineseEvidence {
  let simplified = 0;
  let traditional = 0;
  let japanese = 0;
  let cantonese = 0;
  /** Both kinds stand in the text, and Japan writes all of them: 東 as it was, 区 in its modern form. */
  let isSimplifiedJapanese = true;
  let isTraditionalJapanese = true;
  for (const character of text.length > 1000 ? text.slice(0, 1000) : text) {
    if (character < '㐀') continue;
    if (ONLY_SIMPLIFIED.has(character)) {
      simplified += BIG5.has(character) ? 0.5 : 1;
      isSimplifiedJapanese &&= JAPANESE_FORMS.has(character);
    } else if (ONLY_TRADITIONAL.has(character)) {
      traditional += GB2312.has(character) ? 0.5 : 1;
      isTraditionalJapanese &&= !NOT_JAPANESE.has(character);
    } else if (JAPANESE_ONLY.has(character)) japanese += 1;
    else if (CANTONESE.has(character)) cantonese += 0.5;
  }
  if (simplified > 0 && traditional > 0 && isSimplifiedJapanese && isTraditionalJapanese)
    return { simplified: 0, traditional: 0, japanese: japanese + simplified + traditional };
  return { simplified, traditional: traditional + (simplified === 0 ? cantonese : 0), japanese };
}

/** Folds Traditional characters to Simplified ones, one for one: the length in code points stays. For look-ups, not for display. */
export function toSimplified(text: string): string {
  let folded = '';
  let changed = false;
  for (const character of text) {
    const simplified = character < '㐀' ? undefined : TO_SIMPLIFIED.get(character)?.[0];
    changed ||= simplified !== undefined;
    folded += simplified ?? character;
  }
  return changed ? folded : text;
}
