/**
 * The text as the scanner sees it: full-width forms, odd dots and hyphens folded, zero-width characters gone, the
 * usual defanging undone; with a map back, so that every span is reported in the original.
 */

import { unitsOf } from './marks.ts';

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

interface Rewrite {
  /** The unit that the walk stops at, one of these. */
  readonly at: string;
  /** How far before it the match begins. */
  readonly back?: number;
  /** A blank before it and behind it is part of the match. */
  readonly blank?: true;
  /** One of these stands behind the unit, or behind the blank there: the pattern need not be tried elsewhere. */
  readonly next?: string;
  /** Sticky and bounded: none looks further than some characters. */
  readonly pattern: RegExp;
  readonly to: string;
  readonly rule: number;
}

const BRACKETS = '[({';
/** A bracket that was opened just before is no defanging, `f(x).y`; but `[.` is one itself. */
const UNOPENED = String.raw`(?<![[({](?!\.)[^[({\])}\n]{0,40})`;

/** Tried in order at each unit that one of them waits for. */
const REWRITES: readonly Rewrite[] = [
  {
    at: BRACKETS,
    blank: true,
    next: '.。．',
    pattern: /\s?[[({]\s?(?:\.|。|．)\s?[\])}]\s?/y,
    to: '.',
    rule: RULE['bracket-dot'],
  },
  {
    at: BRACKETS,
    blank: true,
    next: 'dD点тТ',
    pattern: /\s?[[({]\s?(?:dot|DOT|Dot|d0t|点|[тТ]очка|ТОЧКА)\s?[\])}]\s?/y,
    to: '.',
    rule: RULE['bracket-dot'],
  },
  { at: '[', next: '.', pattern: /\[\.(?=[\p{L}\p{N}-])/uy, to: '.', rule: RULE['bracket-dot'] },
  {
    at: '])}',
    pattern: new RegExp(String.raw`(?<=[\p{L}\p{N}])${UNOPENED}[\])}]\.(?:(?<=\d..?)\s(?=\d)|(?=[\p{L}\p{N}]))`, 'uy'),
    to: '.',
    rule: RULE['bracket-dot'],
  },
  {
    at: '.',
    next: '])}',
    pattern: new RegExp(String.raw`(?<=[\p{L}\p{N}])${UNOPENED}\.[\])}](?=[\p{L}\p{N}])`, 'uy'),
    to: '.',
    rule: RULE['bracket-dot'],
  },
  { at: BRACKETS, next: ':', pattern: /[[({]:\/\/[\])}]/y, to: '://', rule: RULE['bracket-colon'] },
  { at: BRACKETS, next: ':', pattern: /[[({](::?)[\])}]/y, to: '$1', rule: RULE['bracket-colon'] },
  { at: BRACKETS, next: '/', pattern: /[[({]\/[\])}]/y, to: '/', rule: RULE['bracket-slash'] },
  {
    at: BRACKETS,
    blank: true,
    next: '@aA＠сС',
    pattern: /\s?[[({]\s?(?:@|at|AT|At|＠|[сС]обака|СОБАКА)\s?[\])}]\s?/y,
    to: '@',
    rule: RULE['bracket-at'],
  },
  // As Markdown writes brackets that are none of its own, `\[.\]`.
  { at: '\\', next: '[', pattern: /\\\[(\.|::?|@)\\?\]/y, to: '$1', rule: RULE['bracket-dot'] },
  { at: '\\', next: '.', pattern: /\\\.(?=[\p{L}\p{N}])/uy, to: '.', rule: RULE['backslash-dot'] },
  // A slash as JSON may write it, `http:\/\/host\/path`.
  { at: '\\', next: '/', pattern: /(?<=[\w:/.?=&%-])\\\/(?=[\w\\/"'])/y, to: '/', rule: RULE.fold },
  { at: '.', back: 1, next: ' ', pattern: /(?<=\d) \. (?=\d)/y, to: '.', rule: RULE['space-dot'] },
  {
    at: 'd',
    back: 1,
    next: 'o',
    pattern: /(?<=[a-z0-9]) dot (?=[a-z0-9]+(?: dot [a-z]|[^a-z ]|$| ))/y,
    to: '.',
    rule: RULE['word-dot'],
  },
  {
    at: 'т',
    back: 1,
    next: 'о',
    pattern: /(?<=[a-z0-9-]) точка (?=[a-z][a-z0-9-]{1,30}(?: точка [a-z]|[^\p{L}]|$))/uy,
    to: '.',
    rule: RULE['word-dot'],
  },
  {
    at: 'с',
    back: 1,
    next: 'о',
    pattern: /(?<=[A-Za-z0-9_-]) собака (?=[a-z0-9-]{1,60}(?:\.| точка )[a-z])/uy,
    to: '@',
    rule: RULE['bracket-at'],
  },
  {
    at: 'xX*',
    back: 1,
    pattern: /(?<![A-Za-z])[hH](?:[xX]{2}|\*\*)[pP](?=[sS]?\s?(?:\[|:|\())/y,
    to: 'http',
    rule: RULE.scheme,
  },
  { at: 'xX', back: 1, pattern: /(?<![A-Za-z])[fF][xX][pP](?=s?:\/\/|s?\[)/y, to: 'ftp', rule: RULE.scheme },
  { at: '点', pattern: /(?<=[a-zA-Z0-9])点(?=[a-zA-Z0-9])/y, to: '.', rule: RULE['han-dot'] },
  // A full stop between digits or between small letters is a dot; before a capital it ends a sentence.
  { at: '。．｡', pattern: /(?<=[0-9\uff10-\uff19])[。．｡](?=[0-9\uff10-\uff19])/y, to: '.', rule: RULE.fold },
  { at: '。．｡', pattern: /(?<=[a-z0-9\uff41-\uff5a])[。．｡](?=[a-z\uff41-\uff5a])/y, to: '.', rule: RULE.fold },
];
const REWRITES_AT = new Map<number, Rewrite[]>();
for (const rewrite of REWRITES) {
  for (const unit of rewrite.at) {
    const code = unit.charCodeAt(0);
    REWRITES_AT.set(code, [...(REWRITES_AT.get(code) ?? []), rewrite]);
  }
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
for (const code of REWRITES_AT.keys()) if (KINDS[code] === KIND.plain) KINDS[code] = KIND.rewrite;

/**
 * What must stand behind (`+`) or before (`-`) a unit of ASCII for any of its rewrites to match: nearly all of them are
 * ruled out by it.
 */
const BLANK_UNITS = ' \t\n\r\v\f\u00a0\u3000';
const BLANKS: ReadonlySet<number> = new Set([...BLANK_UNITS].map((unit) => unit.charCodeAt(0)));
const NEIGHBOURS: readonly (readonly [units: string, side: '+' | '-', neighbours: string])[] = [
  [BRACKETS, '+', `${BLANK_UNITS}.。．dD点тТ:/@aA＠сС`],
  ['])}', '+', '.'],
  ['.', '+', '])} '],
  ['\\', '+', './['],
  ['тс', '-', ' '],
  ['d', '-', ' '],
  ['xX*', '-', 'hHfF'],
];
/** One bit for each line above: what a unit asks for, and what a neighbour can be. */
const ASKS = new Uint8Array(65_536);
const NEIGHBOUR_GROUPS = new Uint8Array(65_536);
const ASKS_BEFORE = NEIGHBOURS.reduce((bits, [, side], group) => (side === '-' ? bits | (1 << group) : bits), 0);
for (const [group, [units, , neighbours]] of NEIGHBOURS.entries()) {
  for (const unit of units) ASKS[unit.charCodeAt(0)] = 1 << group;
  for (const neighbour of neighbours) {
    const code = neighbour.charCodeAt(0);
    NEIGHBOUR_GROUPS[code] = (NEIGHBOUR_GROUPS[code] ?? 0) | (1 << group);
  }
}

export function viewOf(text: string): View {
  const { length } = text;
  const units = unitsOf(text);
  let edits: number[] | undefined;
  let view = '';
  let copied = 0;
  const put = (to: string, start: number, end: number, rule: number): void => {
    edits ??= [];
    view += text.slice(copied, start);
    edits.push(view.length, view.length + to.length, start, end, rule);
    view += to;
    copied = end;
  };
  let at = 0;
  while (at < length) {
    const code = units[at] ?? 0;
    const kind = KINDS[code] ?? 0;
    if (kind === KIND.plain) {
      at += 1;
      continue;
    }
    const asked = ASKS[code] ?? 0;
    if (asked !== 0) {
      const neighbour = (asked & ASKS_BEFORE) === 0 ? (units[at + 1] ?? 0) : at > 0 ? (units[at - 1] ?? 0) : 0;
      if (((NEIGHBOUR_GROUPS[neighbour] ?? 0) & asked) === 0) {
        at += 1;
        continue;
      }
    }
    const end = rewriteAt(text, units, at, code, copied, put);
    if (end > at) {
      at = end;
      continue;
    }
    if (kind === KIND.nothing) put('', at, at + 1, RULE['zero-width']);
    else if (kind === KIND.hyphen) put('-', at, at + 1, RULE.fold);
    else if (kind === KIND.dot) put('.', at, at + 1, RULE.fold);
    else if (kind === KIND.fullWidth && isFoldedFullWidth(text, at))
      put(String.fromCharCode(code - 0xfee0), at, at + 1, RULE.fold);
    at += 1;
  }
  return edits ? { text: view + text.slice(copied), edits } : { text, edits: undefined };
}

/** Applies the first rewrite that matches around `at` and not before `from`; the end of what it replaced, or `at`. */
function rewriteAt(
  text: string,
  codes: Uint16Array,
  at: number,
  code: number,
  from: number,
  put: (to: string, start: number, end: number, rule: number) => void,
): number {
  const behind = codes[at + 1] ?? 0;
  const behindBlank = BLANKS.has(behind) ? (codes[at + 2] ?? 0) : behind;
  for (const { pattern, back = 0, blank, next, to, rule } of REWRITES_AT.get(code) ?? []) {
    if (next !== undefined && !next.includes(String.fromCharCode(blank ? behindBlank : behind))) continue;
    const starts = blank && text[at - 1] === ' ' ? at - 1 : at - back;
    if (starts < from) continue;
    pattern.lastIndex = starts;
    const match = pattern.exec(text);
    if (!match) continue;
    put(to.replace('$1', match[1] ?? ''), starts, starts + match[0].length, rule);
    return starts + match[0].length;
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
  const from = edits[edit] ?? 0;
  const to = edits[edit + 1] ?? 0;
  const start = edits[edit + 2] ?? 0;
  const end = edits[edit + 3] ?? 0;
  if (at >= to) return { start: end + at - to, end: end + at - to + 1 };
  return to - from === end - start ? { start: start + at - from, end: start + at - from + 1 } : { start, end };
}

/** The span of `[start, end)` of the view in the original text. */
export function originalSpan(view: View, start: number, end: number): { start: number; end: number } {
  if (!view.edits) return { start, end };
  return { start: originalUnit(view.edits, start).start, end: originalUnit(view.edits, end - 1).end };
}

/** Whether the author defanged something within the span. */
export function isDefanged({ edits }: View, start: number, end: number): boolean {
  if (!edits) return false;
  for (let edit = Math.max(0, editAt(edits, start)) * EDIT; edit < edits.length; edit += EDIT) {
    const from = edits[edit] ?? 0;
    const to = edits[edit + 1] ?? 0;
    if (from >= end) return false;
    const rule = edits[edit + 4] ?? 0;
    if (to > start && to > from && rule !== RULE.fold && rule !== RULE['zero-width']) return true;
  }
  return false;
}

const NO_LABELS: readonly string[] = [];

/** Labels for the rules that changed something within the span. */
export function refangLabels(view: View, start: number, end: number): readonly string[] {
  const { edits } = view;
  if (!edits) return NO_LABELS;
  let seen: Set<number> | undefined;
  for (let edit = Math.max(0, editAt(edits, start)) * EDIT; edit < edits.length; edit += EDIT) {
    const from = edits[edit] ?? 0;
    const to = edits[edit + 1] ?? 0;
    if (from >= end) break;
    if (to <= start || to <= from) continue;
    seen ??= new Set();
    seen.add(edits[edit + 4] ?? 0);
  }
  if (!seen) return NO_LABELS;
  const names = [...seen].map((rule) => REFANG_RULES[rule] ?? '');
  const byAuthor = names.some((name) => name !== 'fold' && name !== 'zero-width');
  return [...(byAuthor ? ['defanged'] : []), ...names.map((name) => `refang:${name}`)];
}
