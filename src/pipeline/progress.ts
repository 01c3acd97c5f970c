/** How far the pipeline is: for each stage what is done, what is left, how fast, and what failed. */

export const STAGE_NAMES = [
  'fetch',
  'collect',
  'read',
  'ocr',
  'understand',
  'translate',
  'names',
  'relate',
  'connect',
] as const;
export type StageName = (typeof STAGE_NAMES)[number];

export interface StageProgress {
  readonly stage: StageName;
  /** What is counted: `files`, `pages`, `passages`, `documents`. */
  readonly unit: string;
  readonly done: number;
  /** Known so far; grows while archives are opened. */
  readonly total: number;
  /** Units a second over the last seconds. */
  readonly rate: number;
  /** Seconds, or null while it cannot be told. */
  readonly left: number | null;
  readonly finished: boolean;
}

export type ProgressEvent =
  | { readonly type: 'stage'; readonly progress: StageProgress }
  | { readonly type: 'failure'; readonly path: string; readonly code: string; readonly message: string }
  | { readonly type: 'note'; readonly message: string };

export type ProgressListener = (event: ProgressEvent) => void;

export interface StageCounter {
  /** More to do. */
  expect(units: number): void;
  advance(units: number): void;
  finish(): void;
}

export interface Progress {
  stage(stage: StageName, unit: string): StageCounter;
  failure(path: string, code: string, message: string): void;
  note(message: string): void;
}

/** Milliseconds that the rate looks back. */
const WINDOW = 5000;
/** Milliseconds between two reports of a stage. */
const INTERVAL = 100;

export function createProgress(listener: ProgressListener, clock: () => number = Date.now): Progress {
  return {
    stage(stage, unit) {
      let done = 0;
      let total = 0;
      let finished = false;
      let reported = Number.NEGATIVE_INFINITY;
      const samples: { time: number; done: number }[] = [{ time: clock(), done: 0 }];
      const report = (force: boolean): void => {
        const now = clock();
        if (!force && now - reported < INTERVAL) return;
        reported = now;
        samples.push({ time: now, done });
        while (samples.length > 2 && now - (samples[1]?.time ?? now) > WINDOW) samples.shift();
        const first = samples[0] ?? { time: now, done };
        const seconds = (now - first.time) / 1000;
        const rate = seconds > 0 ? (done - first.done) / seconds : 0;
        const left = finished ? 0 : rate > 0 && total >= done ? (total - done) / rate : null;
        listener({
          type: 'stage',
          progress: { stage, unit, done, total: Math.max(total, done), rate, left, finished },
        });
      };
      return {
        expect(units) {
          total += units;
          report(false);
        },
        advance(units) {
          done += units;
          report(false);
        },
        finish() {
          finished = true;
          report(true);
        },
      };
    },
    failure: (path, code, message) => listener({ type: 'failure', path, code, message }),
    note: (message) => listener({ type: 'note', message }),
  };
}
