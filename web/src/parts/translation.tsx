/** A translation is named for what it is: a gloss, a machine's or a person's. */
import type { PassageEntry, TranslationEntry } from '../api/types.ts';
import { useMessages } from '../language/language.tsx';
import { useFormat } from './format.ts';

export function TranslationTag({ translation }: { translation: TranslationEntry }) {
  const m = useMessages();
  return (
    <span className="tag">
      {m.translation.kinds[translation.kind] ?? translation.kind}
      {translation.kind === 'human' ? '' : `, ${translation.engine}`}
    </span>
  );
}

/** Who corrected sentences of a translation, and when. */
export function CorrectedBy({ translation }: { translation: TranslationEntry | null }) {
  const m = useMessages();
  const format = useFormat();
  const humans = (translation?.segments ?? []).flatMap(({ human }) => human ?? []);
  const newest = humans.reduce(
    (last, each) => (each.time > last.time ? each : last),
    humans[0] ?? { time: '', author: '' },
  );
  if (humans.length === 0) return null;
  return <span className="edited">{m.correct.by(newest.author, format.date(newest.time))}</span>;
}

/** The translation as running text. A gloss stays a row of words: each stands for itself. */
export function translationText(passage: Pick<PassageEntry, 'translation' | 'text'>): string | undefined {
  const translation = passage.translation;
  if (!translation || translation.segments.length === 0) return undefined;
  const glue = translation.kind === 'gloss' ? ' ' : '';
  let out = '';
  let at = 0;
  for (const segment of translation.segments) {
    const between = passage.text.slice(at, segment.start);
    if (out) out += /\n/.test(between) ? '\n' : glue || (/\s$/.test(out) ? '' : ' ');
    out += segment.text;
    at = segment.end;
  }
  return out.trim() || undefined;
}
