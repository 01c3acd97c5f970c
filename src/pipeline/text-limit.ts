/** Keeps the text of one document to its limit, whatever the reader: its beginning is kept, the rest is counted. */
import { TelltaleError } from '../errors.ts';

export interface TextLimit {
  /**
   * What is kept of the next passage's text, all or its beginning; undefined where nothing is. A passage that is not
   * `divisible`, such as a row with its cells, is kept whole or not at all. Once something is left out, all after it is.
   */
  take(text: string, divisible: boolean): string | undefined;
  /** Whether a span of a passage is in what is kept. */
  holds(passage: number, end: number): boolean;
  /** Undefined where nothing is left out; lengths in UTF-16 units. */
  readonly cut: TextCut | undefined;
}

export interface TextCut {
  readonly kept: number;
  /** Passages that are kept, the last one perhaps in part. */
  readonly passages: number;
  readonly leftOut: number;
}

export function createTextLimit(limit: number): TextLimit {
  let kept = 0;
  let passages = 0;
  let leftOut = 0;
  /** Length of the last passage that is kept. */
  let last = 0;
  return {
    take(text, divisible) {
      const room = leftOut > 0 ? 0 : limit - kept;
      const whole = leftOut === 0 && text.length <= room;
      const part = whole ? text : divisible ? beginning(text, room) : '';
      leftOut += text.length - part.length;
      if (part === '' && !whole) return undefined;
      kept += part.length;
      passages += 1;
      last = part.length;
      return part;
    },
    holds: (passage, end) => leftOut === 0 || passage < passages - 1 || (passage === passages - 1 && end <= last),
    get cut() {
      return leftOut === 0 ? undefined : { kept, passages, leftOut };
    },
  };
}

/** No character is cut in two. */
function beginning(text: string, length: number): string {
  const splits = length > 0 && /[\ud800-\udbff]/.test(text[length - 1] ?? '');
  return text.slice(0, splits ? length - 1 : length);
}

/** UTF-16 units that any file may say, however small. */
const ALWAYS_BELIEVED = 16 * 2 ** 20;

/**
 * Is told the lengths of a document's passages; throws `archive-bomb` once they are more than a file of so many bytes
 * can hold: a few bytes can say the same text over and over, and no limit on unpacking sees that.
 */
export function createTextBombGuard(size: number, ratio: number): (length: number) => void {
  const most = Math.max(ALWAYS_BELIEVED, size * ratio);
  let said = 0;
  return (length) => {
    said += length;
    if (said > most) {
      throw new TelltaleError('archive-bomb', `${size} bytes that give more than ${most} characters of text.`);
    }
  };
}
