/** A finding in the reader's language: from its code where that language has words for it, else as the server says it. */
import type { PatternFinding } from '../../api/types.ts';
import type { Messages } from '../../language/language.tsx';
import type { Format } from '../../parts/format.ts';

export function findingWords(m: Messages, format: Format, { code, values, text }: PatternFinding): string {
  const words = (m.findings as Readonly<Record<string, ((values: never, format: Format) => string) | undefined>>)[code];
  return words ? words(values as never, format) : text;
}
