/** A mention is a span of a passage that stands for something: an indicator, a name, a handle. */
import type { EntityType } from './entity.ts';

export interface Mention {
  /** UTF-16 offsets into the passage's text, end exclusive. `text.slice(start, end) === raw`. */
  readonly start: number;
  readonly end: number;
  readonly type: EntityType;
  /** Normalised: refanged, lower-cased where case does not matter, A-label for domains. */
  readonly value: string;
  readonly raw: string;
  /** What found it, `scan`, `library-name`, `sender`, `gazetteer`, … */
  readonly method: string;
  /** 0 to 1: that the span is what `type` says. */
  readonly confidence: number;
  /** `defanged`, `version-number?`, `file-name?`, `ocr-confusable`, `secret`, … Never a reason to drop. */
  readonly labels: readonly string[];
}

/** Method of a mention that is the document itself, by a digest of its bytes: at the very beginning, with no words. */
export const FILE_ITSELF = 'file-digest';

/** A mention as stored. */
export interface StoredMention extends Mention {
  /** Passage id, `doc-….N`. */
  readonly passage: string;
}
