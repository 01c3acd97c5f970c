/** An assertion says that a subject stands in a relation to an object, and cites the words that say so. */
import type { EntityKey, EntityRef } from './entity.ts';
import type { Money } from './money.ts';

/** STIX 2.1 relationship names where STIX has one. Open for sources that state others. */
export const PREDICATES = [
  'alias-of',
  'same-as',
  'overlaps',
  'subgroup-of',
  'disputed',
  'hosts',
  'resolves-to',
  'communicates-with',
  'indicates',
  'attributed-to',
  'uses',
  'targets',
  'located-at',
  'client-of',
  'sells',
  'employs',
  'has-position',
  'subsidiary-of',
  'competitor-of',
  'develops',
  'owns',
  'supplies',
  'litigates-with',
  'paid',
  'member-of',
  'listed-in',
  'mentioned-in',
  'describes',
  'related-to',
  'contains',
  'variant-of',
  'originates-from',
  'delivers',
  'drops',
  'exploits',
  'controls',
  'authored-by',
  /** A file and who its properties name: its words, not what it does. */
  'written-by',
  'edited-by',
  'impersonates',
  'has',
] as const;
export type Predicate = (typeof PREDICATES)[number] | (string & {});

/** A span of one of the document's own passages. */
export interface Span {
  readonly passage: number;
  readonly start: number;
  readonly end: number;
}

/** A span anywhere in the case. */
export interface Evidence {
  /** Passage id, `doc-….N`. */
  readonly passage: string;
  readonly start: number;
  readonly end: number;
}

/** What a document states, before it is stored. Evidence points into the same document. */
export interface Statement {
  readonly subject: EntityKey;
  readonly predicate: Predicate;
  readonly object: EntityKey;
  /** At least one: a statement that cannot cite is not stored. */
  readonly evidence: readonly Span[];
  /** Reader or rule that produced it, `stix`, `facts`, `ledger-row`, … */
  readonly method: string;
  /** 0 to 1: that the source means this (not that the source is right; that is the Admiralty code). */
  readonly confidence: number;
  /** ISO dates of validity as the source gives them. */
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** What `paid` cost: the price or contract value that the source gives, its words among the evidence. */
  readonly amount?: Money;
  /**
   * Tells events between the same two apart, such as two payments. A copy of the same ledger row gives the same one, so
   * that it counts once. Absent for states such as `client-of`.
   */
  readonly occurrence?: string;
  /** Where and when the source says that it took it from: one origin, many copies. */
  readonly origin?: Origin;
}

export interface Origin {
  /** Publisher and title, or a URL: two assertions of one origin count once. */
  readonly name: string;
  readonly url?: string;
  readonly published?: string;
  readonly reliability?: 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
  /** Admiralty information credibility: 1 confirmed to 5 improbable, 6 cannot be judged. */
  readonly credibility?: 1 | 2 | 3 | 4 | 5 | 6;
}

/** An assertion as stored. */
export interface Assertion {
  readonly ref: number;
  readonly subject: EntityRef;
  readonly predicate: Predicate;
  readonly object: EntityRef;
  readonly collection: string;
  readonly method: string;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  /** When the newest edition of its source no longer stated it, ISO 8601 in UTC. */
  readonly withdrawn?: string;
  readonly amount?: Money;
  readonly occurrence?: string;
  readonly origin?: Origin;
}
