/** JSON over HTTP for remote engines: a time limit, patience with rate limits, typed errors. */
import { TelltaleError } from '../../errors.ts';

export interface JsonRequest {
  readonly url: string;
  /** Absent: GET. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for one try. */
  readonly timeLimit: number;
  /** The code of its errors; `translator-failed` if left out. */
  readonly failure?: 'translator-failed' | 'extractor-failed';
}

export interface RequestEffects {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Milliseconds. */
  wait(duration: number): Promise<void>;
  now(): number;
}

export const NETWORK: RequestEffects = {
  fetch: (url, init) => fetch(url, init),
  wait: (duration) => new Promise((resolve) => setTimeout(resolve, duration)),
  now: () => Date.now(),
};

const TRIES = 4;
const LONGEST_WAIT = 120_000;
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/**
 * Sends and gives the parsed answer. Tries again when the server is busy (429, 502 to 504), after its `Retry-After`
 * (seconds or a date) or after 1, 2, 4 s. Rejects with the request's `failure`: no connection, too slow, refused, no JSON.
 */
export async function requestJson(request: JsonRequest, effects: RequestEffects = NETWORK): Promise<unknown> {
  const { origin } = new URL(request.url);
  const code = request.failure ?? 'translator-failed';
  for (let attempt = 1; ; attempt++) {
    const response = await send(request, origin, effects);
    if (response.ok) {
      try {
        return await response.json();
      } catch (cause) {
        throw new TelltaleError(code, `${origin} did not answer in JSON.`, { cause });
      }
    }
    const text = (await response.text().catch(() => '')).slice(0, 300);
    if (!BUSY.has(response.status) || attempt === TRIES) {
      throw new TelltaleError(code, `${origin} answered ${response.status}: ${messageOf(text)}`, {
        details: { status: response.status, attempts: attempt },
      });
    }
    const wait = retryAfter(response.headers.get('retry-after'), effects.now()) ?? 1000 * 2 ** (attempt - 1);
    if (wait > LONGEST_WAIT) {
      throw new TelltaleError(code, `${origin} asks to wait ${Math.round(wait / 1000)} s; try again later.`, {
        details: { status: response.status, wait },
      });
    }
    await effects.wait(wait);
  }
}

async function send(
  { url, body, headers, timeLimit, failure = 'translator-failed' }: JsonRequest,
  origin: string,
  { fetch }: RequestEffects,
): Promise<Response> {
  try {
    return await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeLimit),
      // An engine that the user named is the only machine that text may go to.
      redirect: 'error',
    });
  } catch (cause) {
    const slow = cause instanceof Error && cause.name === 'TimeoutError';
    const message = slow ? `${origin} took longer than ${timeLimit / 1000} s.` : `${origin} cannot be reached.`;
    throw new TelltaleError(failure, message, { cause });
  }
}

/** Milliseconds, from seconds or an HTTP date. */
function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The message inside `{"error": "…"}` or `{"error": {"message": "…"}}`, else the text. */
function messageOf(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: string | { message?: string } };
    if (typeof error === 'string') return error;
    if (typeof error?.message === 'string') return error.message;
  } catch {
    // Not JSON: the text itself is the message.
  }
  return text || 'no message';
}
