/** What patterns find, and the groups of their term lists and labels: they come from the server in English, with a code for other languages. */
import type { FindingWords } from '../../../../src/tell/wording/wording.ts';

const none: Readonly<Record<string, string>> = {};

export const findings: {
  readonly findings: FindingWords;
  readonly groups: Readonly<Record<string, string>>;
  readonly rowLabels: Readonly<Record<string, string>>;
} = { findings: {}, groups: none, rowLabels: none };
