/** Analysts' marks on documents. They outlive a document's being read again: its id is of its content. */
import type { Mark, MarkKind } from '../model/mark.ts';

export interface MarkStore {
  /** Adds; the same mark again keeps who set it first. */
  put(mark: Mark): Promise<void>;
  /** Takes one away; does nothing where it is not. */
  remove(mark: { readonly document: string; readonly kind: MarkKind; readonly text: string }): Promise<void>;
  /** All of them, or one document's; by document, kind and time. */
  list(document?: string): Promise<readonly Mark[]>;
}
