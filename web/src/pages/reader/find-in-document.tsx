/** Finds words in the open document and walks from hit to hit. */
import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { get } from '../../api/client.ts';
import type { SearchAnswer } from '../../api/queries.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts } from '../../shell/keyboard.tsx';

const MOST = 1000;
const SETTLE_MS = 200;

export function FindInDocument({
  field,
  document,
  query,
  at,
  go,
}: {
  field: RefObject<HTMLInputElement | null>;
  document: string;
  query: string;
  at: number | undefined;
  go: (address: { q?: string | undefined; p?: string | undefined }) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  useEffect(() => {
    if (text.trim() === query) return;
    const timer = setTimeout(() => go({ q: text.trim() || undefined }), SETTLE_MS);
    return () => clearTimeout(timer);
  });
  const answer = useQuery({
    queryKey: ['find', document, query],
    enabled: query !== '',
    queryFn: ({ signal }) => get<SearchAnswer>('/search', { q: query, document, limit: MOST }, signal),
  });
  // Hits come best first; here they are walked in reading order.
  const ordinals = useMemo(
    () => (answer.data?.hits ?? []).map((hit) => Number(hit.passage.split('.').at(-1))).sort((a, b) => a - b),
    [answer.data],
  );
  const place = at === undefined ? -1 : ordinals.indexOf(at);
  const walk = (by: 1 | -1) => {
    if (ordinals.length === 0) return;
    const from = at ?? (by > 0 ? -1 : Number.POSITIVE_INFINITY);
    const next =
      by > 0
        ? (ordinals.find((ordinal) => ordinal > from) ?? ordinals[0])
        : (ordinals.findLast((ordinal) => ordinal < from) ?? ordinals.at(-1));
    go({ q: query, p: String(next) });
  };
  useShortcuts(m.reader.find, [
    { key: 'n', label: m.search.nextHit, run: () => walk(1) },
    { key: 'N', label: m.search.previousHit, run: () => walk(-1) },
  ]);
  return (
    <div className="find">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        dir="auto"
        value={text}
        aria-label={m.reader.find}
        placeholder={m.reader.find}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) walk(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {query && answer.data ? (
        <span className="n" role="status">
          {place >= 0
            ? m.shell.ofTotal(format.count(place + 1), format.count(answer.data.total))
            : format.count(answer.data.total)}
        </span>
      ) : null}
      <button
        type="button"
        className="btn quiet icon"
        aria-label={m.search.previousHit}
        disabled={ordinals.length === 0}
        onClick={() => walk(-1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={m.search.nextHit}
        disabled={ordinals.length === 0}
        onClick={() => walk(1)}
      >
        <Icon name="down" />
      </button>
    </div>
  );
}
