/** The ledger accounts for every file that was found: found = read + duplicate + skipped + failed, when nothing is pending. */

export type LedgerOutcome = 'pending' | 'read' | 'duplicate' | 'skipped' | 'failed';

export interface LedgerEntry {
  readonly collection: string;
  /** Relative to what was added; `outer.zip!/inner/a.txt` inside archives. */
  readonly path: string;
  readonly size: number;
  readonly outcome: LedgerOutcome;
  /** Known once hashed. */
  readonly sha256?: string;
  /** Of a failed file: the strings in its bytes. */
  readonly document?: string;
  /** A code of `errors.ts` for `skipped` and `failed`; `text-cut` where a file was read to its limit. */
  readonly code?: string;
  readonly message?: string;
  /** Path of the file that it is read with: the first volume of its archive, the database of its log. */
  readonly readWith?: string;
}

export interface LedgerTotals {
  readonly found: number;
  readonly read: number;
  readonly duplicate: number;
  readonly skipped: number;
  readonly failed: number;
  readonly pending: number;
}

/** What stands directly inside a file; `total` counts what was left out, too. */
export interface LedgerLevel {
  readonly entries: readonly LedgerEntry[];
  readonly total: number;
}
