/** Amounts of money in Chinese, Russian and English, in words and signs, with their currency and plain value. */
import { remembered } from '../remembered.ts';

export interface Amount {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly raw: string;
  /** In the currency's main unit. */
  readonly value: number;
  /** ISO 4217 or `BTC`, `ETH`, `XMR`, `USDT`; absent where the text names none. */
  readonly currency?: string;
}

/** What stands on either side of the number, and what only behind it. */
const CURRENCIES: readonly (readonly [code: string, words: string, behind?: string])[] = [
  ['HKD', 'HKD|HK\\$|港币|港元'],
  ['TWD', 'TWD|NT\\$|新台币|台币'],
  [
    'USD',
    'USD|US\\$|美元|美金|бакс\\p{L}*',
    '\\$(?![\\p{L}\\p{N}_$*])|U\\.S\\. dollars?|刀|долл(?:ар\\p{L}*|\\.)?|dollars?|dólares|dollari|bucks|달러|米ドル|ドル|دلار',
  ],
  ['EUR', 'EUR|€|欧元', 'евро|euros?'],
  ['RUB', 'RUB|RUR|₽|卢布', 'руб(?:л\\p{L}*|\\.)?|р\\.|rubles?|roubles?'],
  ['GBP', 'GBP|£|英镑', 'фунт\\p{L}*|pounds?'],
  ['JPY', 'JPY|日元|日币', 'иен\\p{L}*|yen|円'],
  ['KRW', 'KRW|₩|韩元|韩币', '원(?!\\p{Script=Hangul}{2})'],
  ['IRR', 'IRR', 'ریال'],
  ['IRT', 'IRT', 'تومان'],
  ['BRL', 'BRL|R\\$', 'reais'],
  ['TRY', 'TRY|₺', 'TL'],
  ['PLN', 'PLN', 'zł|złotych'],
  ['CHF', 'CHF', 'Franken'],
  ['UAH', 'UAH|₴', 'грн|гривен|гривн\\p{L}*'],
  ['KZT', 'KZT|₸', 'тенге'],
  ['VND', 'VND|₫|越南盾'],
  ['INR', 'INR|₹|卢比', 'rupees?'],
  [
    'CNY',
    'CNY|RMB|人民币|[¥￥]',
    '元人民币|元(?![素组旦首件])|块钱|(?<!一)块(?!\\p{Script=Han}{0,1}[硬盘链])|юан\\p{L}*|yuan',
  ],
  ['BTC', 'BTC|比特币|битк\\p{L}*', 'bitcoins?'],
  ['ETH', 'ETH|以太坊', 'эфир\\p{L}*'],
  ['XMR', 'XMR|门罗币', 'monero'],
  ['USDT', 'USDT|泰达币', '(?<=\\d\\d|[kw万])[UＵ](?!/)'],
];
const ANY_CURRENCY = CURRENCIES.map(
  ([code, words, behind]) => [code, behind === undefined ? words : `${words}|${behind}`] as const,
);
const WHOLE_CURRENCIES = ANY_CURRENCY.map(([code, words]) => [code, new RegExp(`^(?:${words})$`, 'iu')] as const);
const LETTER = '[\\p{Script=Latin}\\p{Script=Cyrillic}]';
/** A currency is no piece of a word: 15 European countries are not 15 EUR, nor is Elizabeth 2 two ETH. */
const WORD_BEGINS = `(?:(?<!${LETTER})|(?!${LETTER}))`;
const WORD_ENDS = `(?:(?<!${LETTER})|(?!${LETTER}|\\p{N}))`;
/** Nor a piece of a path or an address. */
const BEFORE = `${WORD_BEGINS}(?:(?<![/\\\\~_@.-])|(?!${LETTER}))(?:${CURRENCIES.map(([, words]) => words).join('|')}|(?<!${LETTER}|[\\p{N}$*])\\$)`;
const AFTER = `(?:${ANY_CURRENCY.map(([, words]) => words).join('|')})${WORD_ENDS}`;

const MULTIPLIERS: readonly (readonly [words: RegExp, factor: number])[] = [
  [/^(?:万亿|трлн|триллион\p{L}*|trillion|tn|조)$/iu, 1e12],
  [/^(?:十亿|млрд|миллиард\p{L}*|ярд\p{L}*|billion|bn|b|mrd|milliarden?|milliards?|mil millones|میلیارد)$/iu, 1e9],
  [/^[亿억億]$/u, 1e8],
  [/^(?:千万|천만)$/u, 1e7],
  [
    /^(?:百万|млн|миллион\p{L}*|лям\p{L}*|millions?|millionen|millón|millones|milhões|milioni|mio|میلیون|백만|mln|mn|m|кк|kk)$/iu,
    1e6,
  ],
  [/^十万$/u, 1e5],
  [/^(?:万|만|w)$/iu, 1e4],
  [/^(?:千|тыс|тысяч\p{L}*|косар\p{L}*|thousand|tsd|هزار|천|k|к|т)$/iu, 1e3],
  [/^百$/u, 1e2],
];
const LARGE_MULTIPLIER =
  '(?:万亿|十亿|亿|千万|百万|十万|万|千|百|трлн|триллион\\p{L}*|млрд|миллиард\\p{L}*|ярд\\p{L}*|млн|миллион\\p{L}*|лям\\p{L}*|тыс(?:яч\\p{L}*)?|косар\\p{L}*|кк|trillion|billion|millions?|thousand|tn|bn|mln|mn|kk|Milliarden?|Mrd|Millionen|Mio|Tsd|milliards?|mil millones|millón|millones|milhões|milioni|조|억|億|천만|백만|만|천|میلیارد|میلیون|هزار)';
/** Too short to make a number an amount. */
const SMALL_MULTIPLIER = '(?:к|т(?!\\p{L})|k|m|b|w)';
const MULTIPLIER = `(?:${LARGE_MULTIPLIER}|${SMALL_MULTIPLIER})`;

const DIGITS = '\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d+)*';
const HAN_NUMERALS = '零〇一二两三四五六七八九十百千万亿点';
/** Bounded, and begun only where a number does, so that a run of characters costs its length and not its square. */
const HAN_NUMBER = `(?<![第几数好${HAN_NUMERALS}])[${HAN_NUMERALS}]{0,24}[零〇一二两三四五六七八九十百千万亿]`;

const GAP = '[^\\S\\r\\n]';
const FACTOR = `${GAP}?(?<factor>${MULTIPLIER})(?:\\.(?=р\\.)|\\.?(?!${LETTER}|\\p{N}))`;
const WHOLE = `(?!${LETTER}|[\\p{N}$])|(?=${AFTER})`;
const PATTERN = new RegExp(
  `(?:(?<before>${BEFORE})${GAP}?|(?<!${LETTER}|[\\p{N}.,_/:-]))(?:(?<number>${DIGITS})(?:${FACTOR}|${WHOLE})|(?<han>${HAN_NUMBER})(?=${AFTER}))(?:(?:${GAP}(?:de${GAP}|di${GAP}|d['’]))?${GAP}?(?<after>${AFTER})(?:${GAP}?(?<kopecks>\\d{2})${GAP}?коп(?:\\.|\\p{L}*))?)?`,
  'giu',
);

/**
 * What every amount outside a column has behind its number, or before it. Begun at a number, these are quick to say no
 * to a text at every letter of which the pattern itself would try every currency; they let through more than it does.
 */
const BEHIND_NUMBER = new RegExp(
  `[\\d${HAN_NUMERALS}](?![\\d.,])${GAP}?(?:${LARGE_MULTIPLIER}|(?:${SMALL_MULTIPLIER}\\.?${GAP}?)?(?:${ANY_CURRENCY.map(([, words]) => words).join('|')}))`,
  'iu',
);
/** Looked at from behind, a run of letters has to be bounded. */
const BEFORE_NUMBER = new RegExp(
  `(?<![\\d.,])[\\d${HAN_NUMERALS}](?<=(?:\\$|${CURRENCIES.map(([, words]) => words.replaceAll('*', '{0,12}')).join('|')})${GAP}?.)`,
  'iu',
);
/** A cell that is a number and nothing else. */
const PLAIN_NUMBER = /^\d+(?:[.,]\d+)*$/;

/**
 * Amounts in `text`, in order. A number counts with a currency beside it, or with 万, 亿, `млн`, `million` …; inside a
 * column of amounts (`column`) every number does, in `currency` where it names none.
 */
export function findAmounts(
  text: string,
  options: { column?: boolean; currency?: string; factor?: number } = {},
): readonly Amount[] {
  const amounts: Amount[] = [...inCapitals(text)];
  const western = /[۰-۹٠-٩]/u.test(text) ? text.replace(/[۰-۹٠-٩]/gu, westernDigit) : text;
  if (!options.column && !BEHIND_NUMBER.test(western) && !BEFORE_NUMBER.test(western) && !HAN_W.test(text))
    return amounts;
  if (options.column && PLAIN_NUMBER.test(text)) {
    const { currency, factor = 1 } = options;
    const plain = parseNumber(text, factor === 1 && isMoney(currency));
    return Number.isFinite(plain) ? [amountOf(text, 0, plain * factor, currency)] : [];
  }
  for (const match of western.matchAll(PATTERN)) {
    const { before, number, factor, han, after, kopecks } = match.groups ?? {};
    const currency = codeOf(before) ?? codeOf(after) ?? (options.column ? options.currency : undefined);
    const large = factor !== undefined && !/^[kmbwткt]$/i.test(factor);
    const isChat = /^w$/i.test(factor ?? '') && isAmongHan(text, match.index, match.index + match[0].length);
    if (currency === undefined && !options.column && !large && !isChat) continue;
    // XMR9761695: the name of a coin grown together with a number is an identifier.
    if (before !== undefined && COINS.has(before) && match[0].startsWith(before + number)) continue;
    // A code written to its number is in capitals: eth1 and rmb4B are other things.
    if (
      before !== undefined &&
      /[a-z]$/i.test(before) &&
      before !== before.toUpperCase() &&
      match[0].startsWith(before + number)
    )
      continue;
    const isPlainMoney = factor === undefined && (options.factor ?? 1) === 1 && isMoney(currency);
    const plain =
      number !== undefined ? parseNumber(number, isPlainMoney) : han !== undefined ? parseHanNumber(han) : undefined;
    if (plain === undefined || !Number.isFinite(plain)) continue;
    const unit = factor === undefined && options.column ? (options.factor ?? 1) : factorOf(factor);
    const written = match[0].trim();
    const start = match.index + match[0].indexOf(written);
    amounts.push(
      amountOf(text.slice(start, start + written.length), start, plain * unit + Number(kopecks ?? 0) / 100, currency),
    );
  }
  return amounts;
}

/** 先垫3w: ten thousand, where it counts no things and nobody measures power. */
const HAN_W = /\dw(?![\p{L}\p{N}]|\s?\+?\s?[条个人次台名户瓦份件篇张行字位家种粉])|\dw(?=\p{Script=Han})/iu;

function isAmongHan(text: string, start: number, end: number): boolean {
  const around = text.slice(Math.max(0, start - 4), start) + text.slice(end, end + 4);
  return (
    !/[功率电源瓦灯充]/u.test(around) &&
    /\p{Script=Han}/u.test(around) &&
    !/^\s?\+?\s?[条个人次台名户瓦份件篇张行字位家种粉用数]/u.test(text.slice(end, end + 3))
  );
}

function westernDigit(digit: string): string {
  return String(Math.max('۰۱۲۳۴۵۶۷۸۹'.indexOf(digit), '٠١٢٣٤٥٦٧٨٩'.indexOf(digit)));
}

/** Numerals of contracts and invoices that nobody can change, 肆拾捌万元整, and the plain ones. */
const CAPITALS = '零壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億圆';
const PLAIN = '零一二三四五六七八九十百千二三六万亿元';
const IN_CAPITALS =
  /(?:人民币\s?)?(?<whole>[零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億]{2,24})[元圆圓](?:(?<tenths>[壹贰貳叁參肆伍陆陸柒捌玖])角)?(?:零?(?<hundredths>[壹贰貳叁參肆伍陆陸柒捌玖])分)?[整正]?/gu;

function inCapitals(text: string): readonly Amount[] {
  if (!/[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]/u.test(text)) return [];
  const plain = (words = ''): string => words.replace(/./gu, (word) => PLAIN[CAPITALS.indexOf(word)] ?? word);
  return [...text.matchAll(IN_CAPITALS)].flatMap(({ 0: raw, index, groups }) => {
    const whole = parseHanNumber(plain(groups?.['whole']));
    if (whole === undefined || !/[壹贰貳叁參肆伍陆陸柒捌玖]/u.test(raw)) return [];
    const part = (word?: string): number => (word === undefined ? 0 : (parseHanNumber(plain(word)) ?? 0));
    const value = whole + part(groups?.['tenths']) / 10 + part(groups?.['hundredths']) / 100;
    return [amountOf(raw, index, value, 'CNY')];
  });
}

const isMoney = (currency: string | undefined): boolean => currency !== undefined && !COINS.has(currency);

function amountOf(raw: string, start: number, value: number, currency: string | undefined): Amount {
  const rounded = Number(value.toPrecision(12));
  return { start, end: start + raw.length, raw, value: rounded, ...(currency === undefined ? {} : { currency }) };
}

/** What a column's header says of its amounts: `合同金额（万元）` is CNY by ten thousand. */
export const amountUnit = remembered((header): { readonly currency?: string; readonly factor: number } => {
  const bracket = /[(（[【]([^)）\]】]*)[)）\]】]/u.exec(header)?.[1] ?? header.split(/[,，/]/).at(-1) ?? '';
  const factor = new RegExp(MULTIPLIER, 'iu').exec(bracket)?.[0];
  const currency = ANY_CURRENCY.find(([, words]) => new RegExp(words, 'iu').test(bracket))?.[0];
  return {
    factor: /[万千百亿]|тыс|млн|млрд|thousand|million/iu.test(bracket) ? factorOf(factor) : 1,
    ...(currency ? { currency } : {}),
  };
});

function codeOf(words: string | undefined): string | undefined {
  if (words === undefined) return undefined;
  return WHOLE_CURRENCIES.find(([, pattern]) => pattern.test(words))?.[0];
}

function factorOf(word: string | undefined): number {
  if (word === undefined) return 1;
  return MULTIPLIERS.find(([words]) => words.test(word))?.[1] ?? 1;
}

/** What is counted in thousandths. */
const COINS: ReadonlySet<string> = new Set(['BTC', 'ETH', 'XMR']);

/**
 * `1,234.56`, `1.234,56`, `1 234,56`, `136.8`: the last mark with other than three digits behind it is the decimal one.
 * @param isMoney no currency has thousandths: `200.000 USD` are two hundred thousand.
 */
function parseNumber(text: string, isMoney: boolean): number {
  const digits = text.replace(/[\s\u00a0\u202f]/g, '');
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last < 0) return Number(digits);
  const mark = digits[last] ?? '.';
  const decimals = digits.length - last - 1;
  const marks = digits.split(mark).length - 1;
  const mixed = digits.includes(mark === '.' ? ',' : '.');
  const grouping =
    decimals === 3 && (marks > 1 || ((mark === ',' || isMoney) && !mixed && last <= 3 && !digits.startsWith('0')));
  if (grouping || (marks > 1 && !mixed)) return Number(digits.replace(/[.,]/g, ''));
  return Number(`${digits.slice(0, last).replace(/[.,]/g, '')}.${digits.slice(last + 1)}`);
}

const HAN_DIGITS = '零一二三四五六七八九';
const HAN_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** 三十五万 -> 350000. Undefined where the characters make no number. */
export function parseHanNumber(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit = -1;
  for (const character of text.replace(/〇/g, '零').replace(/两/g, '二')) {
    const value = HAN_DIGITS.indexOf(character);
    const unit = HAN_UNITS[character];
    if (value >= 0) digit = digit >= 0 && value > 0 && digit > 0 ? digit * 10 + value : value;
    else if (unit !== undefined) {
      section += (digit < 0 ? 1 : digit) * unit;
      digit = -1;
    } else if (character === '万' || character === '亿') {
      section += Math.max(0, digit);
      if (section === 0 && total === 0) return undefined;
      const factor = character === '万' ? 1e4 : 1e8;
      total = character === '亿' ? (total + section) * factor : total + section * factor;
      section = 0;
      digit = -1;
    } else return undefined;
  }
  return total + section + Math.max(0, digit);
}
