/**
 * The text as the scanner sees it: full-width forms, odd dots and hyphens folded, zero-width characters gone, the
 * usual defanging undone; with a map back, so that every span is reported in the original.
 */

export interface View {
  readonly text: string;
  /** Original offset of each unit of `text`, and of its end. Undefined when the view is the text itself. */
  readonly starts: Int32Array | undefined;
  readonly ends: Int32Array | undefined;
  /** Which rule changed each unit, as an index into `REFANG_RULES`; 0 for none. */
  readonly rules: Uint8Array | undefined;
}

/** Names of the refanging rules, as they stand in labels. */
export const REFANG_RULES = [
  '',
  'bracket-dot',
  'word-dot',
  'backslash-dot',
  'space-dot',
  'scheme',
  'bracket-colon',
  'bracket-slash',
  'bracket-at',
  'fold',
  'zero-width',
  'han-dot',
] as const;
const RULE = Object.fromEntries(REFANG_RULES.map((name, at) => [name, at])) as Record<
  (typeof REFANG_RULES)[number],
  number
>;

/** Any of these in a text and it is not its own view. */
const NEEDS_VIEW =
  /[^\p{ASCII}\p{Script=Han}\p{Script=Cyrillic}，、；：？！“”‘’《》]|[[({]\s?(?:\.|dot|at|@|:|\/|点)|\\\.|\.\s?[\])}]|\b[hH](?:[xX][xX]|\*\*)[pP]|\d\s\.\s\d|\bdot\b|\[\.|点|[。．]/u;

/** Rewrites, tried at each position in order; the pattern is anchored. Bounded: none looks further than some characters. */
const REWRITES: readonly {
  readonly pattern: RegExp;
  readonly to: string;
  readonly rule: number;
  readonly first: string;
}[] = [
  { pattern: /\s?[[({]\s?(?:\.|。|．)\s?[\])}]\s?/y, to: '.', rule: RULE['bracket-dot'], first: ' [({' },
  { pattern: /\s?[[({]\s?(?:dot|DOT|Dot|d0t|点)\s?[\])}]\s?/y, to: '.', rule: RULE['bracket-dot'], first: ' [({' },
  { pattern: /\[\.(?=[\p{L}\p{N}-])/uy, to: '.', rule: RULE['bracket-dot'], first: '[' },
  { pattern: /(?<=[\p{L}\p{N}])[\])}]\.\s?(?=[\p{L}\p{N}])/uy, to: '.', rule: RULE['bracket-dot'], first: '])}' },
  { pattern: /(?<=[\p{L}\p{N}])\.[\])}](?=[\p{L}\p{N}])/uy, to: '.', rule: RULE['bracket-dot'], first: '.' },
  { pattern: /[[({]:\/\/[\])}]/y, to: '://', rule: RULE['bracket-colon'], first: '[({' },
  { pattern: /[[({](::?)[\])}]/y, to: '$1', rule: RULE['bracket-colon'], first: '[({' },
  { pattern: /[[({]\/[\])}]/y, to: '/', rule: RULE['bracket-slash'], first: '[({' },
  { pattern: /\s?[[({]\s?(?:@|at|AT|At|＠)\s?[\])}]\s?/y, to: '@', rule: RULE['bracket-at'], first: ' [({' },
  { pattern: /\\\.(?=[\p{L}\p{N}])/uy, to: '.', rule: RULE['backslash-dot'], first: '\\' },
  { pattern: /(?<=\d) \. (?=\d)/y, to: '.', rule: RULE['space-dot'], first: ' ' },
  {
    pattern: /(?<=[a-z0-9]) dot (?=[a-z0-9]+(?: dot [a-z]|[^a-z ]|$| ))/y,
    to: '.',
    rule: RULE['word-dot'],
    first: ' ',
  },
  {
    pattern: /(?<![A-Za-z])[hH](?:[xX]{2}|\*\*)[pP](?=[sS]?\s?(?:\[|:|\())/y,
    to: 'http',
    rule: RULE.scheme,
    first: 'hH',
  },
  { pattern: /(?<![A-Za-z])[fF][xX][pP](?=s?:\/\/|s?\[)/y, to: 'ftp', rule: RULE.scheme, first: 'fF' },
  { pattern: /(?<=[a-zA-Z0-9])点(?=[a-zA-Z0-9])/y, to: '.', rule: RULE['han-dot'], first: '点' },
  // A full stop between digits or between small letters is a dot; before a capital it ends a sentence.
  { pattern: /(?<=[0-9\uff10-\uff19])[。．｡](?=[0-9\uff10-\uff19])/y, to: '.', rule: RULE.fold, first: '。．｡' },
  { pattern: /(?<=[a-z0-9\uff41-\uff5a])[。．｡](?=[a-z\uff41-\uff5a])/y, to: '.', rule: RULE.fold, first: '。．｡' },
];
const BY_FIRST = new Map<string, (typeof REWRITES)[number][]>();
for (const rewrite of REWRITES) {
  for (const first of rewrite.first) BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), rewrite]);
}

const HYPHENS = new Set('\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\u00ad');
const ZERO_WIDTH = new Set('\u200b\u200c\u200d\u2060\ufeff\u00ad');
const DOTS = new Set('\u2024\ufe52\u00b7\u2027');

export function viewOf(text: string): View {
  if (!NEEDS_VIEW.test(text)) return { text, starts: undefined, ends: undefined, rules: undefined };
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const rules: number[] = [];
  const put = (to: string, start: number, end: number, rule: number): void => {
    pieces.push(to);
    for (let unit = 0; unit < to.length; unit += 1) {
      // The pieces of one rewrite share its span.
      starts.push(to.length === end - start ? start + unit : start);
      ends.push(to.length === end - start ? start + unit + 1 : end);
      rules.push(rule);
    }
  };
  let at = 0;
  outer: while (at < text.length) {
    const character = text[at] ?? '';
    for (const rewrite of BY_FIRST.get(character) ?? []) {
      rewrite.pattern.lastIndex = at;
      const match = rewrite.pattern.exec(text);
      if (!match) continue;
      const to = rewrite.to.replace('$1', match[1] ?? '');
      put(to, at, at + match[0].length, rewrite.rule);
      at += match[0].length;
      continue outer;
    }
    const code = character.charCodeAt(0);
    if (code < 0x80) put(character, at, at + 1, 0);
    else if (ZERO_WIDTH.has(character)) {
      at += 1;
      continue;
    } else if (HYPHENS.has(character)) put('-', at, at + 1, RULE.fold);
    else if (DOTS.has(character)) put('.', at, at + 1, RULE.fold);
    else if (code >= 0xff01 && code <= 0xff5e && isFoldedFullWidth(text, at))
      put(String.fromCharCode(code - 0xfee0), at, at + 1, RULE.fold);
    else put(character, at, at + 1, 0);
    at += 1;
  }
  return {
    text: pieces.join(''),
    starts: Int32Array.from(starts),
    ends: Int32Array.from(ends),
    rules: Uint8Array.from(rules),
  };
}

/** Full-width letters and digits always; full-width punctuation only inside a token, where it is not a sentence's own. */
function isFoldedFullWidth(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const isWord =
    (code >= 0xff10 && code <= 0xff19) || (code >= 0xff21 && code <= 0xff3a) || (code >= 0xff41 && code <= 0xff5a);
  if (isWord) return true;
  const character = text[at];
  return character === '＠' || character === '．' ? /[\w\uff10-\uff5a]/.test(text[at + 1] ?? '') : false;
}

/** The span of `[start, end)` of the view in the original text. */
export function originalSpan(view: View, start: number, end: number): { start: number; end: number } {
  if (!view.starts || !view.ends) return { start, end };
  return { start: view.starts[start] ?? 0, end: view.ends[end - 1] ?? 0 };
}

/** Labels for the rules that changed something within the span. */
export function refangLabels(view: View, start: number, end: number): string[] {
  if (!view.rules) return [];
  const seen = new Set<number>();
  for (let at = start; at < end; at += 1) {
    const rule = view.rules[at] ?? 0;
    if (rule !== 0) seen.add(rule);
  }
  if (seen.size === 0) return [];
  const names = [...seen].map((rule) => REFANG_RULES[rule] ?? '');
  const byAuthor = names.some((name) => name !== 'fold' && name !== 'zero-width');
  return [...(byAuthor ? ['defanged'] : []), ...names.map((name) => `refang:${name}`)];
}
