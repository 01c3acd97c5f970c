/** What the workbench and a run in its own process say to each other; all of it survives JSON. */
import type { ErrorCode } from '../errors.ts';
import type { ProgressEvent } from '../pipeline/progress.ts';
import type { AddRequest } from './add.ts';
import type { EngineSettings } from './compose.ts';

/** Engines are local ones: a run that the workbench starts uses no network. */
export type RunSettings = Omit<EngineSettings, 'translators' | 'relations'>;

export interface StartRun {
  readonly type: 'start';
  readonly folder: string;
  readonly requests: readonly AddRequest[];
  readonly settings: RunSettings;
}

export type ToRun = StartRun | { readonly type: 'pause' } | { readonly type: 'resume' } | { readonly type: 'stop' };

export type FromRun =
  | { readonly type: 'event'; readonly event: ProgressEvent }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string };
