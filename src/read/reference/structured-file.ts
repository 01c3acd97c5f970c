/** Bytes and first words of a structured file, plain or gzipped. */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gunzip, gunzipSync } from 'node:zlib';
import { TelltaleError } from '../../errors.ts';
import type { Probe, ReaderInput } from '../reader.ts';

const GZIP = [0x1f, 0x8b];
const unzip = promisify(gunzip);

function isGzip(bytes: Uint8Array): boolean {
  return GZIP.every((byte, index) => bytes[index] === byte);
}

/** The beginning of the text, unpacked when the file is gzip; undefined when it is not text. */
export function headText(probe: Probe): string | undefined {
  if (!isGzip(probe.head)) return probe.headText;
  try {
    // SYNC_FLUSH: the head is only the first part of the stream.
    const head = gunzipSync(probe.head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 4 * 1024 * 1024 });
    return new TextDecoder().decode(head.subarray(0, 64 * 1024));
  } catch {
    // Not gzip after all, or a bomb: some other reader's file.
    return undefined;
  }
}

/** All bytes, unpacked. Rejects with `archive-bomb` or `broken-bundle`. */
export async function structuredBytes(input: ReaderInput): Promise<Uint8Array> {
  const bytes = await readFile(input.path);
  if (!isGzip(bytes)) return bytes;
  const limit = Math.min(input.limits.unpackedBytes, bytes.length * input.limits.unpackRatio, 2 ** 31 - 1);
  try {
    return await unzip(bytes, { maxOutputLength: limit });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new TelltaleError('archive-bomb', `The gzip file unpacks to more than ${limit} bytes.`, { cause });
    }
    throw new TelltaleError('broken-bundle', `The gzip stream is damaged: ${(cause as Error).message}`, { cause });
  }
}

/** The whole file as one JSON value. Rejects with `broken-bundle` and the place. */
export async function structuredJson(input: ReaderInput): Promise<unknown> {
  const text = new TextDecoder().decode(await structuredBytes(input));
  try {
    return JSON.parse(text);
  } catch (cause) {
    const mended = withoutTrailingCommas(text);
    if (mended !== text) {
      try {
        return JSON.parse(mended);
      } catch {
        // Broken in another way, too: the first complaint names the place.
      }
    }
    throw new TelltaleError('broken-bundle', `Not JSON: ${(cause as Error).message}`, { cause });
  }
}

/** Files that are written by hand have a comma after their last entry. What stands in strings stays. */
function withoutTrailingCommas(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])/g, (match) => (match === ',' ? '' : match));
}

/** A date as `YYYY-MM-DD` when it is one, from ISO text, `YYYYMMDD` or seconds since 1970. */
export function isoDate(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const iso = /^(\d{4}-\d{2}-\d{2})/.exec(text)?.[1];
  if (iso) return iso;
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(text);
  if (compact) return `${compact[1]}-${compact[2]}-${compact[3]}`;
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1000).toISOString().slice(0, 10);
  return undefined;
}
