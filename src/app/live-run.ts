/** A pipeline run that the workbench started, and its progress for whoever watches. */
import { stat } from 'node:fs/promises';
import { asTelltaleError, TelltaleError } from '../errors.ts';
import type { ProgressEvent } from '../pipeline/progress.ts';
import type { LiveProgress, ProgressSource } from '../tell/http/dependencies.ts';
import { type AddRequest, add } from './add.ts';
import { openCaseToWrite } from './case.ts';
import type { EngineSettings } from './compose.ts';

export interface LiveRun extends ProgressSource {
  /** Starts in the background. Rejects with `case-busy` or `path-missing`. */
  start(request: AddRequest): Promise<void>;
  /** Starts what is due in the background; after the run that is under way, when there is one. */
  update(): void;
  /** False when nothing runs. */
  stop(): boolean;
}

const IDLE: LiveProgress = {
  running: false,
  paused: false,
  stage: '',
  done: 0,
  total: 0,
  rate: 0,
  secondsLeft: null,
  failed: 0,
};

export function createLiveRun(folder: string, settings: EngineSettings): LiveRun {
  const listeners = new Set<(progress: LiveProgress) => void>();
  let state = IDLE;
  let controller: AbortController | undefined;
  /** Something fell due while a run was under way. */
  let again = false;

  const tell = (next: LiveProgress): void => {
    state = next;
    for (const listener of listeners) listener(state);
  };

  function heard(event: ProgressEvent): void {
    if (event.type === 'failure') tell({ ...state, failed: state.failed + 1 });
    if (event.type !== 'stage') return;
    const { stage, done, total, rate, left } = event.progress;
    tell({ ...state, running: true, stage, done, total, rate, secondsLeft: left });
  }

  async function run(requests: readonly AddRequest[], signal: AbortSignal): Promise<void> {
    const theCase = await openCaseToWrite(folder);
    try {
      await add(theCase, requests, requests.length === 0 ? { ...settings, ocr: false } : settings, heard, signal);
    } finally {
      await theCase.close();
    }
  }

  function begin(requests: readonly AddRequest[]): void {
    controller = new AbortController();
    const { signal } = controller;
    again = false;
    tell({ ...IDLE, running: true, stage: requests.length === 0 ? 'translate' : 'collect' });
    run(requests, signal)
      .catch((caught: unknown) => {
        const error = asTelltaleError(caught);
        // Another process that adds to the case does what is due.
        const expected = error.code === 'interrupted' || (error.code === 'case-busy' && requests.length === 0);
        if (!expected) console.error(`telltale: ${error.message} [${error.code}]`);
      })
      .finally(() => {
        controller = undefined;
        tell({ ...IDLE, failed: state.failed });
        if (again && !signal.aborted) begin([]);
      });
  }

  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start(request) {
      if (controller) throw new TelltaleError('case-busy', 'A run is under way.');
      for (const path of request.paths) {
        await stat(path).catch((cause: unknown) => {
          throw new TelltaleError('path-missing', `There is nothing at ${path}.`, { cause });
        });
      }
      begin([request]);
    },
    update() {
      if (controller) again = true;
      else begin([]);
    },
    stop() {
      controller?.abort();
      return controller !== undefined;
    },
  };
}
