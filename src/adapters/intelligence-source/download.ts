/** Downloads one file with progress, retries and a clear error. Nothing here runs unless the user asked for a download. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TelltaleError } from '../../errors.ts';

/** `fetch`, or a stand-in for tests. */
export type Fetch = (url: string, init?: { headers?: Record<string, string> }) => Promise<Response>;

const ATTEMPTS = 3;
const PAUSE_MS = 500;

/** An answer with status 200; anything else rejects with `download-failed`, after some attempts where that may help. */
export async function request(url: string, headers: Record<string, string>, fetchUrl: Fetch): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    let problem: TelltaleError;
    try {
      const response = await fetchUrl(url, { headers });
      if (response.ok) return response;
      problem = new TelltaleError('download-failed', `${url} answered ${response.status}.`, { details: { url } });
      if (response.status < 500 && response.status !== 429) throw problem;
    } catch (cause) {
      if (cause instanceof TelltaleError) throw cause;
      const why = cause instanceof Error ? cause.message : String(cause);
      problem = new TelltaleError('download-failed', `${url} cannot be reached: ${why}`, { cause, details: { url } });
    }
    if (attempt >= ATTEMPTS) throw problem;
    await new Promise((done) => setTimeout(done, PAUSE_MS * attempt));
  }
}

/** Saves what a URL gives to `path`, whole or not at all. `progress` is told of the bytes so far. */
export async function download(
  url: string,
  path: string,
  progress: (bytes: number) => void,
  fetchUrl: Fetch,
): Promise<void> {
  const response = await request(url, {}, fetchUrl);
  if (!response.body) throw new TelltaleError('download-failed', `${url} gave no content.`, { details: { url } });
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.part`;
  let bytes = 0;
  try {
    const body = Readable.fromWeb(response.body as import('node:stream/web').ReadableStream);
    body.on('data', (chunk: Uint8Array) => {
      bytes += chunk.length;
      progress(bytes);
    });
    await pipeline(body, createWriteStream(partial));
    await rename(partial, path);
  } catch (cause) {
    await rm(partial, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TelltaleError('download-failed', `${url} broke off after ${bytes} bytes: ${why}`, {
      cause,
      details: { url },
    });
  }
}
