/** The case's term base, with its history, and the passages that a change of it touched. */
import type { StoredTerm, TermChange } from '../model/term.ts';
import type { Translation } from '../model/translation.ts';

export interface TermStore {
  /**
   * Adds changes, oldest first. The leaks' passages in a changed term's language that hold it wait for translation
   * from then on; gives how many.
   */
  change(changes: readonly TermChange[]): Promise<number>;
  /** The terms as they stand, by language and term. */
  list(): Promise<readonly StoredTerm[]>;
  /** All changes, newest first. */
  history(): Promise<readonly TermChange[]>;
  /** How many changes there have been: names a state of the term base. */
  revision(): Promise<number>;
  /** Waiting passages by document, in id order, after document `after`. */
  touched(limit: number, after?: string): Promise<readonly TouchedDocument[]>;
  /** How many passages wait. */
  countTouched(): Promise<number>;
  /**
   * Replaces the translations of some passages by those made with the term base of `revision`, and ends their waiting
   * unless a later change touched them.
   */
  putRetranslated(
    document: string,
    ordinals: readonly number[],
    revision: number,
    translations: readonly Translation[],
  ): Promise<void>;
}

export interface TouchedDocument {
  readonly document: string;
  /** Each with the engine of its present translation, null where there is none. */
  readonly passages: readonly { readonly ordinal: number; readonly engine: string | null }[];
}
