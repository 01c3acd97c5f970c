/** Indicators of a text, as the command line and the workbench show them. */
import { scan } from '../understand/scan/scan.ts';

export interface ScannedMention {
  readonly type: string;
  readonly value: string;
  readonly raw: string;
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  readonly labels: readonly string[];
}

/** The indicators of at least the given confidence, in text order. */
export function scanText(text: string, minConfidence: number): readonly ScannedMention[] {
  return scan(text)
    .filter((mention) => mention.confidence >= minConfidence)
    .map(({ type, value, raw, start, end, confidence, labels }) => ({
      type,
      value,
      raw,
      start,
      end,
      confidence,
      labels,
    }));
}
