/** Where a quote stands: its file, linked to the place in the reader, and who wrote it. */
import { Link } from '@tanstack/react-router';
import type { PatternRow } from '../api/types.ts';
import { fileName } from './format.ts';

export function QuotePlace({
  quote,
}: {
  quote: Pick<PatternRow['evidence'][number], 'document' | 'passage' | 'start' | 'end' | 'path' | 'sender'>;
}) {
  return (
    <>
      <Link
        className="link"
        to="/read/$document"
        params={{ document: quote.document }}
        search={{ p: quote.passage.split('.').at(-1), s: `${quote.start}-${quote.end}` }}
      >
        <bdi>{fileName(quote.path)}</bdi>
      </Link>
      {quote.sender ? (
        <>
          , <bdi>{quote.sender}</bdi>
        </>
      ) : null}
    </>
  );
}
