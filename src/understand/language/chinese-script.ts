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

/** Modern Japanese forms that neither Chinese standard has. */
const JAPANESE_ONLY = new Set<string>();
for (const modern of parsePairs(japaneseForms).keys()) {
  if (!GB2312.has(modern) && !BIG5.has(modern)) JAPANESE_ONLY.add(modern);
}

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
  for (const character of text.length > 1000 ? text.slice(0, 1000) : text) {
    if (character < '㐀') continue;
    if (ONLY_SIMPLIFIED.has(character)) simplified += BIG5.has(character) ? 0.5 : 1;
    else if (ONLY_TRADITIONAL.has(character)) traditional += GB2312.has(character) ? 0.5 : 1;
    else if (JAPANESE_ONLY.has(character)) japanese += 1;
  }
  return { simplified, traditional, japanese };
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
