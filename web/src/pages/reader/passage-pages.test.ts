import { describe, expect, it } from 'vitest';
import { PASSAGE_PAGE as PAGE } from '../../api/queries.ts';
import { pagesFor } from './passage-pages.ts';

describe('pagesFor', () => {
  it('covers what is in view and looks half a page ahead', () => {
    expect(pagesFor(0, 20, 1000)).toEqual([0]);
    expect(pagesFor(0, PAGE / 2, 1000)).toEqual([0, 1]);
    expect(pagesFor(PAGE - 1, PAGE + 1, 1000)).toEqual([0, 1]);
  });
  it('never asks beyond the end', () => {
    expect(pagesFor(90, 99, 100)).toEqual([0]);
    expect(pagesFor(950, 999, 1000)).toEqual([9]);
    expect(pagesFor(0, 0, 0)).toEqual([0]);
  });
});
