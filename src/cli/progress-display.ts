/** Shows progress on stderr: one live line on a terminal, a line now and then elsewhere. */
import type { ProgressEvent, ProgressListener } from '../pipeline/progress.ts';
import { count, truncate } from './terminal.ts';

/** Milliseconds between lines when stderr is not a terminal. */
const QUIET_INTERVAL = 5000;
/** Bytes in all from which on they are shown beside the number of files. */
const LARGE = 100 * 2 ** 20;

export interface ProgressDisplay {
  readonly listener: ProgressListener;
  /** Clears the live line; call before printing anything else. */
  done(): void;
}

export function createProgressDisplay(stream: NodeJS.WriteStream = process.stderr): ProgressDisplay {
  const live = stream.isTTY === true;
  const lastPrinted = new Map<string, number>();
  const clear = (): void => {
    if (live) stream.write('\r\u001b[2K');
  };
  const line = (text: string): void => {
    clear();
    stream.write(`${text}\n`);
  };

  function stage(event: Extract<ProgressEvent, { type: 'stage' }>): void {
    const { stage, unit, done, total, bytes, rate, left, finished } = event.progress;
    const share = total > 0 && stage !== 'connect' ? `${count(done)} of ${count(total)} ${unit}` : '';
    const speed = rate >= 1 && !finished ? `, ${count(Math.round(rate))}/s` : '';
    const time = left !== null && left >= 1 && !finished ? `, ${duration(left)} left` : '';
    // Few large files: their number alone would stand still for long.
    const isLarge = bytes.total >= LARGE && !finished;
    const size = isLarge ? `, ${fileSize(bytes.done)} of ${fileSize(bytes.total)}` : '';
    const text = `${stage.padEnd(10)} ${share}${size}${speed}${time}`.trimEnd();
    if (finished) {
      if (total > 0 || stage === 'connect') line(text);
      return;
    }
    if (live) {
      clear();
      stream.write(truncate(text, (stream.columns ?? 80) - 1));
      return;
    }
    const now = Date.now();
    const last = lastPrinted.get(stage);
    if (last === undefined) lastPrinted.set(stage, now);
    else if (now - last >= QUIET_INTERVAL) {
      lastPrinted.set(stage, now);
      line(text);
    }
  }

  return {
    listener(event) {
      switch (event.type) {
        case 'stage':
          stage(event);
          break;
        case 'failure':
          line(`failed     ${event.path}: ${event.message} [${event.code}]`);
          break;
        case 'note':
          line(event.message);
          break;
      }
    },
    done: clear,
  };
}

function fileSize(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
