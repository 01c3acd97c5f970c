/** What a language has words for: findings, groups of term lists, labels, and the heads of patterns and their tables. */
import type { FindingValues } from '../views/patterns/findings.ts';

/** Numbers and names as a language writes them. */
export interface WordFormat {
  count(n: number): string;
  /** Of a share, 0 to 1. */
  percent(share: number): string;
  /** A country by its English name. */
  country(name: string): string;
}

export type FindingWords = {
  readonly [Code in keyof FindingValues]?: (values: FindingValues[Code], format: WordFormat) => string;
};

type Words = Readonly<Record<string, string>>;

export interface Wording {
  readonly findings: FindingWords;
  readonly groups: Words;
  readonly rowLabels: Words;
  /** Patterns by name. */
  readonly names: Words;
  readonly tableTitles: Words;
  /** Columns by key. */
  readonly columns: Words;
  /** Cells whose words are the program's own. */
  stated(words: string): string;
}

/** Columns that hold a group of a term list. */
export const GROUPED: ReadonlySet<string> = new Set([
  'tie',
  'kind',
  'theme',
  'sector',
  'capability',
  'purpose',
  'leans',
]);
/** Columns whose words are the program's own. */
export const STATED: ReadonlySet<string> = new Set(['how', 'standing', 'sure', 'status', 'stage', 'side', 'what']);

/** A cell with one group, or several separated by commas. */
export function groupWords(groups: Words, cell: string): string {
  return cell
    .split(', ')
    .map((group) => groups[group] ?? group.replaceAll('-', ' '))
    .join(', ');
}
