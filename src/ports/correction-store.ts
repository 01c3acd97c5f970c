/** Analysts' corrections of passages: kept apart from what stages found, and laid over it whenever a stage writes again. */
import type { Correction, SpanCorrection } from '../model/correction.ts';

export interface CorrectionStore {
  /**
   * Adds a correction and applies it: translations are read and searched with it; mentions that it removes count
   * nowhere, and those that it adds count as any other (method `analyst`). Taking a removal back makes the document due
   * for `understand` and `names` again, because what was stated on its evidence has gone; of a removal `everywhere` all
   * documents that it bore on. Rejects with `not-found`
   * where there is no such passage or correction.
   */
  add(correction: Correction): Promise<void>;
  /**
   * Those that count, oldest first; of one document or passage, when one is named. A document has those that hold
   * everywhere and set aside something in it, too.
   */
  list(filter: { document?: string; passage?: string }): Promise<readonly AppliedCorrection[]>;
  /** Everything that was ever added, newest first. */
  history(): Promise<readonly Correction[]>;
}

export type AppliedCorrection = SpanCorrection & {
  /** False where the passage is gone or says something else by now. */
  readonly holds: boolean;
};
