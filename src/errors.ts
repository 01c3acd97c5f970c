/** Every error that a user can meet: stable code, exit code, HTTP status and what to do, in one table. */

interface ErrorKind {
  /** 1 failed, 2 wrong usage, 130 interrupted. */
  readonly exit: 1 | 2 | 130;
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 502 | 503 | 507;
  /** What the user can do about it. */
  readonly advice: string;
}

export const ERRORS = {
  'path-missing': { exit: 2, status: 404, advice: 'Check the path.' },
  'empty-input': { exit: 2, status: 422, advice: 'Name a folder or file that holds documents.' },
  usage: { exit: 2, status: 400, advice: 'See --help.' },
  'query-syntax': { exit: 2, status: 400, advice: 'Check quotes and operators; see telltale search --help.' },
  'not-found': { exit: 1, status: 404, advice: 'List what there is and take an id from there.' },
  'case-missing': { exit: 2, status: 404, advice: 'Make one with telltale add PATH, or name another with --case.' },
  'case-newer': {
    exit: 1,
    status: 409,
    advice: 'The case was written by a newer Telltale; update Telltale to open it.',
  },
  'case-older': {
    exit: 1,
    status: 409,
    advice: 'Run telltale serve or telltale add on the case once: that brings it up to date and loses nothing.',
  },
  'case-broken': {
    exit: 1,
    status: 500,
    advice: 'The case database cannot be read; restore it from a copy or add the files to a new case.',
  },
  'case-busy': { exit: 1, status: 409, advice: 'Another Telltale is adding to this case; wait for it or stop it.' },
  'disk-full': {
    exit: 1,
    status: 507,
    advice: 'Free space on the disk that holds the case, then run the command again; it goes on where it stopped.',
  },
  'port-in-use': {
    exit: 1,
    status: 409,
    advice: 'Choose another port with --port, or leave it out to get a free one.',
  },
  offline: { exit: 1, status: 503, advice: 'Leave out --offline, or give the file with --from.' },
  'download-failed': {
    exit: 1,
    status: 502,
    advice: 'Check the network, or download the file elsewhere and give it with --from.',
  },
  'key-missing': {
    exit: 2,
    status: 422,
    advice: 'Put the key into the environment variable that the message names; it is never stored.',
  },
  forbidden: {
    exit: 1,
    status: 403,
    advice: 'Open the link that telltale serve printed; it carries the session token.',
  },
  'sign-in-needed': { exit: 1, status: 401, advice: 'Sign in with the password of this workbench.' },
  'wrong-password': { exit: 1, status: 403, advice: 'Ask whoever serves this workbench for its password.' },
  'too-many-tries': { exit: 1, status: 429, advice: 'Wait as long as the message says.' },
  interrupted: { exit: 130, status: 503, advice: 'Run the same command again; it goes on where it stopped.' },
  internal: { exit: 1, status: 500, advice: 'This is a defect in Telltale; please report it with the message.' },

  'unreadable-file': { exit: 1, status: 422, advice: 'Check the permissions of the file.' },
  'unsupported-format': {
    exit: 1,
    status: 422,
    advice: 'No reader knows this format; its strings were kept where it has any.',
  },
  'broken-file': { exit: 1, status: 422, advice: 'The file is damaged or not what its name says.' },
  'broken-bundle': {
    exit: 1,
    status: 422,
    advice: 'The file is not valid STIX, MISP, CSV or facts; the message says where.',
  },
  encrypted: { exit: 1, status: 422, advice: 'Give the password with --password, or remove it from the file.' },
  'archive-bomb': {
    exit: 1,
    status: 413,
    advice:
      'The archive unpacks to far more than its size. If you trust it, raise --unpack-ratio, --unpacked-limit or --archive-members.',
  },
  'path-traversal': {
    exit: 1,
    status: 422,
    advice: 'The archive names a file outside its folder; it was not unpacked.',
  },
  'nested-too-deep': { exit: 1, status: 413, advice: 'Raise --archive-depth, or unpack the outer archives by hand.' },
  'too-large': { exit: 1, status: 413, advice: 'Raise the limit in the settings if the file is wanted.' },
  'text-cut': { exit: 1, status: 413, advice: 'Raise --text-limit and add it again if the rest is wanted.' },
  'reader-timeout': { exit: 1, status: 422, advice: 'Reading took longer than the limit; raise it with --time-limit.' },
  'reader-memory': {
    exit: 1,
    status: 422,
    advice: 'Reading took more memory than the limit; raise it with --memory-limit.',
  },
  'reader-crashed': {
    exit: 1,
    status: 422,
    advice: 'The reader stopped on this file twice; the file may be damaged or hostile.',
  },
  'volume-missing': {
    exit: 1,
    status: 422,
    advice: 'Put the missing part beside the others and run the command again.',
  },
  'read-with-another': {
    exit: 1,
    status: 422,
    advice: 'A part of another file, such as a volume of its archive; what it holds stands under that one.',
  },
  'empty-file': { exit: 1, status: 422, advice: 'The file has no bytes.' },
  'special-file': { exit: 1, status: 422, advice: 'A link, socket or device; Telltale reads regular files only.' },
  'system-file': { exit: 1, status: 422, advice: 'A file that the operating system made, such as .DS_Store.' },
  'ocr-off': { exit: 1, status: 422, advice: 'Run telltale add again without --no-ocr.' },
  'ocr-failed': { exit: 1, status: 422, advice: 'The picture could not be read; look at it yourself.' },
  'blob-missing': { exit: 1, status: 404, advice: 'The original is not in the case; add its folder again.' },
  'translator-unsupported': {
    exit: 1,
    status: 422,
    advice: 'Pull a model with telltale models pull, or name another engine.',
  },
  'translator-failed': {
    exit: 1,
    status: 502,
    advice: 'The passages stay in the original; another engine may do better: see telltale add --help, --translator.',
  },
  'engine-unavailable': {
    exit: 1,
    status: 502,
    advice:
      'Check that the engine runs, its address, key and model, then run the same command again: it goes on where it stopped.',
  },
  'extractor-failed': {
    exit: 1,
    status: 502,
    advice: 'Check the engine and run again; what rules find in the text is there without it.',
  },
  'model-missing': { exit: 1, status: 404, advice: 'Pull it with telltale models pull PAIR.' },
  'model-corrupt': { exit: 1, status: 422, advice: 'Its checksum is wrong; pull it again.' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

/** The only error class that crosses a folder's border. `message` says what happened, the table says what to do. */
export class TelltaleError extends Error {
  readonly code: ErrorCode;
  /** Facts for programs, such as `{ path }`. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: Record<string, unknown> } = {}) {
    super(message, { cause: options.cause });
    this.name = 'TelltaleError';
    this.code = code;
    this.details = options.details ?? {};
  }

  get exit(): number {
    return ERRORS[this.code].exit;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get advice(): string {
    return ERRORS[this.code].advice;
  }
}

/** Any caught value as a TelltaleError: itself, or wrapped with `fallback`. */
export function asTelltaleError(caught: unknown, fallback: ErrorCode = 'internal'): TelltaleError {
  if (caught instanceof TelltaleError) return caught;
  const nodeCode = (caught as NodeJS.ErrnoException | undefined)?.code;
  const message = caught instanceof Error ? caught.message : String(caught);
  if (nodeCode === 'ENOSPC') return new TelltaleError('disk-full', message, { cause: caught });
  return new TelltaleError(fallback, message, { cause: caught });
}
