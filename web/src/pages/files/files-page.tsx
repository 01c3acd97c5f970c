/** Files: the ledger line by line, what failed and why. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { get } from '../../api/client.ts';
import { useCaseSummary } from '../../api/queries.ts';
import type { LedgerEntry, Page } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Empty, Loaded } from '../../parts/states.tsx';
import { OUTCOMES, totalsOf } from '../overview/ledger.tsx';

export function FilesPage() {
  const m = useMessages();
  const format = useFormat();
  const search: { outcome?: string | undefined; collection?: string | undefined } = useSearch({ strict: false });
  const summary = useCaseSummary();
  const totals = totalsOf(summary.data?.collections ?? []);
  const ledger = useInfiniteQuery({
    queryKey: ['ledger', search.outcome, search.collection],
    queryFn: ({ signal, pageParam }) =>
      get<Page<LedgerEntry>>(
        '/ledger',
        { outcome: search.outcome, collection: search.collection, limit: 200, cursor: pageParam },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.cursor ?? undefined,
  });
  const nameOf = (id: string) => summary.data?.collections.find((collection) => collection.id === id)?.name ?? id;
  return (
    <div className="sheet-page scroll" tabIndex={0} role="region" aria-label={m.pages.files}>
      <div className="sheet-head">
        <div>
          <h1>{m.files.lede(format.count(totals.found))}</h1>
        </div>
        <span className="seg">
          <Link to="/files" search={{}} aria-current={search.outcome === undefined ? 'true' : undefined}>
            {m.files.all}
          </Link>
          {OUTCOMES.filter((outcome) => totals[outcome] > 0).map((outcome) => (
            <Link
              key={outcome}
              to="/files"
              search={{ outcome }}
              aria-current={search.outcome === outcome ? 'true' : undefined}
            >
              {m.overview[outcome]} {format.count(totals[outcome])}
            </Link>
          ))}
        </span>
      </div>
      <Loaded query={ledger}>
        {(data) => {
          const entries = data.pages.flatMap((page) => page.entries);
          if (entries.length === 0) return <Empty title={m.files.none}>{m.files.noneHelp}</Empty>;
          return (
            <>
              <table className="rows" aria-label={m.files.title}>
                <thead>
                  <tr>
                    <th scope="col">{m.files.path}</th>
                    <th scope="col">{m.search.collection}</th>
                    <th scope="col">{m.files.outcome}</th>
                    <th scope="col">{m.files.why}</th>
                    <th scope="col" className="n">
                      {m.files.size}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {entries.map((entry) => (
                    <tr key={`${entry.collection} ${entry.path}`}>
                      <td className="wrap" dir="auto">
                        {entry.document ? (
                          <Link className="link" to="/read/$document" params={{ document: entry.document }}>
                            {entry.path}
                          </Link>
                        ) : (
                          entry.path
                        )}
                      </td>
                      <td className="q">{nameOf(entry.collection)}</td>
                      <td className="nowrap">{m.overview[entry.outcome]}</td>
                      <td className="q wrap" dir="auto">
                        {entry.code ? (
                          <>
                            <span className="mono">{entry.code}</span> {entry.message}
                          </>
                        ) : null}
                      </td>
                      <td className="n">{format.bytes(entry.size)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {ledger.hasNextPage ? (
                <button
                  type="button"
                  className="btn more"
                  disabled={ledger.isFetchingNextPage}
                  onClick={() => void ledger.fetchNextPage()}
                >
                  {m.states.more}
                </button>
              ) : null}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}
