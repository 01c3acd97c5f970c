/** What a store counts for overviews: who writes to whom, and what the leaks consist of. */

export interface People {
  readonly participants: readonly {
    handle: string;
    sent: number;
    received: number;
    first: string | null;
    last: string | null;
  }[];
  readonly pairs: readonly { from: string; to: string; messages: number }[];
}

export interface Facets {
  readonly kinds: readonly { kind: string; documents: number }[];
  readonly languages: readonly { language: string; passages: number }[];
  readonly mediaTypes: readonly { mediaType: string; documents: number }[];
  readonly months: readonly { month: string; messages: number }[];
}
