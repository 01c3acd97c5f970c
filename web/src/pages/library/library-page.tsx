/** Library: the references, their dates and reliability, and what each contributed to the overlaps. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useCaseSummary, useOverlaps } from '../../api/queries.ts';
import type { CollectionStatus, Overlap } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { type Column, SortedTable } from '../../parts/sorted-table.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { AddForm } from './add-form.tsx';
import './library.css';

/** How many overlaps rest on each collection, by its id or name. */
export function contributions(overlaps: readonly Overlap[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const overlap of overlaps) {
    if (overlap.rejected) continue;
    const collections = new Set(overlap.hops.flatMap((hop) => hop.evidence.map((quote) => quote.collection)));
    for (const collection of collections) counts.set(collection, (counts.get(collection) ?? 0) + 1);
  }
  return counts;
}

export function LibraryPage() {
  const m = useMessages();
  const format = useFormat();
  const summary = useCaseSummary();
  const overlaps = useOverlaps();
  const counts = useMemo(() => contributions(overlaps.data ?? []), [overlaps.data]);
  const inOverlaps = (collection: CollectionStatus) => counts.get(collection.id) ?? counts.get(collection.name) ?? 0;
  const columns: readonly Column<CollectionStatus>[] = [
    {
      name: 'name',
      title: m.library.name,
      by: (row) => row.name,
      cell: (row) => (
        <Link className="strong" to="/search" search={{ collection: row.id, in: row.role }}>
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
    { name: 'tlp', title: m.library.tlp, cell: (row) => row.tlp },
    {
      name: 'documents',
      title: m.library.documents,
      number: true,
      by: (row) => row.documents,
      cell: (row) => format.count(row.documents),
    },
    {
      name: 'mentions',
      title: m.library.mentions,
      number: true,
      by: (row) => row.mentions,
      cell: (row) => format.count(row.mentions),
    },
    {
      name: 'contributes',
      title: m.library.contributes,
      number: true,
      by: inOverlaps,
      cell: (row) => format.count(inOverlaps(row)),
    },
  ];
  return (
    <Loaded query={summary}>
      {(data) => {
        const of = (role: string) => data.collections.filter((collection) => collection.role === role);
        const references = of('reference');
        return (
          <div className="sheet-page scroll" tabIndex={0} role="region" aria-label={m.pages.library}>
            <div className="sheet-head">
              <div>
                <h1>{m.library.lede(format.count(references.length))}</h1>
              </div>
            </div>
            {references.length === 0 ? (
              <Empty title={m.library.none}>{m.library.noneHelp}</Empty>
            ) : (
              <SortedTable
                rows={references}
                columns={columns}
                rowKey={(row) => row.id}
                label={m.library.references}
                start="contributes"
              />
            )}
            <h2 className="under">{m.library.leaks}</h2>
            <SortedTable rows={of('leak')} columns={columns} rowKey={(row) => row.id} label={m.library.leaks} />
            <h2 className="under">{m.library.addTitle}</h2>
            <p className="q small">{m.library.addHelp}</p>
            <AddForm start="reference" />
          </div>
        );
      }}
    </Loaded>
  );
}
