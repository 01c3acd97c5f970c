/** Days as people write them at the head of a report or in a file's name: `12 March 2023`, `2019年9月24日`, `2021-08-24_title`. */

const ENGLISH = 'january february march april may june july august september october november december'.split(' ');
const RUSSIAN = 'январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр'.split(' ');
const [FIRST_YEAR, LAST_YEAR] = [1995, 2039];

const MONTH = `(?:${ENGLISH.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')}|sept)\\.?`;
const YEAR = '((?:19|20)\\d{2})';
const FORMS: readonly (readonly [
  RegExp,
  (groups: readonly string[]) => readonly [string, number, string | undefined],
])[] = [
  [
    new RegExp(`(?<![\\d.])${YEAR}([-/.])(\\d{1,2})\\2(\\d{1,2})(?![\\d]|\\.\\d)`, 'u'),
    ([year = '', , month, day]) => [year, Number(month), day],
  ],
  [
    new RegExp(`(?<!\\d)${YEAR}\\s*年\\s*(\\d{1,2})\\s*月(?:\\s*(\\d{1,2})\\s*[日号])?`, 'u'),
    ([year = '', month, day]) => [year, Number(month), day],
  ],
  [
    new RegExp(`(?<![\\p{L}\\d])(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s+${YEAR}(?!\\d)`, 'iu'),
    ([month = '', day, year = '']) => [year, english(month), day],
  ],
  [
    new RegExp(`(?<![\\p{L}\\d])(\\d{1,2})(?:st|nd|rd|th)?[\\s-]+(?:of\\s+)?(${MONTH}),?[\\s-]+${YEAR}(?!\\d)`, 'iu'),
    ([day, month = '', year = '']) => [year, english(month), day],
  ],
  [
    new RegExp(`(?<!\\d)(\\d{1,2})\\s+(${RUSSIAN.join('|')})(?:[ья]|а|ая)?\\s+${YEAR}`, 'iu'),
    ([day, month = '', year = '']) => [year, RUSSIAN.indexOf(month.toLowerCase()) + 1, day],
  ],
];

function english(month: string): number {
  return ENGLISH.findIndex((name) => name.startsWith(month.slice(0, 3).toLowerCase())) + 1;
}

export interface WrittenDate {
  /** `2023-03-12`, or `2023-03` where no day is named. */
  readonly date: string;
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
}

/** The first date of a short text that names at least a month. Numbers alone in the order of a country are not guessed at. */
export function dateWritten(text: string): WrittenDate | undefined {
  let first: WrittenDate | undefined;
  for (const [form, parts] of FORMS) {
    const match = form.exec(text);
    if (!match || (first && first.start <= match.index)) continue;
    const date = isoOf(...parts(match.slice(1)));
    if (date !== undefined) first = { date, start: match.index, end: match.index + match[0].length };
  }
  return first;
}

/** The date that a path names: in the file's own name, else in a folder's. `201909_Title`, `2021-08-24-title`, `2019/09/24/x`. */
export function dateInPath(path: string): string | undefined {
  const parts = path.split('/').reverse();
  for (const part of [...parts, path]) {
    const match = /(?<!\d)((?:19|20)\d{2})([-_./]?)(0[1-9]|1[0-2])(?:\2(0[1-9]|[12]\d|3[01]))?(?!\d)/.exec(part);
    const [, year = '', , month, day] = match ?? [];
    const date = month === undefined ? undefined : isoOf(year, Number(month), day);
    if (date !== undefined) return date;
  }
  return undefined;
}

function isoOf(year: string, month: number, day?: string): string | undefined {
  if (Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR || !(month >= 1 && month <= 12)) return undefined;
  const iso = `${year}-${String(month).padStart(2, '0')}`;
  if (day === undefined) return iso;
  return Number(day) >= 1 && Number(day) <= 31 ? `${iso}-${day.padStart(2, '0')}` : undefined;
}
