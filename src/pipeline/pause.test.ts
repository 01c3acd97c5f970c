import { describe, expect, it } from 'vitest';
import { createGate, gated } from './pause.ts';
import type { TaskRunner } from './tasks.ts';

function recording(): TaskRunner & { started: string[] } {
  const started: string[] = [];
  return {
    started,
    size: 1,
    run: async (kind) => {
      started.push(kind);
      return undefined as never;
    },
    close: async () => {},
  };
}

const page = { path: 'a', name: 'a', page: 1 };

describe('a gated task runner', () => {
  it('starts nothing while the gate is closed, and everything once it opens', async () => {
    const tasks = recording();
    const gate = createGate();
    const runner = gated(tasks, gate);
    gate.close();
    gate.close();
    const both = [runner.run('page', page), runner.run('page', page)];
    await new Promise((later) => setTimeout(later, 5));
    expect(tasks.started).toEqual([]);
    gate.open();
    await Promise.all(both);
    expect(tasks.started).toEqual(['page', 'page']);
    gate.close();
    const third = runner.run('page', page);
    await new Promise((later) => setTimeout(later, 5));
    expect(tasks.started).toHaveLength(2);
    gate.open();
    await third;
  });
});
