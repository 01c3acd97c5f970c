/** A known source of public intelligence: what it is, and how its files come to this machine. */
import type { Reliability, Tlp } from '../model/collection.ts';

export interface IntelligenceSource {
  /** Name on the command line, `attack-enterprise`. */
  readonly name: string;
  readonly title: string;
  readonly publisher: string;
  readonly licence: string;
  readonly url: string;
  readonly reliability: Reliability;
  readonly tlp: Tlp;
  /** Rough size in bytes of a download; 0 where nobody can tell before. */
  readonly size: number;
  /** How often the publisher renews it, `daily`, `twice a year`. */
  readonly renewed: string;
  /** Name of its one file, by which its editions are known to be one list, whatever a copy is called. Absent where it is several, or an archive of them. */
  readonly file?: string;
  /** A secret that the user has to have: the environment variable that holds it, and where one gets it. */
  readonly needs?: { readonly variable: string; readonly from: string };
  /**
   * Brings `folder` up to date and gives the paths of all that the source has now, what an earlier run fetched and
   * what has not changed since included. Reports bytes so far and, where it is known, in all. Rejects with
   * `download-failed` and `key-missing`.
   */
  fetch(folder: string, progress: FetchProgress): Promise<readonly string[]>;
}

export type FetchProgress = (bytes: number, total?: number) => void;
