/** Dates in all the forms that ledgers write, the Persian calendar's too, as ISO 8601 with the precision that they have. */

/** How the months' names begin in English, Russian, German, Spanish, French, Portuguese, Italian, Ukrainian and Turkish. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|jän|янв|ene|gen|січ|oca)/u,
  /^(?:feb|fév|fev|фев|лют|şub)/u,
  /^(?:mar|mär|mrz|maer|мар|бер)/u,
  /^(?:apr|abr|avr|апр|кві|nis)/u,
  /^(?:ma[yijg]|ма[йяе]|тра)/u,
  /^(?:jun|juin|giu|июн|чер|haz)/u,
  /^(?:jul|juil|lug|июл|лип|tem)/u,
  /^(?:aug|ago|aoû|авг|сер|ağu)/u,
  /^(?:sep|set|сен|вер|eyl)/u,
  /^(?:oct|okt|out|ott|окт|жов|eki)/u,
  /^(?:nov|ноя|лис|kas)/u,
  /^(?:dec|dez|dic|déc|дек|гру|ara)/u,
];
/** Whole names only, so that `Mais 2021` and `Marina 2020` are no dates. */
const OTHER_MONTHS =
  'Januar|Jänner|Februar|März|Maerz|Mrz|Mai|Juni|Juli|Oktober|Okt|Dezember|Dez|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|janvier|janv|février|févr|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|déc|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık';
const PERSIAN_MONTHS = [
  'فروردین',
  'اردیبهشت',
  'خرداد',
  'تیر',
  'مرداد',
  'شهریور',
  'مهر',
  'آبان',
  'آذر',
  'دی',
  'بهمن',
  'اسفند',
];

const FORMS: readonly (readonly [pattern: RegExp, read: (match: RegExpExecArray) => string | undefined])[] = [
  [/(\d{4})\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})/u, ([, year, month, day]) => iso(year, month, day)],
  [/(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)/u, ([, year, month, day]) => iso(year, month, day)],
  [/(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)/u, ([, day, month, year]) => iso(fullYear(year), month, day)],
  [/(\d{1,2})\s+(\p{L}{3,9})\.?,?\s+(\d{4})/u, ([, day, month, year]) => iso(year, monthNumber(month), day)],
  [
    /(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/u,
    ([, month, day, year]) => iso(year, monthNumber(month), day),
  ],
  [/(\d{4})\s?[年./-]\s?(\d{1,2})(?!\d)/u, ([, year, month]) => iso(year, month)],
  [/(\p{L}{3,9})\.?\s+(\d{4})/u, ([, month, year]) => iso(year, monthNumber(month))],
  [/(?<!\d)((?:19|20)\d{2})(?!\d)/u, ([, year]) => iso(year)],
  [/(?<!\d)(1[34]\d{2})([/-])(\d{1,2})\2(\d{1,2})(?!\d)/u, ([, year, , month, day]) => fromPersian(year, month, day)],
];

export interface FoundDate {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** ISO 8601 with the precision that the text has. */
  readonly value: string;
  /** The year is not written, but the one of the day on which the words were. */
  readonly yearAssumed: boolean;
  /** `03/04/2023` is read as the third of April, and could be the fourth of March. */
  readonly dayOrderAssumed: boolean;
}

const HAN = '[〇零一二三四五六七八九十]';
const MONTH_WORD =
  `(?:${OTHER_MONTHS})\\.?|` +
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?|(?:янв|фев|мар|апр|ма[йяе]|июн|июл|авг|сен|окт|ноя|дек)[а-я]{0,6}\\.?';
const FREE = '(?<![\\p{L}\\p{N}]|\\p{N}[.,/:-])';
const END = '(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}]|[.,/:-]\\p{N})';

/** Forms that stand for a date in running text, where a bare number or `3.5` does not. The earlier form wins. */
const IN_TEXT: readonly (readonly [
  pattern: RegExp,
  read: (match: readonly (string | undefined)[]) => string | undefined,
])[] = [
  [
    /(?<!\p{N})((?:19|20)\d{2})\s?年\s?(\d{1,2})\s?月(?:份|\s?(\d{1,2})\s?[日号])?/gu,
    ([, year, month, day]) => iso(year, month, day),
  ],
  [
    new RegExp(`(?<!${HAN})(${HAN}{4})年(?:(${HAN}{1,2})月(?:(${HAN}{1,3})[日号])?)?`, 'gu'),
    ([, year, month, day]) => iso(hanYear(year), hanCount(month), hanCount(day)),
  ],
  [/(?<!\p{N})((?:19|20)\d{2})\s?年/gu, ([, year]) => iso(year)],
  [
    /(?<!\p{N})((?:19|20)\d{2})년(?:\s?(\d{1,2})월(?:\s?(\d{1,2})일)?)?/gu,
    ([, year, month, day]) => iso(year, month, day),
  ],
  // The reign of an emperor, whose first year is 元年.
  [
    /(令和|平成|昭和)(元|\d{1,2})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?/gu,
    ([, era, year, month, day]) => iso(reignYear(era, year), month, day),
  ],
  [
    new RegExp(`${FREE}((?:19|20)\\d{2})([-/.])(\\d{1,2})\\2(\\d{1,2})(?=T|${END})`, 'gu'),
    ([, year, , month, day]) => iso(year, month, day),
  ],
  [
    new RegExp(`${FREE}(\\d{1,2})([./])(\\d{1,2})\\2((?:19|20)\\d{2})(?:\\s?г(?:\\.|ода|оду)?)?${END}`, 'gu'),
    ([, day, , month, year]) => iso(year, month, day) ?? iso(year, day, month),
  ],
  [
    new RegExp(
      `${FREE}(\\d{1,2})(?:st|nd|rd|th|er|º|\\.)?(?:\\s(?:of|de))?\\s(${MONTH_WORD}),?(?:\\sdel?)?\\s((?:19|20)\\d{2})(?:\\s?г(?:\\.|ода|оду)?)?${END}`,
      'giu',
    ),
    ([, day, month, year]) => iso(year, monthNumber(month), day),
  ],
  [
    new RegExp(`${FREE}(${MONTH_WORD})\\s(\\d{1,2})(?:st|nd|rd|th)?,?\\s((?:19|20)\\d{2})${END}`, 'giu'),
    ([, month, day, year]) => iso(year, monthNumber(month), day),
  ],
  [
    new RegExp(`${FREE}(${MONTH_WORD}),?(?:\\sdel?)?\\s((?:19|20)\\d{2})(?:\\s?г(?:\\.|ода|оду)?)?${END}`, 'giu'),
    ([, month, year]) => iso(year, monthNumber(month)),
  ],
  [new RegExp(`${FREE}FY\\s?'?((?:20)?\\d{2})${END}`, 'gu'), ([, year]) => iso(fullYear(year))],
  [new RegExp(`${FREE}((?:19|20)\\d{2})\\s?(?:г\\.|год[ауе]?)${END}`, 'gu'), ([, year]) => iso(year)],
];
/** Of the Solar Hijri calendar, only where the text is Persian; read with Western digits. */
const PERSIAN = new RegExp(`${FREE}(1[34]\\d{2})([/-])(\\d{1,2})\\2(\\d{1,2})${END}`, 'gu');
const PERSIAN_NAMED = new RegExp(
  `${FREE}(\\d{1,2})\\s(${PERSIAN_MONTHS.join('|')})(?:\\sماه)?\\s(1[34]\\d{2})${END}`,
  'gu',
);
const PERSIAN_DIGITS = '۰۱۲۳۴۵۶۷۸۹';
const WITHOUT_YEAR = /(?<![\p{N}年]\s?)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]/gu;

/** Dates in running text, in order. `day` is when the words were written: it gives `3月5号` its year. */
export function findDates(text: string, day?: string): readonly FoundDate[] {
  const found: FoundDate[] = [];
  const isPersian = /\p{Script=Arabic}/u.test(text);
  if (!isPersian && !/[年月년]|(?:19|20)\d{2}|FY/u.test(text)) return found;
  const covered = new Uint8Array(text.length);
  const add = (start: number, length: number, value: string | undefined, yearAssumed: boolean): void => {
    if (value === undefined) return;
    const end = start + length;
    if (covered.subarray(start, end).includes(1)) return;
    covered.fill(1, start, end);
    const [, first, second] = /^(\d{1,2})\/(\d{1,2})\//.exec(text.slice(start, end)) ?? [];
    const dayOrderAssumed = Number(first) <= 12 && Number(second) <= 12 && first !== second;
    found.push({ start, end, value, yearAssumed, dayOrderAssumed });
  };
  for (const [pattern, read] of IN_TEXT) {
    for (const match of text.matchAll(pattern)) add(match.index, match[0].length, read(match), false);
  }
  if (isPersian) {
    const western = text.replace(/[۰-۹]/gu, (digit) => String(PERSIAN_DIGITS.indexOf(digit)));
    for (const match of western.matchAll(PERSIAN))
      add(match.index, match[0].length, fromPersian(match[1], match[3], match[4]), false);
    for (const match of western.matchAll(PERSIAN_NAMED)) {
      const month = String(PERSIAN_MONTHS.indexOf(match[2] ?? '') + 1);
      add(match.index, match[0].length, fromPersian(match[3], month, match[1]), false);
    }
  }
  const year = /^\d{4}/.exec(day ?? '')?.[0];
  if (year !== undefined) {
    for (const match of text.matchAll(WITHOUT_YEAR)) {
      add(match.index, match[0].length, iso(year, match[1], match[2]), true);
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

const ERAS: Readonly<Record<string, number>> = { 令和: 2018, 平成: 1988, 昭和: 1925 };

function reignYear(era = '', year = ''): string {
  return String((ERAS[era] ?? 0) + (year === '元' ? 1 : Number(year)));
}

const HAN_DIGITS = '零一二三四五六七八九';

function hanYear(text: string | undefined): string {
  return [...(text ?? '')].map((letter) => (letter === '〇' ? 0 : HAN_DIGITS.indexOf(letter))).join('');
}

/** 一 to 三十一. */
function hanCount(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['零', text];
  return String((tens === '' ? 1 : HAN_DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : HAN_DIGITS.indexOf(ones)));
}

/** The first date in `text` as `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; `03.04.2021` is the third of April. */
export function parseDate(text: string): string | undefined {
  for (const [pattern, read] of FORMS) {
    const match = pattern.exec(text);
    const date = match === null ? undefined : read(match);
    if (date !== undefined) return date;
  }
  return undefined;
}

function monthNumber(name: string | undefined): string | undefined {
  const word = name?.toLowerCase() ?? '';
  const month = MONTHS.findIndex((beginning) => beginning.test(word));
  return month < 0 ? undefined : String(month + 1);
}

function fullYear(year: string | undefined): string | undefined {
  if (year?.length !== 2) return year;
  return Number(year) < 70 ? `20${year}` : `19${year}`;
}

const PERSIAN_CALENDAR = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});
const DAY = 86_400_000;

/** A day of the Solar Hijri calendar, whose year begins about the 21st of March. */
function fromPersian(year?: string, month?: string, day?: string): string | undefined {
  const [monthValue, dayValue] = [Number(month), Number(day)];
  if (monthValue < 1 || monthValue > 12 || dayValue < 1 || dayValue > 31) return undefined;
  const about = Date.UTC(Number(year) + 621, 2, 20) + ((monthValue - 1) * 30.5 + dayValue - 1) * DAY;
  for (let off = -4; off <= 4; off++) {
    const date = new Date(about + off * DAY);
    const parts = new Map(PERSIAN_CALENDAR.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
    const isIt =
      parts.get('month') === monthValue && parts.get('day') === dayValue && parts.get('year') === Number(year);
    if (isIt) return date.toISOString().slice(0, 10);
  }
  return undefined;
}

function iso(year?: string, month?: string, day?: string): string | undefined {
  const yearNumber = Number(year);
  if (!(yearNumber >= 1900 && yearNumber <= 2100)) return undefined;
  if (month === undefined) return day === undefined ? String(yearNumber) : undefined;
  const monthValue = Number(month);
  if (!(monthValue >= 1 && monthValue <= 12)) return undefined;
  const text = `${yearNumber}-${String(monthValue).padStart(2, '0')}`;
  if (day === undefined) return text;
  const dayValue = Number(day);
  if (dayValue < 1 || dayValue > new Date(Date.UTC(yearNumber, monthValue, 0)).getUTCDate()) return undefined;
  return `${text}-${String(dayValue).padStart(2, '0')}`;
}
