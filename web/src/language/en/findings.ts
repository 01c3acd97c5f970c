/** What patterns find, and the groups of their term lists and labels: they come from the server in English, with a code for other languages. */
import type { FindingValues } from '../../api/types.ts';
import type { Format } from '../../parts/format.ts';

export type FindingWords = {
  readonly [Code in keyof FindingValues]?: (values: FindingValues[Code], format: Format) => string;
};
const none: Readonly<Record<string, string>> = {};

export const findings: {
  readonly findings: FindingWords;
  readonly groups: Readonly<Record<string, string>>;
  readonly rowLabels: Readonly<Record<string, string>>;
} = { findings: {}, groups: none, rowLabels: none };
