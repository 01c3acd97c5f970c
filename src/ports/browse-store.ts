/** What a reader of a case looks at: outlines of documents, what stands in some passages, what stands around an entity. */
import type { Assertion } from '../model/assertion.ts';
import type { CollectionRole } from '../model/collection.ts';
import type { Entity, EntityRef, EntityType } from '../model/entity.ts';
import type { StoredMention } from '../model/mention.ts';
import type { Money } from '../model/money.ts';
import type { StoredPassage } from '../model/passage.ts';
import type { Translation } from '../model/translation.ts';
import type { Page, PageRequest } from './store.ts';

export interface BrowseStore {
  /** Passages and messages of some documents. */
  sizes(documents: readonly string[]): Promise<ReadonlyMap<string, DocumentSize>>;
  /** The highest page number of a passage; 0 where passages are not on pages. */
  pages(document: string): Promise<number>;
  outline(document: string): Promise<DocumentOutline>;
  /** Passages of one page of a document, in reading order. */
  passagesOfPage(document: string, page: number): Promise<readonly StoredPassage[]>;
  /** The conversation of a mail, itself included, by date; empty for what is no mail. */
  thread(document: string): Promise<readonly ThreadedMail[]>;
  /** Mentions of some passages, by passage id, in text order. */
  mentionsOf(passages: readonly string[]): Promise<ReadonlyMap<string, readonly StoredMention[]>>;
  /** The best translation of some passages, by passage id: machine before gloss, corrected sentences in their places. */
  translationsOf(passages: readonly string[], to: string): Promise<ReadonlyMap<string, Translation>>;
  /** How many passages of the leaks each engine translated, most first. */
  translationEngines(): Promise<readonly EngineCount[]>;
  /** Messages by the hour that the files state, 24 numbers from 0; of one sender, or of all. */
  activity(sender?: string): Promise<readonly number[]>;
  /** The same of the messages of one collection, or of one document, whose times state no zone. */
  hoursWithoutZone(of: { readonly collection: string } | { readonly document: string }): Promise<readonly number[]>;
  /** Entities whose value holds the text, case folded: exact ones first, then by how often they are mentioned. */
  find(text: string, limit: number): Promise<readonly Entity[]>;
  counts(entity: EntityRef): Promise<EntityCounts>;
  /** How an entity stands in the graph. */
  standing(entities: readonly EntityRef[]): Promise<ReadonlyMap<EntityRef, Standing>>;
  /** The most connected part of the graph: what leaks mention first, then by edges; with the edges among them. */
  whole(limit: { readonly nodes: number; readonly edges: number }): Promise<WholeGraph>;
  /** Edges among some things, surest first, without those from a thing to itself. */
  among(entities: readonly EntityRef[], edges: number): Promise<readonly DrawnEdge[]>;
  /** Assertions with one of the predicates, of collections of a role, surest first. */
  stated(
    filter: { predicates: readonly string[]; role?: CollectionRole | undefined },
    page: PageRequest,
  ): Promise<Page<Assertion>>;
}

/** An assertion as a line between two things. */
export interface DrawnEdge {
  readonly assertion: number;
  readonly from: EntityRef;
  readonly to: EntityRef;
  readonly predicate: string;
  readonly confidence: number;
  /** Days on which it held as its source states them; else those of the words that it cites; null where none has one. */
  readonly first: string | null;
  readonly last: string | null;
  readonly amount: Money | null;
}

export interface WholeGraph {
  readonly entities: readonly Entity[];
  /** Surest first. */
  readonly edges: readonly DrawnEdge[];
  /** Things with an edge in all. */
  readonly total: number;
}

export interface ThreadedMail {
  readonly document: string;
  readonly path: string;
  readonly title?: string;
  /** As the header states it. */
  readonly from?: string;
  /** ISO 8601. */
  readonly date?: string;
  /** Whether a message id says that it belongs here, or an equal subject alone. */
  readonly by: 'reference' | 'subject';
}

export interface DocumentSize {
  readonly passages: number;
  readonly messages: number;
}

export interface DocumentOutline {
  /** Most messages first. */
  readonly senders: readonly { readonly sender: string; readonly messages: number }[];
  readonly days: readonly { readonly day: string; readonly first: number; readonly messages: number }[];
  readonly mentionTypes: readonly { readonly type: EntityType; readonly mentions: number }[];
}

export interface EngineCount {
  readonly engine: string;
  readonly kind: Translation['kind'];
  readonly from: string;
  readonly to: string;
  readonly passages: number;
}

export interface EntityCounts {
  readonly mentions: number;
  readonly documents: number;
  readonly first: string | null;
  readonly last: string | null;
}

export interface Standing {
  /** Assertions at the entity. */
  readonly edges: number;
  readonly leak: boolean;
  readonly reference: boolean;
}
