/** The values of a JSON array, or JSON values written one after another, one at a time from a stream of text. */
import { TelltaleError } from '../../errors.ts';

/** A single value of more UTF-16 units is refused. */
const LONGEST_VALUE = 64 * 2 ** 20;

/**
 * Gives each element of a top-level array, or each top-level value when there are several. Commas, line ends and
 * nothing at all may stand between them. Throws `broken-file` with the offset where a value is not JSON.
 */
export async function* jsonValues(chunks: AsyncIterable<string>): AsyncGenerator<unknown> {
  let buffer = '';
  let consumed = 0;
  let inArray = false;
  let started = false;
  // Scanning state of the value that begins at 0 of the buffer.
  let at = 0;
  let depth = 0;
  let inString = false;
  let hasBegun = false;

  const take = (end: number): unknown => {
    const source = buffer.slice(0, end);
    buffer = buffer.slice(end);
    consumed += end;
    at = 0;
    hasBegun = false;
    try {
      return JSON.parse(source);
    } catch (cause) {
      throw new TelltaleError(
        'broken-file',
        `Not JSON near character ${consumed - source.length}: ${(cause as Error).message}`,
        { cause },
      );
    }
  };

  function* drain(isEnd: boolean): Generator<unknown> {
    for (;;) {
      if (!hasBegun) {
        const skipped = /^[\s,\ufeff]*/.exec(buffer)?.[0].length ?? 0;
        buffer = buffer.slice(skipped);
        consumed += skipped;
        at = 0;
        if (buffer === '') return;
        if (!started && buffer[0] === '[') {
          inArray = true;
          started = true;
          buffer = buffer.slice(1);
          consumed += 1;
          continue;
        }
        if (inArray && buffer[0] === ']') {
          inArray = false;
          buffer = buffer.slice(1);
          consumed += 1;
          continue;
        }
        started = true;
        hasBegun = true;
      }
      const end = scan(isEnd);
      if (end === undefined) return;
      yield take(end);
    }
  }

  /** Where the value at the buffer's start ends, or undefined when more text is needed. */
  function scan(isEnd: boolean): number | undefined {
    const structured = buffer[0] === '{' || buffer[0] === '[';
    for (; at < buffer.length; at += 1) {
      const character = buffer[at];
      if (inString) {
        if (character === '\\') at += 1;
        else if (character === '"') {
          inString = false;
          if (!structured) return at + 1;
        }
      } else if (character === '"') inString = true;
      else if (character === '{' || character === '[') depth += 1;
      else if (character === '}' || character === ']') {
        if (!structured) return at;
        depth -= 1;
        if (depth === 0) return at + 1;
      } else if (!structured && (character === ',' || /\s/.test(character ?? ''))) return at;
    }
    if (buffer.length > LONGEST_VALUE) {
      throw new TelltaleError('too-large', `One value of more than ${LONGEST_VALUE} characters.`);
    }
    if (!isEnd) return undefined;
    if (structured || inString) {
      throw new TelltaleError('broken-file', `The JSON ends inside a value that begins at character ${consumed}.`);
    }
    return buffer.length;
  }

  for await (const chunk of chunks) {
    buffer += chunk;
    yield* drain(false);
  }
  yield* drain(true);
}
