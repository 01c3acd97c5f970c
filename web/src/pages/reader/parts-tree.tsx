/** What a document holds, as a tree that opens level by level: archives, attachments, and what became of each part. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { get } from '../../api/client.ts';
import type { DocumentPart, DocumentParts } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { iconOfDocument } from '../../parts/document-icon.ts';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/states.tsx';

export function PartsTree({ document }: { document: string }) {
  const m = useMessages();
  const format = useFormat();
  const parts = useQuery({
    queryKey: ['parts', document],
    queryFn: ({ signal }) => get<DocumentParts>(`/documents/${document}/parts`, {}, signal),
  });
  return (
    <Loaded query={parts} rows={1}>
      {(found) => (
        <ul className="parts">
          {found.parts.map((part) => (
            <Part key={`${part.path} ${part.document}`} part={part} />
          ))}
          {found.total > found.parts.length ? (
            <li className="small faint">{m.reader.moreParts(format.count(found.total - found.parts.length))}</li>
          ) : null}
        </ul>
      )}
    </Loaded>
  );
}

function Part({ part }: { part: DocumentPart }) {
  const m = useMessages();
  const id = useId();
  const [open, setOpen] = useState(false);
  const name = part.path.split('!/').at(-1) ?? part.path;
  const kind = part.kind === undefined ? undefined : (m.documentKinds[part.kind] ?? part.kind);
  const outcome = part.outcome === 'read' ? undefined : m.overview[part.outcome];
  return (
    <li className="part">
      <div className="row">
        {part.document && part.holds ? (
          <button
            type="button"
            className="btn-inline"
            aria-expanded={open}
            aria-controls={id}
            aria-label={m.reader.showParts(name)}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? 'down' : 'chev'} />
          </button>
        ) : null}
        <Icon name={iconOfDocument(part.kind ?? 'unknown')} />
        {part.document ? (
          <Link className="link cut" to="/read/$document" params={{ document: part.document }} title={part.path}>
            <bdi>{name}</bdi>
          </Link>
        ) : (
          <bdi className="cut" title={part.message ?? part.path}>
            {name}
          </bdi>
        )}
        <span className="n faint">{[kind, outcome, part.code].filter(Boolean).join(', ')}</span>
      </div>
      <div id={id}>{open && part.document ? <PartsTree document={part.document} /> : null}</div>
    </li>
  );
}
