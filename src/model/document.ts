/** A document is one content (SHA-256) of a collection, with every path it was found at. */

/** What a reader made of the bytes; decides how the document is shown. */
export type DocumentKind =
  | 'text'
  | 'chat'
  | 'table'
  | 'page-document'
  | 'picture'
  | 'mail'
  | 'archive'
  | 'database'
  | 'record-set'
  | 'unknown';

export interface Document {
  readonly id: string;
  readonly collection: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** All paths, in the order of discovery; `outer.zip!/inner/a.txt` inside archives. */
  readonly paths: readonly string[];
  readonly kind: DocumentKind;
  readonly mediaType: string;
  /** Name and version of the reader, `chat-table/1`. */
  readonly reader: string;
  readonly title?: string;
  /** Author, last editor, created, modified, charset, … as the file states them. */
  readonly properties: Readonly<Record<string, string>>;
  /** Pages that are pictures or have no usable text, from 1: for OCR. `[1]` for a picture. */
  readonly ocrPages?: readonly number[];
}

/** How a document refers to another one of its collection. */
export type LinkRelation = 'member' | 'attachment' | 'page';

export interface DocumentLink {
  readonly from: string;
  readonly to: string;
  readonly relation: LinkRelation;
  /** Page number from 1, or the place in the archive or mail. */
  readonly position: number;
  /** Ordinal of the passage that holds the reference, for attachments of messages. */
  readonly passage?: number;
}

/** A reference to another file of the collection by its path, before that file is a document. */
export interface PathLink {
  readonly relation: LinkRelation;
  /** Path as in the ledger. */
  readonly target: string;
  readonly position: number;
  readonly passage?: number;
}
