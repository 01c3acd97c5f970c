/** Whether what a run says of its progress is honest: never less than before, and the time left as it then turned out. */
import type { ProgressEvent } from '../../src/pipeline/progress.ts';

interface Told {
  share: number;
  began: number;
  /** At a quarter, a half and three quarters: when, and the seconds that were said to be left. */
  readonly marks: { readonly at: number; readonly time: number; readonly left: number | null }[];
  fell: number;
  longest: number;
  moved: number;
}

const QUARTERS = [0.25, 0.5, 0.75];

export interface ProgressWatch {
  hear(event: ProgressEvent): void;
  /** One line for each stage that took a second or longer. */
  lines(): readonly string[];
}

export function watchProgress(clock: () => number = () => performance.now() / 1000): ProgressWatch {
  const stages = new Map<string, Told>();
  const ended: string[] = [];
  return {
    hear(event) {
      if (event.type !== 'stage' || event.progress.stage === 'collect') return;
      const { stage, share, left, finished } = event.progress;
      const time = clock();
      const told = stages.get(stage) ?? { share: 0, began: time, marks: [], fell: 0, longest: 0, moved: time };
      stages.set(stage, told);
      if (share < told.share - 1e-9) told.fell += 1;
      if (share > told.share) {
        told.longest = Math.max(told.longest, time - told.moved);
        told.moved = time;
      }
      told.share = share;
      for (const at of QUARTERS.slice(told.marks.length))
        if (share >= at && !finished) told.marks.push({ at, time, left });
      if (!finished) return;
      stages.delete(stage);
      if (time - told.began < 1) return;
      const guesses = told.marks.map(
        ({ at, time: then, left: said }) =>
          `at ${at * 100} %: ${said === null ? 'nothing' : `${said.toFixed(0)} s`} said to be left, ${(time - then).toFixed(0)} s were`,
      );
      ended.push(
        `  progress of ${stage}: ${told.fell === 0 ? 'never fell' : `fell ${told.fell} times`}, stood still for ${told.longest.toFixed(1)} s at the most; ${guesses.join('; ')}`,
      );
    },
    lines: () => ended,
  };
}
