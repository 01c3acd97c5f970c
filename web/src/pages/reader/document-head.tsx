/** What the document is, where it comes from, and the bytes it was read from. */
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { bytesAddress } from '../../api/addresses.ts';
import { useOutline } from '../../api/queries.ts';
import type { DocumentDetail } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { shortHash, useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { DocumentMarks } from './document-marks.tsx';
import { nameOf } from './document-rail.tsx';
import type { Marks } from './read-marks.ts';

export function DocumentHead({
  document,
  view,
  hasPages,
  setView,
  marks,
  markRead,
}: {
  document: DocumentDetail;
  view: string;
  hasPages: boolean;
  setView: (view: string) => void;
  marks: Marks;
  markRead: () => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const pathsId = useId();
  const [allPaths, setAllPaths] = useState(false);
  const timezone = useOutline(document.id).data?.timezone;
  const read = marks.has('read', document.id);
  const starred = marks.has('starred', document.id);
  const copyHash = () => {
    navigator.clipboard.writeText(document.sha256).then(
      () => notices.say(m.card.copied(shortHash(document.sha256))),
      (error: unknown) => notices.fail(String(error)),
    );
  };
  return (
    <header className="rdhead">
      <div className="row">
        <h1 className="cut" dir="auto">
          {nameOf(document)}{' '}
          <span className="faint light">
            {document.kind === 'chat'
              ? m.reader.messages(format.count(document.passages))
              : document.kind === 'table'
                ? m.reader.rows(format.count(document.passages))
                : m.reader.passagesCount(format.count(document.passages))}
          </span>
        </h1>
        {hasPages ? (
          <span className="seg" role="group" aria-label={m.reader.view}>
            <button type="button" aria-pressed={view === 'pages'} onClick={() => setView('pages')}>
              {m.reader.pages}
            </button>
            <button type="button" aria-pressed={view === 'text'} onClick={() => setView('text')}>
              {m.reader.textOnly}
            </button>
          </span>
        ) : null}
        <button
          type="button"
          className="btn quiet icon"
          aria-label={m.reader.star}
          title={m.reader.star}
          aria-pressed={starred}
          onClick={() => marks.set('starred', document.id, !starred)}
        >
          <Icon name="star" small={false} />
        </button>
        <button type="button" className="btn" aria-pressed={read} onClick={markRead}>
          {read ? m.reader.isRead : m.reader.markRead} <kbd>e</kbd>
        </button>
      </div>
      <DocumentMarks document={document.id} marks={marks} />
      <p className="prov" title={document.paths.join('\n')}>
        <bdi>{document.paths.slice(0, 2).join(m.reader.and)}</bdi>
        {document.paths.length > 2 ? (
          <button
            type="button"
            className="link"
            aria-expanded={allPaths}
            aria-controls={pathsId}
            onClick={() => setAllPaths(!allPaths)}
          >
            {m.reader.morePaths(document.paths.length - 2)}
          </button>
        ) : null}
        {document.parents.map((parent) => (
          <span key={`${parent.relation} ${parent.document}`}>
            , {m.reader.parent(parent.relation)}{' '}
            <Link
              className="link"
              to="/read/$document"
              params={{ document: parent.document }}
              search={{ p: parent.passage?.toString() }}
            >
              <bdi>{parent.path}</bdi>
            </Link>
          </span>
        ))}
        {timezone && timezone.declared === null ? (
          <span>, {m.reader.zoneUnknown(timezone.hint ? utcName(timezone.hint.offset) : '')}</span>
        ) : null}
        , sha256 <span className="mono">{shortHash(document.sha256)}</span>
        <button
          type="button"
          className="btn-inline"
          aria-label={m.reader.copyHash}
          title={m.reader.copyHash}
          onClick={copyHash}
        >
          <Icon name="copy" />
        </button>
        , {format.bytes(document.size)}, {m.reader.readBy(document.reader)},{' '}
        <a className="link" href={bytesAddress(document.id)} download title={m.reader.downloadHelp}>
          {m.reader.download}
        </a>
      </p>
      <div id={pathsId}>
        {allPaths ? (
          <ul className="prov paths scroll">
            {document.paths.slice(2).map((path) => (
              <li key={path}>
                <bdi>{path}</bdi>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </header>
  );
}

function utcName(offset: number): string {
  return offset === 0 ? 'UTC' : `UTC${offset > 0 ? '+' : '−'}${Math.abs(offset)}`;
}
