/** Clients and targets: what is stated of them, each with its evidence. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { get } from '../../api/client.ts';
import { useCaseSummary } from '../../api/queries.ts';
import type { StatedAssertion } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { EntityName } from '../../parts/kind.tsx';
import { type Column, SortedTable } from '../../parts/sorted-table.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';

const CLIENTS = ['client-of', 'sells', 'paid', 'supplies', 'litigates-with'];
const TARGETS = ['targets'];
const MOST = 1000;

export function ClientsPage() {
  const m = useMessages();
  return <Stated predicates={CLIENTS} title={m.stated.clients} lede={m.stated.clientsLede} />;
}

export function TargetsPage() {
  const m = useMessages();
  return <Stated predicates={TARGETS} title={m.stated.targets} lede={m.stated.targetsLede} />;
}

function Stated({
  predicates,
  title,
  lede,
}: {
  predicates: readonly string[];
  title: string;
  lede: (n: string) => string;
}) {
  const m = useMessages();
  const format = useFormat();
  const summary = useCaseSummary();
  const [filter, setFilter] = useState('');
  const stated = useQuery({
    queryKey: ['assertions', ...predicates],
    queryFn: async ({ signal }) =>
      (
        await get<{ assertions: readonly StatedAssertion[] }>(
          '/assertions',
          { predicates: predicates.join(','), limit: MOST },
          signal,
        )
      ).assertions,
  });
  const columns = useMemo<readonly Column<StatedAssertion>[]>(() => {
    const collection = (id: string) => summary.data?.collections.find((entry) => entry.id === id);
    return [
      {
        name: 'subject',
        title: m.stated.subject,
        by: (row) => row.subject.value,
        cell: (row) => <EntityName type={row.subject.type} value={row.subject.value} />,
      },
      {
        name: 'relation',
        title: m.stated.relation,
        by: (row) => row.predicate,
        cell: (row) => (
          <span className="q nowrap">{m.relations[row.predicate] ?? row.predicate.replaceAll('-', ' ')}</span>
        ),
      },
      {
        name: 'object',
        title: m.stated.object,
        by: (row) => row.object.value,
        cell: (row) => <EntityName type={row.object.type} value={row.object.value} />,
      },
      {
        name: 'when',
        title: m.stated.when,
        by: (row) => row.firstSeen ?? '',
        cell: (row) => <span className="q nowrap">{row.firstSeen ? format.date(row.firstSeen) : ''}</span>,
      },
      {
        name: 'source',
        title: m.stated.source,
        by: (row) => collection(row.collection)?.name ?? row.collection,
        cell: (row) => (
          <span className="q">
            {collection(row.collection)?.name ?? row.collection}
            {row.origin ? `, ${row.origin}` : ''}
          </span>
        ),
      },
      {
        name: 'evidence',
        title: m.stated.evidence,
        cell: (row) => {
          const first = row.evidence[0];
          return first ? (
            <Link
              className="link nowrap"
              to="/read/$document"
              params={{ document: first.passage.split('.')[0] ?? '' }}
              search={{ p: first.passage.split('.').at(-1), s: `${first.start}-${first.end}` }}
            >
              {m.overlaps.open}
            </Link>
          ) : null;
        },
      },
    ];
  }, [m, format, summary.data]);
  return (
    <Loaded query={stated}>
      {(rows) => {
        const wanted = filter.trim().toLowerCase();
        const fitting = rows.filter((row) => `${row.subject.value} ${row.object.value}`.toLowerCase().includes(wanted));
        return rows.length === 0 ? (
          <Empty title={m.stated.none}>{m.stated.noneHelp}</Empty>
        ) : (
          <div className="sheet-page scroll" tabIndex={0} role="region" aria-label={title}>
            <div className="sheet-head">
              <div>
                <h1>{lede(format.count(rows.length))}</h1>
              </div>
              <input
                className="field filter-field"
                type="search"
                value={filter}
                placeholder={m.stated.filter}
                aria-label={m.stated.filter}
                onChange={(event) => setFilter(event.currentTarget.value)}
              />
            </div>
            <SortedTable rows={fitting} columns={columns} rowKey={(row) => row.id} label={title} />
          </div>
        );
      }}
    </Loaded>
  );
}
