/** Downloads with progress, retries, a checksum and a clear error. Nothing here runs unless the user asked for a download. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { FetchProgress } from '../../ports/intelligence-source.ts';

export interface FetchInit {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}
/** `fetch`, or a stand-in for tests. */
export type Fetch = (url: string, init?: FetchInit) => Promise<Response>;

const ATTEMPTS = 3;
const PAUSE_MS = 500;
/** Longest pause that a server may ask for. */
const LONGEST_PAUSE_MS = 60_000;
const NOT_MODIFIED = 304;

/** What is known of a file that was fetched before; beside it as `NAME.fetched.json`. */
const fetched = z.object({
  url: z.string(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  sha256: z.string(),
  bytes: z.number(),
});

/** An answer with status 200 or 304; anything else rejects with `download-failed`, after some attempts where that may help. */
export async function request(url: string, init: FetchInit, fetchUrl: Fetch): Promise<Response> {
  const shown = withoutSecrets(url);
  for (let attempt = 1; ; attempt += 1) {
    let problem: TelltaleError;
    let pause = PAUSE_MS * attempt;
    try {
      const response = await fetchUrl(url, init);
      if (response.ok || response.status === NOT_MODIFIED) return response;
      problem = new TelltaleError('download-failed', `${shown} answered ${response.status}.`, {
        details: { url: shown, status: response.status },
      });
      if (response.status < 500 && response.status !== 429) throw problem;
      pause = askedPause(response.headers.get('retry-after')) ?? pause;
    } catch (cause) {
      if (cause instanceof TelltaleError) throw cause;
      const why = cause instanceof Error ? cause.message : String(cause);
      problem = new TelltaleError('download-failed', `${shown} cannot be reached: ${why}`, {
        cause,
        details: { url: shown },
      });
    }
    if (attempt >= ATTEMPTS) throw problem;
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** Milliseconds until the server wants to be asked again: it gives seconds, or a date. */
function askedPause(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wanted = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return wanted > 0 ? Math.min(wanted, LONGEST_PAUSE_MS) : undefined;
}

/** Keys that go in an address stay out of messages and of what is kept. */
function withoutSecrets(url: string): string {
  return url.replace(/([?&](?:auth-?key|key|token)=)[^&]*/gi, '$1…');
}

/**
 * Saves what a URL gives to `path`, whole or not at all. A file that was fetched before is asked for only if it has
 * changed since, as the server's ETag or date says. Gives false when it has not.
 */
export async function download(
  url: string,
  path: string,
  progress: FetchProgress,
  fetchUrl: Fetch,
  headers: Record<string, string> = {},
): Promise<boolean> {
  const shown = withoutSecrets(url);
  const before = await knownOf(path, shown);
  const conditions = {
    ...(before?.etag === undefined ? {} : { 'if-none-match': before.etag }),
    ...(before?.lastModified === undefined ? {} : { 'if-modified-since': before.lastModified }),
  };
  const response = await request(url, { headers: { ...headers, ...conditions } }, fetchUrl);
  if (response.status === NOT_MODIFIED && before) {
    progress(before.bytes, before.bytes);
    return false;
  }
  if (!response.body)
    throw new TelltaleError('download-failed', `${shown} gave no content.`, { details: { url: shown } });
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.part`;
  const total = Number(response.headers.get('content-length')) || undefined;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const body = Readable.fromWeb(response.body as ReadableStream);
    body.on('data', (chunk: Uint8Array) => {
      hash.update(chunk);
      bytes += chunk.length;
      progress(bytes, total);
    });
    await pipeline(body, createWriteStream(partial));
    // A compressed answer counts its packed bytes.
    if (total !== undefined && bytes < total && response.headers.get('content-encoding') === null) {
      throw new Error(`only ${bytes} of ${total} bytes arrived`);
    }
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TelltaleError('download-failed', `${shown} broke off after ${bytes} bytes: ${why}`, {
      cause,
      details: { url: shown },
    });
  }
  const etag = response.headers.get('etag');
  const lastModified = response.headers.get('last-modified');
  const now: z.infer<typeof fetched> = {
    url: shown,
    sha256: hash.digest('hex'),
    bytes,
    ...(etag === null ? {} : { etag }),
    ...(lastModified === null ? {} : { lastModified }),
  };
  await writeFile(recordOf(path), JSON.stringify(now));
  return now.sha256 !== before?.sha256;
}

const recordOf = (path: string): string => `${path}.fetched.json`;

/** What is known of the file, as long as it is still there and came from the same place. */
async function knownOf(path: string, url: string): Promise<z.infer<typeof fetched> | undefined> {
  const there = await stat(path).catch(() => undefined);
  const record = await readFile(recordOf(path), 'utf8').catch(() => undefined);
  if (!there || record === undefined) return undefined;
  const parsed = fetched.safeParse(parseJson(record));
  return parsed.success && parsed.data.url === url && parsed.data.bytes === there.size ? parsed.data : undefined;
}

/** Undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
