/** What an analyst sets right in a passage. Corrections are only ever added; a withdrawal takes one back. */
import type { EntityKey } from './entity.ts';

interface CorrectedSpan {
  readonly id: string;
  /** Passage id, `doc-….N`. */
  readonly passage: string;
  /** UTF-16 offsets into the passage's text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** What stands there: a correction holds only where it still does. */
  readonly quote: string;
  readonly note?: string;
  readonly author: string;
  /** ISO 8601 in UTC. */
  readonly time: string;
}

/** The span means this in language `to`. */
export interface TranslationCorrection extends CorrectedSpan {
  readonly kind: 'translation';
  readonly to: string;
  readonly text: string;
}

/** The span is not what was found there, is something else, or is something where nothing was found. */
export interface MentionCorrection extends CorrectedSpan {
  readonly kind: 'mention';
  readonly removes?: EntityKey;
  readonly adds?: EntityKey;
  /** Nothing in the case mentions what is removed, in documents to come either. Only without `adds`. */
  readonly everywhere?: true;
}

export interface Withdrawal {
  readonly kind: 'withdrawal';
  readonly id: string;
  /** Id of the correction that no longer counts. */
  readonly of: string;
  readonly author: string;
  readonly time: string;
}

export type SpanCorrection = TranslationCorrection | MentionCorrection;
export type Correction = SpanCorrection | Withdrawal;
