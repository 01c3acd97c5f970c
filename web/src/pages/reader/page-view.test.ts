import { describe, expect, it } from 'vitest';
import type { PassageEntry } from '../../api/types.ts';
import { certainty, linesOf } from './page-view.tsx';

const passage = (ordinal: number, page: number): PassageEntry => ({
  id: `doc-x.${ordinal}`,
  ordinal,
  document: 'doc-x',
  collection: 'col-x',
  role: 'paragraph',
  text: 'one\ntwo',
  mentions: [],
  translation: null,
  position: {
    kind: 'page',
    page,
    width: 600,
    height: 800,
    lines: [
      { start: 0, end: 3, box: [10, 10, 90, 20], confidence: 0.99 },
      { start: 4, end: 7, box: [10, 40, 90, 20] },
    ],
  },
});

describe('linesOf', () => {
  it('takes the lines of one page in order, and the size of the page', () => {
    const { lines, width, height } = linesOf([passage(0, 1), passage(1, 2), passage(2, 2)], 2);
    expect(lines.map((line) => [line.passage.ordinal, line.start])).toEqual([
      [1, 0],
      [1, 4],
      [2, 0],
      [2, 4],
    ]);
    expect([width, height]).toEqual([600, 800]);
  });
});

describe('certainty', () => {
  it('marks what was read doubtfully, and nothing of a text layer', () => {
    expect([undefined, 0.95, 0.92, 0.9, 0.8, 0.79].map(certainty)).toEqual(['', '', '', 'c2', 'c2', 'c3']);
  });
});
