/** A collection is a set of documents with one origin: a leak under study, or public reference material. */

/** Which side of an overlap the collection stands on. Everything else about the two is the same. */
export type CollectionRole = 'leak' | 'reference';

/** Admiralty code, source reliability: A (completely reliable) to E (unreliable), F (cannot be judged). */
export type Reliability = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';

/** Traffic Light Protocol 2.0. */
export type Tlp = 'clear' | 'green' | 'amber' | 'amber+strict' | 'red';

export interface Collection {
  /** Deterministic: see `collectionId`. */
  readonly id: string;
  readonly name: string;
  readonly role: CollectionRole;
  readonly publisher?: string;
  /** ISO 8601 date of publication, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly published?: string;
  readonly reliability: Reliability;
  readonly tlp: Tlp;
  /** IANA zone or fixed offset that naive times in the documents are in; absent means unknown. */
  readonly timezone?: string;
  readonly url?: string;
  readonly licence?: string;
  /** When the collection was added to the case, ISO 8601 in UTC. */
  readonly added: string;
}
