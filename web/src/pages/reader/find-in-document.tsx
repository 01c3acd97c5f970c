/** Finds words in the open document and walks from hit to hit, on into the other documents that have some. */
import { type RefObject, useEffect, useMemo, useState } from 'react';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts } from '../../shell/keyboard.tsx';
import { type FindScope, useFind, useFoundDocuments } from './use-find.ts';
import { type HitPlace, nextHit } from './walk-hits.ts';

const SETTLE_MS = 200;

export function FindInDocument({
  field,
  document,
  scope,
  at,
  ask,
  go,
}: {
  field: RefObject<HTMLInputElement | null>;
  document: string;
  scope: FindScope;
  at: number | undefined;
  ask: (query: string | undefined) => void;
  go: (place: HitPlace) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const query = scope.q ?? '';
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  useEffect(() => {
    if (text.trim() === query) return;
    const timer = setTimeout(() => ask(text.trim() || undefined), SETTLE_MS);
    return () => clearTimeout(timer);
  });
  const answer = useFind(document, query);
  const documents = useFoundDocuments(scope).data;
  // Hits come best first; here they are walked in reading order.
  const ordinals = useMemo(
    () => (answer.data?.hits ?? []).map((hit) => Number(hit.passage.split('.').at(-1))).sort((a, b) => a - b),
    [answer.data],
  );
  const place = at === undefined ? -1 : ordinals.indexOf(at);
  const among = documents?.documents.findIndex((entry) => entry.document === document) ?? -1;
  const walk = (by: 1 | -1) => {
    // Until the hits of this document are known, the next one is not.
    const next = answer.data && nextHit({ document, at, ordinals }, documents?.documents ?? [], by);
    if (next) go(next);
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
        <span className="n" role="status" title={m.reader.hitsWalk}>
          {place >= 0
            ? m.reader.hitOf(format.count(place + 1), format.count(answer.data.total))
            : format.count(answer.data.total)}
          {documents && documents.total > 1 && among >= 0
            ? m.reader.documentOf(format.count(among + 1), format.count(documents.total))
            : null}
        </span>
      ) : null}
      <button
        type="button"
        className="btn quiet icon"
        aria-label={m.search.previousHit}
        disabled={ordinals.length === 0 && !documents?.total}
        onClick={() => walk(-1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={m.search.nextHit}
        disabled={ordinals.length === 0 && !documents?.total}
        onClick={() => walk(1)}
      >
        <Icon name="down" />
      </button>
    </div>
  );
}
