/** A pipeline run that the workbench started: its progress for whoever watches, pause, and what is left to go on with. */
import { type ChildProcess, fork } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { TelltaleError } from '../errors.ts';
import type { ProgressEvent } from '../pipeline/progress.ts';
import type { Store } from '../ports/store.ts';
import type { LiveProgress, ProgressSource } from '../tell/http/dependencies.ts';
import type { AddRequest } from './add.ts';
import { processScript } from './program.ts';
import type { FromRun, RunSettings, ToRun } from './run-messages.ts';

export interface LiveRun extends ProgressSource {
  /** Starts in the background. Rejects with `case-busy` or `path-missing`. */
  start(plan: RunPlan): Promise<void>;
  /** Starts what is due in the background; after the run that is under way, when there is one. */
  update(): void;
  /** Between two files; false when nothing runs. */
  pause(): boolean;
  /** Opens a pause again, or takes up a run that was broken off. Rejects with `not-found` when there is none. */
  resume(): Promise<void>;
  /** Ends the run, or forgets the one that was broken off; what is committed stays. False when there is neither. */
  cancel(): Promise<boolean>;
  /** Ends the run so that it can go on another time. */
  close(): Promise<void>;
}

export interface RunPlan {
  readonly requests: readonly AddRequest[];
  /** An upload that the run reads, dropped once it is in the case. */
  readonly upload?: string;
}

export interface LiveRunNeeds {
  readonly folder: string;
  readonly store: Pick<Store, 'settings'>;
  readonly settings: () => Promise<RunSettings>;
  readonly dropUpload: (upload: string) => Promise<void>;
}

/** Setting that holds the plan of a run until it is done or cancelled. */
const PLAN = 'run';
/** Newest failures that are shown while work runs; the ledger has all. */
const FAILURES = 50;
/** Milliseconds between two reports. */
const INTERVAL = 150;

const IDLE: LiveProgress = {
  running: false,
  paused: false,
  resumable: false,
  adding: [],
  stage: '',
  done: 0,
  total: 0,
  bytes: { done: 0, total: 0 },
  share: 0,
  rate: 0,
  secondsLeft: null,
  stages: [],
  failed: 0,
  failures: [],
  error: null,
};

export async function createLiveRun({ folder, store, settings, dropUpload }: LiveRunNeeds): Promise<LiveRun> {
  const listeners = new Set<(progress: LiveProgress) => void>();
  let plan = await keptPlan();
  let state: LiveProgress = plan ? { ...IDLE, resumable: true, adding: namesOf(plan) } : IDLE;
  let child: ChildProcess | undefined;
  let ended: Promise<void> = Promise.resolve();
  let cancelling = false;
  /** Something fell due while a run was under way. */
  let again = false;
  let reported = 0;
  let reporting: NodeJS.Timeout | undefined;

  async function keptPlan(): Promise<RunPlan | undefined> {
    const kept = await store.settings.get(PLAN);
    return kept ? (JSON.parse(kept) as RunPlan) : undefined;
  }

  async function keep(next: RunPlan | undefined): Promise<void> {
    plan = next;
    await store.settings.set(PLAN, next ? JSON.stringify(next) : '');
  }

  /** Reports now and then: a folder of small files has thousands of events a second. */
  function tell(next: LiveProgress, now = false): void {
    state = next;
    const report = (): void => {
      reporting = undefined;
      reported = Date.now();
      for (const listener of listeners) listener(state);
    };
    if (now || Date.now() - reported > INTERVAL) {
      clearTimeout(reporting);
      report();
    } else reporting ??= setTimeout(report, INTERVAL).unref();
  }

  function heard(event: ProgressEvent): void {
    if (event.type === 'failure') {
      const { path, code, message } = event;
      const failures = [{ path, code, message }, ...state.failures].slice(0, FAILURES);
      tell({ ...state, failed: state.failed + 1, failures });
    }
    if (event.type !== 'stage') return;
    const { left, ...rest } = event.progress;
    const stage = { ...rest, secondsLeft: left };
    const known = state.stages.some((other) => other.stage === stage.stage);
    const stages = known
      ? state.stages.map((other) => (other.stage === stage.stage ? stage : other))
      : [...state.stages, stage];
    const { done, total, bytes, share, rate } = stage;
    tell({ ...state, stage: stage.stage, done, total, bytes, share, rate, secondsLeft: left, stages });
  }

  /** Without requests it does what is due, and is no plan to be kept. */
  async function begin(next: RunPlan): Promise<void> {
    const updating = next.requests.length === 0;
    if (!updating) await keep(next);
    cancelling = false;
    again = false;
    const process = fork(processScript('run-process'), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: ['--max-semi-space-size=8', '--heap-growing-percent=30', '--disable-warning=ExperimentalWarning'],
    });
    child = process;
    tell({ ...IDLE, running: true, stage: updating ? 'translate' : 'collect', adding: namesOf(next) }, true);
    const { promise, resolve } = Promise.withResolvers<void>();
    ended = promise;
    let outcome: Outcome | undefined;
    process.on('message', (message: FromRun) => {
      if (message.type === 'event') heard(message.event);
      else outcome = message;
    });
    process.once('error', (error) => {
      outcome = { type: 'failed', code: 'internal', message: error.message };
      resolve(finished(outcome, updating));
    });
    process.once('exit', () => resolve(finished(outcome, updating)));
    const engines = await settings();
    send({ type: 'start', folder, requests: next.requests, settings: updating ? { ...engines, ocr: false } : engines });
  }

  async function finished(outcome: Outcome | undefined, updating: boolean): Promise<void> {
    if (!child) return;
    child = undefined;
    const broke = outcome ?? { type: 'failed', code: 'internal', message: 'The run ended without a word.' };
    const over = cancelling || broke.type === 'done' || WRONG.has(broke.code);
    if (over && !updating) await forget();
    // Another process that adds to the case does what is due.
    const expected =
      cancelling || broke.type === 'done' || broke.code === 'interrupted' || (updating && broke.code === 'case-busy');
    const error = expected ? null : { code: broke.code, message: broke.message };
    const { failed, failures, stages, adding } = state;
    tell({ ...IDLE, failed, failures, stages, adding, error, resumable: plan !== undefined }, true);
    if (again && !cancelling) await begin({ requests: [] });
  }

  /** The plan is over: nothing of it is kept. */
  async function forget(): Promise<void> {
    const upload = plan?.upload;
    await keep(undefined);
    if (upload !== undefined) await dropUpload(upload);
  }

  function send(message: ToRun): void {
    if (child?.connected) child.send(message);
  }

  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start(next) {
      if (child) throw new TelltaleError('case-busy', 'A run is under way.');
      for (const path of next.requests.flatMap((request) => request.paths)) {
        await stat(path).catch((cause: unknown) => {
          throw new TelltaleError('path-missing', `There is nothing at ${path}.`, { cause });
        });
      }
      await begin(next);
    },
    update() {
      if (child) again = true;
      else begin({ requests: [] }).catch((error: unknown) => console.error(error));
    },
    pause() {
      if (!child) return false;
      send({ type: 'pause' });
      tell({ ...state, paused: true, rate: 0, secondsLeft: null }, true);
      return true;
    },
    async resume() {
      if (child) {
        send({ type: 'resume' });
        tell({ ...state, paused: false }, true);
      } else if (plan) await begin(plan);
      else throw new TelltaleError('not-found', 'There is no run to go on with.');
    },
    async cancel() {
      if (!child && !plan) return false;
      cancelling = true;
      send({ type: 'stop' });
      await ended;
      if (plan) {
        await forget();
        tell({ ...state, resumable: false }, true);
      }
      return true;
    },
    async close() {
      again = false;
      send({ type: 'stop' });
      await ended;
    },
  };
}

type Outcome = Exclude<FromRun, { type: 'event' }>;

/** Failures that the same run would meet again. */
const WRONG: ReadonlySet<string> = new Set(['empty-input', 'path-missing', 'usage']);

function namesOf(plan: RunPlan): string[] {
  return plan.requests.map((request) => request.name ?? request.paths[0] ?? '');
}
