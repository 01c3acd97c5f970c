/** The words that a row or a finding rests on, each a link to its place in the reader. */
import type { PatternRow } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { looseIndicators } from '../../parts/loose-indicators.ts';
import { PassageText } from '../../parts/passage-text.tsx';
import { QuotePlace } from '../../parts/quote-place.tsx';

export function EvidenceList({
  shown,
  close,
}: {
  shown: Pick<PatternRow, 'evidence' | 'citations'>;
  close: () => void;
}) {
  const m = useMessages();
  const format = useFormat();
  return (
    <>
      <h2>
        {m.patterns.quotes(format.count(shown.citations))}
        <button type="button" className="btn quiet icon" aria-label={m.shell.dismiss} onClick={close}>
          <Icon name="x" />
        </button>
      </h2>
      <ul className="pquotes">
        {shown.evidence.map((quote) => (
          <li key={`${quote.passage} ${quote.start}`}>
            <blockquote dir="auto" className="wrap">
              <PassageText text={quote.quote} mentions={looseIndicators(quote.quote)} />
            </blockquote>
            <p className="small q">
              <QuotePlace quote={quote} />
              {quote.date ? `, ${format.dateTime(quote.date)}` : ''}
            </p>
          </li>
        ))}
      </ul>
      {shown.citations > shown.evidence.length ? (
        <p className="small q">{m.patterns.more(format.count(shown.citations - shown.evidence.length))}</p>
      ) : null}
    </>
  );
}
