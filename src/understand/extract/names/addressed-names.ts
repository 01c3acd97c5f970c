/** People beside their mailbox, in any language of Latin letters: `Aylin Kaya a.kaya@firm.tr` says by itself that the two words are a name. */
import type { FoundName } from './found-name.ts';

const MAILBOX =
  /(?<![\p{L}\p{N}._%+-])([\p{L}\p{N}][\p{L}\p{N}._+'-]{1,60})@([\p{L}\p{N}-]{1,63})(?:\.[\p{L}\p{N}-]{1,63}){1,6}/gu;
const WORD = "(?:\\p{Lu}[\\p{L}’'-]{1,30}|\\p{Lu}\\.)";
const NAME = new RegExp(
  `(?<![\\p{L}\\p{N}_@.-])${WORD}(?:,?[ \\t](?:(?:van|von|de|der|den|da|bin|al|el|di|du|la|le)[ \\t])?${WORD}){1,4}(?![\\p{L}\\p{N}_@])`,
  'gu',
);
/** How far from the mailbox its owner's name stands. */
const NEAR = 70;
const LONGEST_WORDS = 4;
const CONFIDENCE = 0.8;

export function findAddressedNames(text: string): readonly FoundName[] {
  if (!text.includes('@')) return [];
  const found = new Map<number, FoundName>();
  for (const match of text.matchAll(MAILBOX)) {
    const local = lettersOf(match[1] ?? '');
    if (local.length < 3) continue;
    const end = match.index + match[0].length;
    const from = Math.max(0, match.index - NEAR);
    for (const [side, offset] of [
      [text.slice(from, match.index), from],
      [text.slice(end, end + NEAR), end],
    ] as const) {
      for (const { 0: raw, index } of side.matchAll(NAME)) {
        const name = ownerIn(raw, local);
        if (name === undefined || isOfFirm(raw.slice(name.start, name.start + name.length), match[2] ?? '')) continue;
        const start = offset + index + name.start;
        found.set(start, { start, end: start + name.length, type: 'individual', confidence: CONFIDENCE });
      }
    }
  }
  return [...found.values()];
}

/** Letters without marks, in small ones: `Çelik` and `celik` are the same to a mailbox. */
function lettersOf(words: string): string {
  return words
    .toLowerCase()
    .replace(/[ıøłđßæœ]/gu, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFKD')
    .replace(/[^a-z]/g, '');
}

const PLAIN: Readonly<Record<string, string>> = { ı: 'i', ø: 'o', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };

/** `Calor Sales sales.calor@calor.com`: the firm's own name, or a department's, is nobody's. */
function isOfFirm(name: string, host: string): boolean {
  const firm = lettersOf(host);
  return name
    .split(/[\s,]+/u)
    .some((word) => DEPARTMENT.test(word) || (word.length > 3 && firm.startsWith(lettersOf(word))));
}
const DEPARTMENT =
  /^(?:\p{Lu}{2,3}|Sales|Support|Info|Office|Admin|Accounting|Accounts|Marketing|Finance|Service|Team|Department|Desk|Muhasebe|Ventas|Compras|Vertrieb|Buchhaltung|Comptabilité|Amministrazione)$/u;

/** The part of capitalised words in a row that the mailbox is made of; the shortest one that says all of it. */
function ownerIn(raw: string, local: string): { readonly start: number; readonly length: number } | undefined {
  const words = [...raw.matchAll(/[^\s,]+/gu)].map(({ 0: word, index }) => ({ word, index }));
  const spans: [first: number, last: number][] = [];
  for (let first = 0; first < words.length; first++)
    for (let last = first + 1; last < Math.min(words.length, first + LONGEST_WORDS); last++) spans.push([first, last]);
  // Of two that fit, the longer one: `Nguyen Van Hung` is not `Van Hung`.
  spans.sort((one, other) => other[1] - other[0] - (one[1] - one[0]) || one[0] - other[0]);
  for (const [first, last] of spans) {
    const parts = words.slice(first, last + 1).map(({ word }) => lettersOf(word));
    if (parts.some((part) => part === '') || !isMadeOf(local, parts, true)) continue;
    const start = words[first]?.index ?? 0;
    const end = (words[last]?.index ?? 0) + (words[last]?.word.length ?? 0);
    return { start, length: end - start };
  }
  return undefined;
}

/** Whether the letters are these words or their first letters, in any order, all of them used, one of them whole. */
function isMadeOf(local: string, parts: readonly string[], needsWhole: boolean): boolean {
  if (parts.length === 0) return local === '' && !needsWhole;
  return parts.some((part, at) => {
    const others = parts.filter((_, index) => index !== at);
    if (part.length > 2 && local.startsWith(part) && isMadeOf(local.slice(part.length), others, false)) return true;
    return local.startsWith(part.charAt(0)) && isMadeOf(local.slice(1), others, needsWhole);
  });
}
