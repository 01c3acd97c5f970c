import { describe, expect, it } from 'vitest';
import { likelyOffset } from './hours.tsx';

const day = (from: number, length: number) =>
  Array.from({ length: 24 }, (_, hour) => ((hour - from + 24) % 24 < length ? 100 : 2));

describe('likelyOffset', () => {
  it('puts working hours at nine to seven', () => {
    expect(likelyOffset(day(1, 10))).toBe(8); // times in UTC of people in UTC+8
    expect(likelyOffset(day(9, 10))).toBe(0);
    expect(likelyOffset(day(14, 10))).toBe(-5);
  });
  it('does not guess from little, or from a flat day', () => {
    expect(likelyOffset(Array.from({ length: 24 }, () => 1))).toBeUndefined();
    expect(likelyOffset(Array.from({ length: 24 }, () => 100))).toBeUndefined();
  });
});
