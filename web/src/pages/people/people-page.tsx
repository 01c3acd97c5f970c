/** People: a sortable table beside a matrix of who talks to whom, and the hours they write at. */
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { usePeople } from '../../api/queries.ts';
import type { Participant, People } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { EntityName } from '../../parts/kind.tsx';
import { type Column, SortedTable } from '../../parts/sorted-table.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { Hours } from './hours.tsx';
import { Matrix } from './matrix.tsx';
import './people.css';

const MOST = 500;

export function PeoplePage() {
  const people = usePeople();
  const m = useMessages();
  return (
    <Loaded query={people} rows={16}>
      {(data) =>
        data.participants.length === 0 ? (
          <Empty title={m.people.none}>{m.people.noneHelp}</Empty>
        ) : (
          <Both people={data} />
        )
      }
    </Loaded>
  );
}

function Both({ people }: { people: People }) {
  const m = useMessages();
  const format = useFormat();
  const { who }: { who?: string | undefined } = useSearch({ strict: false });
  const [filter, setFilter] = useState('');
  const messages = people.participants.reduce((sum, person) => sum + person.sent, 0);
  const fitting = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    return people.participants.filter((person) => person.handle.toLowerCase().includes(wanted)).slice(0, MOST);
  }, [people.participants, filter]);
  const columns: readonly Column<Participant>[] = [
    {
      name: 'handle',
      title: m.people.handle,
      by: (person) => person.handle,
      cell: (person) => (
        <Link
          to="/people"
          search={{ who: person.handle === who ? undefined : person.handle }}
          className={person.handle === who ? 'strong' : ''}
        >
          <EntityName type="handle" value={person.handle} />
        </Link>
      ),
    },
    {
      name: 'sent',
      title: m.people.sent,
      number: true,
      by: (person) => person.sent,
      cell: (person) => format.count(person.sent),
    },
    {
      name: 'received',
      title: m.people.received,
      number: true,
      by: (person) => person.received,
      cell: (person) => format.count(person.received),
    },
    {
      name: 'first',
      title: m.people.first,
      by: (person) => person.first ?? '',
      cell: (person) => <Day iso={person.first} />,
    },
    {
      name: 'last',
      title: m.people.last,
      by: (person) => person.last ?? '',
      cell: (person) => <Day iso={person.last} />,
    },
    {
      name: 'open',
      title: '',
      cell: (person) => (
        <Link className="link" to="/search" search={{ q: `from:"${person.handle}"`, in: 'leak' }}>
          {m.people.messagesOf}
        </Link>
      ),
    },
  ];
  return (
    <div className="pp">
      <section className="scroll sheet-page" tabIndex={0} aria-label={m.pages.people}>
        <div className="sheet-head">
          <div>
            <h1>{m.people.lede(format.count(people.participants.length), format.count(messages))}</h1>
            <p>
              <Link className="link" to="/people/tables">
                {m.patterns.themes}
              </Link>
              {' · '}
              <Link className="link" to="/people/names">
                {m.identities.link}
              </Link>
            </p>
          </div>
          <input
            className="field narrow"
            type="search"
            value={filter}
            placeholder={m.people.filter}
            aria-label={m.people.filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        </div>
        <SortedTable
          rows={fitting}
          columns={columns}
          rowKey={(person) => person.handle}
          start="sent"
          label={m.pages.people}
        />
      </section>
      <section className="scroll sheet-page" tabIndex={0} aria-label={m.people.matrix}>
        <h2>
          {m.people.matrix} <span className="q">{m.people.matrixNote}</span>
        </h2>
        <Matrix people={people} who={who} />
        <Hours who={who} />
      </section>
    </div>
  );
}

function Day({ iso }: { iso: string | null }) {
  const format = useFormat();
  return <span className="nowrap q">{iso ? format.date(iso) : ''}</span>;
}
