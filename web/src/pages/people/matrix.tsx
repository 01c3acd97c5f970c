/** Who talks to whom: rows write, columns are written to; the darker, the more. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { People } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';

const SIZE = 16;

/** The people of the matrix: those who write and are written to most, and the chosen one with its partners first. */
export function chosenPeople(people: People, who: string | undefined, size: number): readonly string[] {
  const rank = people.participants
    .toSorted((a, b) => b.sent + b.received - (a.sent + a.received))
    .map((person) => person.handle);
  if (!who) return rank.slice(0, size);
  const partners = people.pairs
    .filter((pair) => pair.from === who || pair.to === who)
    .toSorted((a, b) => b.messages - a.messages)
    .map((pair) => (pair.from === who ? pair.to : pair.from));
  return [...new Set([who, ...partners])].slice(0, size);
}

export function Matrix({ people, who }: { people: People; who: string | undefined }) {
  const m = useMessages();
  const format = useFormat();
  const names = useMemo(() => chosenPeople(people, who, SIZE), [people, who]);
  const counts = useMemo(
    () => new Map(people.pairs.map((pair) => [`${pair.from}\n${pair.to}`, pair.messages])),
    [people.pairs],
  );
  const top = Math.max(1, ...names.flatMap((from) => names.map((to) => counts.get(`${from}\n${to}`) ?? 0)));
  return (
    <table className="matrix" aria-label={m.people.matrix}>
      <thead>
        <tr>
          <td />
          {names.map((name) => (
            <th key={name} scope="col" title={name}>
              <span>
                <bdi>{name}</bdi>
              </span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {names.map((from) => (
          <tr key={from}>
            <th scope="row" className="cut" title={from}>
              <Link to="/people" search={{ who: from === who ? undefined : from }}>
                <bdi>{from}</bdi>
              </Link>
            </th>
            {names.map((to) => {
              const count = counts.get(`${from}\n${to}`) ?? 0;
              // A root, so that the busiest pair does not wash out the others.
              const share = Math.sqrt(count / top);
              return (
                <td
                  key={to}
                  title={m.people.matrixCell(from, to, format.count(count))}
                  className={count > 0 ? 'some' : undefined}
                >
                  {count > 0 ? <i style={{ opacity: 0.12 + 0.88 * share }} aria-hidden="true" /> : null}
                  <span className="sr">{format.count(count)}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
