/** Merging and splitting in an open case: what depends on it is due afterwards. */
import {
  type IdentityEffects,
  type IdentityRequest,
  judgeIdentity,
  splitOff,
  withdrawIdentity,
} from '../judge/judge-identity.ts';
import type { EntityKey, EntityType } from '../model/entity.ts';
import type { IdentityJudgement, SpellName } from '../model/identity.ts';
import { overlapsAreDue } from '../pipeline/run.ts';
import type { Store } from '../ports/store.ts';
import type { IdentityActions } from '../tell/http/dependencies.ts';
import { type IdentitiesAnswer, identitiesAnswer } from '../tell/views/identity-views.ts';

/** Spellings need the readings of Han characters (0.2 s), which most commands do without. */
const spelling = async (): Promise<SpellName> =>
  (await import('../understand/extract/aliases/name-spellings.ts')).nameSpelling;

export async function identitiesOf(store: Store): Promise<IdentitiesAnswer> {
  return identitiesAnswer(store, await spelling());
}

export interface IdentityJudge extends IdentityActions {
  /** Takes a thing out of what it was merged with. */
  splitOff(key: EntityKey, rationale: string): Promise<readonly IdentityJudgement[]>;
}

/** `due` is called when overlaps have to be brought up to date. */
export function createIdentityJudge(store: Store, effects: IdentityEffects, due: () => void): IdentityJudge {
  const done = async <T>(outcome: T): Promise<T> => {
    await overlapsAreDue(store);
    due();
    return outcome;
  };
  return {
    spelling,
    judge: async ({ one, other, ...rest }) =>
      done(
        await judgeIdentity(
          store,
          { ...rest, one: keyOf(one), other: keyOf(other) } satisfies IdentityRequest,
          effects,
        ),
      ),
    withdraw: async (id) => done(await withdrawIdentity(store, id, effects)),
    splitOff: async (key, rationale) => done(await splitOff(store, key, rationale, effects)),
  };
}

const keyOf = ({ type, value }: { type: string; value: string }): EntityKey => ({ type: type as EntityType, value });
