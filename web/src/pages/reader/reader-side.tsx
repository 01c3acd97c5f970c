/** What the open document holds: people, mentions by kind, overlaps that rest on it, what the file says of itself. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useOutline, useOverlaps } from '../../api/queries.ts';
import type { DocumentDetail } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { EntityName, KINDS, KindName, kindOf } from '../../parts/kind.tsx';
import { DayList } from './day-list.tsx';
import { MailThreadOf } from './mail-thread.tsx';
import { PartsTree } from './parts-tree.tsx';

const MOST = 12;

export function ReaderSide({ document }: { document: DocumentDetail }) {
  const m = useMessages();
  const format = useFormat();
  const overlaps = useOverlaps();
  const { senders = [], days = [], mentionTypes } = useOutline(document.id).data ?? {};
  const here = useMemo(
    () =>
      (overlaps.data ?? []).filter(
        (overlap) =>
          !overlap.rejected && overlap.hops.some((hop) => hop.evidence.some((quote) => quote.document === document.id)),
      ),
    [overlaps.data, document.id],
  );
  const kinds = KINDS.map((kind) => ({
    kind,
    mentions: (mentionTypes ?? [])
      .filter((entry) => kindOf(entry.type) === kind)
      .reduce((sum, entry) => sum + entry.mentions, 0),
  })).filter((entry) => entry.mentions > 0);
  // Of a container that nothing could be read from, the tree says why.
  const holds =
    document.kind === 'archive' ||
    Number(document.properties['attachments'] ?? 0) > 0 ||
    document.children.some((child) => child.relation !== 'page' && child.passage === undefined);
  const properties = Object.entries(document.properties);
  return (
    <aside className="side scroll" aria-label={m.reader.about}>
      {document.kind === 'mail' ? <MailThreadOf document={document} /> : null}
      {senders.length > 0 ? (
        <section>
          <h3>
            {m.pages.people} <span className="n">{m.reader.sent}</span>
          </h3>
          <ul>
            {senders.slice(0, MOST).map(({ sender, messages }) => (
              <li key={sender}>
                <Link className="cut" to="/people" search={{ who: sender }}>
                  <EntityName type="handle" value={sender} />
                </Link>
                <span className="n">{format.count(messages)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {days.length > 1 ? <DayList document={document.id} days={days} /> : null}
      <section>
        <h3>
          {m.reader.mentions} <span className="n">{m.reader.here}</span>
        </h3>
        {mentionTypes && kinds.length === 0 ? <p className="small faint">{m.card.nothing}</p> : null}
        <ul>
          {kinds.map(({ kind, mentions }) => (
            <li key={kind}>
              <KindName kind={kind}>{m.kinds[kind]}</KindName>
              <span className="n">{format.count(mentions)}</span>
            </li>
          ))}
        </ul>
      </section>
      {here.length > 0 ? (
        <section>
          <h3>
            {m.pages.overlaps} <span className="n">{m.overlaps.score.toLowerCase()}</span>
          </h3>
          <ul>
            {here.map((overlap) => (
              <li key={overlap.id}>
                <Link className="link cut" to="/overlaps/$id" params={{ id: overlap.id }}>
                  {overlap.reference.name}
                </Link>
                <span className="n">{format.score(overlap.score)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {holds ? (
        <section>
          <h3>{m.reader.holds}</h3>
          <PartsTree document={document.id} />
        </section>
      ) : null}
      {properties.length > 0 ? (
        <section>
          <h3>{m.reader.fileSays}</h3>
          <dl className="props">
            {properties.map(([name, value]) => (
              <div key={name}>
                <dt>{m.reader.properties[name] ?? name}</dt>
                <dd className="wrap" dir="auto">
                  {/^\d{4}-\d\d-\d\dT/.test(value) ? format.dateTime(value) : value}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
    </aside>
  );
}
