import { expect, test } from 'vitest';
import { createMemorySaver } from './spare-memory.ts';

const MIB = 2 ** 20;

test('collects once memory has grown, not while it stays in use', () => {
  const asked: number[] = [];
  let resident = 100 * MIB;
  const save = createMemorySaver(() => {
    asked.push(resident);
    return resident;
  });
  save();
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
