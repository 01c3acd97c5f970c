/** What every stage of the pipeline is given. */
import { TelltaleError } from '../errors.ts';
import type { BlobStore } from '../ports/blob-store.ts';
import type { Store } from '../ports/store.ts';
import type { ReadLimits } from '../read/reader.ts';
import type { Progress } from './progress.ts';
import type { TaskRunner } from './tasks.ts';

export interface PipelineContext {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly tasks: TaskRunner;
  readonly progress: Progress;
  /** Aborted when the user stops the run; what is committed stays. */
  readonly signal: AbortSignal;
  /** A folder for what readers unpack; emptied by whoever made it. */
  readonly scratch: string;
  readonly limits: ReadLimits;
  /** Of workers; with others, files that met one are tried again. */
  readonly workerLimits?: { readonly timeLimit: number; readonly memoryLimit: number };
  /** Whether files that met a limit are tried again: the limits are not those of the run before. */
  readonly limitsChanged?: boolean;
  /** Whether files that failed in a reader are tried again: the readers are not those of the run before. */
  readonly readersChanged?: boolean;
  readonly passwords: readonly string[];
  /** Whether locked files are tried once more with what the collection's own messages tell. */
  readonly passwordsFromChats?: boolean;
  /** Language that translations are made into, BCP 47. */
  readonly translateTo: string;
  /** Whether a translation by this engine waits for a run in which the user names it again. */
  readonly awaitsEngine: (engine: string) => boolean;
  /** What the outcome of the stages depends on besides the documents: raises their versions. */
  readonly versions: StageVersions;
}

export interface StageVersions {
  /** `name/version` of all readers: a document that another version read is read again. */
  readonly readers: ReadonlySet<string>;
  readonly ocr: string;
  readonly understand: string;
  readonly translate: string;
  /** Versions of translations that are as good: what had them is not translated again. */
  readonly translateAlso: readonly string[];
  readonly names: string;
  /** The engine that the user named for relations; without one the stage rests, and what an earlier one found stays. */
  readonly relate?: string;
  /** Of rules, search and weights. */
  readonly connect: string;
}

export const DEFAULT_LIMITS: ReadLimits = {
  unpackedBytes: 8 * 2 ** 30,
  unpackRatio: 200,
  members: 200_000,
  depth: 8,
  textLength: 4_000_000_000,
};

/** Rejects the stage at the next unit of work once the user has stopped the run. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new TelltaleError('interrupted', 'Stopped; everything finished so far is kept.');
}
