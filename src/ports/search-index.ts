/** Full text over passages and their translations, in any language. */

export interface SearchIndex {
  /**
   * Finds passages. Syntax: words and Han text (all must occur), `"a phrase"`, `OR`, `NOT` or `-word`, `word*`,
   * and fields `type:chat`, `lang:zh`, `from:handle`, `in:leak`. Best first; ties by passage id.
   * Rejects with `query-syntax` where the query cannot be understood.
   */
  search(query: SearchQuery): Promise<SearchResult>;
}

export interface SearchQuery {
  readonly text: string;
  readonly role?: 'leak' | 'reference';
  readonly collection?: string;
  readonly document?: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface SearchResult {
  /** Exact number of matching passages. */
  readonly total: number;
  readonly cursor: string | null;
  readonly hits: readonly SearchHit[];
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
}
