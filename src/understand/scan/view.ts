/**
 * The text as the scanner sees it: full-width forms, odd dots and hyphens folded, zero-width characters gone, the
 * usual defanging undone; with a map back, so that every span is reported in the original.
 */

export interface View {
  readonly text: string;
  /**
   * What was changed, in text order; five numbers each: start and end in the view, start and end in the original, and
   * the rule as an index into `REFANG_RULES`. Undefined when the view is the text itself. Changes are few: a map of
   * every unit would cost more than the rest of the scan.
   */
  readonly edits: readonly number[] | undefined;
}
const EDIT = 5;

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

const HYPHENS = '\u2010\u2011\u2012\u2013\u2014\u2212\ufe63';
const ZERO_WIDTH = '\u200b\u200c\u200d\u2060\ufeff\u00ad';
const DOTS = '\u2024\ufe52\u00b7\u2027';

/** What a unit may lead to; everything else is copied in runs. */
const KIND = { plain: 0, rewrite: 1, nothing: 2, hyphen: 3, dot: 4, fullWidth: 5 } as const;
const KINDS = new Uint8Array(65_536);
for (let code = 0xff01; code <= 0xff5e; code += 1) KINDS[code] = KIND.fullWidth;
for (const unit of HYPHENS) KINDS[unit.charCodeAt(0)] = KIND.hyphen;
for (const unit of ZERO_WIDTH) KINDS[unit.charCodeAt(0)] = KIND.nothing;
for (const unit of DOTS) KINDS[unit.charCodeAt(0)] = KIND.dot;
for (const first of BY_FIRST.keys()) KINDS[first.charCodeAt(0)] = KIND.rewrite;

/** Units that can follow the first one of a rewrite: nearly all blanks and brackets of a text are ruled out by them. */
const SECONDS: readonly (readonly [firsts: string, seconds: string])[] = [
  [' ', '[({.d'],
  ['[({', ' \t\n\r\v\f\u00a0\u3000.。．dD点:/@aA＠'],
  ['])}', '.'],
  ['.', '])}'],
  ['hH', 'xX*'],
  ['fF', 'xX'],
];
/** One bit for each group above: what a first unit asks for, and what a second one can be. */
const FIRST_GROUP = new Uint8Array(65_536);
const SECOND_GROUPS = new Uint8Array(65_536);
for (const [group, [firsts, seconds]] of SECONDS.entries()) {
  for (const first of firsts) FIRST_GROUP[first.charCodeAt(0)] = 1 << group;
  for (const second of seconds) {
    const code = second.charCodeAt(0);
    SECOND_GROUPS[code] = (SECOND_GROUPS[code] ?? 0) | (1 << group);
  }
}

export function viewOf(text: string): View {
  const { length } = text;
  const edits: number[] = [];
  let view = '';
  let copied = 0;
  const put = (to: string, start: number, end: number, rule: number): void => {
    view += text.slice(copied, start);
    edits.push(view.length, view.length + to.length, start, end, rule);
    view += to;
    copied = end;
  };
  let at = 0;
  let isNeeded = false;
  while (at < length) {
    const code = text.charCodeAt(at);
    const kind = KINDS[code];
    if (kind === KIND.plain) {
      at += 1;
      continue;
    }
    if (kind === KIND.rewrite || kind === KIND.fullWidth) {
      const group = FIRST_GROUP[code] ?? 0;
      if (group !== 0 && (at + 1 >= length || ((SECOND_GROUPS[text.charCodeAt(at + 1)] ?? 0) & group) === 0)) {
        at += 1;
        continue;
      }
    }
    const end = rewriteAt(text, at, put);
    const isRewritten = end > at;
    if (isRewritten) at = end;
    else if (kind === KIND.nothing) put('', at, at + 1, RULE['zero-width']);
    else if (kind === KIND.hyphen) put('-', at, at + 1, RULE.fold);
    else if (kind === KIND.dot) put('.', at, at + 1, RULE.fold);
    else if (code >= 0xff01 && code <= 0xff5e && isFoldedFullWidth(text, at))
      put(String.fromCharCode(code - 0xfee0), at, at + 1, RULE.fold);
    if (!isRewritten) at += 1;
    // Asked at the first change only: most texts have none, and the question is dear.
    if (!isNeeded && edits.length > 0) {
      if (!NEEDS_VIEW.test(text)) return { text, edits: undefined };
      isNeeded = true;
    }
  }
  if (edits.length === 0) return { text, edits: undefined };
  return { text: view + text.slice(copied), edits };
}

/** Applies the first rewrite that matches at `at`; the end of what it replaced, or `at`. */
function rewriteAt(
  text: string,
  at: number,
  put: (to: string, start: number, end: number, rule: number) => void,
): number {
  for (const rewrite of BY_FIRST.get(text[at] ?? '') ?? []) {
    rewrite.pattern.lastIndex = at;
    const match = rewrite.pattern.exec(text);
    if (!match) continue;
    put(rewrite.to.replace('$1', match[1] ?? ''), at, at + match[0].length, rewrite.rule);
    return at + match[0].length;
  }
  return at;
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

/** The last edit that begins at or before a place of the view; -1 when there is none. */
function editAt(edits: readonly number[], at: number): number {
  let low = 0;
  let high = edits.length / EDIT;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle * EDIT] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The original span of one unit of the view. The units of a rewrite share its span, unless it kept their number. */
function originalUnit(edits: readonly number[], at: number): { start: number; end: number } {
  const edit = editAt(edits, at) * EDIT;
  if (edit < 0) return { start: at, end: at + 1 };
  const [from = 0, to = 0, start = 0, end = 0] = edits.slice(edit, edit + EDIT);
  if (at >= to) return { start: end + at - to, end: end + at - to + 1 };
  return to - from === end - start ? { start: start + at - from, end: start + at - from + 1 } : { start, end };
}

/** The span of `[start, end)` of the view in the original text. */
export function originalSpan(view: View, start: number, end: number): { start: number; end: number } {
  if (!view.edits) return { start, end };
  return { start: originalUnit(view.edits, start).start, end: originalUnit(view.edits, end - 1).end };
}

/** Labels for the rules that changed something within the span. */
export function refangLabels(view: View, start: number, end: number): string[] {
  const { edits } = view;
  if (!edits) return [];
  let seen: Set<number> | undefined;
  for (let edit = Math.max(0, editAt(edits, start)) * EDIT; edit < edits.length; edit += EDIT) {
    const from = edits[edit] ?? 0;
    const to = edits[edit + 1] ?? 0;
    if (from >= end) break;
    if (to <= start || to <= from) continue;
    seen ??= new Set();
    seen.add(edits[edit + 4] ?? 0);
  }
  if (!seen) return [];
  const names = [...seen].map((rule) => REFANG_RULES[rule] ?? '');
  const byAuthor = names.some((name) => name !== 'fold' && name !== 'zero-width');
  return [...(byAuthor ? ['defanged'] : []), ...names.map((name) => `refang:${name}`)];
}
