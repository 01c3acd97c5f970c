/** A text file as a whole or line by line, decoded; long files are streamed. */
import { readFile } from 'node:fs/promises';
import { TelltaleError } from '../../errors.ts';
import { fileChunks, isWhole } from '../file-chunks.ts';
import type { ReaderInput } from '../reader.ts';
import { decodeText, detectCharset, textDecoder } from './decode-text.ts';

/** Bytes up to which a file is decoded in one piece by readers that need all of it. */
export const WHOLE_LIMIT = 256 * 2 ** 20;

export function charsetOf(input: ReaderInput): string {
  return detectCharset(input.probe.head, isWhole(input.probe)) ?? 'utf-8';
}

/** The whole text. Rejects with `too-large` above the limit. */
export async function wholeText(input: ReaderInput): Promise<{ text: string; charset: string }> {
  if (input.probe.size > WHOLE_LIMIT) {
    throw new TelltaleError('too-large', `${input.probe.size} bytes of a format that has to be read in one piece.`);
  }
  const charset = charsetOf(input);
  const bytes = isWhole(input.probe) ? input.probe.head : await readFile(input.path);
  return { text: decodeText(bytes, charset), charset };
}

/** Chunks of decoded text, of the file's whole length. */
export async function* textChunks(input: ReaderInput): AsyncGenerator<string> {
  const decoder = textDecoder(charsetOf(input));
  let position = 0;
  for await (const bytes of fileChunks(input, 1 << 18)) {
    const text = decoder.write(bytes);
    if (text) yield text;
    position += bytes.length;
    await input.onBytes?.(position);
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

export interface Line {
  /** Without its end. */
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** A line of more UTF-16 units than this is given in pieces: it is no line, and may be gigabytes long. */
const LONGEST_LINE = 1 << 20;

export async function* textLines(input: ReaderInput): AsyncGenerator<Line> {
  let rest = '';
  let number = 0;
  for await (const chunk of textChunks(input)) {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const text of lines) {
      number += 1;
      yield { text, number };
    }
    while (rest.length > LONGEST_LINE) {
      yield { text: rest.slice(0, LONGEST_LINE), number: number + 1 };
      rest = rest.slice(LONGEST_LINE);
    }
  }
  if (rest.endsWith('\r')) rest = rest.slice(0, -1);
  if (rest !== '') yield { text: rest, number: number + 1 };
}
