/** Requests to the case's own server, and its errors. Nothing else is ever asked. */

/** What went wrong, with a stable code of the server's table; `unreachable` when there was no answer. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
  }
}

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined | null>>;

export function address(path: string, query: QueryValues = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return `/api${path}${text ? `?${text}` : ''}`;
}

export async function get<T>(path: string, query: QueryValues = {}, signal?: AbortSignal): Promise<T> {
  return send<T>(address(path, query), signal ? { signal } : {});
}

export async function post<T>(path: string, body: unknown = {}, method = 'POST'): Promise<T> {
  return send<T>(address(path), {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}

/** Ends the session of a password. */
export async function leave(): Promise<void> {
  await send('/sign-out', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
}

/** Sends bytes to an address that takes parts of files. */
export async function putPart(
  path: string,
  query: { readonly path: string; readonly offset: number },
  part: ArrayBuffer,
  signal: AbortSignal,
): Promise<void> {
  await send(address(path, query), {
    method: 'PUT',
    body: part,
    signal,
    headers: { 'content-type': 'application/octet-stream' },
  });
}

async function send<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, credentials: 'same-origin', referrerPolicy: 'no-referrer' });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError('unreachable', 'the server does not answer', 0, { cause });
  }
  if (response.status === 401) {
    // The session has ended: the way back leads here.
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  throw await failure(response);
}

async function failure(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = isRecord(body) && isRecord(body.error) ? body.error : isRecord(body) ? body : {};
  const code = typeof error.code === 'string' ? error.code : `http-${response.status}`;
  const message = typeof error.message === 'string' ? error.message : response.statusText;
  return new ApiError(code, message, response.status);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
