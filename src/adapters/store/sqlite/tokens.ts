/**
 * Our own search tokens. Han, kana and hangul runs give character bigrams and their last character, so that every
 * word of one, two or more characters is found; other scripts give whole words; indicators give their parts, and a
 * second stream keeps those parts together. Folded: compatibility forms, case, diacritics, traditional to simplified,
 * Arabic letters and digits to their Persian and European twins.
 */
import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

export interface Token {
  readonly text: string;
  /** UTF-16 offsets into the original. */
  readonly start: number;
  readonly end: number;
  /** `pair` and `last` are of a Han run: two characters, and the one that ends the run. */
  readonly kind: 'word' | 'pair' | 'last';
  /** Words that dots, at signs or colons hold together share a number, as in `a.example` or `a[.]example`. */
  readonly run: number;
}

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Combining marks that are spelling variants; those of Indic and Thai script are letters. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200d]/g;
/** Arabic letters that keyboards and recognised text mix with their Persian twins. */
const ARABIC_TWINS: Readonly<Record<string, string>> = { ي: 'ی', ى: 'ی', ك: 'ک', ة: 'ه', ۀ: 'ه', ٱ: 'ا' };
/** Arabic-Indic and Persian digits stand for 0 to 9 in the order of their codes. */
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** Joins the parts of an indicator when it stands between two of them; `strong` ones make it more than a phrase. */
const STRONG = new Set(['.', '@', ':', '．', '＠', '：']);
const WEAK = new Set(['-', '_', '/', '+', '#', "'", '’', '－', '＿', '／']);
/** `[.]`, `(dot)`, `{at}`, `[:]//`, `://` and their like, as reports write them so that nobody follows them. */
const DEFANGED = /\s?[[({]\s?(?:\.|dot|点|@|at|:\/\/|:)\s?[\])}](?:\/\/)?\s?|:\/\/|\\\.|[[({][.@]|[.@][\])}]/iy;
const LINE_BREAK = /\r?\n[ \t\u3000]*/y;
const ZERO_WIDTH = /[\u200b-\u200d\u2060\ufeff]/;

/** Ends a run in the second stream: no fold gives this character. */
const BREAK = '§';

let simplified: Map<string, string> | undefined;

function simplifiedForms(): Map<string, string> {
  if (!simplified) {
    simplified = new Map();
    for (const line of traditionalToSimplified.split('|')) {
      const [from, to] = line.split(' ');
      if (from && to) simplified.set(from, to);
    }
  }
  return simplified;
}

const foldCache = new Map<string, string>();

/** One character as it is compared: may become several, or none (a combining mark). */
function fold(character: string): string {
  const known = foldCache.get(character);
  if (known !== undefined) return known;
  let folded: string;
  if (HAN.test(character)) {
    const plain = character.normalize('NFKC');
    folded = simplifiedForms().get(plain) ?? plain;
  } else {
    folded = character.normalize('NFKD').replace(MARKS, '').toLowerCase().normalize('NFC');
    folded = folded.replace(ARABIC_DIGIT, (digit) => String(digit.charCodeAt(0) & 15));
    folded = ARABIC_TWINS[folded] ?? folded;
  }
  // White space and marks would cut the token in the index.
  folded = folded.replace(/[\s\p{C}]/gu, '');
  if (foldCache.size < 50_000) foldCache.set(character, folded);
  return folded;
}

type Class = 'han' | 'word' | 'joiner' | 'other';

const isJoiner = (character: string): boolean => STRONG.has(character) || WEAK.has(character);
const ASCII: readonly Class[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z0-9]/.test(character) ? 'word' : isJoiner(character) ? 'joiner' : 'other';
});
const classCache = new Map<number, Class>();

function classOf(code: number): Class {
  if (code < 128) return ASCII[code] ?? 'other';
  let known = classCache.get(code);
  if (!known) {
    const character = String.fromCodePoint(code);
    if (HAN.test(character)) known = 'han';
    else if (isJoiner(character)) known = 'joiner';
    else known = WORD.test(character) ? 'word' : 'other';
    if (classCache.size < 50_000) classCache.set(code, known);
  }
  return known;
}

/** All tokens of a text, in order. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let run = 0;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const kind = classOf(code);
    if (kind === 'han') at = hanRun(text, at, tokens, run++);
    else if (kind === 'word') at = wordRun(text, at, tokens, run++);
    else at += code > 0xffff ? 2 : 1;
  }
  return tokens;
}

function hanRun(text: string, from: number, tokens: Token[], run: number): number {
  let at = from;
  let before: { folded: string; start: number; end: number } | undefined;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    if (classOf(code) !== 'han') {
      const after = afterLineBreak(text, at);
      if (after === undefined) break;
      at = after;
      continue;
    }
    const end = at + (code > 0xffff ? 2 : 1);
    const folded = fold(text.slice(at, end));
    if (before) tokens.push({ text: before.folded + folded, start: before.start, end, kind: 'pair', run });
    before = { folded, start: at, end };
    at = end;
  }
  if (before) tokens.push({ text: before.folded, start: before.start, end: before.end, kind: 'last', run });
  return at;
}

/** Han text is set without spaces: a line may end within a word. */
function afterLineBreak(text: string, at: number): number | undefined {
  const code = text.charCodeAt(at);
  if (code !== 10 && code !== 13) return undefined;
  LINE_BREAK.lastIndex = at;
  if (!LINE_BREAK.test(text)) return undefined;
  return classOf(text.codePointAt(LINE_BREAK.lastIndex) ?? 0) === 'han' ? LINE_BREAK.lastIndex : undefined;
}

function wordRun(text: string, from: number, tokens: Token[], run: number): number {
  let part = '';
  let start = from;
  let at = from;
  let end = from;
  const endPart = (): void => {
    if (part) tokens.push({ text: unmask(part), start, end, kind: 'word', run });
    part = '';
  };
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const next = at + (code > 0xffff ? 2 : 1);
    if (classOf(code) === 'word') {
      if (!part) start = at;
      part += code < 128 ? (text[at] ?? '').toLowerCase() : fold(text.slice(at, next));
      end = next;
      at = next;
    } else if (ZERO_WIDTH.test(text[at] ?? '')) at = next;
    else {
      const after = afterJoiner(text, at);
      if (after === undefined) break;
      endPart();
      at = after;
    }
  }
  endPart();
  return at;
}

/** Where the run goes on after a joiner; undefined where it ends. */
function afterJoiner(text: string, at: number): number | undefined {
  const single = classOf(text.charCodeAt(at)) === 'joiner' ? at + 1 : at;
  if (single > at && isWordAt(text, single)) return single;
  DEFANGED.lastIndex = at;
  if (!DEFANGED.test(text)) return undefined;
  return isWordAt(text, DEFANGED.lastIndex) ? DEFANGED.lastIndex : undefined;
}

function isWordAt(text: string, at: number): boolean {
  return at < text.length && classOf(text.codePointAt(at) ?? 0) === 'word';
}

/** The scheme as it was before it was made harmless. */
function unmask(part: string): string {
  return part === 'hxxp' ? 'http' : part === 'hxxps' ? 'https' : part;
}

/** Numbers of the runs that dots, at signs or colons hold together. */
export function joinedRuns(text: string, tokens: readonly Token[]): ReadonlySet<number> {
  const joined = new Set<number>();
  for (let at = 1; at < tokens.length; at += 1) {
    const [before, token] = [tokens[at - 1], tokens[at]];
    if (before?.run !== token?.run || token?.kind !== 'word' || before === undefined) continue;
    for (let between = before.end; between < token.start; between += 1) {
      const code = text.charCodeAt(between);
      // Anything but a weak joiner there is a strong one or its masked form.
      if (!WEAK.has(text[between] ?? '') && !ZERO_WIDTH.test(String.fromCharCode(code))) joined.add(token.run);
    }
  }
  return joined;
}

/** What the index holds of a text: all tokens, and once more those of joined runs, with a break after each run. */
export interface IndexedText {
  readonly tokens: string;
  readonly joined: string;
}

export function indexText(text: string): IndexedText {
  const found = tokenise(text);
  const runs = joinedRuns(text, found);
  const tokens = found.map((token) => token.text).join(' ');
  if (runs.size === 0) return { tokens, joined: '' };
  const joined: string[] = [];
  found.forEach((token, at) => {
    if (!runs.has(token.run)) return;
    joined.push(token.text);
    if (found[at + 1]?.run !== token.run) joined.push(BREAK);
  });
  return { tokens, joined: joined.join(' ') };
}
