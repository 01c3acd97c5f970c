/** A slice of the long run over damaged files: `npm run test:long` reads five thousand. */
import { expect, test } from 'vitest';
import { damagedVariants } from './damaged-variants.ts';
import { readDamaged } from './read-damaged.ts';

test('a hundred damaged files: each in the ledger, none a defect', async () => {
  const { totals, files, defects } = await readDamaged(damagedVariants(100, 1));
  expect(files).toBe(100);
  expect(totals.pending).toBe(0);
  expect(totals.found).toBe(totals.read + totals.duplicate + totals.skipped + totals.failed);
  expect(defects).toEqual([]);
}, 120_000);

test('the same seed damages in the same way', () => {
  const [one, other] = [damagedVariants(20, 5), damagedVariants(20, 5)].map((variants) => [...variants]);
  expect(one).toEqual(other);
});
