/** Map: the countries that the leak names, on a bundled world atlas, beside the list that says the same. */
import { Link } from '@tanstack/react-router';
import { geoNaturalEarth1, geoPath } from 'd3-geo';
import { useMemo, useState } from 'react';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';
import { useMentioned } from '../../api/queries.ts';
import type { MentionedValue } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Empty, Loaded } from '../../parts/states.tsx';
import { countryNames } from './country-names.ts';
import './map.css';

interface Country {
  readonly name: string;
  readonly path: string;
}

const WIDTH = 960;
const HEIGHT = 480;
const MOST = 500;

const topology = atlas as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;

function outlines(): readonly Country[] {
  const world = feature(topology, topology.objects.countries);
  const path = geoPath(geoNaturalEarth1().fitSize([WIDTH, HEIGHT], world));
  return world.features
    .filter((country) => country.properties.name !== 'Antarctica')
    .map((country) => ({ name: country.properties.name, path: path(country) ?? '' }));
}

export interface Placed {
  readonly country: string;
  readonly mentions: number;
  readonly documents: number;
  /** As the leak writes them, most mentioned first. */
  readonly names: readonly string[];
}

/** Sums what is mentioned by country; what is no country of the atlas is left over. */
export function byCountry(
  values: readonly MentionedValue[],
  countryOf: (name: string) => string | undefined,
): { placed: readonly Placed[]; left: readonly MentionedValue[] } {
  const placed = new Map<string, Placed>();
  const left: MentionedValue[] = [];
  for (const value of values) {
    const country = countryOf(value.value);
    if (!country) {
      left.push(value);
      continue;
    }
    const before = placed.get(country);
    placed.set(country, {
      country,
      mentions: (before?.mentions ?? 0) + value.mentions,
      documents: Math.max(before?.documents ?? 0, value.documents),
      names: [...(before?.names ?? []), value.value],
    });
  }
  return { placed: [...placed.values()].sort((a, b) => b.mentions - a.mentions), left };
}

export function MapPage() {
  const places = useMentioned('location', MOST);
  return <Loaded query={places}>{(values) => <World values={values} />}</Loaded>;
}

function World({ values }: { values: readonly MentionedValue[] }) {
  const m = useMessages();
  const format = useFormat();
  const countries = useMemo(outlines, []);
  const countryOf = useMemo(() => countryNames(countries.map((country) => country.name)), [countries]);
  const { placed, left } = useMemo(() => byCountry(values, countryOf), [values, countryOf]);
  const [over, setOver] = useState<string>();
  const counts = new Map(placed.map((entry) => [entry.country, entry]));
  const top = Math.max(1, ...placed.map((entry) => entry.mentions));
  if (values.length === 0) return <Empty title={m.map.none}>{m.map.noneHelp}</Empty>;
  return (
    <div className="mp">
      <section className="mapped" aria-label={m.pages.map}>
        <h1>{m.map.lede(format.count(placed.length))}</h1>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={m.map.label}>
          {countries.map((country) => {
            const entry = counts.get(country.name);
            return (
              <path
                key={country.name}
                d={country.path}
                className={`${entry ? 'named' : ''}${over === country.name ? ' over' : ''}`}
                style={entry ? { fillOpacity: 0.25 + 0.75 * Math.sqrt(entry.mentions / top) } : undefined}
                onPointerEnter={() => setOver(country.name)}
                onPointerLeave={() => setOver(undefined)}
              >
                <title>
                  {entry ? `${country.name}: ${m.card.mentions(format.count(entry.mentions))}` : country.name}
                </title>
              </path>
            );
          })}
        </svg>
      </section>
      <section className="scroll sheet-page" tabIndex={0} aria-label={m.map.country}>
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{m.map.country}</th>
              <th scope="col" className="n">
                {m.map.leak}
              </th>
            </tr>
          </thead>
          <tbody>
            {placed.map((entry) => (
              <tr
                key={entry.country}
                onPointerEnter={() => setOver(entry.country)}
                onPointerLeave={() => setOver(undefined)}
              >
                <td>
                  <Link
                    className="link"
                    to="/search"
                    search={{
                      q: entry.names
                        .slice(0, 4)
                        .map((name) => `"${name}"`)
                        .join(' OR '),
                      in: 'leak',
                    }}
                  >
                    {entry.country}
                  </Link>{' '}
                  <span className="faint">{entry.names.slice(0, 3).join(', ')}</span>
                </td>
                <td className="n">{format.count(entry.mentions)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {left.length > 0 ? (
          <>
            <h2 className="left-over">{m.map.unplaced}</h2>
            <ul className="places">
              {left.slice(0, 100).map((value) => (
                <li key={value.value}>
                  <Link to="/search" search={{ q: `"${value.value}"`, in: 'leak' }} className="link">
                    <bdi>{value.value}</bdi>
                  </Link>{' '}
                  <span className="n faint">{format.count(value.mentions)}</span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </section>
    </div>
  );
}
