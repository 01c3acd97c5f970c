/** The documents of the case, by kind, with what is unread marked. */
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentEntry } from '../../api/types.ts';
import { type Messages, useMessages } from '../../language/language.tsx';
import { iconOfDocument } from '../../parts/document-icon.ts';
import { fileName, useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import type { Marks } from './read-marks.ts';

const ORDER = [
  'chat',
  'mail',
  'page-document',
  'table',
  'text',
  'picture',
  'record-set',
  'database',
  'archive',
  'unknown',
];

type Entry = { readonly heading: string; readonly count: number } | { readonly document: DocumentEntry };

export function nameOf(document: Pick<DocumentEntry, 'title' | 'paths' | 'id'>): string {
  return document.title ?? fileName(document.paths[0] ?? document.id);
}

/** Leaks by kind, then references; in path order within each. */
export function inOrder(documents: readonly DocumentEntry[]): readonly DocumentEntry[] {
  const place = (document: DocumentEntry) =>
    (document.role === 'reference' ? 100 : 0) + (ORDER.indexOf(document.kind) + 1 || ORDER.length + 1);
  return documents.toSorted(
    (a, b) => place(a) - place(b) || (a.paths[0] ?? '').localeCompare(b.paths[0] ?? '', undefined, { numeric: true }),
  );
}

function grouped(documents: readonly DocumentEntry[], m: Messages): readonly Entry[] {
  const group = (document: DocumentEntry) =>
    document.role === 'reference' ? m.roles.references : (m.documentKinds[document.kind] ?? document.kind);
  const entries: Entry[] = [];
  let heading: string | undefined;
  for (const document of documents) {
    const next = group(document);
    if (next !== heading)
      entries.push({ heading: next, count: documents.filter((other) => group(other) === next).length });
    heading = next;
    entries.push({ document });
  }
  return entries;
}

function fits(id: string, marked: string, marks: Marks): boolean {
  if (marked === '') return true;
  if (marked === 'unread') return !marks.has('read', id);
  if (marked === 'starred') return marks.has('starred', id);
  return marks
    .of(id)
    .some((mark) => (marked === 'noted' ? mark.kind === 'note' : mark.kind === 'tag' && marked === `#${mark.text}`));
}

export function DocumentRail({
  documents,
  current,
  marks,
}: {
  documents: readonly DocumentEntry[];
  current: string | undefined;
  marks: Marks;
}) {
  const m = useMessages();
  const format = useFormat();
  const [filter, setFilter] = useState('');
  /** `unread`, `starred`, `#` and a tag, or empty for all. */
  const [marked, setMarked] = useState('');
  const isRead = (id: string) => marks.has('read', id);
  const scroller = useRef<HTMLElement>(null);
  const entries = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    const fitting = documents.filter(
      (document) =>
        (!wanted || `${document.title ?? ''} ${document.paths.join(' ')}`.toLowerCase().includes(wanted)) &&
        fits(document.id, marked, marks),
    );
    return grouped(fitting, m);
  }, [documents, filter, marked, marks, m]);
  const list = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 28,
    overscan: 10,
  });
  const at = entries.findIndex((entry) => 'document' in entry && entry.document.id === current);
  useEffect(() => {
    if (at >= 0) list.scrollToIndex(at, { align: 'auto' });
  }, [at, list]);
  return (
    <aside className="rail docs" aria-label={m.shell.documents}>
      <input
        className="field"
        type="search"
        value={filter}
        placeholder={m.reader.filterDocuments}
        aria-label={m.reader.filterDocuments}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      <select
        className="pick"
        value={marked}
        aria-label={m.marks.show}
        onChange={(event) => setMarked(event.currentTarget.value)}
      >
        <option value="">{m.marks.all}</option>
        <option value="unread">{m.marks.unread}</option>
        <option value="starred">{m.marks.starred}</option>
        <option value="noted">{m.marks.noted}</option>
        {marks.tags.map((tag) => (
          <option key={tag} value={`#${tag}`}>
            {m.marks.tagged(tag)}
          </option>
        ))}
      </select>
      <nav className="scroll" ref={scroller} aria-label={m.shell.documents}>
        <div className="virtual" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((row) => {
            const entry = entries[row.index];
            if (!entry) return null;
            return (
              <div key={row.key} style={{ transform: `translateY(${row.start}px)`, height: row.size }}>
                {'heading' in entry ? (
                  <h3 className="cap">
                    {entry.heading} <span className="n">{format.count(entry.count)}</span>
                  </h3>
                ) : (
                  <Link
                    to="/read/$document"
                    params={{ document: entry.document.id }}
                    className={isRead(entry.document.id) ? 'doc' : 'doc unread'}
                    aria-current={entry.document.id === current ? 'page' : undefined}
                    title={entry.document.paths[0]}
                  >
                    <Icon name={iconOfDocument(entry.document.kind)} />
                    <span className="cut" dir="auto">
                      {nameOf(entry.document)}
                    </span>
                    <span className="n">
                      {isRead(entry.document.id) ? null : <span className="sr">{m.reader.unread} </span>}
                      {format.count(entry.document.passages)}
                    </span>
                  </Link>
                )}
              </div>
            );
          })}
        </div>
      </nav>
    </aside>
  );
}
