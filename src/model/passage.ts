/** A passage is a readable unit of a document with a position. Offsets are UTF-16 code units into `text`. */
import type { EntityKey } from './entity.ts';

/** Pixels (pictures) or PDF points (pages) from the top left: x, y, width, height. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** UTF-16 offsets into the text, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where a line of the passage stands on its page: maps a span to a box. */
export interface LineBox {
  readonly start: number;
  readonly end: number;
  readonly box: Box;
  /** 0 to 1; absent for a text layer. */
  readonly confidence?: number;
}

/** A cell inside a row's text. */
export interface CellSpan {
  readonly start: number;
  readonly end: number;
  /** Spreadsheet reference such as `B12`, or the column's number from 1. */
  readonly ref: string;
  /** The text of the column's header, when the table has one. */
  readonly header?: string;
}

export type Position =
  /** Lines from 1 in the decoded text; `line` is where the passage begins. */
  | { readonly kind: 'line'; readonly line: number }
  | {
      readonly kind: 'page';
      /** From 1. */
      readonly page: number;
      readonly lines: readonly LineBox[];
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'row';
      readonly table: string;
      /** From 1, as a spreadsheet counts. */
      readonly row: number;
      readonly cells: readonly CellSpan[];
    }
  | { readonly kind: 'message' /** From 0 in the file's order. */; readonly index: number }
  | { readonly kind: 'part' /** `subject`, `body`, `header`, `property`, `comment`, … */; readonly part: string }
  /** One record of a structured file; `pointer` is a JSON Pointer or a key. */
  | { readonly kind: 'record'; readonly pointer: string }
  /** Strings found in bytes that no reader knows. */
  | { readonly kind: 'bytes'; readonly offset: number };

export type PassageRole = 'heading' | 'paragraph' | 'message' | 'row' | 'property' | 'record' | 'code' | 'strings';

export interface Passage {
  /** From 0, in reading order. */
  readonly ordinal: number;
  readonly role: PassageRole;
  readonly text: string;
  readonly position: Position;
  /** ISO 8601 as the document states it. Without an offset where it states none: the zone is then the collection's, or unknown. */
  readonly time?: string;
  readonly sender?: string;
  readonly recipients?: readonly string[];
  /** Mean confidence of recognised text, 0 to 1; absent for text that was not recognised. */
  readonly ocrConfidence?: number;
  /** Engine and version that recognised the text, `pp-ocr/4`. */
  readonly ocrEngine?: string;
  /**
   * Of a record of public intelligence: the stretches in which something may stand that its fields do not state. Only
   * they are looked through for indicators; the whole text where this is absent.
   */
  readonly free?: readonly Stretch[];
  /** Values that fields of the record state, where they stand; kept as mentions. Given by readers, not by the store. */
  readonly stated?: readonly (EntityKey & Stretch)[];
}

/** What the understanding stage knows of a passage's language. BCP 47, `zh-Hans`, `ru`, `und` when there is too little to tell. */
export interface PassageLanguage {
  readonly ordinal: number;
  readonly language: string;
}

/** A passage as stored: with its document, id and language. */
export interface StoredPassage extends Passage {
  readonly id: string;
  readonly document: string;
  readonly collection: string;
  readonly language?: string;
}
