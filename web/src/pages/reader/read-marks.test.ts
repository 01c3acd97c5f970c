import { describe, expect, it } from 'vitest';
import { marksWith } from './read-marks.ts';

const tag = { document: 'doc-1', kind: 'tag', text: 'a' } as const;

describe('marks', () => {
  it('are set once and taken away by what they are', () => {
    const once = marksWith(marksWith([], tag, true), tag, true);
    expect(once).toHaveLength(1);
    const both = marksWith(once, { ...tag, text: 'b' }, true);
    expect(marksWith(both, tag, false).map((mark) => mark.text)).toEqual(['b']);
    expect(marksWith(both, { ...tag, document: 'doc-2' }, false)).toHaveLength(2);
  });
});
