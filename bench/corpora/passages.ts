/** A text as passages, one a line, as a reader would give them. */
import type { StoredPassage } from '../../src/model/passage.ts';

export function passagesOf(text: string): {
  readonly passages: readonly StoredPassage[];
  readonly offsets: readonly number[];
} {
  const passages: StoredPassage[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const [line, content] of text.split('\n').entries()) {
    if (content.trim() !== '') {
      passages.push({
        ordinal: passages.length,
        role: 'paragraph',
        text: content,
        language: 'en',
        position: { kind: 'line', line: line + 1 },
        id: `doc-0000000000000000.${passages.length}`,
        document: 'doc-0000000000000000',
        collection: 'bench',
      });
      offsets.push(offset);
    }
    offset += content.length + 1;
  }
  return { passages, offsets };
}
