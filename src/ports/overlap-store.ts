/** Overlaps as stored: what each start leads to, what their order depends on, and what changed since they were found. */
import type { EntityRef, EntityType } from '../model/entity.ts';
import type { Chance, Conclusion, Overlap } from '../model/overlap.ts';
import type { Page, PageRequest } from './store.ts';

export interface OverlapStore {
  /** Stores what was found anew and the order of all, and settles the changes that it takes in; one transaction. */
  update(update: OverlapUpdate): Promise<void>;
  /** What the order depends on, of all stored overlaps, by id. */
  standings(): Promise<readonly OverlapStanding[]>;
  /** The overlaps as they were found, before they were set beside others; unknown ids are left out. */
  found(ids: readonly string[]): Promise<readonly Overlap[]>;
  /** Starts whose search came through any of these entities. */
  startsThrough(entities: readonly EntityRef[]): Promise<readonly EntityRef[]>;
  /** By rank, rejected ones last. */
  list(filter: { rejected?: boolean }, page: PageRequest): Promise<Page<Overlap>>;
  get(id: string): Promise<Overlap | undefined>;
}

export interface OverlapUpdate {
  /** Whether everything stored before is dropped; else only what begins at these starts. */
  readonly all: boolean;
  readonly starts: readonly StartRecord[];
  /** Overlaps whose place, chance or shown form is not what is stored; all new ones. */
  readonly places: readonly OverlapPlace[];
  /** The `through` of the changes that are taken in by this; later ones stay noted. */
  readonly through: number;
}

/** What a search from one thing of the leak found. */
export interface StartRecord {
  readonly start: EntityRef;
  /** Every entity whose steps or name the result depends on, the start included; none when it is a start no more. */
  readonly nodes: readonly EntityRef[];
  readonly overlaps: readonly { readonly overlap: Overlap; readonly standing: OverlapStanding }[];
}

export interface OverlapStanding {
  readonly id: string;
  readonly start: EntityRef;
  readonly startType: EntityType;
  readonly end: EntityRef;
  readonly endType: EntityType;
  readonly score: number;
  /** How surely the leak's words are read as what the chain begins at, 0 to 1; a factor of the score. */
  readonly reading: number;
  readonly conclusion: Conclusion;
  readonly rejected: boolean;
  /** Orders chains of one weight the same way on every machine. */
  readonly key: string;
  /** Entities between the two ends of the main chain. */
  readonly through: readonly EntityRef[];
  /** Origins of the main chain's statements, each once. */
  readonly origins: readonly Witness[];
}

/** An origin, with what tells whether another repeats it. */
export interface Witness {
  /** The same for all statements of the origin. */
  readonly key: string;
  readonly name: string;
  readonly publisher?: string;
  readonly url?: string;
  /** One of its statements. */
  readonly assertion: number;
}

export interface OverlapPlace {
  readonly id: string;
  readonly rank: number;
  readonly chance?: Chance | undefined;
  /** As shown, where that is not as found: two corners of the Diamond Model were joined. */
  readonly shown?: Overlap | undefined;
}

/** Notes which entities changed since overlaps were last stored; from its first reading on. */
export interface ChangeLog {
  /**
   * What is noted and not settled. `changes` is absent when everything has to be looked at: nothing was connected yet, a
   * collection's description or a warninglist changed, or more than `limit` entities did.
   */
  read(limit: number): Promise<{ readonly through: number; readonly changes?: Changes }>;
}

export interface Changes {
  /** Entities that are mentioned more, less or elsewhere. */
  readonly mentioned: readonly EntityRef[];
  /** Entities that are spelled differently. */
  readonly renamed: readonly EntityRef[];
  /** Assertions that came, went or changed; `inverse` when `entity` is their object. */
  readonly steps: readonly { readonly entity: EntityRef; readonly predicate: string; readonly inverse: boolean }[];
}
