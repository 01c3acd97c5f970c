/** Library: the references with what each contributed, what can be added, and adding it. */
import { Link } from '@tanstack/react-router';
import { useCaseSummary } from '../../api/queries.ts';
import type { CollectionStatus } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { type Column, SortedTable } from '../../parts/sorted-table.tsx';
import { Loaded } from '../../parts/states.tsx';
import { AddForm } from './add-form.tsx';
import { Catalogue } from './catalogue.tsx';
import { References, RemovedReferences } from './references.tsx';
import { useLibrary } from './use-library.ts';
import './library.css';

export function LibraryPage() {
  const m = useMessages();
  const format = useFormat();
  const library = useLibrary();
  return (
    <Loaded query={library}>
      {(data) => (
        <div className="sheet-page scroll" tabIndex={0} role="region" aria-label={m.pages.library}>
          <div className="sheet-head">
            <div>
              <h1>{m.library.lede(format.count(data.references.length))}</h1>
            </div>
          </div>
          <References library={data} />
          <RemovedReferences library={data} />
          <Leaks />
          <h2 className="under">{m.library.addTitle}</h2>
          <p className="q small">{m.library.addHelp}</p>
          <AddForm start="reference" />
          <Catalogue library={data} />
        </div>
      )}
    </Loaded>
  );
}

function Leaks() {
  const m = useMessages();
  const format = useFormat();
  const summary = useCaseSummary();
  const leaks = (summary.data?.collections ?? []).filter((collection) => collection.role === 'leak');
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
    { name: 'tlp', title: m.library.tlp, cell: (row) => row.tlp },
    ...(['documents', 'mentions'] as const).map((name) => ({
      name,
      title: m.library[name],
      number: true,
      by: (row: CollectionStatus) => row[name],
      cell: (row: CollectionStatus) => format.count(row[name]),
    })),
  ];
  return (
    <>
      <h2 className="under">{m.library.leaks}</h2>
      <SortedTable rows={leaks} columns={columns} rowKey={(row) => row.id} label={m.library.leaks} />
    </>
  );
}
