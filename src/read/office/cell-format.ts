/** Shows a spreadsheet cell's number the way a person sees it; dates whose format follows the reader's locale become ISO. */
import { sheetJs } from '../on-demand.ts';

/** Built-in formats whose look depends on the locale of the machine that opens the file. */
const LOCAL_DATE = new Set([14, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const LOCAL_DATE_TIME = new Set([22]);

export interface NumberFormat {
  /** Number of the format; below 164 it is built in. */
  readonly id: number;
  /** The format's own code, when the file gives one. */
  readonly code?: string;
}

/**
 * The shown text of `value`. Whole numbers of any length keep all their digits when the cell has no format of its own,
 * since telephone and account numbers are often stored as numbers.
 */
export function formatNumber(value: number, format: NumberFormat, date1904: boolean): string {
  const { id, code } = format;
  if (id === 0 && code === undefined) {
    return Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER
      ? String(value)
      : String(roundGeneral(value));
  }
  const pattern = code ?? (LOCAL_DATE.has(id) ? 'yyyy-mm-dd' : LOCAL_DATE_TIME.has(id) ? 'yyyy-mm-dd hh:mm' : id);
  try {
    const shown = sheetJs().SSF.format(pattern, value, { date1904 }) as string;
    return shown.trim() === '' ? '' : shown.trim();
  } catch {
    // A code that the formatter cannot read still has a value behind it.
    return String(value);
  }
}

/** Removes binary noise such as 0.30000000000000004, which no spreadsheet shows. */
function roundGeneral(value: number): number {
  return Number(value.toPrecision(15));
}
