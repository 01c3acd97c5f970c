/** Full text over passages and their translations, in any language. */
import type { EntityType } from '../model/entity.ts';

export interface SearchIndex {
  /**
   * Finds passages. Syntax: words and Han text (all must occur), `"a phrase"`, `OR`, `NOT` or `-word`, `word*`,
   * and fields `type:chat`, `lang:zh`, `from:handle`, `in:leak` (a role or a collection's name), `since:2019-05` and
   * `until:2020` (both included, as precise as they are given; what has no time is left out), `entity:VALUE`,
   * `has:ipv4` (mentions one of that type), `label:L` (of a mention or its entity), `tag:T` and `is:unread` (or `read`,
   * `starred`, `noted`, `tagged`) of the document's marks, and `is:superseded` for documents that only an older edition of
   * a reference has: they are left out unless it is asked for, or `document` is one of them. A field may be left out by NOT or `-`; several of `type:`,
   * `lang:`, `from:` or `in:` are alternatives, of all others each must hold. Letters are folded
   * (case, diacritics, full width, traditional to simplified); an indicator is found inside a longer one and in its
   * defanged spellings. Best first; ties by document id and place.
   * Rejects with `query-syntax` where the query cannot be understood.
   */
  search(query: SearchQuery): Promise<SearchResult>;
  /** How many of the matching passages have each value, most first, at most 50 values each; `months` are `YYYY-MM`. */
  facets(scope: SearchScope): Promise<SearchFacets>;
  /** All matching passages in the order of `search`, without a cap: for exports. */
  all(scope: SearchScope): AsyncIterable<SearchHit>;
  /** How many passages match, and in how many documents. */
  count(scope: SearchScope): Promise<{ readonly passages: number; readonly documents: number }>;
  /** Documents with matching passages, the one of the best hit first, at most 1000 of them; `total` counts all. */
  documents(scope: SearchScope): Promise<SearchedDocuments>;
  /** A mark that passages stored from now on are newer than. */
  mark(): Promise<number>;
  readonly saved: SavedSearches;
}

/** What is searched for, and where. */
export interface SearchScope {
  readonly text: string;
  readonly role?: 'leak' | 'reference';
  readonly collection?: string;
  readonly document?: string;
  /** Only passages that were stored after this mark. */
  readonly newer?: number;
  /** Leaves out what a near duplicate or an earlier export already shows among the matches: see `DuplicateStore`. */
  readonly fold?: boolean;
}

export interface SearchQuery extends SearchScope {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface SearchedDocuments {
  readonly total: number;
  /** Matching passages, and the ordinals of the first and the last one. */
  readonly documents: readonly {
    readonly document: string;
    readonly passages: number;
    readonly first: number;
    readonly last: number;
  }[];
}

export interface FacetCount {
  readonly value: string;
  readonly passages: number;
}

export interface SearchFacets {
  /** By collection id. */
  readonly collections: readonly FacetCount[];
  readonly kinds: readonly FacetCount[];
  readonly languages: readonly FacetCount[];
  readonly senders: readonly FacetCount[];
  readonly months: readonly FacetCount[];
  /** Tags of their documents. */
  readonly tags: readonly FacetCount[];
  /** `read`, `unread`, `starred`, `noted`: how their documents are marked. */
  readonly states: readonly FacetCount[];
  /** Types of what they mention. */
  readonly types: readonly FacetCount[];
  /** What they mention, but for amounts and dates. */
  readonly entities: readonly (FacetCount & { readonly type: EntityType })[];
  /** Labels of what they mention. */
  readonly labels: readonly FacetCount[];
}

export interface SavedSearch extends Omit<SearchScope, 'newer'> {
  readonly name: string;
  /** The mark up to which its hits were looked at. */
  readonly seen?: number;
}

export interface SavedSearches {
  /** Adds or replaces by name. Rejects with `query-syntax`. */
  put(search: SavedSearch): Promise<void>;
  /** By name. */
  list(): Promise<readonly SavedSearch[]>;
  remove(name: string): Promise<void>;
}

export interface SearchResult {
  /** Exact number of matching passages, without those that are folded away. */
  readonly total: number;
  readonly cursor: string | null;
  readonly hits: readonly SearchHit[];
  /**
   * What was found, as it stands in these passages and their translations: the words asked for and whatever else they
   * were looked up as (renderings, other scripts, names by their spelling). Each once whatever its case, at most 200.
   */
  readonly words: readonly string[];
}

export interface SearchHit {
  /** Passage id. */
  readonly passage: string;
  readonly document: string;
  readonly score: number;
  /** Which layer matched. */
  readonly matched: 'original' | 'translation';
  /** A slice of the passage's original text around the first hit, and the hits as offsets into the slice. */
  readonly snippet: string;
  readonly hits: readonly (readonly [start: number, end: number])[];
  /** The same of its translation, when there is one. */
  readonly translation: string | null;
  readonly translationHits: readonly (readonly [start: number, end: number])[];
  /** How many more documents say nearly the same as this one, or further exports hold this very message. */
  readonly alike: number;
}
