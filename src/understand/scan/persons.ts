/** Numbers that lead to a person: phones, devices, bank and identity numbers. The latter are marked to be masked. */
import { isChineseId, isIban, isLuhn } from './checksums.ts';
import { before, type Recogniser, type ScanContext } from './found.ts';
import { type Places, UNIT } from './marks.ts';
import { matchAt } from './tokens.ts';

const CHINESE_MOBILE =
  /(?<![\dA-Za-z.+-])(?:(?:\+|00)86[ -]?)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?![\dA-Za-z]|_[\dA-Za-z])(?!\.\d)/y;
/** The number whole or in halves. */
const CHINESE_LANDLINE =
  /(?<![\dA-Za-z.-])\(?0(10|2\d|[3-9]\d{2})(?:\)[ -]?|-)(\d{7,8}|\d{3,4}[ -]\d{4})(?![\d-]\d|\.\d|\d)/y;
const CHINESE_SPACED = /(?<![\dA-Za-z.-])0(10|2\d|[3-9]\d{2}) (\d{7,8}|\d{3,4}[ -]\d{4})(?![\d-]\d|\.\d|\d)/y;
const CHINESE_ABROAD =
  /(?<![\dA-Za-z.+-])(?:\+|00)86[ -]?\(?0?(10|2\d|[3-9]\d{2})\)?[ -]?(\d{7,8}|\d{3,4}[ -]\d{4})(?!\d)/y;
const CHINESE_SERVICE = /(?<![\dA-Za-z.+-])([48]00)-?(?:(\d{3})-?(\d{4})|(\d{4})-(\d{3}))(?![\d-])/y;
const INTERNATIONAL =
  /(?<![\dA-Za-z+])\+(?!86)(\d{1,3})[ .-]?(?:\(0?\d{1,5}\)[ .-]?)?\d{1,5}(?:(?: \/ |[ ./-])?\d{2,5}){1,5}(?: - \d{2}(?!\d)|-\d(?!\d))?(?![\d])/y;
/** `00` for the plus; only with its parts apart. */
const DIALLED = /(?<![\dA-Za-z+.-])00(?!86|0)([1-9]\d{0,2})(?:[ -]\(?\d{1,5}\)?){2,5}(?!\d|-[\dA-Za-z])/y;
const RUSSIAN = /(?<![\dA-Za-z+.-])8[ -]?\(?(9\d{2})\)?[ -]?(\d{3})[ -]?(\d{2})[ -]?(\d{2})(?!\d)/y;
/** Towns and services: their numbers have eleven digits as well, but only their parts or a bracket tell them. */
const RUSSIAN_TOWN =
  /(?<![\dA-Za-z+.-])8[ -]?(?:\(([348]\d{2,4})\)[ -]?|([348]\d{2})[ -])(\d{1,3}[ -]?\d{2}[ -]?\d{2})(?![\d-]\d|\d)/y;
const RUSSIAN_BARE = /(?<![\dA-Za-z+.-])79\d{9}(?![\d.-]\d|[\dA-Za-z])/y;

const PHONE_CUE =
  /(?:tele?phone|\btel|phone|\bcall|\bmob(?:ile)?|\bcell|\bfax|hotline|whats ?app|viber|\bsms|电话|手机|座机|热线|拨打|传真|总机|联系|тел|моб|сот|звон|номер|факс|ватсап|вотсап)[^\n]{0,16}$|\p{Script=Han}/iu;

/** The zero in brackets is only dialled at home. */
function internationalNumber(raw: string): string | undefined {
  const digits = raw.replace(/\(0\)|\D/g, '');
  return digits.length >= 9 && digits.length <= 15 ? `+${digits}` : undefined;
}

interface NumberRule {
  /** What its number can begin with. */
  readonly starts: string;
  readonly pattern: RegExp;
  readonly confidence: number;
  /** What it is worth without a word before it that speaks of telephones, where that matters. */
  readonly alone?: number;
  value(match: RegExpExecArray): string | undefined;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const chinese = (match: RegExpExecArray): string => `+86${digitsOf(match.slice(1).join(''))}`;
const russian = (match: RegExpExecArray): string | undefined => {
  const digits = digitsOf(match.slice(1).join(''));
  return digits.length === 10 ? `+7${digits}` : undefined;
};

const NUMBERS: readonly NumberRule[] = [
  { starts: '+01', pattern: CHINESE_MOBILE, confidence: 0.9, value: chinese },
  { starts: '+0', pattern: CHINESE_ABROAD, confidence: 0.9, value: chinese },
  { starts: '0', pattern: CHINESE_LANDLINE, confidence: 0.85, value: chinese },
  { starts: '0', pattern: CHINESE_SPACED, confidence: 0.8, alone: 0.4, value: chinese },
  { starts: '48', pattern: CHINESE_SERVICE, confidence: 0.8, alone: 0.4, value: chinese },
  { starts: '+', pattern: INTERNATIONAL, confidence: 0.9, value: (match) => internationalNumber(match[0]) },
  {
    starts: '0',
    pattern: DIALLED,
    confidence: 0.85,
    alone: 0.45,
    value: (match) => internationalNumber(match[0].slice(2)),
  },
  { starts: '8', pattern: RUSSIAN, confidence: 0.7, value: russian },
  { starts: '8', pattern: RUSSIAN_TOWN, confidence: 0.75, value: russian },
  { starts: '7', pattern: RUSSIAN_BARE, confidence: 0.75, alone: 0.4, value: (match) => `+${match[0]}` },
];
const NUMBERS_AT: readonly (readonly NumberRule[])[] = Array.from({ length: 128 }, (_, code) =>
  NUMBERS.filter(({ starts }) => starts.includes(String.fromCharCode(code))),
);
/** What no number stands behind: it would be a piece of something longer. */
const NOT_BEFORE_NUMBER = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\dA-Za-z+]/.test(String.fromCharCode(code)) ? 1 : 0,
);
const NONE: readonly NumberRule[] = [];
const DOT = 0x2e;

export const phones: Recogniser = (context) => {
  phonesAt(context.marks.pluses, context);
  phonesAt(context.marks.numbers, context);
};

function phonesAt(places: Places, { text, marks: { codes }, take, isTaken, give }: ScanContext): void {
  let from = 0;
  for (let at = 0; at < places.length; at += 1) {
    const start = places.at(at);
    if (start < from) continue;
    const ahead = start > 0 ? (codes[start - 1] ?? 0) : 0;
    if (NOT_BEFORE_NUMBER[ahead] === 1) continue;
    const first = codes[start] ?? 0;
    // Only what begins with a plus may stand behind a dot.
    if (ahead === DOT && first !== PLUS) continue;
    for (const { pattern, confidence, alone, value } of NUMBERS_AT[first] ?? NONE) {
      // An area code's bracket is no place that the walk notes.
      const begin = ahead === BRACKET && first === ZERO ? start - 1 : start;
      const match = matchAt(pattern, text, begin) ?? (begin === start ? undefined : matchAt(pattern, text, start));
      const number = match && value(match);
      if (!match || number === undefined) continue;
      const end = match.index + match[0].length;
      if (isTaken(match.index, end)) break;
      const isCued = alone === undefined || PHONE_CUE.test(before(text, match.index, 32));
      from = end;
      take(match.index, end);
      give({ type: 'phone', value: number, start: match.index, end, confidence: isCued ? confidence : alone });
      break;
    }
  }
}
const PLUS = 0x2b;
const BRACKET = 0x28;
const ZERO = 0x30;

const LONG_NUMBER = /^\d{15,19}[Xx]?$/;
/** Visa, Mastercard, UnionPay, Mir. */
const CARD_STARTS = /^(?:4|5[1-5]|62|220[0-4])/;
const CARD_CUE = /card|bank|visa|账号|账户|卡号|银行|карт|сч[её]т/i;

/** Numbers of 15 to 19 digits: devices, subscribers, cards, identities. */
export const longNumbers: Recogniser = ({ text, marks: { runs }, isTaken, give }) => {
  for (let at = 0; at < runs.length; at += 3) {
    const start = runs.at(at);
    const end = runs.at(at + 1);
    if (end - start < 15 || end - start > 20 || (runs.at(at + 2) & UNIT.digit) === 0) continue;
    const value = text.slice(start, end);
    if (!LONG_NUMBER.test(value) || isTaken(start, end)) continue;
    const ahead = before(text, start, 24);
    if (value.length === 15 && /imsi/i.test(ahead)) give({ type: 'imsi', value, start, end, confidence: 0.95 });
    else if (value.length === 15 && isLuhn(value) && /imei/i.test(ahead))
      give({ type: 'imei', value, start, end, confidence: 0.95 });
    else if (value.length === 15 && isLuhn(value) && /^(?:86|35|01)/.test(value))
      give({ type: 'imei', value, start, end, confidence: 0.45 });
    else if (
      value.length === 18 &&
      isChineseId(value) &&
      /^[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(value)
    ) {
      give({
        type: 'national-id',
        value: value.toUpperCase(),
        start,
        end,
        confidence: 0.95,
        labels: ['secret'],
      });
    } else if (/^\d{16,19}$/.test(value) && isLuhn(value) && (CARD_CUE.test(ahead) || CARD_STARTS.test(value))) {
      give({
        type: 'bank-card',
        value,
        start,
        end,
        confidence: CARD_CUE.test(ahead) ? 0.9 : 0.5,
        labels: ['secret'],
      });
    }
  }
};

const IBAN = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/y;

/** In fours, as cards are printed. The groups of a list are rarely right by Luhn and by what cards begin with. */
const GROUPED_CARD = /(?<![\dA-Za-z.+-]|\d[ -])[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?(?![ -]?\d|[A-Za-z])/y;

export const cards: Recogniser = ({ text, marks: { cards: places }, take, isTaken, give }) => {
  for (let at = 0; at < places.length; at += 1) {
    const start = places.at(at);
    const match = matchAt(GROUPED_CARD, text, start);
    const value = match?.[0].replace(/\D/g, '') ?? '';
    if (!match || !isLuhn(value)) continue;
    const isCued = CARD_CUE.test(before(text, start, 24));
    if (!isCued && !CARD_STARTS.test(value)) continue;
    const end = start + match[0].length;
    if (isTaken(start, end)) continue;
    take(start, end);
    give({ type: 'bank-card', value, start, end, confidence: isCued ? 0.9 : 0.6, labels: ['secret'] });
  }
};

export const ibans: Recogniser = ({ text, marks: { ibans: places }, take, give }) => {
  for (let at = 0; at < places.length; at += 1) {
    const match = matchAt(IBAN, text, places.at(at));
    const value = match?.[0].replaceAll(' ', '') ?? '';
    if (!match || value.length < 15 || !isIban(value)) continue;
    const end = match.index + match[0].length;
    take(match.index, end);
    give({ type: 'iban', value, start: match.index, end, confidence: 0.97, labels: ['secret'] });
  }
};
