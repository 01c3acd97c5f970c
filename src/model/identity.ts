/** What analysts say of two names: one thing, or two. Only ever added; of two things the newest word counts. */
import { type EntityKey, type EntityType, entityKey } from './entity.ts';

export type IdentityVerdict =
  /** One thing, known as `one`. */
  | 'same'
  /** Two things; where a name is claimed to mean a thing, it does not. */
  | 'different'
  /** What was said of the two no longer counts. */
  | 'withdrawn';

export interface IdentityJudgement {
  readonly id: string;
  readonly verdict: IdentityVerdict;
  readonly one: EntityKey;
  readonly other: EntityKey;
  readonly rationale: string;
  readonly author: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
}

const slotOf = (key: EntityKey): string => `${key.type}\0${entityKey(key)}`;

/**
 * How a name of one script is written in others: two names of different scripts that share a key spell one another.
 * Undefined for what mixes scripts; no keys where the name says too little.
 */
export type SpellName = (
  value: string,
  type: EntityType,
) => { readonly script: string; readonly keys: readonly string[] } | undefined;

/** The same for two things in either order. */
export function pairKey(one: EntityKey, other: EntityKey): string {
  return [slotOf(one), slotOf(other)].sort().join('\0\0');
}

export function isSameKey(one: EntityKey, other: EntityKey): boolean {
  return slotOf(one) === slotOf(other);
}

/** Merged things as groups, each led by the thing as which it is known; in the order in which they were made. */
export function mergedGroups(counting: readonly IdentityJudgement[]): readonly (readonly EntityKey[])[] {
  const groups: EntityKey[][] = [];
  const groupOf = (key: EntityKey): EntityKey[] => {
    const found = groups.find((group) => group.some((each) => isSameKey(each, key)));
    if (found) return found;
    const made = [key];
    groups.push(made);
    return made;
  };
  for (const { verdict, one, other } of counting) {
    if (verdict !== 'same') continue;
    const [kept, taken] = [groupOf(one), groupOf(other)];
    if (kept === taken) continue;
    kept.push(...taken);
    groups.splice(groups.indexOf(taken), 1);
  }
  return groups.filter((group) => group.length > 1);
}
