/** A pool of worker processes: each holds no case and no network, and can be killed alone. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { type ErrorCode, TelltaleError } from '../errors.ts';
import { packed, unpacked } from './packed-records.ts';
import { createMemorySaver } from './spare-memory.ts';
import { limitedProgram } from './system-limits.ts';
import type { FromWorker, TaskKind, TaskKinds, TaskRunner, ToWorker } from './tasks.ts';

export interface WorkerPoolOptions {
  /** Script that answers tasks: see `serveTasks`. */
  readonly script: string;
  readonly size: number;
  /** Folder that workers may write to. */
  readonly scratch: string;
  /** Folders that workers may read, besides the program's own. */
  readonly readable: readonly string[];
  /** Milliseconds without an answer or a part after which a worker is killed. */
  readonly timeLimit: number;
  /** Bytes of resident memory at which a worker is killed. */
  readonly memoryLimit: number;
  /** Bytes of one file that a worker may write, where the system keeps such a limit. */
  readonly fileLimit?: number;
}

interface Job {
  readonly id: number;
  readonly kind: TaskKind;
  readonly input: unknown;
  readonly onPart: ((part: unknown) => Promise<void>) | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Worker {
  readonly process: ChildProcess;
  job: Job | undefined;
  /** What it did last: it holds the engines for that. */
  kind: TaskKind | undefined;
  /** Milliseconds since its last sign, as far as this process was awake to notice one. */
  silent: number;
  /** Why the pool killed it. */
  killedFor: ErrorCode | undefined;
  stderr: string;
  /** Messages are handled one after another: a part is stored before the next, and before `done`. */
  handled: Promise<void>;
}

const WATCH_INTERVAL = 250;
const FILE_LIMIT = 64 * 2 ** 30;

/** glibc keeps freed pictures and tensors otherwise: `bench/ocr.ts` grew to 750 MB without these and to 570 MB with them. */
export const WORKER_ALLOCATOR = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '8388608',
  MALLOC_TRIM_THRESHOLD_: '67108864',
};

export function createWorkerPool(options: WorkerPoolOptions): TaskRunner {
  const workers = new Set<Worker>();
  /** Told to go, not gone yet. */
  const retired = new Set<Worker>();
  const waiting: Job[] = [];
  const saveMemory = createMemorySaver();
  let nextId = 1;
  let watchedAt = performance.now();
  let closing = false;
  const watch = setInterval(() => void watchWorkers(), WATCH_INTERVAL);
  watch.unref();

  function spawn(): Worker {
    const child = fork(options.script, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, ...WORKER_ALLOCATOR },
      ...limitedProgram(
        [
          // The default young generation alone is larger than most documents.
          '--max-semi-space-size=8',
          // Word lists live on and are many: the heap may grow by this share of them before V8 tidies up, not by twice.
          '--heap-growing-percent=30',
          '--initial-old-space-size=48',
          `--max-old-space-size=${Math.ceil(options.memoryLimit / 2 ** 20)}`,
          '--disable-warning=ExperimentalWarning',
          // No network, no child processes; files only where it has to.
          '--permission',
          '--allow-addons',
          '--allow-worker',
          '--allow-wasi',
          ...options.readable.map((folder) => `--allow-fs-read=${folder}`),
          `--allow-fs-read=${options.scratch}`,
          `--allow-fs-write=${options.scratch}`,
        ],
        { memoryLimit: options.memoryLimit, fileLimit: options.fileLimit ?? FILE_LIMIT },
      ),
    });
    const worker: Worker = {
      process: child,
      job: undefined,
      kind: undefined,
      silent: 0,
      killedFor: undefined,
      stderr: '',
      handled: Promise.resolve(),
    };
    child.stderr?.on('data', (chunk: Buffer) => {
      worker.stderr = (worker.stderr + chunk.toString()).slice(-2000);
    });
    child.on('message', (message: FromWorker) => {
      worker.silent = 0;
      worker.handled = worker.handled.then(() => receive(worker, message));
    });
    child.on('exit', (code, signal) => gone(worker, code, signal));
    child.on('error', () => child.kill('SIGKILL'));
    workers.add(worker);
    return worker;
  }

  async function receive(worker: Worker, message: FromWorker): Promise<void> {
    const { job } = worker;
    if (message.type === 'ready' || !job || message.id !== job.id) return;
    if (message.type === 'part') return storePart(worker, job, unpacked(message.part));
    worker.job = undefined;
    if (message.type === 'done') job.resolve(unpacked(message.result));
    else job.reject(new TelltaleError(message.code as ErrorCode, message.message));
    dispatch();
    // Small files come whole with their result: none of them ever passes through `storePart`.
    saveMemory();
  }

  async function storePart(worker: Worker, job: Job, part: unknown): Promise<void> {
    try {
      await job.onPart?.(part);
      saveMemory();
      worker.silent = 0;
      send(worker, { type: 'ack', id: job.id });
    } catch (caught) {
      // The part could not be stored: the task is over, the worker's state with it.
      worker.job = undefined;
      worker.process.kill('SIGKILL');
      job.reject(caught);
    }
  }

  function gone(worker: Worker, code: number | null, signal: NodeJS.Signals | null): void {
    workers.delete(worker);
    retired.delete(worker);
    const { job } = worker;
    if (job) {
      worker.job = undefined;
      job.reject(reasonOf(worker, code, signal));
    }
    if (!closing) dispatch();
  }

  function reasonOf(worker: Worker, code: number | null, signal: NodeJS.Signals | null): TelltaleError {
    if (closing) return new TelltaleError('interrupted', 'Stopped before the file was done.');
    if (worker.killedFor === 'reader-timeout') {
      return new TelltaleError('reader-timeout', `No sign of life for ${Math.round(options.timeLimit / 1000)} s.`);
    }
    const outOfHeap = /heap out of memory|Allocation failed/i.test(worker.stderr);
    if (worker.killedFor === 'reader-memory' || outOfHeap) {
      return new TelltaleError('reader-memory', `Needed more than ${Math.round(options.memoryLimit / 2 ** 20)} MiB.`);
    }
    const lastWords = worker.stderr.trim().split('\n').slice(-1)[0] ?? '';
    return new TelltaleError(
      'reader-crashed',
      `The worker ended with ${signal ?? `code ${code}`}. ${lastWords}`.trim(),
    );
  }

  async function watchWorkers(): Promise<void> {
    // A machine that slept, or this process while it was busy, heard no sign: only time that was watched counts.
    const now = performance.now();
    const watched = Math.min(now - watchedAt, WATCH_INTERVAL * 2);
    watchedAt = now;
    for (const worker of workers) {
      if (!worker.job || worker.killedFor) continue;
      worker.silent += watched;
      if (worker.silent > options.timeLimit) kill(worker, 'reader-timeout');
      else if ((await residentBytes(worker.process.pid)) > options.memoryLimit) kill(worker, 'reader-memory');
    }
  }

  function kill(worker: Worker, reason: ErrorCode): void {
    worker.killedFor = reason;
    worker.process.kill('SIGKILL');
  }

  function send(worker: Worker, message: ToWorker): void {
    // A worker that is gone is noticed by its exit event.
    worker.process.send(message, () => {});
  }

  /** An idle worker that has the engines for this kind; one that has others makes way, so that no worker holds them all. */
  function workerFor(kind: TaskKind): Worker | undefined {
    const idle = [...workers].filter((each) => !each.job && !each.killedFor && each.process.connected);
    const fit = idle.find((each) => each.kind === undefined || each.kind === kind);
    if (fit) return fit;
    const other = idle[0];
    if (other && workers.size >= options.size) {
      workers.delete(other);
      retired.add(other);
      other.process.kill('SIGKILL');
    }
    return workers.size < options.size ? spawn() : undefined;
  }

  function dispatch(): void {
    while (waiting.length > 0) {
      const kind = waiting[0]?.kind;
      const worker = kind && workerFor(kind);
      const job = worker && waiting.shift();
      if (!worker || !job) return;
      worker.job = job;
      worker.kind = job.kind;
      worker.silent = 0;
      send(worker, { type: 'task', id: job.id, kind: job.kind, input: packed(job.input) });
    }
  }

  return {
    size: options.size,
    run<K extends TaskKind>(
      kind: K,
      input: TaskKinds[K]['input'],
      onPart?: (part: TaskKinds[K]['part']) => Promise<void>,
    ): Promise<TaskKinds[K]['result']> {
      if (closing) return Promise.reject(new TelltaleError('interrupted', 'The workers are stopped.'));
      return new Promise((resolve, reject) => {
        waiting.push({
          id: nextId++,
          kind,
          input,
          onPart: onPart as Job['onPart'],
          resolve: resolve as Job['resolve'],
          reject,
        });
        dispatch();
      });
    },
    async close() {
      closing = true;
      clearInterval(watch);
      for (const job of waiting.splice(0)) job.reject(new TelltaleError('interrupted', 'The workers are stopped.'));
      const exits = [...workers, ...retired].map(
        (worker) => new Promise<void>((done) => worker.process.once('exit', () => done())),
      );
      for (const worker of workers) worker.process.kill('SIGKILL');
      await Promise.all(exits);
    },
  };
}

/** Resident memory of a process; 0 where the system does not tell (the heap limit then stands alone). */
async function residentBytes(pid: number | undefined): Promise<number> {
  if (process.platform !== 'linux' || pid === undefined) return 0;
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * 4096;
}
