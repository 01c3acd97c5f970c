/** Which weights of `src/connect/overlap/weights.ts` an overlap's score is made of, as far as they can be read off it. */
import { walkOf } from '../../src/connect/overlap/walks.ts';
import {
  HALF_LIFE_DAYS,
  LABEL,
  MENTION_AT_ONE_REMOVE,
  ORDINARY_WORD,
  PLAIN_NAME,
  STEP,
  STEP_EXCEPTIONS,
  SUBJECT_OF_A_MENTION,
  TYPE_CEILING,
  UNKNOWN_DATE,
} from '../../src/connect/overlap/weights.ts';
import { isNamed } from '../../src/model/entity.ts';
import type { Overlap } from '../../src/model/overlap.ts';

/** Weights of the table that the score of an overlap's main chain is a product of. */
export function weightsOf(overlap: Overlap): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const count = (name: string): void => void weights.set(name, (weights.get(name) ?? 0) + 1);
  for (const [index, hop] of overlap.hops.entries()) {
    const before = overlap.hops[index - 1]?.relation;
    if (before !== undefined && hop.relation === 'mentioned-in') count('MENTION_AT_ONE_REMOVE');
    if (before === 'mentioned-in' && hop.relation === 'describes') count('SUBJECT_OF_A_MENTION');
    const inverse = hop.relation.endsWith(' (inverse)');
    const predicate = inverse ? hop.relation.slice(0, -' (inverse)'.length) : hop.relation;
    const walk = walkOf(predicate, inverse, hop.from.type, hop.to.type);
    if (!walk) continue;
    const exception = `${predicate} ${walk.direction}`;
    count(STEP_EXCEPTIONS[exception] === undefined ? `STEP ${walk.kind}` : `STEP_EXCEPTIONS ${exception}`);
    if (!isNamed(hop.from.type) && TYPE_CEILING[hop.from.type] !== undefined) count(`TYPE_CEILING ${hop.from.type}`);
  }
  if (overlap.labels.includes('plain-name')) count('PLAIN_NAME');
  if (overlap.labels.includes('date-unknown')) count('UNKNOWN_DATE');
  for (const label of overlap.labels)
    if (LABEL[label] !== undefined && label !== 'ordinary-word') count(`LABEL ${label}`);
  if (overlap.labels.includes('ordinary-word')) count('ORDINARY_WORD');
  return weights;
}

export function agesOf(overlap: Overlap): ReadonlyMap<string, number> {
  const ages = new Map<string, number>();
  for (const { from, to, weight } of overlap.hops) {
    const type = HALF_LIFE_DAYS[from.type] === undefined ? to.type : from.type;
    if (HALF_LIFE_DAYS[type] !== undefined && weight.temporal < 1 && weight.temporal !== UNKNOWN_DATE)
      ages.set(`HALF_LIFE_DAYS ${type}`, weight.temporal);
  }
  return ages;
}

const ALONE: Readonly<Record<string, number | undefined>> = {
  MENTION_AT_ONE_REMOVE,
  ORDINARY_WORD,
  PLAIN_NAME,
  SUBJECT_OF_A_MENTION,
  UNKNOWN_DATE,
};

export function weightNow(name: string): number {
  const [table = '', ...rest] = name.split(' ');
  const key = rest.join(' ');
  const tables: Readonly<Record<string, Readonly<Record<string, number | undefined>>>> = {
    STEP,
    STEP_EXCEPTIONS,
    TYPE_CEILING,
    LABEL,
    HALF_LIFE_DAYS,
  };
  return tables[table]?.[key] ?? ALONE[name] ?? UNKNOWN_DATE;
}
