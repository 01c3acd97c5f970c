/** What says the same more than once: near duplicates among documents, and messages that several exports repeat. */

export interface DuplicateStore {
  /**
   * Groups the documents of each collection by the sketches that came with their understanding, and the messages that
   * have the same time, sender, recipients and text in several documents. The same documents give the same groups,
   * whatever order they came in. Gives how many groups of documents there are.
   */
  group(): Promise<number>;
  /** The other documents of a document's group, by id; the group's leader is the first of all. Empty when it is alone. */
  of(document: string): Promise<readonly string[]>;
  /**
   * What a search that folds leaves out for a passage, as many as its hit's `alike`: further places of this very
   * message, then documents that say nearly the same, without a passage.
   */
  copies(passage: string): Promise<readonly { readonly document: string; readonly passage?: string }[]>;
}
