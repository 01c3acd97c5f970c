import { describe, expect, it } from 'vitest';
import { nextHit } from './walk-hits.ts';

const documents = [
  { document: 'a', passages: 2, first: 3, last: 9 },
  { document: 'b', passages: 1, first: 5, last: 5 },
  { document: 'c', passages: 2, first: 0, last: 7 },
];
const inA = { document: 'a', ordinals: [3, 9] };

describe('nextHit', () => {
  it('walks within the document, on to the next one, and around', () => {
    expect(nextHit({ ...inA, at: undefined }, documents, 1)).toEqual({ document: 'a', at: 3 });
    expect(nextHit({ ...inA, at: 3 }, documents, 1)).toEqual({ document: 'a', at: 9 });
    expect(nextHit({ ...inA, at: 9 }, documents, 1)).toEqual({ document: 'b', at: 5 });
    expect(nextHit({ document: 'c', ordinals: [0, 7], at: 7 }, documents, 1)).toEqual({ document: 'a', at: 3 });
  });

  it('walks back to the last hit of the document before', () => {
    expect(nextHit({ document: 'c', ordinals: [0, 7], at: 0 }, documents, -1)).toEqual({ document: 'b', at: 5 });
    expect(nextHit({ ...inA, at: 3 }, documents, -1)).toEqual({ document: 'c', at: 7 });
  });

  it('leaves a document without hits for the ends of the list', () => {
    const empty = { document: 'x', ordinals: [], at: 4 };
    expect(nextHit(empty, documents, 1)).toEqual({ document: 'a', at: 3 });
    expect(nextHit(empty, documents, -1)).toEqual({ document: 'c', at: 7 });
    expect(nextHit(empty, [], 1)).toBeUndefined();
  });

  it('goes around in the only document', () => {
    expect(nextHit({ ...inA, at: 9 }, documents.slice(0, 1), 1)).toEqual({ document: 'a', at: 3 });
    expect(nextHit({ ...inA, at: 3 }, [], -1)).toEqual({ document: 'a', at: 9 });
  });
});
