/** Limits that the operating system itself keeps for a worker, where it has `prlimit`: the pool's own look comes every quarter of a second. */
import { existsSync } from 'node:fs';

/** Of these bytes private memory may be: the heap, its reserve and what libraries take; the pool acts at the limit itself. */
const MEMORY_FACTOR = 2;
const MEMORY_MORE = 2 ** 30;

const PRLIMIT =
  process.platform === 'linux' ? ['/usr/bin/prlimit', '/bin/prlimit'].find((path) => existsSync(path)) : undefined;

export interface WorkerProgram {
  readonly execPath: string;
  readonly execArgv: string[];
}

/** How to start Node with these arguments: under `prlimit` with no core dumps, files of at most `fileLimit` bytes and bounded memory. */
export function limitedProgram(
  nodeArguments: readonly string[],
  { memoryLimit, fileLimit }: { readonly memoryLimit: number; readonly fileLimit: number },
): WorkerProgram {
  if (PRLIMIT === undefined) return { execPath: process.execPath, execArgv: [...nodeArguments] };
  const limits = ['--core=0', `--fsize=${fileLimit}`, `--data=${memoryLimit * MEMORY_FACTOR + MEMORY_MORE}`];
  return { execPath: PRLIMIT, execArgv: [...limits, process.execPath, ...nodeArguments] };
}
