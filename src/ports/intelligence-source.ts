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
  /** Rough size in bytes of a download. */
  readonly size: number;
  /**
   * Downloads into `folder` and gives the paths to add. Reports bytes so far. Rejects with `offline` when the network
   * is switched off and with `download-failed`.
   */
  fetch(folder: string, progress: (bytes: number) => void): Promise<readonly string[]>;
}
