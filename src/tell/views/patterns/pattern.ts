/** The one shape of all patterns: findings and tables, of which every row cites the words that it rests on. */
import type { Evidence } from '../../../model/assertion.ts';
import type { EntityKey } from '../../../model/entity.ts';
import type { TermLists } from '../../../model/term-list.ts';
import type { Store } from '../../../ports/store.ts';
import type { FindingCode, FindingValues } from './findings.ts';

export type Cell = string | number | null;

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly kind: 'text' | 'number' | 'money' | 'date';
}

export interface PatternRow {
  /** By the column's key. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** What the row is about. */
  readonly entities: readonly EntityKey[];
  /** Doubts and standings: `confirmed`, `new`, `absent`, `inferred`, … */
  readonly labels: readonly string[];
  readonly evidence: readonly Evidence[];
  /** How many places the row rests on, where the evidence is a choice of them. */
  readonly citations?: number;
}

export interface PatternTable {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly PatternRow[];
}

/** What a pattern says in short: a code with its values, which every language puts into its own words. */
export interface Finding {
  readonly code: FindingCode;
  readonly values: FindingValues[FindingCode];
  readonly evidence: readonly Evidence[];
}

export function finding<Code extends FindingCode>(
  code: Code,
  values: FindingValues[Code],
  evidence: readonly Evidence[] = [],
): Finding {
  return { code, values, evidence };
}

export interface PatternResult {
  readonly findings: readonly Finding[];
  /** The first one answers the question. */
  readonly tables: readonly PatternTable[];
}

export interface PatternContext {
  readonly store: Store;
  readonly lists: TermLists;
  /** What a table's column means by its header: `data-size`, `status`, …; undefined where it says nothing. */
  readonly roleOfColumn: (header: string) => string | undefined;
}

export interface Pattern {
  readonly name: string;
  readonly title: string;
  /** What it answers, for help. */
  readonly question: string;
  build(context: PatternContext): Promise<PatternResult>;
}

/** Mentions that a pattern looks through at most. */
export const MENTIONS_SEEN = 200_000;

/** Of many readings of one word, the best always looks good: it is meant where so many of them are likely. */
const MEANT = 0.25;

/** Whether a word's mentions mean what they are listed as, as a rule and not only once. */
export function isMeant(mentions: readonly { readonly confidence: number }[]): boolean {
  const likely = mentions.filter(({ confidence }) => confidence >= 0.5).length;
  return likely > 0 && likely >= MEANT * mentions.length;
}

/** Label of a row whose name is only a word for a kind of body. */
export const GENERIC = 'generic reference';

/** Rows that are likely first, then those whose name names nobody, then doubtful ones; else in their order. */
export function likelyFirst(rows: readonly PatternRow[]): PatternRow[] {
  const place = ({ labels }: PatternRow): number =>
    labels.includes('doubtful-reading') ? 2 : Number(labels.includes(GENERIC));
  return [...rows].sort((a, b) => place(a) - place(b));
}

export const day = (time: string | null | undefined): string | null => time?.slice(0, 10) ?? null;

/** Whether the assertion only says that two names stand together: a lead, nothing that is stated. */
export const isNearness = ({ method }: { readonly method: string }): boolean => method.startsWith('relation-nearness');

export const spanOf = ({ passage, start, end }: Evidence): Evidence => ({ passage, start, end });

/** Earliest and latest of some days; nulls are unknown. */
export function extent(days: readonly (string | null | undefined)[]): { first: string | null; last: string | null } {
  const known = days.filter((each): each is string => typeof each === 'string').sort();
  return { first: known[0] ?? null, last: known.at(-1) ?? null };
}

/** The middle value; of an even number the mean of the two. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[sorted.length / 2 - 1] ?? upper)) / 2;
}

/** Elements by a key, in the order in which keys turn up. */
export function grouped<T, K>(elements: readonly T[], keyOf: (element: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const element of elements) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return groups;
}
