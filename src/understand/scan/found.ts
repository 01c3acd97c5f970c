/** What a recogniser gives, in the view's offsets; and what it may look at. */
import type { ObservableType } from '../../model/entity.ts';
import type { Marks } from './marks.ts';

export interface Found {
  readonly type: ObservableType;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1. */
  readonly confidence: number;
  readonly labels?: readonly string[] | undefined;
}

export interface ScanContext {
  /** The view's text. */
  readonly text: string;
  /** Where anything can be in it. */
  readonly marks: Marks;
  /** Reports a mention, in the view's offsets. */
  give(found: Found): void;
  /** Whether the author defanged something within the span. */
  isDefanged(start: number, end: number): boolean;
  /** Marks a span as explained: later recognisers do not look inside. */
  take(start: number, end: number): void;
  isTaken(start: number, end: number): boolean;
}

/** One family of types. Recognisers run in order; the earlier ones may take what they explain. */
export type Recogniser = (context: ScanContext) => void;

/** Scripts without blanks, or with endings glued on; the long-vowel mark belongs to no script. */
export const HAN_LETTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;
const LETTER = /[\p{L}\p{N}]/u;

/** Whether the unit at `at` is part of a word that an ASCII token must not be cut from. Han text is no boundary problem: it has no blanks. */
export function isWordAt(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const code = text.charCodeAt(at);
  if (code < 0x80)
    return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  const character = text[at] ?? '';
  return LETTER.test(character) && !HAN_LETTER.test(character);
}

/** The words before a place, for cues: at most `length` units, of the same line where it has enough. */
export function before(text: string, at: number, length: number): string {
  return text.slice(Math.max(0, at - length), at);
}

export function after(text: string, at: number, length: number): string {
  return text.slice(at, at + length);
}
