import { expect, test } from 'vitest';
import { createExactEntries } from './exact-entries.ts';

test('gives the same lists in the same order to the first question and to the thousandth', () => {
  const entries = createExactEntries<string>();
  entries.add(['a.example', 'b.example', 'a.example'], 'one');
  entries.add([], 'none');
  entries.add(['b.example', 'c.example'], 'two');
  const values = ['a.example', 'b.example', 'c.example', 'd.example', ''];
  const first = values.map((value) => entries.at(value));
  expect(first).toEqual([['one'], ['one', 'two'], ['two'], [], []]);
  for (let times = 0; times < 200; times += 1) expect(values.map((value) => entries.at(value))).toEqual(first);
  // A list that comes later counts, whatever was asked before.
  entries.add(['d.example'], 'three');
  expect(entries.at('d.example')).toEqual(['three']);
});
