/** Walks a large JSON file element by element, so that one 40 MB bundle never becomes 40 MB of objects at once. */
import { TelltaleError } from '../../errors.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

export interface JsonElement {
  /** From 0. */
  readonly index: number;
  /** Byte offset in the file. */
  readonly offset: number;
  readonly value: unknown;
}

/** Where the elements are: the array under a key of the top object, or the top array itself. */
export type ElementsAt = { readonly key: string } | 'top';

/**
 * The elements of an array, parsed one at a time. Throws `broken-bundle` with the place when an element is not JSON,
 * when the file ends early, or when there is no such array.
 */
export function* jsonElements(bytes: Uint8Array, at: ElementsAt): Generator<JsonElement> {
  const start = at === 'top' ? skipTo(bytes, 0, OPEN_BRACKET) : findArray(bytes, at.key);
  if (start < 0) {
    throw new TelltaleError(
      'broken-bundle',
      at === 'top' ? 'There is no array at the top.' : `There is no array "${at.key}" at the top level.`,
    );
  }
  const decoder = new TextDecoder();
  let from = start + 1;
  let depth = 0;
  let index = 0;
  for (let i = from; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      i = endOfString(bytes, i);
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
    } else if ((byte === COMMA || byte === CLOSE_BRACKET) && depth === 0) {
      const text = decoder.decode(bytes.subarray(from, i)).trim();
      if (text !== '') yield { index, offset: from, value: parse(text, index, from) };
      index += 1;
      from = i + 1;
      if (byte === CLOSE_BRACKET) return;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
    }
  }
  throw new TelltaleError(
    'broken-bundle',
    `The file ends at byte ${bytes.length}, inside or after element ${index}, before its array is closed.`,
    { details: { index, offset: bytes.length } },
  );
}

function parse(text: string, index: number, offset: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TelltaleError('broken-bundle', `Element ${index} (from byte ${offset}) is not JSON: ${why}`, {
      cause,
      details: { index, offset },
    });
  }
}

/** Position of the closing quote of the string that begins at `open`; the end of the bytes when it is not closed. */
function endOfString(bytes: Uint8Array, open: number): number {
  for (let i = open + 1; i < bytes.length; i += 1) {
    if (bytes[i] === BACKSLASH) i += 1;
    else if (bytes[i] === QUOTE) return i;
  }
  return bytes.length;
}

function skipTo(bytes: Uint8Array, from: number, wanted: number): number {
  for (let i = from; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte === wanted) return i;
    // White space and the byte order mark may come before; anything else is another structure.
    if (byte > 0x20 && ![0xef, 0xbb, 0xbf].includes(byte)) return -1;
  }
  return -1;
}

function findArray(bytes: Uint8Array, key: string): number {
  const name = new TextEncoder().encode(key);
  let depth = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      const end = endOfString(bytes, i);
      const isKey =
        depth === 1 && end - i - 1 === name.length && name.every((letter, offset) => bytes[i + 1 + offset] === letter);
      if (isKey) {
        const colon = skipTo(bytes, end + 1, COLON);
        const open = colon < 0 ? -1 : skipTo(bytes, colon + 1, OPEN_BRACKET);
        if (open >= 0) return open;
      }
      i = end;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      depth += 1;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
    }
  }
  return -1;
}
