/** All documents of the case, by kind, with what is unread marked: only what is in view is drawn and asked for. */
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { type ShelfFilter, useShelf, useShelfGroups } from '../../api/shelf.ts';
import type { DocumentEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { iconOfDocument } from '../../parts/document-icon.ts';
import { fileName, useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Marks } from './read-marks.ts';
import { headingsOf, rowAt, rowCount, rowOf, type ShelfHeading } from './shelf-rows.ts';

/** Pixels; a finger needs more than a pointer. */
const ROW = matchMedia('(pointer: coarse)').matches ? 40 : 28;

export function nameOf(document: Pick<DocumentEntry, 'title' | 'paths' | 'id'>): string {
  return document.title ?? fileName(document.paths[0] ?? document.id);
}

export function DocumentRail({
  filter,
  setFilter,
  current,
  place,
  marks,
}: {
  filter: ShelfFilter;
  setFilter: (filter: ShelfFilter) => void;
  current: string | undefined;
  /** Of the open document on the shelf, from 0. */
  place: number | undefined;
  marks: Marks;
}) {
  const m = useMessages();
  const scroller = useRef<HTMLElement>(null);
  const groups = useShelfGroups(filter).data;
  const headings = useMemo(() => headingsOf(groups?.groups ?? []), [groups]);
  const list = useVirtualizer({
    count: rowCount(headings),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const rows = list.getVirtualItems();
  const places = rows.flatMap((row) => {
    const shown = rowAt(headings, row.index);
    return shown && 'place' in shown ? [shown.place] : [];
  });
  const documents = useShelf(filter, places[0] ?? 0, places.at(-1) ?? -1);
  const at = place === undefined ? -1 : rowOf(headings, place);
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' });
  }, [at, list]);
  const chosen = filter.tag === undefined ? (filter.mark ?? '') : `#${filter.tag}`;
  return (
    <aside className="rail docs" aria-label={m.shell.documents}>
      <input
        className="field"
        type="search"
        value={filter.q ?? ''}
        placeholder={m.reader.filterDocuments}
        aria-label={m.reader.filterDocuments}
        onChange={(event) => setFilter({ ...filter, q: event.currentTarget.value || undefined })}
      />
      <select
        className="pick"
        value={chosen}
        aria-label={m.marks.show}
        onChange={(event) => setFilter({ q: filter.q, ...markFilter(event.currentTarget.value) })}
      >
        <option value="">{m.marks.all}</option>
        <option value="unread">{m.marks.unread}</option>
        <option value="starred">{m.marks.starred}</option>
        <option value="noted">{m.marks.noted}</option>
        <option value="superseded" title={m.marks.supersededHelp}>
          {m.marks.superseded}
        </option>
        {marks.tags.map((tag) => (
          <option key={tag} value={`#${tag}`}>
            {m.marks.tagged(tag)}
          </option>
        ))}
      </select>
      <nav className="scroll" ref={scroller} aria-label={m.shell.documents}>
        {groups?.total === 0 ? <p className="small faint">{m.reader.noneFits}</p> : null}
        <div className="virtual" style={{ height: list.getTotalSize() }}>
          {rows.map((row) => {
            const shown = rowAt(headings, row.index);
            if (!shown) return null;
            const document = 'place' in shown ? documents.get(shown.place) : undefined;
            return (
              <div key={row.key} style={{ transform: `translateY(${row.start}px)`, height: row.size }}>
                {'heading' in shown ? (
                  <Heading heading={shown.heading} />
                ) : document ? (
                  <Entry document={document} current={document.id === current} read={marks.has('read', document.id)} />
                ) : (
                  <span className="doc waiting" />
                )}
              </div>
            );
          })}
        </div>
      </nav>
    </aside>
  );
}

/** A state, `#` and a tag, or empty for all. */
function markFilter(value: string): Pick<ShelfFilter, 'mark' | 'tag'> {
  if (value.startsWith('#')) return { tag: value.slice(1) };
  const marks = ['unread', 'starred', 'noted', 'superseded'] as const;
  const mark = marks.find((each) => each === value);
  return mark ? { mark } : {};
}

function Heading({ heading: { role, kind, documents } }: { heading: ShelfHeading }) {
  const m = useMessages();
  const format = useFormat();
  return (
    <h3 className="cap">
      {role === 'reference' || kind === undefined ? m.roles.references : (m.documentKinds[kind] ?? kind)}{' '}
      <span className="n">{format.count(documents)}</span>
    </h3>
  );
}

function Entry({ document, current, read }: { document: DocumentEntry; current: boolean; read: boolean }) {
  const m = useMessages();
  const format = useFormat();
  return (
    <Link
      to="/read/$document"
      params={{ document: document.id }}
      className={read ? 'doc' : 'doc unread'}
      aria-current={current ? 'page' : undefined}
      title={document.paths[0]}
    >
      <Icon name={iconOfDocument(document.kind)} />
      <span className="cut" dir="auto">
        {nameOf(document)}
      </span>
      <span className="n">
        {read ? null : <span className="sr">{m.reader.unread} </span>}
        {document.passages > 0 ? format.count(document.passages) : null}
      </span>
    </Link>
  );
}
