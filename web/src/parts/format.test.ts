import { describe, expect, it } from 'vitest';
import { dayAndClock, fileName, formatFor } from './format.ts';

const en = formatFor('en');

describe('dates', () => {
  it('are as precise as the source', () => {
    expect(en.date('2019')).toBe('2019');
    expect(en.date('2019-05')).toBe('May 2019');
    expect(en.date('2019-05-14')).toBe('14 May 2019');
    expect(en.date('last spring')).toBe('last spring');
  });

  it('keep the clock that the document states', () => {
    expect(en.dateTime('2019-05-14T10:22:05')).toBe('14 May 2019, 10:22');
    expect(en.dateTime('2019-05-14 23:59:00+08:00')).toBe('14 May 2019, 23:59 UTC+8');
    expect(en.dateTime('2019-05-14T00:01:00Z')).toBe('14 May 2019, 00:01 UTC');
    expect(dayAndClock('2019-05-14 23:59:00+08:00')).toEqual({ day: '2019-05-14', clock: '23:59' });
  });
});

describe('numbers', () => {
  it('scale bytes and times', () => {
    expect(en.bytes(0)).toBe('0 B');
    expect(en.bytes(999)).toBe('999 B');
    expect(en.bytes(43_977_787)).toBe('44 MB');
    expect(en.duration(121)).toBe('2 min 1 s');
    expect(en.duration(4000)).toBe('1 h 6 min');
  });
});

describe('fileName', () => {
  it('looks behind folders and archives', () => {
    expect(fileName('outer.zip!/inner/a.txt')).toBe('a.txt');
    expect(fileName('chat/3.md')).toBe('3.md');
  });
});
