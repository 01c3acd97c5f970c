/** The graph of a case: entities, assertions, and what joins and searches over all of them need. */
import type { Assertion, Evidence, Origin } from '../model/assertion.ts';
import type { Collection } from '../model/collection.ts';
import type { Entity, EntityKey, EntityLabel, EntityRef, EntityType } from '../model/entity.ts';
import type { Warninglist } from '../model/warninglist.ts';

/** Entities and assertions as a graph. Edges are kept once in each direction. */
export interface GraphStore {
  entity(key: EntityKey): Promise<Entity | undefined>;
  entities(refs: readonly EntityRef[]): Promise<readonly Entity[]>;
  /** All entities that are mentioned in, or stated by, collections of a role. */
  entitiesOfRole(role: Collection['role'], types?: readonly EntityType[]): Promise<readonly Entity[]>;
  /** Every alias that references claim: name, and what it may mean. For the name matcher. */
  aliases(): Promise<readonly Alias[]>;
  /** Replaces all derived assertions (method `rule:…`) by these, in one transaction. */
  replaceDerived(assertions: readonly DerivedAssertion[]): Promise<void>;
  /** Drops some derived assertions by their numbers and adds others, in one transaction. */
  changeDerived(dropped: readonly number[], added: readonly DerivedAssertion[]): Promise<void>;
  /** Derived assertions at these entities, as subject or as object, of some methods. */
  derivedAt(
    entities: readonly EntityRef[],
    side: 'subject' | 'object',
    methods: readonly string[],
  ): Promise<readonly Assertion[]>;
  /**
   * Notes what composite values stand around (a link's host, a host's registered domain); `all` forgets the rest. The
   * batches may come from a scan that is under way.
   */
  putAnchors(anchors: AsyncIterable<readonly Anchored[]> | Iterable<readonly Anchored[]>, all: boolean): Promise<void>;
  /** Values of some types that a document states or, being a text, mentions; by the URL or name of the origin, else ''. */
  valuesIn(document: string, types: readonly EntityType[]): Promise<ReadonlyMap<string, readonly EntityRef[]>>;
  /** How many different values each of these reports lists; of a text, that it mentions. */
  listed(reports: readonly EntityRef[]): Promise<ReadonlyMap<EntityRef, number>>;
  /** About how many entities the case knows; cheap. */
  size(): Promise<number>;
  /** Values of a type that references state or mention, spread over all of them; the same ones for the same content. */
  sample(type: EntityType, count: number): Promise<readonly string[]>;
  /** Whether a document mentions one of these links. */
  linksTo(document: string, urls: readonly string[]): Promise<boolean>;
  /** Composite values around these anchors. */
  anchored(anchors: readonly string[]): Promise<readonly Entity[]>;
  /** Edges at an entity, both directions. */
  edges(entity: EntityRef): Promise<readonly Edge[]>;
  /** Edges at several entities in one go. */
  edgesOf(entities: readonly EntityRef[]): Promise<ReadonlyMap<EntityRef, readonly Edge[]>>;
  assertions(refs: readonly number[]): Promise<readonly Assertion[]>;
  /** How many distinct reference collections and distinct origins mention or state each entity. */
  spread(
    entities: readonly EntityRef[],
  ): Promise<ReadonlyMap<EntityRef, { collections: number; origins: number; documents: number }>>;
  /** Replaces the labels of the given entities. */
  putLabels(labels: ReadonlyMap<EntityRef, readonly EntityLabel[]>): Promise<void>;
  warninglists(): Promise<readonly Warninglist[]>;
  /** The other digests of the leaked files that one of these names; what names no file is left out. */
  otherDigests(digests: readonly EntityRef[]): Promise<ReadonlyMap<EntityRef, readonly EntityKey[]>>;
  /** Digests that stand in one row or record of a reference with these. */
  besideDigests(digests: readonly EntityRef[]): Promise<readonly BesideDigest[]>;
  /** Numbers of entities, made where they are new, in the order asked for. */
  ensure(keys: readonly EntityKey[]): Promise<readonly EntityRef[]>;
  /** The entities that there are, in the order asked for; undefined where there is none. */
  find(keys: readonly EntityKey[]): Promise<readonly (Entity | undefined)[]>;
  /** Many entities in batches, each once and in no order, for joins that must not hold millions in memory. */
  scan(filter: ScanFilter): AsyncIterable<readonly Scanned[]>;
  /** The labels of entities that have some; of these only, when some are given. */
  labelled(among?: readonly EntityRef[]): Promise<ReadonlyMap<EntityRef, readonly EntityLabel[]>>;
  /**
   * What leaks mention, state or are about, with when and how surely; only what also stands elsewhere: where chains
   * begin. Of these entities only, when some are given.
   */
  shared(among?: readonly EntityRef[]): Promise<readonly SharedEntity[]>;
  /** Steps from several entities along some predicates, with what a weight needs; reference and derived assertions only. */
  steps(entities: readonly EntityRef[], along: Along): Promise<ReadonlyMap<EntityRef, readonly Step[]>>;
}

/** Two digests in one row of a reference, with where they stand. */
export interface BesideDigest {
  readonly digest: EntityRef;
  readonly type: EntityType;
  readonly other: EntityRef;
  readonly otherType: EntityType;
  /** Passage id. */
  readonly passage: string;
  readonly collection: string;
  readonly origin?: Origin;
  /** Of the digest, then of the other. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

export interface ScanFilter {
  readonly types: readonly EntityType[];
  /** Only what collections of this role mention. */
  readonly role?: Collection['role'];
  /** Only values with at least so many dots, such as host names under a domain. */
  readonly dots?: number;
  /** Only of these. */
  readonly among?: readonly EntityRef[];
}

/** An entity without what the library knows of it. */
export type Scanned = Omit<Entity, 'labels'>;

/** A composite value, and the name or address that it stands around. */
export interface Anchored {
  readonly entity: EntityRef;
  readonly anchor: string;
}

/** An entity that leaks mention. Times are of the mentioning passages, null when none has one. */
export interface SharedEntity extends Entity {
  readonly mentions: number;
  readonly first: string | null;
  readonly last: string | null;
  /** Of the surest mention. */
  readonly confidence: number;
  /** Leak collections that mention it, by id. */
  readonly leaks: readonly string[];
  /** Whether any reference or derived assertion stands at it. */
  readonly asserted: boolean;
  /** Whether a reference's text mentions it. */
  readonly referenced: boolean;
}

/** Which assertions may be walked: from subject to object, or from object to subject. */
export interface Along {
  readonly forward: readonly string[];
  readonly inverse: readonly string[];
  /** At most so many steps from one entity by one predicate; `fanOut` counts all of them. */
  readonly limit: number;
}

export interface Step extends Edge {
  readonly firstSeen?: string;
  readonly lastSeen?: string;
  readonly origin?: Origin;
  /** How many different entities this predicate leads to from here, in this direction. */
  readonly fanOut: number;
}

export interface Alias {
  readonly name: string;
  readonly entity: EntityKey;
  readonly collection: string;
}

export interface DerivedAssertion {
  readonly subject: EntityRef;
  readonly predicate: string;
  readonly object: EntityRef;
  /** `rule:NAME`. */
  readonly method: string;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly collection: string;
  /** Of the derivation from a report's text: that report. */
  readonly origin?: Origin;
}

export interface Edge {
  readonly assertion: number;
  readonly from: EntityRef;
  readonly to: EntityRef;
  readonly predicate: string;
  /** True when `from` is the assertion's object. */
  readonly inverse: boolean;
  readonly collection: string;
  readonly method: string;
  readonly confidence: number;
}
