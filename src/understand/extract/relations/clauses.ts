/** The clauses of a sentence template, and clauses that leave out their subject with the one that they go on about. */
import type { Template } from './sentence-template.ts';

/** A text in which rules are looked for. */
export interface Clause {
  readonly text: string;
  /** 1, or less where the subject is supplied. */
  readonly factor: number;
  originalOf(index: number): number;
  /** Whether a clause that has its subject from before begins there: what stands before is not about what follows. */
  crosses(start: number, end: number): boolean;
  /** From the beginning of the clause in which `index` stands; a clause of что and the like includes the one before. */
  lead(index: number, end: number): string;
}

const BOUNDARY = /[，；;]|,(?=\s)|\s(?:and|but|while|и|а|но)(?=\s[^⟨\s])/giu;
const JOINED = /^\s(?:and|but|while|и|а|но)$/iu;
const SUBJECT = /⟨[POX]\d+⟩/u;
const NAME = /⟨[B-SU-Z]\d+⟩/u;
/** 2016年收购…: when it was stands before the verb. */
const WHEN = /^\s*(?:⟨T\d+⟩)?\s*/u;
/** Who the clause is about, in a word that stands for a name. */
const PRONOUN =
  /^(?:he|she|they|it|who|which|он|она|они|оно|котор\p{L}+|他们?|她|它|其|该公司|该组织|该团伙)(?:'s)?(?!\p{L})\s?|^(?:他们?|她|它|其|该公司|该组织|该团伙)/iu;
/** A clause that only says what the one before it says about it. */
const SUBORDINATE = /^\s*(?:что|чтобы|будто|как|that)(?!\p{L})/iu;
const SUPPLIED_FACTOR = 0.95;
/** Of the words before the first name of a clause without a subject. */
const LONGEST_HEAD = 24;

/** The sentence as a whole first, then each clause whose subject is supplied from before. */
export function clausesOf(template: Template): readonly Clause[] {
  const { text } = template;
  const marks = [...text.matchAll(BOUNDARY)];
  const starts = [0, ...marks.map(({ 0: mark, index }) => index + mark.length)];
  const joined = new Set<number>();
  const startOf = (index: number): number => {
    const at = starts.findLastIndex((start) => start <= index);
    const start = starts[at] ?? 0;
    const short = at > 0 && !NAME.test(text.slice(starts[at - 1], start)) && start - (starts[at - 1] ?? 0) < 12;
    return at > 0 && (short || SUBORDINATE.test(text.slice(start))) ? (starts[at - 1] ?? 0) : start;
  };
  const clauses: Clause[] = [
    {
      text,
      factor: 1,
      originalOf: template.originalOf,
      crosses: (from, to) => starts.some((start) => start > from && start < to && joined.has(start)),
      lead: (index, end) => text.slice(startOf(index), end),
    },
  ];
  let subject = SUBJECT.exec(text.slice(0, starts[1]))?.[0];
  for (const [at, start] of starts.entries()) {
    if (at === 0) continue;
    const clause = text.slice(start, starts[at + 1]);
    const space = WHEN.exec(clause)?.[0].length ?? 0;
    const head = clause.slice(space, clause.search(NAME)).trim();
    const named = NAME.test(clause);
    if (named && head !== '' && head.length <= LONGEST_HEAD && subject !== undefined) {
      if (JOINED.test(marks[at - 1]?.[0] ?? '')) joined.add(start);
      const left = space + (PRONOUN.exec(clause.slice(space))?.[0].length ?? 0);
      const written = `${subject}${clause.startsWith(' ') ? ' ' : ''}`;
      const place = text.lastIndexOf(subject, start);
      clauses.push({
        text: written + clause.slice(left),
        factor: SUPPLIED_FACTOR,
        originalOf: (index) =>
          template.originalOf(
            index < written.length
              ? place + Math.min(index, subject?.length ?? 0)
              : start + left + index - written.length,
          ),
        crosses: () => false,
        lead: (_, end) => text.slice(startOf(start), start + left + end - written.length),
      });
    } else if (named) subject = SUBJECT.exec(clause)?.[0] ?? subject;
  }
  return clauses;
}
