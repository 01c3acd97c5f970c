/** What views over a whole case ask for: facts with their evidence, mentions by kind, passages that hold terms, rhythms. */
import type { Assertion, Evidence } from '../model/assertion.ts';
import type { CollectionRole } from '../model/collection.ts';
import type { Entity, EntityKey, EntityRef, EntityType } from '../model/entity.ts';

export interface PatternStore {
  /** Assertions with one of the predicates, their ends named, in an order that depends on content alone. */
  facts(filter: FactFilter): Promise<readonly Fact[]>;
  /** Mentions, by document and place. */
  mentions(filter: MentionFilter): Promise<readonly PlacedMention[]>;
  /** Where the leaks' passages hold one of the terms (case folded), each term once a passage, by document and place. */
  holding(terms: readonly string[]): Promise<readonly TermHit[]>;
  /**
   * Messages of the leaks by sender, and by hour and weekday: of UTC where the file states a zone, else as it states
   * them; most messages first.
   */
  rhythms(): Promise<readonly Rhythm[]>;
  /** How many assertions each method made, by the method's name. */
  methods(): Promise<readonly { readonly method: string; readonly assertions: number }[]>;
  /** Who wrote to whom in the leaks, most messages first. */
  conversations(): Promise<readonly Conversation[]>;
}

export interface FactFilter {
  /** Any when left out. */
  readonly predicates?: readonly string[];
  readonly role?: CollectionRole;
  /** Only about these: subject or object is among them. */
  readonly about?: readonly EntityRef[];
  /** Only those whose dates of validity touch this time. */
  readonly between?: TimeSpan;
}

/** ISO 8601, both included. */
export interface TimeSpan {
  readonly from: string;
  readonly to: string;
}

export interface Fact extends Omit<Assertion, 'subject' | 'object'> {
  readonly subject: Entity;
  readonly object: Entity;
  readonly role: CollectionRole;
}

export interface MentionFilter {
  readonly role: CollectionRole;
  readonly types?: readonly EntityType[];
  /** Only with this label, such as `role:target`. */
  readonly label?: string;
  /** Only of these entities. */
  readonly of?: readonly EntityRef[];
  /** Only in passages of this time. */
  readonly between?: TimeSpan;
  /** At most so many. */
  readonly limit: number;
}

export interface PlacedMention extends Evidence, EntityKey {
  readonly ref: EntityRef;
  readonly confidence: number;
  readonly labels: readonly string[];
  /** Of the passage, null when it has none. */
  readonly time: string | null;
}

export interface TermHit extends Evidence {
  readonly term: string;
  /** The passage's text. */
  readonly text: string;
  readonly time: string | null;
  readonly sender: string | null;
}

export interface Rhythm {
  readonly sender: string;
  readonly messages: number;
  /** 24 numbers from 0 o'clock. */
  readonly hours: readonly number[];
  /** 7 numbers from Monday. */
  readonly weekdays: readonly number[];
  /** The first and the last message, whole. */
  readonly evidence: readonly Evidence[];
}

export interface Conversation {
  readonly from: string;
  readonly to: string;
  readonly messages: number;
  readonly first: string | null;
  readonly last: string | null;
  /** The first and the last message, whole. */
  readonly evidence: readonly Evidence[];
}
