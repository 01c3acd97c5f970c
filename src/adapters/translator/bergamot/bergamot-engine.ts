/** Owns the worker thread of one model: starts it when first needed, and again after it broke or hung. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TelltaleError } from '../../../errors.ts';
import type { BergamotFiles, BergamotReply } from './bergamot-worker.ts';

export interface BergamotEngine {
  /** Rejects with `translator-failed` when the thread broke or took longer than `timeLimit` (milliseconds). */
  run(texts: readonly string[], timeLimit: number): Promise<readonly string[]>;
  close(): Promise<void>;
  /** How often a thread was started. */
  readonly starts: number;
}

const START_LIMIT = 60_000;

export function createBergamotEngine(files: BergamotFiles): BergamotEngine {
  let worker: Promise<Worker> | undefined;
  let starts = 0;
  let next = 0;
  let queue: Promise<unknown> = Promise.resolve();

  function start(): Promise<Worker> {
    starts += 1;
    const thread = new Worker(join(import.meta.dirname, `bergamot-worker${extname(import.meta.filename)}`), {
      workerData: files,
      stdout: true,
      stderr: true,
    });
    thread.unref();
    return reply(thread, START_LIMIT, (message) => 'ready' in message).then(() => thread);
  }

  /** The first message that `accept` takes; the thread is ended on anything else. */
  function reply(
    thread: Worker,
    timeLimit: number,
    accept: (message: BergamotReply) => boolean,
  ): Promise<BergamotReply> {
    return new Promise((resolve, reject) => {
      const finish = (done: () => void): void => {
        clearTimeout(timer);
        thread.off('message', onMessage).off('error', onError).off('exit', onExit);
        // Later events of a thread that is given up must not bring the process down.
        thread.on('error', () => {});
        done();
      };
      const fail = (message: string, cause?: unknown): void =>
        finish(() => {
          worker = undefined;
          thread.terminate().then(() => reject(new TelltaleError('translator-failed', message, { cause })), reject);
        });
      const timer = setTimeout(() => fail(`Bergamot took longer than ${timeLimit / 1000} s.`), timeLimit);
      const onMessage = (message: BergamotReply): void => {
        if (accept(message)) finish(() => resolve(message));
      };
      const onError = (cause: unknown): void => fail('Bergamot stopped on this text.', cause);
      const onExit = (code: number): void => fail(`Bergamot ended with code ${code}.`);
      thread.on('message', onMessage).on('error', onError).on('exit', onExit);
    });
  }

  async function runNow(texts: readonly string[], timeLimit: number): Promise<readonly string[]> {
    worker ??= start();
    const thread = await worker.catch((error: unknown) => {
      worker = undefined;
      throw error;
    });
    next += 1;
    const id = next;
    const answer = reply(thread, timeLimit, (message) => 'id' in message && message.id === id);
    thread.postMessage({ id, texts });
    const message = await answer;
    return 'texts' in message ? message.texts : [];
  }

  return {
    get starts() {
      return starts;
    },
    run(texts, timeLimit) {
      const result = queue.then(() => runNow(texts, timeLimit));
      queue = result.catch(() => undefined);
      return result;
    },
    async close() {
      const running = worker;
      worker = undefined;
      if (running !== undefined) await running.then((thread) => thread.terminate()).catch(() => undefined);
    },
  };
}
