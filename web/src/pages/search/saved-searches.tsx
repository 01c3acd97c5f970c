/** Saved searches: how much each finds, and what came since it was last looked at. */
import { Link } from '@tanstack/react-router';
import { useChangeSearches, useSavedSearches } from '../../api/searches.ts';
import type { SavedSearch } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useNotices } from '../../shell/notices.tsx';

export function SavedSearches() {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const saved = useSavedSearches();
  const { mutate } = useChangeSearches();
  if (!saved.data || saved.data.length === 0) return <p className="small q">{m.saved.none}</p>;
  const scope = ({ text, role, collection, fold }: SavedSearch) => ({
    q: text,
    in: role,
    collection,
    copies: fold ? undefined : 'all',
  });
  const forget = (search: SavedSearch) => {
    const { name, text, role, collection, fold } = search;
    mutate({ forget: name });
    notices.say(m.saved.forgotten(name), () =>
      mutate({ save: { name, text, fold, ...(role ? { role } : {}), ...(collection ? { collection } : {}) } }),
    );
  };
  return (
    <table className="rows saved" aria-label={m.saved.title}>
      <tbody>
        {saved.data.map((search) => (
          <tr key={search.name}>
            <td>
              <Link className="link" to="/search" search={scope(search)} onClick={() => mutate({ seen: search.name })}>
                <bdi>{search.name}</bdi>
              </Link>
            </td>
            <td className="n">{m.search.found(format.count(search.total))}</td>
            <td className="n">
              {search.fresh > 0 ? (
                <Link
                  className="link strong"
                  to="/search"
                  search={{ ...scope(search), newer: String(search.seen) }}
                  onClick={() => mutate({ seen: search.name })}
                >
                  <Icon name="bell" /> {m.saved.fresh(format.count(search.fresh))}
                </Link>
              ) : null}
            </td>
            <td className="n">
              <button
                type="button"
                className="btn quiet icon"
                aria-label={m.saved.forget(search.name)}
                title={m.saved.forget(search.name)}
                onClick={() => forget(search)}
              >
                <Icon name="trash" />
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
