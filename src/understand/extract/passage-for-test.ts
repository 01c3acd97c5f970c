/** A passage of one document, as tests of extractors need them. */
import type { StoredPassage } from '../../model/passage.ts';

const DOCUMENT = 'doc-0000000000000000';

export function passageOf(text: string, more: Partial<StoredPassage> = {}): StoredPassage {
  const ordinal = more.ordinal ?? 0;
  const id = `${DOCUMENT}.${ordinal}`;
  const position = { kind: 'line', line: 1 } as const;
  return { ordinal, role: 'paragraph', text, position, id, document: DOCUMENT, collection: 'c', ...more };
}
