/** JSON over HTTP for remote engines: limits of time and size, patience with busy servers, typed errors. */
import { TelltaleError } from '../../errors.ts';

export interface JsonRequest {
  readonly url: string;
  /** Absent: GET. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for one try. */
  readonly timeLimit: number;
  /** Told when it waits for more than a moment before it asks again. */
  readonly onWait?: ((message: string) => void) | undefined;
  /** The code of errors that are about what was asked; `translator-failed` if left out. */
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

const LONGEST_WAIT = 120_000;
/** A shorter wait is not worth a word. */
const TOLD_WAIT = 5000;
/** Bytes of an answer: a batch of sentences is a thousandth of that. */
const LARGEST_ANSWER = 8_000_000;
const BUSY: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504, 529]);
/** The request itself is at fault: too long, in a wrong form. */
const REFUSED: ReadonlySet<number> = new Set([400, 413, 414, 422]);

/** What went wrong in one try, and how many tries it is worth. */
interface Problem {
  readonly message: string;
  readonly tries: number;
  /** Whether it is about the engine, whatever it is asked, or about this request. */
  readonly isEngine: boolean;
  /** Milliseconds that the server asks for. */
  readonly wait?: number | undefined;
  readonly status?: number;
  readonly cause?: unknown;
}

/**
 * Sends and gives the parsed answer. Tries again, after the server's `Retry-After` (seconds or a date) or after 1, 2,
 * 4 s: three times when it is busy (429, 502 to 504 and the like) or cannot be reached, twice when its answer is broken,
 * once when it is too slow or answers 500. Rejects with `engine-unavailable` where the engine is at fault, with the
 * request's `failure` where the request is: refused (400, 413, 422), 500, an answer of more than 8 MB.
 */
export async function requestJson(request: JsonRequest, effects: RequestEffects = NETWORK): Promise<unknown> {
  const { origin } = new URL(request.url);
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryOnce(request, origin, effects);
    if ('answer' in outcome) return outcome.answer;
    const { message, tries, isEngine, status, cause } = outcome;
    const wait = outcome.wait ?? 1000 * 2 ** (attempt - 1);
    const isTooLong = wait > LONGEST_WAIT;
    if (attempt >= tries || isTooLong) {
      throw new TelltaleError(
        isEngine ? 'engine-unavailable' : (request.failure ?? 'translator-failed'),
        isTooLong ? `${message} It asks to wait ${Math.round(wait / 1000)} s.` : message,
        { cause, details: { attempts: attempt, ...(status === undefined ? {} : { status }) } },
      );
    }
    if (wait >= TOLD_WAIT)
      request.onWait?.(`${message.replace(/[.\s]+$/, '')}. Asking again in ${Math.round(wait / 1000)} s.`);
    await effects.wait(wait);
  }
}

async function tryOnce(
  { url, body, headers, timeLimit }: JsonRequest,
  origin: string,
  { fetch, now }: RequestEffects,
): Promise<{ readonly answer: unknown } | Problem> {
  let response: Response;
  let text: string | undefined;
  try {
    response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeLimit),
      // An engine that the user named is the only machine that text may go to.
      redirect: 'manual',
    });
    text = await readText(response);
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'TimeoutError')
      return { message: `${origin} took longer than ${timeLimit / 1000} s.`, tries: 2, isEngine: true, cause };
    return { message: `${origin} cannot be reached.`, tries: 4, isEngine: true, cause };
  }
  if (text === undefined)
    return { message: `${origin} answered more than ${LARGEST_ANSWER / 1e6} MB.`, tries: 1, isEngine: false };
  if (response.ok) {
    try {
      return { answer: JSON.parse(text) as unknown };
    } catch (cause) {
      return { message: `${origin} did not answer in JSON.`, tries: 3, isEngine: true, cause };
    }
  }
  return { ...problemOf(response, now()), message: `${origin} ${wordsFor(response, text)}` };
}

function problemOf({ status, headers }: Response, now: number): Omit<Problem, 'message'> {
  if (BUSY.has(status)) return { tries: 4, isEngine: true, wait: retryAfter(headers.get('retry-after'), now), status };
  if (status === 500) return { tries: 2, isEngine: false, status };
  return { tries: 1, isEngine: !REFUSED.has(status), status };
}

function wordsFor({ status, headers }: Response, text: string): string {
  const location = headers.get('location');
  if (status >= 300 && status < 400)
    return `answered ${status} and points to ${location ?? 'nowhere'}: name that address.`;
  return `answered ${status}: ${messageOf(text.slice(0, 300))}`;
}

/** The answer's text; undefined when there is too much of it, and then the rest is not read. */
async function readText(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
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
