/** The bytes of a file from the front, in pieces; most files are small and at hand already. */
import { createReadStream } from 'node:fs';
import type { Probe, ReaderInput } from './reader.ts';

/** Whether the probe holds all bytes of the file. */
export function isWhole({ head, size }: Pick<Probe, 'head' | 'size'>): boolean {
  return head.length >= size;
}

/**
 * Pieces of at most `length` bytes. A stream takes a buffer of that length for each piece, however short, and V8 tidies
 * up for it: a small file costs nothing of that.
 */
export async function* fileChunks(input: Pick<ReaderInput, 'path' | 'probe'>, length: number): AsyncGenerator<Buffer> {
  const { head } = input.probe;
  if (!isWhole(input.probe)) yield* createReadStream(input.path, { highWaterMark: length }) as AsyncIterable<Buffer>;
  else if (head.length > 0) yield Buffer.from(head.buffer, head.byteOffset, head.byteLength);
}
