/** Holds a run back between two tasks, for as long as its user wants. */
import type { TaskRunner } from './tasks.ts';

export interface Gate {
  close(): void;
  open(): void;
  /** Resolves at once while the gate is open, else when it opens. */
  passed(): Promise<void>;
}

export function createGate(): Gate {
  let opened = Promise.resolve();
  let release: (() => void) | undefined;
  return {
    close() {
      if (release) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      opened = promise;
      release = resolve;
    },
    open() {
      release?.();
      release = undefined;
    },
    passed: () => opened,
  };
}

/** The same tasks, each of which waits at the gate before it starts. What has started runs to its end. */
export function gated(tasks: TaskRunner, gate: Gate): TaskRunner {
  return {
    size: tasks.size,
    async run(kind, input, onPart) {
      await gate.passed();
      return tasks.run(kind, input, onPart);
    },
    close: () => tasks.close(),
  };
}
