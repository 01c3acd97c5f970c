/** What can be done with a search: save it, take all of its hits away. */
import { useChangeSearches } from '../../api/searches.ts';
import { useMessages } from '../../language/language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useNotices } from '../../shell/notices.tsx';

export function SearchActions({
  q,
  address,
  showAll,
}: {
  q: string;
  address: {
    readonly in?: string | undefined;
    readonly collection?: string | undefined;
    readonly newer?: string | undefined;
    readonly copies?: string | undefined;
  };
  showAll: () => void;
}) {
  const m = useMessages();
  const notices = useNotices();
  const { mutate } = useChangeSearches();
  const { copies, ...scope } = address;
  const fold = copies !== 'all';
  const given = Object.entries({ q, ...scope, fold: String(fold) }).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  const values = new URLSearchParams(given);
  const save = () => {
    const { in: role, collection } = scope;
    mutate(
      { save: { name: q, text: q, fold, ...(role ? { role } : {}), ...(collection ? { collection } : {}) } },
      {
        onSuccess: () => notices.say(m.saved.saved(q), () => mutate({ forget: q })),
        onError: (error) => notices.fail(error.message),
      },
    );
  };
  return (
    <span className="seacts">
      {address.newer ? (
        <button type="button" className="btn" title={m.saved.showAll} onClick={showAll}>
          {m.saved.onlyNew} <Icon name="x" />
        </button>
      ) : null}
      <button type="button" className="btn" onClick={save}>
        <Icon name="bell" />
        {m.saved.save}
      </button>
      <a className="btn" href={`/api/search.csv?${values}`} download title={m.search.exportAll}>
        <Icon name="download" />
        CSV
      </a>
      <a className="btn" href={`/api/search.jsonl?${values}`} download>
        JSON
      </a>
    </span>
  );
}
