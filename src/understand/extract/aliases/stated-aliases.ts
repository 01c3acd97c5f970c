/** Other names that a text gives for somebody or something: 又名, a.k.a., «он же», and a pair in brackets. */
import type { EntityKey } from '../../../model/entity.ts';
import type { FoundName } from '../names/found-name.ts';
import { isPinyinGiven } from '../names/pinyin-names.ts';
import { namePinyin } from './name-pinyin.ts';

export interface StatedAlias {
  readonly name: FoundName;
  /** The other name's span. */
  readonly start: number;
  readonly end: number;
  readonly other: EntityKey;
  readonly confidence: number;
}

const QUOTE = '["“”«„\'‘]?';
const OTHER = `(?<other>[\\p{L}\\p{N}_][\\p{L}\\p{N}_.·'-]{1,30}(?: \\p{Lu}[\\p{L}\\p{N}'-]{1,20}){0,3})`;
/** What stands between a name and another one for it, with how sure that makes it. */
const BETWEEN: readonly (readonly [words: string, confidence: number])[] = [
  ['又名|别名|化名|曾用名|又称|亦称|也叫|外号|绰号|本名|真名|原名', 0.85],
  ['网名|昵称|网络ID|ID(?!\\p{Script=Latin})|代号|英文名|微信名|花名|艺名|笔名', 0.8],
  ['简称|以下简称', 0.75],
  [
    'a\\.?k\\.?a\\.?|also known as|known as|better known as|alias(?:es)?|nicknamed|goes by|going by|née|formerly|real name',
    0.85,
  ],
  ['(?:online |hacker )?(?:handle|nickname|moniker|pseudonym|username|screen name)', 0.8],
  [
    'он же|она же|также известн\\p{L}+ как|известн\\p{L}+ как|по прозвищу|под ником|под псевдонимом|псевдоним|кличка|прозвище|никнейм|ник|настоящее имя',
    0.85,
  ],
  ['далее|сокращ[её]нно|сокр\\.', 0.75],
];
/** Of `BETWEEN`: what people call themselves. */
const ACCOUNT_WORDS = 1;
const STATED = new RegExp(
  `^\\s?[,，、(（\\[]?\\s?(?:(?:is|was) )?${QUOTE}(?:${BETWEEN.map(([words], index) => `(?<b${index}>${/\p{Script=Han}/u.test(words) ? words : `(?i:${words})(?!\\p{L})`})`).join('|')})\\s?(?:为|是|叫做?|is |was |the name |—|–|-|:|：)?\\s?${QUOTE}\\s?${OTHER}`,
  'u',
);
/** 吴海波（Wu Haibo）, Wu Haibo (吴海波), Петров (Petrov), and a handle. */
const BRACKETED = /^\s?[(（]\s?["“]?(?<other>[\p{L}_@][\p{L}\p{N}_.·' -]{1,40}?)["”]?\s?[)）]/u;
const LONGEST = 80;
const HANDLE_FORM = /^@?[a-z0-9_.-]*(?:\d|_|[a-z]$)[a-z0-9_.-]*$/iu;
const NO_NAME =
  /^(?:the|and|for|see|left|right|photo|later|then|now|male|female|USD|RMB|CEO|CTO|inc|ltd|以下|下同|男|女|先生|女士|小姐|已|待|未|是|的|в|на|см|рис|далее)$/iu;

/** Aliases that stand right behind names of people, organisations and products. Names come in text order. */
export function statedAliases(text: string, names: readonly FoundName[]): readonly StatedAlias[] {
  const found: StatedAlias[] = [];
  for (const name of names) {
    if (!/^(?:individual|organization|product|intrusion-set|malware)$/.test(name.type) || name.confidence < 0.4)
      continue;
    const after = text.slice(name.end, name.end + LONGEST);
    const raw = text.slice(name.start, name.end);
    const statement = STATED.exec(after);
    // 微信 ID: a product has no account of its own.
    const stated = name.type !== 'individual' && statement?.groups?.[`b${ACCOUNT_WORDS}`] ? null : statement;
    const bracketed = stated === null ? BRACKETED.exec(after) : null;
    const match = stated ?? bracketed;
    const other = match?.groups?.['other']?.trim().replace(/[.·'-]+$/u, '') ?? '';
    if (match === null || other.length < 2 || NO_NAME.test(other) || other === raw) continue;
    // What is called by a word in small letters is no organisation or product.
    if (name.type !== 'individual' && /^\p{Ll}/u.test(other)) continue;
    const start = name.end + match.index + match[0].lastIndexOf(other);
    const end = start + other.length;
    const confidence = stated === null ? bracketConfidence(raw, other, name.type) : statedConfidence(stated);
    if (confidence === 0) continue;
    const type = name.type === 'individual' && HANDLE_FORM.test(other) ? 'handle' : name.type;
    found.push({ name, start, end, other: { type, value: other.replace(/^@/, '') }, confidence });
  }
  return found;
}

function statedConfidence(match: RegExpExecArray): number {
  const index = BETWEEN.findIndex((_, at) => match.groups?.[`b${at}`] !== undefined);
  return BETWEEN[index]?.[1] ?? 0.7;
}

/** A bracket holds all sorts of things: what is in another script, or spells the name, is another name. */
function bracketConfidence(raw: string, other: string, type: FoundName['type']): number {
  const scripts = [raw, other].map((part) => scriptOf(part));
  if (scripts[0] === scripts[1])
    return type === 'individual' && (other.startsWith('@') || isPlainHandle(other)) ? 0.6 : 0;
  if (spells(raw, other) || spells(other, raw)) return 0.92;
  if (scripts.includes('Han') && scripts.includes('Latin')) {
    const words = (scripts[0] === 'Latin' ? raw : other).split(' ');
    return words.every((word) => /^\p{Lu}/u.test(word)) || type === 'individual' ? 0.7 : 0.5;
  }
  return /^\p{Lu}/u.test(other) ? 0.7 : 0.5;
}

/** Beside a name in the same letters, abbreviations, kinds of things and surnames stand in brackets as well. */
function isPlainHandle(text: string): boolean {
  return /^[\p{L}\d_.]*\d[\p{L}\d_.]*$/u.test(text) || /^\p{Ll}[\p{Ll}\d_.]{3,}$/u.test(text);
}

function scriptOf(text: string): string {
  if (/\p{Script=Han}/u.test(text)) return 'Han';
  return /\p{Script=Cyrillic}/u.test(text) ? 'Cyrillic' : 'Latin';
}

/** Whether Latin letters spell a Chinese name, surname first or last: Wu Haibo, Haibo Wu, HAIBO WU. */
export function spells(han: string, latin: string): boolean {
  const spelling = namePinyin(han);
  if (spelling === undefined) return false;
  const words = latin.toLowerCase().replace(/['-]/g, '').split(/\s+/);
  const [surname = '', given = ''] = spelling.split(' ');
  const joined = words.join('');
  const last = words.at(-1) ?? '';
  return (
    joined === `${surname}${given}` ||
    (last === surname && words.slice(0, -1).join('') === given && isPinyinGiven(given))
  );
}
