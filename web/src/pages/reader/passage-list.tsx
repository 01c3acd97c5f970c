/** All passages of a document, virtualised: only what is in view is drawn and asked for. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentDetail, DocumentLinkEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import type { Span } from '../../parts/spans.ts';
import { Failure } from '../../parts/states.tsx';
import { usePassagesOf } from './passage-pages.ts';
import { PassageRow } from './passage-row.tsx';
import { isRow, TableRow } from './table-row.tsx';

export interface PassageListProps {
  readonly document: DocumentDetail;
  /** Ordinal that a link or a hit points at. */
  readonly target: number | undefined;
  readonly evidence: readonly Span[];
  readonly words: readonly string[];
  readonly translated: boolean;
}

const ESTIMATE = 46;
const OVERSCAN = 8;
/** Passages between the top and a target in the middle, about. */
const ABOVE = 7;
const NONE: readonly never[] = [];

export function PassageList({ document, target, evidence, words, translated: wanted }: PassageListProps) {
  const m = useMessages();
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const count = document.passages;
  const passages = usePassagesOf(document.id, count, target ?? 0);
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATE,
    overscan: OVERSCAN,
    // Drawn at the target from the first: what stands at the top is neither drawn nor asked for on the way.
    initialOffset: () => Math.max(0, (target ?? 0) - ABOVE) * ESTIMATE,
  });
  const rows = list.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  const drawn = rows.length > 0;
  useEffect(() => {
    if (drawn) passages.show(first, last);
  }, [passages, drawn, first, last]);
  useEffect(() => {
    if (target !== undefined && target < count) list.scrollToIndex(target, { align: 'center' });
  }, [target, count, list]);
  // Rows above change their height when they arrive; the target is brought back to the middle once it is there.
  const arrived = target !== undefined && passages.at(target) !== undefined;
  useEffect(() => {
    if (!arrived || target === undefined) return;
    const timer = setTimeout(() => list.scrollToIndex(target, { align: 'center' }), 60);
    return () => clearTimeout(timer);
  }, [arrived, target, list]);

  const attachments = useMemo(() => {
    const byPassage = new Map<number, DocumentLinkEntry[]>();
    for (const link of document.children) {
      if (link.passage === undefined) continue;
      byPassage.set(link.passage, [...(byPassage.get(link.passage) ?? []), link]);
    }
    return byPassage;
  }, [document.children]);

  const chat = document.kind === 'chat';
  const languages = new Set(rows.flatMap((row) => passages.at(row.index)?.language ?? []));
  languages.delete('und');
  const [language] = languages.size === 1 ? languages : [];
  const engine = rows.map((row) => passages.at(row.index)?.translation).find((translation) => translation);
  // One column until the first translation comes into view: a document in the reader's language has none.
  const [met, setMet] = useState(false);
  if (engine && !met) setMet(true);
  const arrivedAll = rows.length > 0 && rows.every((row) => passages.at(row.index) !== undefined);
  const translated = wanted && (met || !arrivedAll);
  if (passages.error) return <Failure error={passages.error} retry={passages.retry} />;
  return (
    <div
      className={`scroll passages${chat ? ' chat' : ''}${translated ? '' : ' alone'}`}
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={m.reader.passages}
    >
      <div className={`cols colhead${chat ? ' chat' : ' text'}`} aria-hidden="true">
        <span className="n">{chat ? m.reader.time : m.reader.number}</span>
        {chat ? <span>{m.reader.sender}</span> : null}
        <span>
          {m.reader.original}
          {language ? `, ${format.language(language)}` : ''}
        </span>
        {translated ? (
          <span>
            {engine
              ? m.reader.translatedBy(m.translation.kinds[engine.kind] ?? engine.kind, engine.engine)
              : m.reader.translation}
          </span>
        ) : null}
      </div>
      <div className="virtual" style={{ height: list.getTotalSize() }}>
        {rows.map((row) => {
          const passage = passages.at(row.index);
          const shared = {
            before: passages.at(row.index - 1),
            here: row.index === target,
            words,
            evidence: row.index === target ? evidence : NONE,
            translated,
          };
          return (
            <div
              key={row.key}
              ref={list.measureElement}
              data-index={row.index}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {passage === undefined ? (
                <div className="cols msg waiting">
                  <span className="t n">{format.count(row.index + 1)}</span>
                </div>
              ) : isRow(passage) && !chat ? (
                <TableRow passage={passage} {...shared} />
              ) : (
                <PassageRow
                  passage={passage}
                  chat={chat}
                  attachments={attachments.get(passage.ordinal) ?? NONE}
                  {...shared}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
