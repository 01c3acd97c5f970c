import { describe, expect, it } from 'vitest';
import { findingText } from './findings.ts';

describe('findings in English', () => {
  it('count in the singular and the plural, and name what has no currency without one', () => {
    expect(findingText('targets-count', { targets: 1, countries: 1 })).toBe('1 target in 1 country.');
    const contracts = { clients: 12, contracts: 30, sum: 1234.5, median: 20, currency: '', share: 0.505 };
    expect(findingText('clients-contracts', { spread: 'many', ...contracts })).toBe(
      'Many agencies, low values: 12 clients with 30 priced contracts, 1,234.5 in all; half of them are worth at most 20, and the largest makes up 51 %.',
    );
  });
  it('say how many names they leave out', () => {
    expect(findingText('tools-public', { names: ['A', 'B'], more: 3 })).toBe(
      'Public names in the leak: A, B and 3 more.',
    );
    expect(findingText('targets-no-report', { by: 'sector', actors: ['X'] })).toBe(
      'No loaded report says which sectors X target: nothing to compare with.',
    );
  });
});
