/** The words of a passage with its mentions, hits and evidence marked. What a leak says is only ever text, never markup. */
import { memo, type ReactNode } from 'react';
import { defangEdits, editedSlice } from './defang.ts';
import { isMono, kindOf } from './kind.tsx';
import { cut, type Span } from './spans.ts';

export interface MarkedMention extends Span {
  readonly type: string;
  readonly value: string;
  readonly raw: string;
  /** That the words are what the type says, from 0 to 1. */
  readonly confidence?: number;
  readonly labels?: readonly string[];
}

type Marked = ({ readonly mark: 'mention' } & MarkedMention) | ({ readonly mark: 'hit' | 'evidence' } & Span);

export interface PassageTextProps {
  readonly text: string;
  readonly mentions?: readonly MarkedMention[];
  /** What was searched for. */
  readonly hits?: readonly Span[];
  /** What a deep link points at. */
  readonly evidence?: readonly Span[];
}

export const PassageText = memo(function PassageText({
  text,
  mentions = [],
  hits = [],
  evidence = [],
}: PassageTextProps) {
  const marks: Marked[] = [
    ...mentions.map((mention) => ({ mark: 'mention' as const, ...mention })),
    ...hits.map(({ start, end }) => ({ mark: 'hit' as const, start, end })),
    ...evidence.map(({ start, end }) => ({ mark: 'evidence' as const, start, end })),
  ];
  return <>{cut(text.length, marks).map((piece) => draw(text, piece))}</>;
});

function draw(text: string, piece: { start: number; end: number; spans: readonly Marked[] }): ReactNode {
  const key = piece.start;
  let mention: ({ mark: 'mention' } & MarkedMention) | undefined;
  for (const span of piece.spans) {
    // The narrowest of nested mentions is the one under the pointer: a host inside its URL.
    if (span.mark === 'mention' && (!mention || span.end - span.start < mention.end - mention.start)) mention = span;
  }
  const widest = piece.spans.reduce<MarkedMention | undefined>(
    (best, span) => (span.mark === 'mention' && (!best || span.end - span.start > best.end - best.start) ? span : best),
    undefined,
  );
  let shown: ReactNode = text.slice(piece.start, piece.end);
  if (mention && widest) {
    // Defanged by the widest mention, so that a host inside a URL is not defanged twice.
    const raw = text.slice(widest.start, widest.end);
    const edits = defangEdits(widest.type, raw);
    shown = (
      <span
        className={`m k-${kindOf(mention.type)}${isMono(mention.type) ? ' mono' : ''}`}
        role="button"
        tabIndex={0}
        data-mention-type={mention.type}
        data-mention-value={mention.value}
        data-mention-confidence={mention.confidence}
        data-mention-labels={mention.labels?.join(' ') || undefined}
      >
        {editedSlice(raw, piece.start - widest.start, piece.end - widest.start, edits)}
      </span>
    );
  }
  if (piece.spans.some((span) => span.mark === 'evidence')) shown = <mark className="now">{shown}</mark>;
  else if (piece.spans.some((span) => span.mark === 'hit')) shown = <mark>{shown}</mark>;
  return <span key={key}>{shown}</span>;
}
