import { describe, expect, it } from 'vitest';
import { en } from '../../language/en/messages.ts';
import { hopWeight, relationName } from './chain.tsx';

describe('relationName', () => {
  it('says against which direction the statement is read', () => {
    expect(relationName('hosts', en)).toBe('hosted');
    expect(relationName('attributed-to (inverse)', en)).toBe('← attributed to');
    expect(relationName('has-host', en)).toBe('has host');
  });
});

describe('hopWeight', () => {
  it('is the product of the four factors', () => {
    const hop = {
      from: { type: 'ipv4', value: '203.0.113.7' },
      relation: 'hosts',
      to: { type: 'domain', value: 'a.example' },
      weight: { specificity: 0.5, temporal: 0.5, source: 1, extraction: 0.8 },
      reasons: [],
      evidence: [],
    };
    expect(hopWeight(hop)).toBeCloseTo(0.2);
  });
});
