import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeakValues } from './leak-values.ts';

describe('LeakValues', () => {
  it('knows every value that it was given, by number, whole and as the end of another', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(300_000), { maxLength: 50 }), (refs) => {
        const values = new LeakValues();
        for (const ref of refs) values.add(ref, { type: 'domain', value: `h${ref}.example` });
        for (const ref of refs) {
          expect(values.has(ref)).toBe(true);
          expect(values.mayHave('domain', `h${ref}.example`)).toBe(true);
          expect(values.mayHave('domain', `www.h${ref}.example`, 4)).toBe(true);
        }
        expect([300_001, 5_000_000].some((ref) => values.has(ref))).toBe(false);
      }),
    );
  });

  it('is seldom wrong about values that it was not given', () => {
    const values = new LeakValues();
    for (let ref = 0; ref < 100_000; ref += 1) values.add(ref, { type: 'ipv4', value: `value ${ref}` });
    let wrong = 0;
    for (let other = 0; other < 10_000; other += 1) if (values.mayHave('ipv4', `other ${other}`)) wrong += 1;
    expect(wrong).toBeLessThan(100);
    expect(values.mayHave('domain', 'value 1') && values.mayHave('email', 'value 1')).toBe(false);
  });
});
