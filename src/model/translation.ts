/** A translation is a layer over a passage, to read and to search. Nothing is extracted from it. */

/** `gloss` is word by word from a dictionary, `machine` a translation engine's, `human` an analyst's own. */
export type TranslationKind = 'gloss' | 'machine' | 'human';

/** A word of an original with what a dictionary or the term base says of it. */
export interface GlossedWord {
  readonly start: number;
  readonly end: number;
  /** Empty where nothing is known, or nothing is to be said. */
  readonly gloss: string;
  /** With tone marks; of Chinese words only. */
  readonly pinyin?: string;
  readonly source: 'terms' | 'lexicon' | 'dictionary';
}

export interface TranslationSegment {
  /** Span of the original. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** An analyst's correction, which stands in the engine's place. */
  readonly human?: { readonly correction: string; readonly author: string /** ISO 8601. */; readonly time: string };
}

/** `kind` and `engine` are of the segments that nobody corrected. */
export interface Translation {
  readonly ordinal: number;
  /** BCP 47. */
  readonly from: string;
  readonly to: string;
  readonly kind: TranslationKind;
  /** Name and version, `bergamot-zhen-base/1.0`, `gloss/1`. */
  readonly engine: string;
  readonly segments: readonly TranslationSegment[];
}
