/** The values of SQL's `VALUES (…), (…)` lists, with the quoting of MySQL, PostgreSQL and SQLite. */

import { hexCellText } from '../table/hex-cell.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '', b: '\b', Z: '\x1a' };

/** The tuples that begin at `from`; stops at what is no tuple. NULL is the empty text. */
export function* sqlTuples(source: string, from: number): Generator<string[]> {
  let at = from;
  const skip = (): void => {
    while (/[\s,]/.test(source[at] ?? '')) at += 1;
  };
  for (skip(); source[at] === '('; skip()) {
    at += 1;
    const cells: string[] = [];
    let cell = '';
    let isQuoted = false;
    let depth = 0;
    const end = (): void => {
      const text = isQuoted ? cell : hexCellText(cell.trim());
      cells.push(!isQuoted && /^null$/i.test(text) ? '' : text);
      cell = '';
      isQuoted = false;
    };
    for (; at < source.length; at += 1) {
      const character = source[at] ?? '';
      if (character === "'" && depth === 0) {
        // What stands before the quote says how to read it: N'…', E'…', X'…', _binary '…'.
        const isHex = /^x$/i.test(cell.trim());
        isQuoted = true;
        const [text, next] = quotedText(source, at + 1);
        cell = isHex ? hexCellText(`x'${text}'`) : text;
        at = next;
      } else if (character === '(') {
        depth += 1;
        cell += character;
      } else if (character === ')' && depth > 0) {
        depth -= 1;
        cell += character;
      } else if (character === ',' && depth === 0) end();
      else if (character === ')') break;
      else if (!isQuoted) cell += character;
    }
    end();
    at += 1;
    yield cells;
  }
}

/** The text up to the closing quote, and where that quote stands. */
function quotedText(source: string, from: number): [text: string, end: number] {
  let text = '';
  let at = from;
  for (; at < source.length; at += 1) {
    const character = source[at] ?? '';
    if (character === '\\') {
      at += 1;
      const escaped = source[at] ?? '';
      text += ESCAPES[escaped] ?? escaped;
    } else if (character === "'") {
      if (source[at + 1] !== "'") break;
      text += "'";
      at += 1;
    } else text += character;
  }
  return [text, at];
}

/** Whether a quote is still open at the end of a text that begins outside of one. */
export function endsInsideQuote(text: string, wasInside: boolean): boolean {
  let inside = wasInside;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inside && character === '\\') at += 1;
    else if (character === "'") inside = !inside;
  }
  return inside;
}
