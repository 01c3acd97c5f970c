import { describe, expect, it } from 'vitest';
import { createTextBombGuard, createTextLimit } from './text-limit.ts';

describe('createTextLimit', () => {
  it('keeps all that fits, to the last unit', () => {
    const limit = createTextLimit(6);
    expect([limit.take('abc', true), limit.take('', true), limit.take('def', false)]).toEqual(['abc', '', 'def']);
    expect(limit.cut).toBeUndefined();
    expect(limit.holds(7, 99)).toBe(true);
  });

  it('keeps the beginning of the passage that meets the limit, and nothing after it', () => {
    const limit = createTextLimit(5);
    expect([limit.take('abc', true), limit.take('defgh', true), limit.take('', true), limit.take('i', true)]).toEqual([
      'abc',
      'de',
      undefined,
      undefined,
    ]);
    expect(limit.cut).toEqual({ kept: 5, passages: 2, leftOut: 4 });
    expect([limit.holds(0, 3), limit.holds(1, 2), limit.holds(1, 3), limit.holds(2, 0)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('keeps a passage that cannot be divided whole or not at all, and cuts no character in two', () => {
    const rows = createTextLimit(5);
    expect([rows.take('abc', false), rows.take('def', false), rows.take('g', false)]).toEqual([
      'abc',
      undefined,
      undefined,
    ]);
    expect(rows.cut).toEqual({ kept: 3, passages: 1, leftOut: 4 });
    const pairs = createTextLimit(3);
    expect(pairs.take('😀😀', true)).toBe('😀');
    expect(pairs.cut).toEqual({ kept: 2, passages: 1, leftOut: 2 });
  });
});

describe('createTextBombGuard', () => {
  it('believes what a file of its size can say, and refuses what goes beyond', () => {
    const small = createTextBombGuard(100, 200);
    small(16 * 2 ** 20);
    expect(() => small(1)).toThrow(/^100 bytes that give more/);
    const large = createTextBombGuard(2 ** 20, 200);
    large(200 * 2 ** 20);
    expect(() => large(1)).toThrow(expect.objectContaining({ code: 'archive-bomb' }));
  });
});
