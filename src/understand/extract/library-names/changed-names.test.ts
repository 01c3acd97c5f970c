import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredPassage } from '../../../model/passage.ts';
import type { Alias } from '../../../ports/store.ts';
import { createNameMatcher } from '../library-names.ts';
import { changedNames, createNameSieve, nameMarks } from './changed-names.ts';

const NAMES = ['Heron', 'Heron Loader', 'APT 41', 'The Dukes', 'Dukes', 'first', '安洵', '安洵信息', 'Net', 'NetWire'];
const alias = fc.record({
  name: fc.constantFrom(...NAMES),
  entity: fc.record({ type: fc.constantFrom('malware', 'intrusion-set'), value: fc.constantFrom('A', 'B') }),
  collection: fc.constantFrom('c1', 'c2'),
}) as fc.Arbitrary<Alias>;
const text = fc
  .array(
    fc.constantFrom(
      ...NAMES,
      'heron',
      'HeronLoader',
      'APT-41',
      'the',
      'dukes',
      'NetwireRAT',
      '公司',
      'loader',
      'x',
      '.',
    ),
    { maxLength: 8 },
  )
  .chain((words) => fc.constantFrom(' ', '', '-', ', ').map((joint) => words.join(joint)));

const passageOf = (its: string): StoredPassage => ({
  id: 'doc-0000000000000000.0',
  document: 'doc-0000000000000000',
  collection: 'c',
  ordinal: 0,
  role: 'paragraph',
  text: its,
  position: { kind: 'line', line: 1 },
});

describe('changed names', () => {
  it('bear on no text that the sieve lets through', async () => {
    let different = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(alias, { maxLength: 8 }),
        fc.array(alias, { maxLength: 4 }),
        text,
        async (kept, added, its) => {
          const after = [...kept.slice(1), ...added];
          const may = createNameSieve(changedNames(nameMarks(kept), nameMarks(after)))(its);
          const find = (aliases: readonly Alias[]) => createNameMatcher(aliases).extract([passageOf(its)]);
          const [one, other] = [await find(kept), await find(after)];
          if (JSON.stringify(one) !== JSON.stringify(other)) {
            different += 1;
            expect(may).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
    expect(different).toBeGreaterThan(20);
  });

  it('are those that came, went or mean something else', () => {
    const heron: Alias = { name: 'Heron', entity: { type: 'malware', value: 'Heron' }, collection: 'c1' };
    const before = nameMarks([heron, { ...heron, name: 'Dukes' }]);
    const after = nameMarks([heron, { ...heron, collection: 'c2' }, { ...heron, name: 'Net Wire' }]);
    expect(changedNames(before, after)).toEqual(['dukes', 'heron', 'netwire']);
    expect(changedNames(before, before)).toEqual([]);
  });
});
