/** What of a passage can be translated anew: its translated sentences, and what lies between them. */
import type { PassageEntry, TranslationEntry } from '../../api/types.ts';

type Segment = TranslationEntry['segments'][number];
export type SentenceToCorrect = Pick<Segment, 'start' | 'end' | 'text' | 'human'>;

/** In order, white space aside, covering the whole text; a passage without a translation is one sentence. */
export function sentencesOf({
  text,
  translation,
}: Pick<PassageEntry, 'text' | 'translation'>): readonly SentenceToCorrect[] {
  const sentences: SentenceToCorrect[] = [];
  let from = 0;
  const gap = (to: number) => {
    const piece = text.slice(from, to);
    const start = from + piece.length - piece.trimStart().length;
    const end = from + piece.trimEnd().length;
    if (end > start) sentences.push({ start, end, text: '' });
  };
  for (const segment of translation?.segments ?? []) {
    gap(segment.start);
    sentences.push(segment);
    from = Math.max(from, segment.end);
  }
  gap(text.length);
  return sentences;
}
