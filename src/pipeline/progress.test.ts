import { expect, test } from 'vitest';
import { createProgress, type StageProgress } from './progress.ts';

const MIB = 2 ** 20;

function watched(): {
  events: StageProgress[];
  counter: ReturnType<ReturnType<typeof createProgress>['stage']>;
  pass(ms: number): void;
} {
  let now = 0;
  const events: StageProgress[] = [];
  const progress = createProgress(
    (event) => {
      if (event.type === 'stage') events.push(event.progress);
    },
    () => now,
  );
  return {
    events,
    counter: progress.stage('read', 'files'),
    pass: (ms) => {
      now += ms;
    },
  };
}

test('one large file moves the bar and the time left while it is read', () => {
  const { events, counter, pass } = watched();
  counter.expect(1, 2000 * MIB);
  for (let at = 0; at < 100; at += 1) {
    pass(1000);
    counter.advance(0, 10 * MIB);
  }
  const halfway = events.at(-1);
  expect(halfway).toMatchObject({ done: 0, total: 1, bytes: { done: 1000 * MIB, total: 2000 * MIB } });
  expect(halfway?.share).toBeCloseTo(0.5, 2);
  expect(halfway?.left).toBeCloseTo(100, 0);
});

test('small files before a large one do not promise a soon end', () => {
  const { events, counter, pass } = watched();
  counter.expect(1000, 1000 * 1024);
  counter.expect(1, 1000 * MIB);
  for (let at = 0; at < 20; at += 1) {
    pass(200);
    counter.advance(50, 50 * 1024);
  }
  // By number, nothing but a thousandth would be left.
  expect(events.at(-1)?.done).toBe(1000);
  expect(events.at(-1)?.share).toBeLessThan(0.05);
  expect(events.at(-1)?.left).toBeGreaterThan(60);
});

test('units without a size are counted by their number, and a finished stage is whole', () => {
  const { events, counter, pass } = watched();
  counter.expect(4);
  pass(1000);
  counter.advance(1);
  expect(events.at(-1)).toMatchObject({ share: 0.25, left: 3, bytes: { done: 0, total: 0 } });
  counter.finish();
  expect(events.at(-1)).toMatchObject({ share: 1, left: 0, finished: true });
});

test('what is found while a file is read counts at once: the share does not rise first and fall then', () => {
  let now = 0;
  const shares: number[] = [];
  const progress = createProgress(
    (event) => {
      if (event.type === 'stage') shares.push(event.progress.share);
    },
    () => now,
  );
  const counter = progress.stage('read', 'files');
  counter.expect(1, 1000_000);
  for (let step = 1; step <= 10; step += 1) {
    now += 200;
    counter.advance(0, 100_000, { units: 10, bytes: 100_000 });
  }
  now += 200;
  counter.advance(1);
  for (let member = 0; member < 100; member += 1) {
    now += 200;
    counter.advance(1, 10_000);
  }
  counter.finish();
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
  expect(shares.at(-1)).toBe(1);
});
