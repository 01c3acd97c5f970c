import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lists, parseAddress, texts, writeAddress } from './address.ts';

describe('addresses', () => {
  it('come back as they were written, digits as text', () => {
    expect(writeAddress({ p: '12', s: '3-9', q: undefined })).toBe('?p=12&s=3-9');
    expect(texts(parseAddress('p=12&s=3-9'), ['p', 's', 'q'])).toEqual({ p: '12', s: '3-9' });
  });
  it('keep lists of any text', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        expect(lists(parseAddress(writeAddress({ label: values })), ['label'])).toEqual({ label: values });
      }),
    );
  });
});
