/** Five thousand damaged files: the main process stays up, the ledger balances, and nothing fails as a defect of ours. */
import { expect, test } from 'vitest';
import { damagedVariants } from '../damage/damaged-variants.ts';
import { readDamaged } from '../damage/read-damaged.ts';

const VARIANTS = 5000;
const AT_ONCE = 500;

test('five thousand damaged files', async () => {
  const codes = new Map<string, number>();
  const defects: string[] = [];
  for (let batch = 0; batch * AT_ONCE < VARIANTS; batch += 1) {
    const reading = await readDamaged(damagedVariants(AT_ONCE, 1000 + batch));
    const { totals } = reading;
    expect(reading.files).toBe(AT_ONCE);
    expect(totals.pending).toBe(0);
    expect(totals.found).toBe(totals.read + totals.duplicate + totals.skipped + totals.failed);
    for (const [code, count] of reading.codes) codes.set(code, (codes.get(code) ?? 0) + count);
    defects.push(...reading.defects);
    console.log(`${(batch + 1) * AT_ONCE} of ${VARIANTS}: ${JSON.stringify(Object.fromEntries(codes))}`);
  }
  expect(defects).toEqual([]);
}, 3_600_000);
