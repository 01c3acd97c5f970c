/** Reads damaged variants through the workers into a throwaway case, and says what the ledger makes of them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ledgerOf, readFolder } from '../../bench/reading/read-folder.ts';
import { ERRORS } from '../../src/errors.ts';
import type { LedgerTotals } from '../../src/model/ledger.ts';
import type { Variant } from './damaged-variants.ts';

export interface DamagedReading {
  readonly totals: LedgerTotals;
  /** Files at the top, those that were written. */
  readonly files: number;
  /** How many failed by each code. */
  readonly codes: ReadonlyMap<string, number>;
  /** Codes that are no code of the table, or that mean a defect of ours, with the paths. */
  readonly defects: readonly string[];
}

export async function readDamaged(variants: Iterable<Variant>): Promise<DamagedReading> {
  const folder = await mkdtemp(join(tmpdir(), 'telltale-damage-'));
  try {
    const dump = join(folder, 'dump');
    await mkdir(dump);
    for (const { name, bytes } of variants) await writeFile(join(dump, name), bytes);
    const read = await readFolder([dump], { folder, timeLimit: 20 });
    try {
      const entries = await ledgerOf(read);
      const codes = new Map<string, number>();
      for (const { code } of entries) if (code) codes.set(code, (codes.get(code) ?? 0) + 1);
      return {
        totals: await read.case.store.ledger.totals(read.collection.id),
        files: entries.filter(({ path }) => !path.includes('!/')).length,
        codes,
        defects: entries
          .filter(({ code, outcome }) => outcome === 'failed' && (!code || !(code in ERRORS) || code === 'internal'))
          .map(({ path, code, message }) => `${path}: ${code} ${message}`),
      };
    } finally {
      await read.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
