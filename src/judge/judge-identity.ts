/** Merging and splitting: an analyst's word on what is one thing and what is two, with a reason, and taken back at any time. */
import { randomUUID } from 'node:crypto';
import { TelltaleError } from '../errors.ts';
import type { EntityKey } from '../model/entity.ts';
import { type IdentityJudgement, type IdentityVerdict, isSameKey, mergedGroups, pairKey } from '../model/identity.ts';
import type { Store } from '../ports/store.ts';

export interface IdentityEffects {
  readonly author: string;
  readonly clock: () => Date;
}

type Case = Pick<Store, 'identities' | 'graph'>;

export interface IdentityRequest {
  readonly verdict: Exclude<IdentityVerdict, 'withdrawn'>;
  /** For `same`, as what both are known from now on. */
  readonly one: EntityKey;
  readonly other: EntityKey;
  readonly rationale: string;
}

/**
 * Adds a judgement on two things. Rejects with `usage` without a reason, for a thing and itself, for a name and what it
 * may mean (a name is kept from a meaning, not merged with it), and where the word before stands against it; with
 * `not-found` for what the case does not know.
 */
export async function judgeIdentity(
  store: Case,
  { verdict, one, other, rationale }: IdentityRequest,
  { author, clock }: IdentityEffects,
): Promise<IdentityJudgement> {
  if (rationale.trim() === '') throw new TelltaleError('usage', 'A judgement needs a reason.');
  if (isSameKey(one, other)) throw new TelltaleError('usage', `${shown(one)} is itself already.`);
  for (const key of [one, other]) {
    if (!(await store.graph.entity(key))) throw new TelltaleError('not-found', `The case does not know ${shown(key)}.`);
  }
  const counting = await store.identities.counting();
  if (verdict === 'same') refuseMerge(counting, one, other);
  else if (groupOf(counting, one).some((key) => isSameKey(key, other))) {
    const merged = counting.filter(
      (each) => each.verdict === 'same' && pairKey(each.one, each.other) === pairKey(one, other),
    );
    // What was merged through a third thing has to be taken apart there.
    if (merged.length === 0) {
      throw new TelltaleError(
        'usage',
        `${shown(one)} and ${shown(other)} are one through others; split one of those first.`,
      );
    }
  }
  const judgement: IdentityJudgement = {
    id: `identity-${randomUUID()}`,
    verdict,
    one,
    other,
    rationale: rationale.trim(),
    author,
    time: clock().toISOString(),
  };
  await store.identities.add(judgement);
  return judgement;
}

function refuseMerge(counting: readonly IdentityJudgement[], one: EntityKey, other: EntityKey): void {
  if ((one.type === 'name') !== (other.type === 'name')) {
    throw new TelltaleError(
      'usage',
      `${shown(one)} and ${shown(other)}: a name is no thing; keep it from what it does not mean with telltale split.`,
    );
  }
  const [mine, theirs] = [groupOf(counting, one), groupOf(counting, other)];
  if (mine.some((key) => isSameKey(key, other)))
    throw new TelltaleError('usage', `${shown(one)} and ${shown(other)} are one already.`);
  const apart = counting.find(
    (each) =>
      each.verdict === 'different' &&
      [each.one, each.other].some((key) => mine.some((own) => isSameKey(own, key))) &&
      [each.one, each.other].some((key) => theirs.some((own) => isSameKey(own, key))),
  );
  const isItself = apart && pairKey(apart.one, apart.other) === pairKey(one, other);
  if (apart && !isItself) {
    throw new TelltaleError(
      'usage',
      `${shown(apart.one)} and ${shown(apart.other)} were judged different (${apart.author}: ${apart.rationale}); take that back first.`,
    );
  }
}

/** Takes a thing out of what it was merged with. Rejects with `not-found` where it is merged with nothing. */
export async function splitOff(
  store: Case,
  key: EntityKey,
  rationale: string,
  effects: IdentityEffects,
): Promise<readonly IdentityJudgement[]> {
  const counting = await store.identities.counting();
  const merges = counting.filter(
    ({ verdict, one, other }) => verdict === 'same' && (isSameKey(one, key) || isSameKey(other, key)),
  );
  if (merges.length === 0) throw new TelltaleError('not-found', `${shown(key)} is merged with nothing.`);
  const added: IdentityJudgement[] = [];
  for (const { one, other } of merges) added.push(await withdraw(store, one, other, rationale, effects));
  return added;
}

/** Takes a judgement back, the newest one where no id is given. Rejects with `not-found`. */
export async function withdrawIdentity(
  store: Case,
  id: string | undefined,
  effects: IdentityEffects,
): Promise<IdentityJudgement> {
  const counting = await store.identities.counting();
  const meant = id === undefined ? counting.at(-1) : counting.find((each) => each.id === id);
  if (!meant) {
    throw new TelltaleError(
      'not-found',
      `There is no judgement ${id === undefined ? 'to take back' : `${id} that counts`}.`,
    );
  }
  return withdraw(store, meant.one, meant.other, `takes back: ${meant.rationale}`, effects);
}

async function withdraw(
  store: Case,
  one: EntityKey,
  other: EntityKey,
  rationale: string,
  { author, clock }: IdentityEffects,
): Promise<IdentityJudgement> {
  const id = `identity-${randomUUID()}`;
  const judgement: IdentityJudgement = {
    id,
    verdict: 'withdrawn',
    one,
    other,
    rationale,
    author,
    time: clock().toISOString(),
  };
  await store.identities.add(judgement);
  return judgement;
}

function groupOf(counting: readonly IdentityJudgement[], key: EntityKey): readonly EntityKey[] {
  return mergedGroups(counting).find((group) => group.some((each) => isSameKey(each, key))) ?? [key];
}

const shown = ({ type, value }: EntityKey): string => `${type} ${value}`;
