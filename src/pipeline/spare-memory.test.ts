import { expect, test } from 'vitest';
import { createMemorySaver } from './spare-memory.ts';

const MIB = 2 ** 20;

test('collects once memory has grown, not while it stays in use', () => {
  const asked: number[] = [];
  let resident = 100 * MIB;
  let time = 0;
  const look = createMemorySaver(
    () => {
      asked.push(resident);
      return resident;
    },
    () => time,
  );
  const save = (): void => {
    time += 100;
    look();
  };
  save();
  // The system is not asked more often than somebody may fill memory.
  look();
  expect(asked).toHaveLength(1);
  resident = 300 * MIB;
  save();
  // Asked once before and once after the collection.
  expect(asked).toHaveLength(3);
  save();
  expect(asked).toHaveLength(4);
  resident = 380 * MIB;
  save();
  expect(asked).toHaveLength(6);
});
