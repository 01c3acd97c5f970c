/** The reader: documents on the left, the original beside its translation, and what it holds on the right. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { PASSAGE_PAGE, passagePage, useDocument } from '../../api/queries.ts';
import { type ShelfFilter, useShelf, useShelfGroups, useShelfPlace } from '../../api/shelf.ts';
import type { DocumentDetail } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import type { Span } from '../../parts/spans.ts';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useShortcuts } from '../../shell/keyboard.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { CorrectLayer } from '../correct/correct-layer.tsx';
import { DocumentHead } from './document-head.tsx';
import { DocumentRail } from './document-rail.tsx';
import { FindInDocument } from './find-in-document.tsx';
import { PagesOfDocument, pagesOf } from './pages-of-document.tsx';
import { PassageList } from './passage-list.tsx';
import { type Marks, useMarks } from './read-marks.ts';
import './reader.css';
import './beside.css';
import { ReaderSide } from './reader-side.tsx';
import { type FindScope, useFoundWords } from './use-find.ts';

export interface ReaderAddress extends FindScope {
  /** Ordinal of a passage to go to. */
  readonly p?: string | undefined;
  /** Spans in it, `12-25,30-41`. */
  readonly s?: string | undefined;
  readonly view?: string | undefined;
  readonly page?: string | undefined;
}

/** `12-25,30-41` as spans; what is not a span is left out. */
export function parseSpans(text: string | undefined): readonly Span[] {
  return [...(text ?? '').matchAll(/(\d+)-(\d+)/g)].map((match) => ({
    start: Number(match[1]),
    end: Number(match[2]),
  }));
}

export function ReaderPage() {
  const m = useMessages();
  const notices = useNotices();
  const navigate = useNavigate();
  const { document: id } = useParams({ strict: false });
  const marks = useMarks();
  const [filter, setFilter] = useState<ShelfFilter>({});
  const place = useShelfPlace(filter, id);
  const whole = useShelfGroups({});
  const document = useDocument(id);
  const client = useQueryClient();
  const { p } = useSearch({ strict: false }) as ReaderAddress;
  useEffect(() => {
    // Beside the document's outline, not after it.
    if (id) void client.prefetchQuery(passagePage(id, Math.floor(Number(p ?? 0) / PASSAGE_PAGE)));
  }, [client, id, p]);
  const open = (next: string | undefined) => {
    if (next)
      navigate({ to: '/read/$document', params: { document: next } }).catch((error: unknown) =>
        notices.fail(String(error)),
      );
  };
  const first = useShelf(filter, 0, id ? -1 : 0).get(0)?.id;
  useEffect(() => {
    if (!id && first) {
      navigate({ to: '/read/$document', params: { document: first }, replace: true }).catch((error: unknown) =>
        notices.fail(String(error)),
      );
    }
  }, [id, first, navigate, notices]);
  /** While it is asked for, that of the document before is still there. */
  const beside = place.isPlaceholderData ? undefined : place.data;
  const nextUnread = () => {
    if (beside?.nextUnread) open(beside.nextUnread);
    else if (beside) notices.say(m.reader.allRead);
  };
  const markRead = () => {
    if (!id) return;
    const was = marks.has('read', id);
    marks.set('read', id, !was);
    if (was) return;
    notices.say(m.reader.markedRead, () => marks.set('read', id, false));
    open(beside?.nextUnread ?? undefined);
  };
  useShortcuts(m.pages.reader, [
    { key: 'J', label: m.reader.nextDocument, run: () => open(beside?.next ?? undefined) },
    { key: 'K', label: m.reader.previousDocument, run: () => open(beside?.previous ?? undefined) },
    { key: 'e', label: m.reader.markReadAndNext, run: markRead },
    { key: 'u', label: m.reader.nextUnread, run: nextUnread },
  ]);
  if (whole.data?.total === 0) return <Empty title={m.reader.nothing}>{m.reader.nothingHelp}</Empty>;
  return (
    <div className="rd">
      <DocumentRail filter={filter} setFilter={setFilter} current={id} place={beside?.at ?? undefined} marks={marks} />
      <Loaded query={document} rows={16}>
        {(detail) => (
          <CorrectLayer key={detail.id}>
            <Opened document={detail} marks={marks} markRead={markRead} />
          </CorrectLayer>
        )}
      </Loaded>
    </div>
  );
}

function Opened({ document, marks, markRead }: { document: DocumentDetail; marks: Marks; markRead: () => void }) {
  const m = useMessages();
  const notices = useNotices();
  const navigate = useNavigate();
  const address = useSearch({ strict: false }) as ReaderAddress;
  const [translated, setTranslated] = useState(true);
  const find = useRef<HTMLInputElement>(null);
  const target = address.p === undefined ? undefined : Number(address.p);
  const evidence = useMemo(() => parseSpans(address.s), [address.s]);
  const words = useFoundWords(document.id, address.q ?? '');
  const pages = useMemo(() => pagesOf(document), [document]);
  const view = address.view ?? (pages.length > 0 ? 'pages' : 'text');
  const change = (next: Partial<ReaderAddress>, replace = true) => {
    navigate({
      to: '/read/$document',
      params: { document: document.id },
      search: { ...address, ...next },
      replace,
    }).catch((error: unknown) => notices.fail(String(error)));
  };
  const leave = (next: string, at: number) => {
    const { q, in: role, collection, copies } = address;
    navigate({
      to: '/read/$document',
      params: { document: next },
      search: { q, in: role, collection, copies, p: String(at) },
    }).catch((error: unknown) => notices.fail(String(error)));
  };
  useShortcuts(m.reader.passages, [
    { key: '/', label: m.reader.find, run: () => find.current?.focus() },
    { key: 't', label: m.reader.toggleTranslation, run: () => setTranslated(!translated) },
  ]);
  return (
    <>
      <section className="rdmain" aria-label={m.pages.reader} data-document={document.id}>
        <DocumentHead
          document={document}
          view={view}
          hasPages={pages.length > 0}
          setView={(next) => change({ view: next })}
          marks={marks}
          markRead={markRead}
        />
        <div className="rdtools">
          <FindInDocument
            field={find}
            document={document.id}
            scope={address}
            at={target}
            ask={(q) => change({ q, s: undefined })}
            go={({ document: next, at }) =>
              next === document.id ? change({ p: String(at), s: undefined }) : leave(next, at)
            }
          />
          <span className="seg" role="group" aria-label={m.reader.translation}>
            <button type="button" aria-pressed={translated} onClick={() => setTranslated(true)}>
              {m.reader.translation}
            </button>
            <button type="button" aria-pressed={!translated} onClick={() => setTranslated(false)}>
              {m.reader.originalOnly}
            </button>
          </span>
          <span className="grow" />
          {document.kind === 'chat' ? <span className="small q wide-only">{m.reader.timesAsStated}</span> : null}
        </div>
        {view === 'pages' && pages.length > 0 ? (
          <PagesOfDocument
            pages={pages}
            number={address.page === undefined ? undefined : Number(address.page)}
            turn={(number) => change({ page: String(number), p: undefined, s: undefined })}
            document={document}
            target={target}
            evidence={evidence}
            words={words}
            translated={translated}
          />
        ) : document.passages === 0 ? (
          <Empty title={m.reader.noText}>{m.reader.noTextHelp}</Empty>
        ) : (
          <PassageList document={document} target={target} evidence={evidence} words={words} translated={translated} />
        )}
      </section>
      <ReaderSide document={document} />
    </>
  );
}
