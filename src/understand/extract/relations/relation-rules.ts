/** How relations between names are put in words, by language. A language is a file beside this one and a line in RELATION_RULES. */
import type { Predicate } from '../../../model/assertion.ts';
import { CHINESE } from './chinese-relations.ts';
import { ENGLISH } from './english-relations.ts';
import { RUSSIAN } from './russian-relations.ts';
import { rulePattern } from './sentence-template.ts';

export interface RelationRule {
  readonly predicate: Predicate;
  readonly pattern: RegExp;
  readonly confidence: number;
}

/** See `rulePattern` for the notation of patterns. */
export type WrittenRule = readonly [predicate: Predicate, confidence: number, ...patterns: string[]];

const compile = (written: readonly WrittenRule[]): readonly RelationRule[] =>
  written.flatMap(([predicate, confidence, ...patterns]) =>
    patterns.map((pattern) => ({ predicate, confidence, pattern: rulePattern(pattern) })),
  );

export const RELATION_RULES: Readonly<Record<'zh' | 'en' | 'ru', readonly RelationRule[]>> = {
  zh: compile(CHINESE),
  en: compile(ENGLISH),
  ru: compile(RUSSIAN),
};
