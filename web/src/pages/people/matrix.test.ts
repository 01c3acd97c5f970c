import { describe, expect, it } from 'vitest';
import { chosenPeople } from './matrix.tsx';

const person = (handle: string, sent: number, received: number) => ({
  handle,
  sent,
  received,
  first: null,
  last: null,
});
const people = {
  participants: [person('a', 1, 1), person('b', 9, 0), person('c', 0, 5)],
  pairs: [
    { from: 'b', to: 'c', messages: 5 },
    { from: 'a', to: 'b', messages: 1 },
    { from: 'b', to: 'a', messages: 4 },
  ],
};

describe('chosenPeople', () => {
  it('takes the busiest first', () => {
    expect(chosenPeople(people, undefined, 2)).toEqual(['b', 'c']);
  });
  it('puts the chosen one and its partners first', () => {
    expect(chosenPeople(people, 'a', 5)).toEqual(['a', 'b']);
    expect(chosenPeople(people, 'b', 5)).toEqual(['b', 'c', 'a']);
  });
});
