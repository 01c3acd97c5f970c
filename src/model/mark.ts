/** What an analyst puts on a document to find it again: that it was read, a star, a tag, a note. */

export type MarkKind = 'read' | 'starred' | 'tag' | 'note';

export interface Mark {
  readonly document: string;
  readonly kind: MarkKind;
  /** The tag's name or the note's words; empty otherwise. */
  readonly text: string;
  readonly author: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
}
