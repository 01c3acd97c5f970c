/** The documents of a case as one long list to read through, and the place of each in it. */
import type { CollectionRole } from '../model/collection.ts';
import type { DocumentKind } from '../model/document.ts';
import type { Page, PageRequest } from './store.ts';

/** Which documents stand on the shelf: of references those of the newest edition, with `superseded` those of older ones. */
export interface ShelfFilter {
  /** Part of a title or of a path; case does not matter. */
  readonly text?: string;
  readonly mark?: 'unread' | 'starred' | 'noted' | 'superseded';
  readonly tag?: string;
}

export interface ShelfGroup {
  readonly role: CollectionRole;
  readonly kind: DocumentKind;
  readonly documents: number;
}

export interface ShelfPlace {
  /** From 0; null where the filter leaves the document out. */
  readonly at: number | null;
  /** Of a document that is left out, the ones that would stand beside it. */
  readonly previous: string | null;
  readonly next: string | null;
  /** The nearest one behind it that is not marked as read, from the start again past the end; null where all others are read. */
  readonly nextUnread: string | null;
}

export interface ShelfStore {
  /** In the order of the list: leaks before references, then by kind. */
  groups(filter: ShelfFilter): Promise<readonly ShelfGroup[]>;
  /** Ids of documents, group by group, in each by path with numbers by their value. A cursor is a place, so pages may be asked for in any order. */
  list(filter: ShelfFilter, page: PageRequest): Promise<Page<string>>;
  place(filter: ShelfFilter, document: string): Promise<ShelfPlace>;
}
