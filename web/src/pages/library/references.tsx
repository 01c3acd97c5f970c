/** The references of the case: what each contributed, its editions, and bringing it up to date or taking it out. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Library, LibraryReference } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { type Column, SortedTable } from '../../parts/sorted-table.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useHistory, useLibraryActions } from './use-library.ts';

export function References({ library }: { library: Library }) {
  const m = useMessages();
  const format = useFormat();
  const actions = useLibraryActions();
  const [open, setOpen] = useState<LibraryReference>();
  const columns: readonly Column<LibraryReference>[] = [
    {
      name: 'name',
      title: m.library.name,
      by: (row) => row.name,
      cell: (row) => (
        <Link className="strong" to="/search" search={{ collection: row.id, in: 'reference' }}>
          {row.name}
        </Link>
      ),
    },
    {
      name: 'publisher',
      title: m.library.publisher,
      by: (row) => row.publisher ?? '',
      cell: (row) => row.publisher ?? '',
    },
    {
      name: 'published',
      title: m.library.published,
      by: (row) => row.published ?? '',
      cell: (row) => <span className="nowrap">{row.published ? format.date(row.published) : m.overlaps.undated}</span>,
    },
    {
      name: 'reliability',
      title: m.library.reliability,
      by: (row) => row.reliability,
      cell: (row) => (
        <span title={m.library.reliabilities[row.reliability]}>
          {row.reliability}, <span className="q">{m.library.reliabilities[row.reliability]}</span>
        </span>
      ),
    },
    {
      name: 'updated',
      title: m.library.updated,
      by: (row) => row.updated,
      cell: (row) => (
        <button
          type="button"
          className="btn quiet nowrap"
          aria-expanded={open?.id === row.id}
          onClick={() => setOpen(open?.id === row.id ? undefined : row)}
        >
          {format.date(row.updated.slice(0, 10))}, {m.library.editions(format.count(row.editions))}
        </button>
      ),
    },
    ...(['documents', 'entities'] as const).map((name) => ({
      name,
      title: m.library[name],
      number: true,
      by: (row: LibraryReference) => row[name],
      cell: (row: LibraryReference) => format.count(row[name]),
    })),
    {
      name: 'assertions',
      title: m.library.assertions,
      number: true,
      by: (row) => row.assertions,
      cell: (row) => (
        <span title={m.library.assertionsHeld(format.count(row.assertions), format.count(row.withdrawnAssertions))}>
          {format.count(row.assertions)}
        </span>
      ),
    },
    {
      name: 'contributes',
      title: m.library.contributes,
      number: true,
      by: (row) => row.overlaps,
      cell: (row) => format.count(row.overlaps),
    },
    {
      name: 'actions',
      title: m.library.actions,
      cell: (row) => (
        <span className="nowrap">
          <button
            type="button"
            className="btn quiet"
            aria-label={m.library.updateOf(row.name)}
            disabled={row.sources.length === 0 || actions.update.isPending}
            onClick={() => actions.update.mutate(row.id)}
          >
            {m.library.update}
          </button>
          <button
            type="button"
            className="btn quiet"
            aria-label={m.library.removeOf(row.name)}
            disabled={actions.remove.isPending}
            onClick={() => actions.remove.mutate(row)}
          >
            {m.library.remove}
          </button>
        </span>
      ),
    },
  ];
  if (library.references.length === 0) return <Empty title={m.library.none}>{m.library.noneHelp}</Empty>;
  return (
    <>
      <SortedTable
        rows={library.references}
        columns={columns}
        rowKey={(row) => row.id}
        label={m.library.references}
        start="contributes"
      />
      {library.references.some((row) => row.sources.length > 0) ? (
        <p>
          <button
            type="button"
            className="btn"
            disabled={actions.update.isPending}
            onClick={() => actions.update.mutate(undefined)}
          >
            {m.library.updateAll}
          </button>
        </p>
      ) : null}
      {open ? <Editions reference={open} /> : null}
    </>
  );
}

function Editions({ reference }: { reference: LibraryReference }) {
  const m = useMessages();
  const format = useFormat();
  const history = useHistory(reference.id);
  return (
    <section aria-label={m.library.history(reference.name)}>
      <h2 className="under">{m.library.history(reference.name)}</h2>
      <Loaded query={history}>
        {({ editions }) => (
          <SortedTable
            rows={editions}
            rowKey={(row) => String(row.number)}
            label={m.library.history(reference.name)}
            columns={[
              {
                name: 'number',
                title: m.library.edition,
                number: true,
                by: (row) => row.number,
                cell: (row) => row.number,
              },
              { name: 'time', title: m.library.came, by: (row) => row.time, cell: (row) => format.dateTime(row.time) },
              {
                name: 'documents',
                title: m.library.documents,
                number: true,
                cell: (row) => format.count(row.documents.current),
              },
              {
                name: 'added',
                title: m.library.added,
                number: true,
                cell: (row) => format.count(row.assertions.added),
              },
              {
                name: 'withdrawn',
                title: m.library.withdrawn,
                number: true,
                cell: (row) => format.count(row.assertions.withdrawn),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

/** References that were taken out and can still be brought back. */
export function RemovedReferences({ library }: { library: Library }) {
  const m = useMessages();
  const { restore } = useLibraryActions();
  if (library.removed.length === 0) return null;
  return (
    <>
      <h2 className="under">{m.library.removedTitle}</h2>
      <p className="q small">{m.library.removedHelp}</p>
      <ul className="removed-references">
        {library.removed.map((each) => (
          <li key={each.id}>
            {each.name}{' '}
            <button
              type="button"
              className="btn quiet"
              disabled={restore.isPending}
              onClick={() => restore.mutate(each)}
            >
              {m.library.restore}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
