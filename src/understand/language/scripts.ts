/** Which writing systems a text uses, and how much of each: what languages are told apart by first. */

export const SCRIPTS = [
  'Han',
  'Kana',
  'Hangul',
  'Cyrillic',
  'Arabic',
  'Latin',
  'Tibetan',
  'Hebrew',
  'Greek',
  'Thai',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Lao',
  'Myanmar',
  'Georgian',
  'Armenian',
  'Ethiopic',
  'Khmer',
  'Mongolian',
] as const;
export type Script = (typeof SCRIPTS)[number];

/** First and last code unit of letters, in ascending order. */
const RANGES: readonly (readonly [first: number, last: number, script: Script])[] = [
  [0x41, 0x5a, 'Latin'],
  [0x61, 0x7a, 'Latin'],
  [0xc0, 0x24f, 'Latin'],
  [0x370, 0x3ff, 'Greek'],
  [0x400, 0x52f, 'Cyrillic'],
  [0x531, 0x587, 'Armenian'],
  [0x5d0, 0x5ea, 'Hebrew'],
  [0x620, 0x64a, 'Arabic'],
  [0x66e, 0x6d5, 'Arabic'],
  [0x6fa, 0x77f, 'Arabic'],
  [0x900, 0x97f, 'Devanagari'],
  [0x980, 0x9ff, 'Bengali'],
  [0xa00, 0xa7f, 'Gurmukhi'],
  [0xa80, 0xaff, 'Gujarati'],
  [0xb80, 0xbff, 'Tamil'],
  [0xc00, 0xc7f, 'Telugu'],
  [0xc80, 0xcff, 'Kannada'],
  [0xd00, 0xd7f, 'Malayalam'],
  [0xd80, 0xdff, 'Sinhala'],
  [0xe00, 0xe7f, 'Thai'],
  [0xe80, 0xeff, 'Lao'],
  [0xf00, 0xfff, 'Tibetan'],
  [0x1000, 0x109f, 'Myanmar'],
  [0x10a0, 0x10ff, 'Georgian'],
  [0x1100, 0x11ff, 'Hangul'],
  [0x1200, 0x137f, 'Ethiopic'],
  [0x1780, 0x17ff, 'Khmer'],
  [0x1820, 0x18aa, 'Mongolian'],
  [0x1e00, 0x1eff, 'Latin'],
  [0x2e80, 0x2fdf, 'Han'],
  [0x3005, 0x3007, 'Han'],
  [0x3041, 0x3096, 'Kana'],
  [0x30a1, 0x30fa, 'Kana'],
  [0x3400, 0x9fff, 'Han'],
  [0xac00, 0xd7a3, 'Hangul'],
  [0xd840, 0xd87f, 'Han'],
  [0xf900, 0xfaff, 'Han'],
  [0xfb50, 0xfdfb, 'Arabic'],
  [0xfe70, 0xfefc, 'Arabic'],
  [0xff21, 0xff3a, 'Latin'],
  [0xff41, 0xff5a, 'Latin'],
];

const SCRIPT_OF_UNIT: Uint8Array = new Uint8Array(0x10000);
for (const [first, last, script] of RANGES) SCRIPT_OF_UNIT.fill(SCRIPTS.indexOf(script) + 1, first, last + 1);

/** One for all texts: counting is synchronous, and a buffer of its own costs more than most texts. */
const counts = new Uint32Array(SCRIPTS.length + 1);

/** Letters of each script, in UTF-16 units, among the first `limit` units. */
export function countScripts(text: string, limit = 4000): ReadonlyMap<Script, number> {
  counts.fill(0);
  const end = Math.min(text.length, limit);
  for (let at = 0; at < end; at++) {
    const script = SCRIPT_OF_UNIT[text.charCodeAt(at)] ?? 0;
    counts[script] = (counts[script] ?? 0) + 1;
  }
  const found = new Map<Script, number>();
  for (let index = 0; index < SCRIPTS.length; index += 1) {
    const script = SCRIPTS[index];
    const count = counts[index + 1] ?? 0;
    if (script !== undefined && count > 0) found.set(script, count);
  }
  return found;
}
