/** How much data a cell or a phrase speaks of: bytes (`200GB`, `3,5 ТБ`, `约459.6 G`) or records (`1.2亿条`, `3 млн записей`). */

export interface DataSize {
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly unit: 'bytes' | 'records';
  readonly value: number;
}

/** Decimal, as sellers of disks and of data count. */
const FACTORS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15 };
const CYRILLIC: Readonly<Record<string, string>> = { к: 'k', м: 'm', г: 'g', т: 't', п: 'p' };
const BINARY: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };

const NUMBER = '\\d{1,3}(?:[ \\u00a0,]\\d{3})+(?:[.,]\\d{1,3})?|\\d{1,15}(?:[.,]\\d{1,6})?';
const BYTES =
  '(?<prefix>[kmgtpкмгтп])(?<binary>i)?(?:b(?:ytes?)?|б(?:айт\\p{L}{0,2})?)|(?<plain>bytes?|байт\\p{L}{0,2}|字节)|(?<han>兆|吉)(?:字节)?';
const MAGNITUDE = '万亿|千万|百万|亿|万|千|bn|billion|mln|million|thousand|млрд|млн|тыс\\.?|k|m';
const RECORDS =
  '条(?:数据|记录|信息)?|行(?:数据|记录)?|records?|rows?|entries|lines|users?|accounts?|запис\\p{L}{1,3}|строк\\p{L}{0,2}|учётн\\p{L}+ запис\\p{L}+';
const WORD_ENDS = '(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}])';

const WITH_BYTES = new RegExp(
  `(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}.,])(?<number>${NUMBER})\\s?(?:${BYTES})${WORD_ENDS}`,
  'iu',
);
/** `200G`, `1.5T`: only where a column says that sizes are meant. */
const SHORT = new RegExp(
  `(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}.,])(?<number>${NUMBER})\\s?个?(?<prefix>[MGTPмгтп])${WORD_ENDS}(?!(?!数据|左右|以上|多|的)\\p{Script=Han})`,
  'u',
);
const WITH_RECORDS = new RegExp(
  `(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{N}.,])(?<number>${NUMBER})\\s?(?<magnitude>${MAGNITUDE})?\\+?余?多?\\s?(?:${RECORDS})`,
  'iu',
);
const BARE = new RegExp(`^[^\\p{L}\\p{N}]*(?<number>${NUMBER})\\s?(?<magnitude>${MAGNITUDE})?\\+?$`, 'iu');
const HEADER_BYTES =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}])(?<prefix>[kmgtкмгт])(?<binary>i)?[bб](?![\p{Script=Latin}\p{Script=Cyrillic}])/iu;
const HEADER_RECORDS = /条数|记录数|行数|\b(?:records|rows|entries)\b|(?:число|количество|кол-во) (?:записей|строк)/iu;

const MAGNITUDES: readonly (readonly [words: RegExp, factor: number])[] = [
  [/^万亿$/u, 1e12],
  [/^(?:bn|billion|млрд)$/iu, 1e9],
  [/^亿$/u, 1e8],
  [/^千万$/u, 1e7],
  [/^(?:百万|m|mln|million|млн)$/iu, 1e6],
  [/^万$/u, 1e4],
  [/^(?:千|k|thousand|тыс\.?)$/iu, 1e3],
];

/** The first size in a cell whose header says that sizes are meant; undefined where it states none. */
export function sizeInColumn(text: string, header: string): DataSize | undefined {
  const bytes = WITH_BYTES.exec(text) ?? SHORT.exec(text);
  if (bytes !== null) return sized(bytes, bytes.groups?.['prefix'], bytes.groups?.['binary'] !== undefined);
  const records = WITH_RECORDS.exec(text);
  if (records !== null) return counted(records);
  const bare = BARE.exec(text);
  if (bare === null) return undefined;
  const unit = HEADER_BYTES.exec(header)?.groups;
  if (unit) return sized(bare, unit['prefix'], unit['binary'] !== undefined);
  return HEADER_RECORDS.test(header) ? counted(bare) : undefined;
}

function sized(match: RegExpExecArray, prefix: string | undefined, isBinary: boolean): DataSize {
  const { number = '', han } = match.groups ?? {};
  const letter = han === '兆' ? 'm' : han === '吉' ? 'g' : (prefix ?? '').toLowerCase();
  const latin = CYRILLIC[letter] ?? letter;
  const factor = (isBinary ? BINARY : FACTORS)[latin] ?? 1;
  return { ...spanOf(match), unit: 'bytes', value: Math.round(plain(number) * factor) };
}

function counted(match: RegExpExecArray): DataSize {
  const { number = '', magnitude } = match.groups ?? {};
  const factor = MAGNITUDES.find(([words]) => magnitude !== undefined && words.test(magnitude))?.[1] ?? 1;
  return { ...spanOf(match), unit: 'records', value: Math.round(plain(number) * factor) };
}

const spanOf = (match: RegExpExecArray) => ({ start: match.index, end: match.index + match[0].length });

/** `1,234.5`, `1 234,5`, `3,5`: a comma before three digits groups, before others it divides. */
function plain(number: string): number {
  const tight = number.replace(/[ \u00a0]/g, '');
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(tight)) return Number(tight.replaceAll(',', ''));
  return Number(tight.replace(',', '.'));
}

/** As mentions carry it: `bytes 200000000000`. */
export function sizeKey({ unit, value }: Pick<DataSize, 'unit' | 'value'>): string {
  return `${unit} ${value}`;
}
