/**
 * Our own search tokens. Han, kana and hangul runs give character bigrams and their last character, so that every
 * word of one, two or more characters is found; other scripts give whole words; indicators stay whole and give their
 * parts as well. Folded: compatibility forms, case, diacritics, traditional to simplified.
 */
import * as OpenCC from 'opencc-js';

export interface Token {
  readonly text: string;
  /** UTF-16 offsets into the original. */
  readonly start: number;
  readonly end: number;
}

const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
/** Joins the parts of an indicator when it stands between two word characters. */
const JOINER = new Set(['.', '-', '_', '@', ':', '/', '+', '#', "'"]);
/** Parts of longer joined tokens than this are indexed, the whole is not. */
const LONGEST = 256;

let simplified: Map<string, string> | undefined;

/** Traditional characters and what they become; most are themselves. */
function simplifiedForms(): Map<string, string> {
  if (simplified) return simplified;
  const convert = OpenCC.Converter({ from: 't', to: 'cn' });
  simplified = new Map();
  for (let code = 0x3400; code <= 0x9fff; code += 1) {
    const character = String.fromCharCode(code);
    const other = convert(character);
    if (other !== character && [...other].length === 1) simplified.set(character, other);
  }
  return simplified;
}

const foldCache = new Map<string, string>();

/** One character as it is compared: may become several, or none (a combining mark). */
function fold(character: string): string {
  const known = foldCache.get(character);
  if (known !== undefined) return known;
  const decomposed = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFC');
  const folded = HAN.test(character) ? (simplifiedForms().get(character) ?? character.normalize('NFKC')) : decomposed;
  if (foldCache.size < 50_000) foldCache.set(character, folded);
  return folded;
}

type Class = 'han' | 'word' | 'joiner' | 'other';

const ASCII: readonly Class[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z0-9]/.test(character) ? 'word' : JOINER.has(character) ? 'joiner' : 'other';
});
const classCache = new Map<number, Class>();

function classOf(code: number): Class {
  if (code < 128) return ASCII[code] ?? 'other';
  let known = classCache.get(code);
  if (!known) {
    const character = String.fromCodePoint(code);
    known = HAN.test(character) ? 'han' : WORD.test(character) ? 'word' : 'other';
    classCache.set(code, known);
  }
  return known;
}

/** All tokens of a text in order; the whole of a joined token comes before its parts. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const kind = classOf(code);
    if (kind === 'han') at = hanRun(text, at, tokens);
    else if (kind === 'word') at = wordRun(text, at, tokens);
    else at += code > 0xffff ? 2 : 1;
  }
  return tokens;
}

function hanRun(text: string, from: number, tokens: Token[]): number {
  let at = from;
  let before: { folded: string; start: number; end: number } | undefined;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    if (classOf(code) !== 'han') break;
    const end = at + (code > 0xffff ? 2 : 1);
    const folded = fold(text.slice(at, end));
    if (before) tokens.push({ text: before.folded + folded, start: before.start, end });
    before = { folded, start: at, end };
    at = end;
  }
  if (before) tokens.push({ text: before.folded, start: before.start, end: before.end });
  return at;
}

function wordRun(text: string, from: number, tokens: Token[]): number {
  const parts: Token[] = [];
  let whole = '';
  let part = '';
  let partStart = from;
  let at = from;
  let end = from;
  const endPart = (): void => {
    if (part) parts.push({ text: part, start: partStart, end });
    part = '';
  };
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const kind = classOf(code);
    const next = at + (code > 0xffff ? 2 : 1);
    if (kind === 'word') {
      const folded = code < 128 ? (text[at] ?? '').toLowerCase() : fold(text.slice(at, next));
      if (!part) partStart = at;
      part += folded;
      whole += folded;
      end = next;
    } else if (kind === 'joiner' && next < text.length && classOf(text.codePointAt(next) ?? 0) === 'word') {
      endPart();
      whole += text[at];
    } else break;
    at = next;
  }
  endPart();
  if (parts.length > 1 && whole.length <= LONGEST) tokens.push({ text: whole, start: from, end });
  tokens.push(...parts);
  return at;
}

/** The tokens as one string for the index. */
export function indexText(text: string): string {
  let joined = '';
  for (const token of tokenise(text)) joined += joined ? ` ${token.text}` : token.text;
  return joined;
}

/** Undoes the usual defanging, so that `74[.]120[.]172[.]10` is found by its plain form and the other way round. */
export function refangForSearch(text: string): string {
  return text
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\s*[[({]\s*(?:\.|dot|点)\s*[\])}]\s*/gi, '.')
    .replace(/\s*[[({]\s*(?:@|at)\s*[\])}]\s*/gi, '@')
    .replace(/[[({]\s*:\s*(?:\/\/)?\s*[\])}]/g, (match) => (match.includes('/') ? '://' : ':'))
    .replace(/\bh(?:xx|\*\*)p(s?):/gi, 'http$1:');
}
