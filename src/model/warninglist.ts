/** A warninglist names values that are common, shared or benign. A hit labels an entity; it never drops one. */

export type WarninglistMatching = 'cidr' | 'hostname' | 'string' | 'substring' | 'regex';

export interface Warninglist {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  /** `false-positive` or `known`, as MISP says it. */
  readonly category: string;
  readonly matching: WarninglistMatching;
  /** The MISP attribute types that the list is for, `ip-dst`, `domain`, …; none when it does not say: for all. */
  readonly attributes: readonly string[];
  readonly entries: readonly string[];
}
