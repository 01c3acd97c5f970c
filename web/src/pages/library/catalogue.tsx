/** The catalogue of public sources, and adding one by its name or address. */
import { useId } from 'react';
import type { Library, LibrarySource } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { type Column, SortedTable } from '../../parts/sorted-table.tsx';
import { useLibraryActions } from './use-library.ts';

export function Catalogue({ library }: { library: Library }) {
  const m = useMessages();
  const format = useFormat();
  const { add } = useLibraryActions();
  const id = useId();
  const present = new Set(library.references.flatMap((reference) => reference.sources));
  const columns: readonly Column<LibrarySource>[] = [
    {
      name: 'title',
      title: m.library.name,
      by: (row) => row.title,
      cell: (row) => (
        <>
          {row.title}
          {row.needs ? <div className="q small">{m.library.needs(row.needs.variable)}</div> : null}
        </>
      ),
    },
    { name: 'publisher', title: m.library.publisher, by: (row) => row.publisher, cell: (row) => row.publisher },
    { name: 'licence', title: m.library.licence, by: (row) => row.licence, cell: (row) => row.licence },
    {
      name: 'reliability',
      title: m.library.reliability,
      by: (row) => row.reliability,
      cell: (row) => <span title={m.library.reliabilities[row.reliability]}>{row.reliability}</span>,
    },
    { name: 'size', title: m.library.size, number: true, by: (row) => row.size, cell: (row) => format.bytes(row.size) },
    { name: 'renewed', title: m.library.renewed, cell: (row) => m.library.renewals[row.renewed] ?? row.renewed },
    {
      name: 'actions',
      title: m.library.actions,
      cell: (row) =>
        present.has(row.name) ? (
          <span className="q">{m.library.have}</span>
        ) : (
          <button
            type="button"
            className="btn quiet"
            aria-label={m.library.fetchOf(row.title)}
            disabled={add.isPending}
            onClick={() => add.mutate(row.name)}
          >
            {m.library.fetch}
          </button>
        ),
    },
  ];
  return (
    <>
      <h2 className="under">{m.library.catalogue}</h2>
      <p className="q small">{m.library.catalogueHelp}</p>
      <SortedTable rows={library.sources} columns={columns} rowKey={(row) => row.name} label={m.library.catalogue} />
      <form
        className="add-form"
        onSubmit={(event) => {
          event.preventDefault();
          const source = String(new FormData(event.currentTarget).get('address') ?? '').trim();
          if (source) add.mutate(source);
        }}
      >
        <label htmlFor={`${id}-address`}>{m.library.address}</label>
        <input
          id={`${id}-address`}
          name="address"
          className="field"
          required
          placeholder="https://"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-help`}
        />
        <span />
        <span className="q small" id={`${id}-help`}>
          {m.library.addressHelp(library.addresses.kinds.map((kind) => `${kind.kind}:https://…`).join(', '))}
        </span>
        <span />
        <span>
          <button type="submit" className="btn" disabled={add.isPending}>
            {m.library.fetch}
          </button>
        </span>
      </form>
    </>
  );
}
