/** What worker processes are asked to do, and what they answer. One entry a kind of task; all of it survives structured cloning. */
import type { ErrorCode } from '../errors.ts';
import type { Statement } from '../model/assertion.ts';
import type { Passage, StoredPassage } from '../model/passage.ts';
import type { Term } from '../model/term.ts';
import type { GlossedWord, Translation } from '../model/translation.ts';
import type { Warninglist } from '../model/warninglist.ts';
import type { Understanding } from '../ports/store.ts';
import type { ChildFile, Companion, FileLink, ReaderSource, ReadLimits, ReadSummary } from '../read/reader.ts';
import type { TextCut } from './text-limit.ts';

export interface ReadTask {
  readonly path: string;
  readonly name: string;
  readonly scratch: string;
  readonly role: 'leak' | 'reference';
  readonly limits: ReadLimits;
  readonly passwords: readonly string[];
  readonly companions?: readonly Companion[];
  readonly source?: ReaderSource;
  /** Whatever the format: what is left when its reader failed. */
  readonly stringsOnly?: boolean;
}
export interface ReadPart {
  readonly passages: readonly Passage[];
  readonly statements: readonly Statement[];
  /** Of the passages, where their records say what in them is free text: see `sketchBytes`. */
  readonly sketch?: Uint8Array;
  /** How far the reader is in the file's bytes, where it tells. A part may hold nothing else: it is a sign of life. */
  readonly position?: number;
  /** What was found inside the file so far: it is to be read, too. */
  readonly found?: { readonly files: number; readonly bytes: number };
}
export interface ReadResult {
  readonly reader: string;
  readonly summary: ReadSummary;
  readonly children: readonly ChildFile[];
  readonly lost: readonly { name: string; size: number; code: string; message: string }[];
  readonly links: readonly FileLink[];
  readonly lists: readonly Warninglist[];
  /** Where the limit left out text. */
  readonly cutText?: TextCut;
  /** The last part, which for most documents is the only one: it takes no message of its own. */
  readonly rest?: ReadPart;
}

export interface OcrTask {
  readonly path: string;
  readonly name: string;
  readonly pages: readonly number[];
  readonly passwords: readonly string[];
}

/** One page: what it says, or why it could not be read. */
export interface OcrPart {
  readonly page: number;
  readonly passages: readonly Omit<Passage, 'ordinal'>[];
  readonly failure?: { readonly code: ErrorCode; readonly message: string };
}

export interface UnderstandTask {
  readonly passages: readonly StoredPassage[];
  /** `indicators` leaves out names and roles: for structured records, which state them themselves. */
  readonly depth: 'full' | 'indicators';
  /** Of the whole file. */
  readonly sha256: string;
}

export interface TranslateTask {
  readonly passages: readonly StoredPassage[];
  readonly to: string;
  /** A JSON file with the term base; workers keep what they made of it. */
  readonly terms: string;
  /** Ordinals to translate, where the other passages are only context. */
  readonly only?: readonly number[];
}

export interface GlossTask {
  readonly text: string;
  /** BCP 47 of the text. */
  readonly language: string;
  /** The case's term base. */
  readonly terms: readonly Term[];
}

export interface NamesTask {
  readonly passages: readonly StoredPassage[];
  /** A JSON file with the library's aliases; workers keep the matcher that they made of it. */
  readonly aliases: string;
}

/** Relations asked of an engine that the user named; done in the main process, because workers have no network. */
export interface RelateTask {
  readonly passages: readonly StoredPassage[];
}

export interface PageTask {
  readonly path: string;
  readonly name: string;
  /** From 1. */
  readonly page: number;
}

/** Kinds of tasks: input, what is given along the way, and the answer. */
export interface TaskKinds {
  read: { input: ReadTask; part: ReadPart; result: ReadResult };
  ocr: { input: OcrTask; part: OcrPart; result: { pages: number } };
  understand: { input: UnderstandTask; part: never; result: Understanding };
  translate: { input: TranslateTask; part: never; result: readonly Translation[] };
  gloss: { input: GlossTask; part: never; result: readonly GlossedWord[] };
  page: { input: PageTask; part: never; result: { png: Uint8Array } };
  names: { input: NamesTask; part: never; result: Understanding };
  relate: { input: RelateTask; part: never; result: Understanding };
}
export type TaskKind = keyof TaskKinds;

/** How a worker does one kind of task. Awaiting `emit` gives back-pressure. */
export type TaskHandler<K extends TaskKind> = (
  input: TaskKinds[K]['input'],
  emit: (part: TaskKinds[K]['part']) => Promise<void>,
) => Promise<TaskKinds[K]['result']>;

export type TaskHandlers = { readonly [K in TaskKind]: TaskHandler<K> };

/** Messages between the main process and a worker. */
export type ToWorker =
  | { readonly type: 'task'; readonly id: number; readonly kind: TaskKind; readonly input: unknown }
  | { readonly type: 'ack'; readonly id: number };
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'part'; readonly id: number; readonly part: unknown }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly code: string; readonly message: string };

/** Runs tasks somewhere else, a bounded number at a time. */
export interface TaskRunner {
  /** How many tasks it runs at once. */
  readonly size: number;
  /**
   * Runs one task; parts arrive in order and each is awaited. Rejects with the worker's TelltaleError, or with
   * `reader-timeout`, `reader-memory` or `reader-crashed` when the worker had to be stopped.
   */
  run<K extends TaskKind>(
    kind: K,
    input: TaskKinds[K]['input'],
    onPart?: (part: TaskKinds[K]['part']) => Promise<void>,
  ): Promise<TaskKinds[K]['result']>;
  close(): Promise<void>;
}
