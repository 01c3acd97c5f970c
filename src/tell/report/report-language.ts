/** In which language a report's headlines, findings and tables are; what is quoted stays as it was written. */
import type { Overlap } from '../../model/overlap.ts';
import { countryOf, regionOf } from '../views/patterns/countries.ts';
import { type FindingValues, findingText } from '../views/patterns/findings.ts';
import { GROUPED, groupWords, STATED, type WordFormat, type Wording } from '../wording/wording.ts';
import { ZH_HANS } from '../wording/zh-hans.ts';
import { headlineZhHans } from '../wording/zh-hans-overlaps.ts';
import { ZH_HANS_REPORT } from '../wording/zh-hans-report.ts';

export const REPORT_LANGUAGES = ['en', 'zh-hans'] as const;
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

export interface ReportWords {
  /** Of the HTML document. */
  readonly tag: string;
  /** A headline, a table's head or a judgement, by its English words. */
  say(english: string): string;
  finding(code: keyof FindingValues, values: FindingValues[keyof FindingValues]): string;
  pattern(name: string, english: string): string;
  table(name: string, english: string): string;
  column(key: string, english: string): string;
  /** A cell whose words are the program's own, not the leak's. */
  cell(key: string, text: string): string;
  /** An overlap in one line. */
  headline(overlap: Overlap): string | undefined;
  /** How many rows the report leaves to the case. */
  more(rows: number): string;
  /** When and by what the report was made. */
  made(date: string, version: string): string;
  /** What a row's label says. */
  label(label: string): string;
}

/** `others`: words of another language than English, where it has them. */
function wordsOf(
  tag: string,
  headlineOf: ReportWords['headline'],
  wording?: Wording,
  others: Readonly<Record<string, string>> = {},
): ReportWords {
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const regions = new Intl.DisplayNames([tag], { type: 'region', style: 'short' });
  const country = (name: string): string => {
    const code = regionOf(countryOf(name) ?? name);
    return wording === undefined || code === undefined ? name : (regions.of(code) ?? name);
  };
  const format: WordFormat = {
    count: (n) => number.format(n),
    percent: (share) => percent.format(share),
    country,
  };
  return {
    tag,
    say: (english) => others[english] ?? english,
    finding: (code, values) => {
      const made = wording?.findings[code] as ((its: typeof values, as: WordFormat) => string) | undefined;
      return made?.(values, format) ?? findingText(code, values as never);
    },
    pattern: (name, english) => wording?.names[name] ?? english,
    table: (name, english) => wording?.tableTitles[name] ?? english,
    column: (key, english) => wording?.columns[key] ?? english,
    cell: (key, text) => {
      if (wording === undefined) return text;
      if (key === 'country') return country(text);
      if (STATED.has(key)) return wording.stated(text);
      return GROUPED.has(key) ? groupWords(wording.groups, text) : text;
    },
    headline: headlineOf,
    more: (rows) =>
      wording === undefined ? `and ${number.format(rows)} more in the case` : `案件中另有 ${number.format(rows)} 条`,
    made: (date, version) =>
      wording === undefined
        ? `Report of ${date}, made by Telltale ${version}.`
        : `${date} 的报告，由 Telltale ${version} 生成。`,
    label: (label) => wording?.rowLabels[label] ?? label,
  };
}

export function reportWords(language: ReportLanguage): ReportWords {
  return language === 'zh-hans'
    ? wordsOf('zh-Hans', headlineZhHans, ZH_HANS, ZH_HANS_REPORT)
    : wordsOf('en', ({ headline }) => headline);
}
