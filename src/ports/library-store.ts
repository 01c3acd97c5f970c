/**
 * The library's own book-keeping: editions of references, what each of them brought and no longer states, what a
 * reference contributed, and references that were removed and can be brought back. Nothing that a reference once
 * stated is forgotten before it is purged: what its newest edition leaves out stays, marked with the time.
 */
import type { EntityKey } from '../model/entity.ts';
import type { Page, PageRequest } from './store.ts';

export interface Edition {
  /** From 1 within its collection. */
  readonly number: number;
  /** When it was added to the case, ISO 8601 in UTC. */
  readonly time: string;
  /** Documents that it has, that it brought, and that it replaced or left out. */
  readonly documents: { readonly current: number; readonly added: number; readonly withdrawn: number };
  /** Assertions of readers that it brought (or brought back), and that it no longer states. */
  readonly assertions: { readonly added: number; readonly withdrawn: number };
}

export interface EditionChange {
  readonly change: 'added' | 'withdrawn';
  readonly subject: EntityKey;
  readonly predicate: string;
  readonly object: EntityKey;
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

/** What a reference holds now. */
export interface Contribution {
  readonly documents: number;
  /** Documents of earlier editions. */
  readonly withdrawnDocuments: number;
  /** Distinct values and names that it states something about. */
  readonly entities: number;
  readonly assertions: number;
  readonly withdrawnAssertions: number;
}

export interface RemovedReference {
  readonly id: string;
  readonly name: string;
  readonly time: string;
}

export interface Purged {
  readonly references: number;
  /**
   * SHA-256 of originals that no document, no earlier edition and no path of the ledger refers to any more, in order;
   * those of earlier purges among them until they are said to be freed.
   */
  readonly unused: readonly string[];
}

export interface LibraryStore {
  /**
   * Ends a run over a reference: compares what it has with the edition before and marks what is gone. `seen` are the
   * ledger paths that the run met at the top level; with `complete` they are all there is, else paths of earlier runs
   * still count. A file that could not be read this time withdraws nothing. Gives nothing when nothing changed.
   */
  putEdition(
    collection: string,
    run: { readonly time: string; readonly seen: readonly string[]; readonly complete: boolean },
  ): Promise<Edition | undefined>;
  /** Oldest first. */
  editions(collection: string): Promise<readonly Edition[]>;
  /** What an edition brought and what it no longer states. */
  changes(collection: string, edition: number, page: PageRequest): Promise<Page<EditionChange>>;
  /** Counts anew what these references contribute; takes its time on millions, so once a run. */
  recount(collections: readonly string[]): Promise<void>;
  /** As last counted, by collection id. */
  contributions(): Promise<ReadonlyMap<string, Contribution>>;
  /** Takes a reference out of everything, so that it can be brought back. Rejects with `not-found`, and with `usage` for a leak. */
  remove(collection: string, time: string): Promise<void>;
  /** Rejects with `not-found` when it is not there any more. */
  restore(collection: string): Promise<void>;
  removed(): Promise<readonly RemovedReference[]>;
  /** Deletes for good what was removed, or of that only these collections. */
  purge(only?: readonly string[]): Promise<Purged>;
  /** The originals of earlier purges are deleted, so that no later one names them again. */
  freed(originals: readonly string[]): Promise<void>;
}
