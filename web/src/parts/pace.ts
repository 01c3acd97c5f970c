/** How fast work goes and what is left of it, in words; a large file alone has no rate of files, but a time. */
import type { Progress } from '../api/types.ts';
import type { Messages } from '../language/language.tsx';
import type { Format } from './format.ts';

export function paceOf(work: Pick<Progress, 'rate' | 'secondsLeft'>, m: Messages, format: Format): string {
  const left = work.secondsLeft === null ? '' : format.duration(work.secondsLeft);
  if (work.rate > 0) return m.shell.pace(format.count(Math.round(work.rate * 60)), left);
  return left === '' ? '' : m.shell.timeLeft(left);
}
