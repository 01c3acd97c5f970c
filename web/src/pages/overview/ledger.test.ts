import { describe, expect, it } from 'vitest';
import { balances, totalsOf } from './ledger.tsx';

const totals = { found: 10, read: 6, duplicate: 1, skipped: 1, failed: 1, pending: 1 };

describe('balances', () => {
  it('holds exactly when every file is accounted for', () => {
    expect(balances(totals)).toBe(true);
    expect(balances({ ...totals, failed: 0 })).toBe(false);
    expect(balances({ ...totals, read: 7 })).toBe(false);
    expect(balances(totalsOf([]))).toBe(true);
  });
});
