/** The worker's half of the pool: answers the tasks that the main process sends, one at a time. */
import { asTelltaleError } from '../errors.ts';
import { packed, unpacked } from './packed-records.ts';
import { createMemorySaver } from './spare-memory.ts';
import type { FromWorker, TaskHandler, TaskHandlers, TaskKind, ToWorker } from './tasks.ts';

/** Parts that may be under way before the worker waits for the main process to store them. */
const PARTS_AHEAD = 3;

/** Starts answering on this process's IPC channel; ends with the channel. */
export function serveTasks(handlers: TaskHandlers): void {
  const saveMemory = createMemorySaver();
  let unacknowledged = 0;
  /** A reader may give a passage and say how far it is at once: each of them waits for its own turn. */
  let waiting: (() => void)[] = [];
  const send = (message: FromWorker) => {
    process.send?.(message);
  };

  async function work(task: Extract<ToWorker, { type: 'task' }>): Promise<void> {
    unacknowledged = 0;
    waiting = [];
    const emit = async (part: unknown): Promise<void> => {
      send({ type: 'part', id: task.id, part: packed(part) });
      saveMemory();
      unacknowledged += 1;
      if (unacknowledged < PARTS_AHEAD) return;
      await new Promise<void>((done) => {
        waiting.push(done);
      });
    };
    try {
      const handler = handlers[task.kind] as TaskHandler<TaskKind>;
      const result = await handler(unpacked(task.input) as never, emit as never);
      send({ type: 'done', id: task.id, result: packed(result) });
    } catch (caught) {
      const error = asTelltaleError(caught, task.kind === 'read' ? 'broken-file' : 'internal');
      send({ type: 'failed', id: task.id, code: error.code, message: error.message });
    }
    saveMemory();
  }

  process.on('message', (message: ToWorker) => {
    if (message.type === 'task') void work(message);
    else {
      unacknowledged -= 1;
      waiting.shift()?.();
    }
  });
  process.on('disconnect', () => process.exit(0));
  send({ type: 'ready' });
}
