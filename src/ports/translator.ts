/** Translates sentences. Engines differ in what they can do and in whether text leaves the machine. */
import type { TranslationKind } from '../model/translation.ts';

export interface Translator {
  /** Name and version, stored with each translation. */
  readonly name: string;
  readonly kind: TranslationKind;
  /** True when text is sent to another machine: only used when the user named the engine. */
  readonly remote: boolean;
  /** Whether the engine can do this pair now (its model is present, its server is configured). BCP 47. */
  supports(from: string, to: string): Promise<boolean>;
  /**
   * One result for each sentence, in order; undefined for a sentence that the engine did not translate. Placeholders
   * `⟦0⟧`, `⟦1⟧`, … stand for masked indicators and come back as they are. Rejects with `translator-unsupported` (try
   * the next engine), `translator-failed`, or `engine-unavailable` (nothing can be translated now, whatever it is).
   */
  translate(request: TranslationRequest): Promise<readonly (string | undefined)[]>;
  close(): Promise<void>;
}

export interface TranslationRequest {
  readonly sentences: readonly string[];
  readonly from: string;
  readonly to: string;
  /** What was said before, oldest first, for engines that use it. */
  readonly context?: readonly string[];
  /** Told, in a sentence, when a busy server lets one wait for seconds. */
  readonly onWait?: (message: string) => void;
}
