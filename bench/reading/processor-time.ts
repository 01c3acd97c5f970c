/** Seconds of processor time of this process and its children: what a machine that others use tells truer than the clock. Linux only. */
import { readdir, readFile } from 'node:fs/promises';

/** Ticks of a second in `/proc`, the same on every Linux. */
const TICKS = 100;

export async function processorTime(): Promise<number> {
  let ticks = 0;
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const stat = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ')[1]?.split(' ') ?? [];
    const [user = '0', system = '0', ...waited] = stat.slice(11, 15);
    if (pid === String(process.pid)) ticks += sum([user, system, ...waited]);
    else if (stat[1] === String(process.pid)) ticks += sum([user, system]);
  }
  return ticks / TICKS;
}

const sum = (values: readonly string[]): number => values.reduce((total, value) => total + Number(value), 0);
