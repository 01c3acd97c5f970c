/** Keeps the text of one document to its limit, whatever the reader: its beginning is kept, the rest is counted. */

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
