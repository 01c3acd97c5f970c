import { expect, it } from 'vitest';
import { overlapNotes } from './overlap-notes.ts';

it('says what stands beside a score in sentences', () => {
  expect(overlapNotes({})).toEqual([]);
  const known = { said: '2020-05-02', published: '2020-06-01', source: 'Lab: Report' };
  expect(
    overlapNotes({
      chance: { decoys: 1000, asHigh: 8 },
      knownBefore: { days: 30, ...known },
      copies: [{ source: 'Feed', of: 'Lab: Report', reason: 'the same list (10 of 10 values)' }],
    }),
  ).toEqual([
    'The leak speaks of it on 2020-05-02, 30 days before it was public here (Lab: Report, 2020-06-01).',
    'By chance: 1 in 125 look-alikes in its place scored as high (8 of 1,000).',
    'Feed counts with Lab: Report as one source: the same list (10 of 10 values).',
  ]);
  expect(overlapNotes({ chance: { decoys: 1000, asHigh: 0 }, knownBefore: { days: 0, ...known } })).toEqual([
    'The leak speaks of it on 2020-05-02, on the day when it became public here (Lab: Report, 2020-06-01).',
    'By chance: none of 1,000 look-alikes in its place scored as high.',
  ]);
});
