/** What says the same as a hit: how much of it there is, and on demand which documents. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { get } from '../../api/client.ts';
import type { PassageCopy, SearchHit } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { iconOfDocument } from '../../parts/document-icon.ts';
import { fileName, useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/states.tsx';
import type { FindScope } from '../reader/use-find.ts';

export function Copies({ hit, scope }: { hit: SearchHit; scope: FindScope }) {
  const m = useMessages();
  const format = useFormat();
  const id = useId();
  const [open, setOpen] = useState(false);
  const copies = useQuery({
    queryKey: ['copies', hit.passage],
    enabled: open,
    queryFn: ({ signal }) => get<{ copies: readonly PassageCopy[] }>(`/passages/${hit.passage}/copies`, {}, signal),
  });
  return (
    <div className="copies">
      <button
        type="button"
        className="link small"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {m.search.copies(format.count(hit.alike), hit.alike)}
      </button>
      <div id={id}>
        {open ? (
          <Loaded query={copies} rows={1}>
            {(found) => (
              <ul className="small">
                {found.copies.map((copy) => (
                  <li key={copy.passage ?? copy.document}>
                    <Icon name={iconOfDocument(copy.kind)} />
                    <Link
                      className="link cut"
                      to="/read/$document"
                      params={{ document: copy.document }}
                      search={{ ...scope, p: copy.passage?.split('.').at(-1) }}
                      title={copy.path}
                    >
                      <bdi>{copy.title ?? fileName(copy.path)}</bdi>
                    </Link>
                    <span className="faint">{copy.passage ? m.search.sameMessage : m.search.nearlySame}</span>
                  </li>
                ))}
              </ul>
            )}
          </Loaded>
        ) : null}
      </div>
    </div>
  );
}
