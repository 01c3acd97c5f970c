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
  /** Bytes of the files that are done or under way, where the stage knows them; 0 of 0 else. */
  readonly bytes: { readonly done: number; readonly total: number };
  /** How much of the work is done, 0 to 1: by bytes where they are known, so that a large file counts as it is read. */
  readonly share: number;
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
  /** More to do; `bytes` where the units have a size. */
  expect(units: number, bytes?: number): void;
  /** Bytes of a unit may come before it is done; `more` is what was found to do meanwhile, so that both count at once. */
  advance(units: number, bytes?: number, more?: { readonly units: number; readonly bytes: number }): void;
  finish(): void;
}

export interface Progress {
  stage(stage: StageName, unit: string): StageCounter;
  failure(path: string, code: string, message: string): void;
  note(message: string): void;
}

/** Milliseconds that the rate looks back. */
const WINDOW = 5000;
/** What a file costs besides its bytes, in bytes: small ones are done by their number, large ones by their size. */
const UNIT_COST = 16 * 1024;
/** Milliseconds between two reports of a stage. */
const INTERVAL = 100;

export function createProgress(listener: ProgressListener, clock: () => number = Date.now): Progress {
  return {
    stage(stage, unit) {
      let done = 0;
      let total = 0;
      const bytes = { done: 0, total: 0 };
      let finished = false;
      let reported = Number.NEGATIVE_INFINITY;
      const samples: { time: number; done: number; work: number }[] = [{ time: clock(), done: 0, work: 0 }];
      const workOf = (units: number, size: number): number => (bytes.total > 0 ? units * UNIT_COST + size : units);
      const report = (force: boolean): void => {
        const now = clock();
        if (!force && now - reported < INTERVAL) return;
        reported = now;
        const work = workOf(done, bytes.done);
        const all = Math.max(work, workOf(total, bytes.total));
        samples.push({ time: now, done, work });
        while (samples.length > 2 && now - (samples[1]?.time ?? now) > WINDOW) samples.shift();
        const first = samples[0] ?? { time: now, done, work };
        const seconds = (now - first.time) / 1000;
        const rate = seconds > 0 ? (done - first.done) / seconds : 0;
        const pace = seconds > 0 ? (work - first.work) / seconds : 0;
        const left = finished ? 0 : pace > 0 ? (all - work) / pace : null;
        const share = finished ? 1 : all > 0 ? work / all : 0;
        listener({
          type: 'stage',
          progress: {
            stage,
            unit,
            done,
            total: Math.max(total, done),
            bytes: { done: bytes.done, total: Math.max(bytes.total, bytes.done) },
            share,
            rate,
            left,
            finished,
          },
        });
      };
      return {
        expect(units, size = 0) {
          if (bytes.total === 0 && size > 0)
            samples.splice(0, samples.length, { time: clock(), done, work: done * UNIT_COST });
          total += units;
          bytes.total += size;
          report(false);
        },
        advance(units, size = 0, more = { units: 0, bytes: 0 }) {
          total += more.units;
          bytes.total += more.bytes;
          done += units;
          bytes.done += size;
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
