/** One worker process for what the reader asks for on demand: pages as pictures, words of a passage. */
import type { TaskRunner } from '../pipeline/tasks.ts';
import { createWorkerPool } from '../pipeline/worker-pool.ts';
import type { Case } from './case.ts';
import { DEFAULT_ENGINE_SETTINGS } from './compose.ts';
import { PROGRAM_FOLDERS, processScript } from './program.ts';

export type ReaderPool = Pick<TaskRunner, 'run' | 'close'>;

/** Starts its process with the first task. */
export function createReaderPool(theCase: Pick<Case, 'folder' | 'scratch'>): ReaderPool {
  let pool: TaskRunner | undefined;
  return {
    run(kind, input, onPart) {
      pool ??= createWorkerPool({
        script: processScript('worker'),
        size: 1,
        scratch: theCase.scratch,
        readable: [...PROGRAM_FOLDERS, theCase.folder],
        timeLimit: DEFAULT_ENGINE_SETTINGS.timeLimit * 1000,
        memoryLimit: DEFAULT_ENGINE_SETTINGS.memoryLimit * 2 ** 20,
      });
      return pool.run(kind, input, onPart);
    },
    async close() {
      await pool?.close();
    },
  };
}
