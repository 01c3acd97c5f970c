import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, findWords, queryWords } from './spans.ts';

describe('cut', () => {
  it('gives pieces that are exactly the text, each covered by exactly the spans over it', () => {
    const span = fc.record({ start: fc.integer({ min: -3, max: 40 }), end: fc.integer({ min: -3, max: 40 }) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(span, { maxLength: 8 }), (length, spans) => {
        const pieces = cut(length, spans);
        expect(pieces[0]?.start).toBe(0);
        expect(pieces.at(-1)?.end).toBe(length);
        for (let i = 0; i < length; i++) {
          const piece = pieces.find((p) => p.start <= i && i < p.end);
          const expected = spans.filter((s) => s.start <= i && i < s.end);
          expect(piece?.spans).toEqual(expected);
        }
      }),
    );
  });

  it('draws nothing for an empty text', () => {
    expect(cut(0, [{ start: 0, end: 4 }])).toEqual([]);
  });
});

describe('findWords', () => {
  it('finds Han text and words without regard to case', () => {
    expect(findWords('邮箱 Mailbox 邮箱', ['邮箱', 'mailbox'])).toEqual([
      { start: 0, end: 2 },
      { start: 3, end: 10 },
      { start: 11, end: 13 },
    ]);
  });
});

describe('findWords in scripts that write words apart', () => {
  it('tears no word from a longer one', () => {
    expect(findWords('A rat rather than RATs, 远控rat', ['rat'])).toEqual([
      { start: 2, end: 5 },
      { start: 26, end: 29 },
    ]);
  });
});

describe('queryWords', () => {
  it('leaves out operators, fields and exclusions', () => {
    expect(queryWords('邮箱 OR "mail box" -spam NOT junk type:chat serv* from:"a b"')).toEqual([
      '邮箱',
      'mail box',
      'serv',
    ]);
  });
});
