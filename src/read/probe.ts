/** Looks at a file before it is read: name, signature, size, and its first 64 KiB. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { asTelltaleError } from '../errors.ts';
import type { Probe } from './reader.ts';
import { decodeText, detectCharset } from './text/decode-text.ts';

const HEAD = 64 * 1024;

/** Probes the bytes at `path`; `name` is the file's own name. Rejects with `unreadable-file`. */
export async function probeFile(path: string, name: string): Promise<Probe> {
  try {
    const { head, size } = headOf(path);
    return await probeHead(head, size, name);
  } catch (caught) {
    throw asTelltaleError(caught, 'unreadable-file');
  }
}

/** In one go: a round through the thread pool for each step costs more than the steps. */
function headOf(path: string): { head: Uint8Array; size: number } {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const head = new Uint8Array(Math.min(size, HEAD));
    readSync(file, head, 0, head.length, 0);
    return { head, size };
  } finally {
    closeSync(file);
  }
}

async function probeHead(head: Uint8Array, size: number, name: string): Promise<Probe> {
  // A damaged signature makes the library throw; the file is then known by its name and text alone.
  const type = await fileTypeFromBuffer(head).catch(() => undefined);
  const charset = detectCharset(head, head.length >= size);
  return {
    name,
    extension: extname(name).slice(1).toLowerCase(),
    mediaType: type?.mime,
    size,
    head,
    headText: charset === undefined ? undefined : decodeText(head, charset),
  };
}
