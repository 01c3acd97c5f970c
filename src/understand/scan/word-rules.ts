/**
 * Rules that begin with a word: each a small entry with the beginnings it waits for and a sticky pattern. The walk over
 * the text stops at those words only, so a rule costs nothing elsewhere.
 */
import type { ObservableType } from '../../model/entity.ts';
import type { Recogniser, ScanContext } from './found.ts';
import { letterKey, pairKey, type WordStarts } from './marks.ts';

export interface Reading {
  readonly value: string;
  /** Where it stands when that is neither the whole match nor its first group. */
  readonly start?: number;
  readonly end?: number;
  readonly confidence?: number;
  readonly labels?: readonly string[];
}

export interface WordRule {
  readonly type: ObservableType;
  /**
   * How the word begins at which the pattern can match, separated by blanks: two or three ASCII units, the first one a
   * letter (case is folded), or two characters of another script.
   */
  readonly starts: string;
  /** Sticky. Its first group that took part is the value, and the mention is there; the whole match where it has none. */
  readonly pattern: RegExp;
  readonly confidence: number;
  readonly labels?: readonly string[];
  /** Another value or place than the pattern's; undefined refuses the match. */
  readonly read?: (match: RegExpExecArray, context: ScanContext) => Reading | undefined;
  /** The mention is the whole match though the value is a group of it. */
  readonly spansMatch?: true;
  /** What it finds is explained: later recognisers do not look inside. */
  readonly takes?: true;
  /** Refuses what an earlier recogniser explained. */
  readonly yields?: true;
}

/** The beginnings that a set of rules waits for, and a recogniser for each group of them, in the order given. */
export function compileWordRules<G extends readonly (readonly WordRule[])[]>(
  groups: readonly [...G],
): {
  readonly starts: WordStarts;
  readonly recognisers: { readonly [Group in keyof G]: Recogniser };
} {
  const byLetters = new Uint16Array(32 * 32 * 32);
  const byPair = new Map<number, number>();
  /** For each number of a beginning: the rules of each group that wait for it. */
  const waiting: WordRule[][][] = [groups.map(() => [])];
  const wait = (current: number, group: number, rule: WordRule): number => {
    const next = current === 0 ? waiting.push(groups.map(() => [])) - 1 : current;
    const rules = waiting[next]?.[group];
    if (rules && !rules.includes(rule)) rules.push(rule);
    return next;
  };
  for (const [group, rules] of groups.entries()) {
    for (const rule of rules) {
      for (const start of rule.starts.split(' ')) {
        const [first = 0, second = 0, third = 0] = [...start].map((unit) => unit.charCodeAt(0));
        if (first > 0x7f)
          byPair.set(pairKey(first, second), wait(byPair.get(pairKey(first, second)) ?? 0, group, rule));
        else {
          const thirds = start.length === 2 ? Array.from({ length: 32 }, (_, at) => at) : [third];
          for (const each of thirds) {
            const key = letterKey(first, second, each);
            byLetters[key] = wait(byLetters[key] ?? 0, group, rule);
          }
        }
      }
    }
  }
  return {
    starts: { byLetters, byPair },
    recognisers: groups.map((_, group) => recogniserOf((word) => waiting[word]?.[group] ?? [])) as {
      [Group in keyof G]: Recogniser;
    },
  };
}

function recogniserOf(rulesAt: (word: number) => readonly WordRule[]): Recogniser {
  return (context) => {
    const { words } = context.marks;
    let ends: Map<WordRule, number> | undefined;
    for (let at = 0; at < words.length; at += 2) {
      for (const rule of rulesAt(words.at(at + 1))) {
        const place = words.at(at);
        if ((ends?.get(rule) ?? 0) > place) continue;
        rule.pattern.lastIndex = place;
        const match = rule.pattern.exec(context.text);
        if (!match) continue;
        ends ??= new Map();
        ends.set(rule, place + match[0].length);
        giveMatch(rule, match, context);
      }
    }
  };
}

function giveMatch(rule: WordRule, match: RegExpExecArray, context: ScanContext): void {
  const reading = rule.read?.(match, context);
  if (rule.read && !reading) return;
  const group = match.slice(1).find((each) => each !== undefined);
  const value = reading?.value ?? group ?? match[0];
  const isGroup = group !== undefined && rule.spansMatch !== true && reading?.start === undefined;
  const start = reading?.start ?? match.index + (isGroup ? match[0].lastIndexOf(group) : 0);
  const end = reading?.end ?? (isGroup ? start + group.length : match.index + match[0].length);
  if (rule.yields && context.isTaken(start, end)) return;
  if (rule.takes) context.take(start, end);
  context.give({
    type: rule.type,
    value,
    start,
    end,
    confidence: reading?.confidence ?? rule.confidence,
    labels: reading?.labels ?? rule.labels,
  });
}
