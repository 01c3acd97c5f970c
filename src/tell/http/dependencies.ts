/** What the HTTP application is given. */
import type { BlobStore } from '../../ports/blob-store.ts';
import type { Store } from '../../ports/store.ts';

export interface HttpDependencies {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly caseFolder: string;
  readonly version: string;
  readonly offline: boolean;
  /** Secret of this session: without it nothing is answered. */
  readonly token: string;
  /** `Host` headers that are answered, such as `127.0.0.1:7777`. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Folder of the built workbench. */
  readonly webRoot: string;
  /** Name under which judgements are added. */
  readonly author: string;
  readonly clock: () => Date;
  readonly pending: () => Promise<Record<string, number>>;
  readonly progress: ProgressSource;
  readonly actions: Actions;
}

/** What the workbench may start; the application decides how. */
export interface Actions {
  /** Adds a file or folder of this machine in the background. Rejects with `case-busy` while a run is under way. */
  add(request: AddAction): Promise<void>;
  /** The report as one HTML file. */
  report(format: 'html' | 'md'): Promise<string>;
  /** An export by its name. Rejects with `not-found`. */
  export(name: string): Promise<{ readonly body: string; readonly mediaType: string; readonly fileName: string }>;
  /** A page of a document as PNG or as it is, when it can be drawn. Rejects with `not-found`. */
  page(document: string, page: number): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string }>;
}

export interface AddAction {
  readonly path: string;
  readonly role: 'leak' | 'reference';
  readonly name?: string | undefined;
  readonly publisher?: string | undefined;
  readonly published?: string | undefined;
  readonly reliability?: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | undefined;
}

/** The state of a run, for the status line. */
export interface LiveProgress {
  readonly running: boolean;
  readonly paused: boolean;
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  /** Units a second. */
  readonly rate: number;
  readonly secondsLeft: number | null;
  readonly failed: number;
}

export interface ProgressSource {
  current(): LiveProgress;
  /** Gives a function that ends the subscription. */
  subscribe(listener: (progress: LiveProgress) => void): () => void;
}
