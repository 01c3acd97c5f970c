/** What analysts said of which things are one and which are two. */
import type { IdentityJudgement } from '../model/identity.ts';

export interface IdentityStore {
  /** Adds a judgement. Which overlaps it bears on is noted by whoever stores it. */
  add(judgement: IdentityJudgement): Promise<void>;
  /** The newest of each two things, oldest first; without those that are withdrawn. */
  counting(): Promise<readonly IdentityJudgement[]>;
  /** Everything that was ever added, newest first. */
  history(): Promise<readonly IdentityJudgement[]>;
}
