/** Dates in all the forms that ledgers write, as ISO 8601 with the precision that they have. */

const ENGLISH_MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const RUSSIAN_MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];

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
];

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
  const english = ENGLISH_MONTHS.findIndex((month) => word.startsWith(month));
  if (english >= 0) return String(english + 1);
  const russian = RUSSIAN_MONTHS.findLastIndex((month) => word.startsWith(month));
  return russian < 0 ? undefined : String(russian === 4 && word.startsWith('мар') ? 3 : russian + 1);
}

function fullYear(year: string | undefined): string | undefined {
  if (year?.length !== 2) return year;
  return Number(year) < 70 ? `20${year}` : `19${year}`;
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
