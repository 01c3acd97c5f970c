/** Map: the countries that the leak names, on a bundled world atlas, beside the list that says the same. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { geoNaturalEarth1, geoPath } from 'd3-geo';
import { useMemo, useState } from 'react';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-110m.json';
import { get } from '../../api/client.ts';
import { useTimeWindow } from '../../api/graph.ts';
import { useFacets, useMentioned } from '../../api/queries.ts';
import type { MentionedValue, Pattern } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { MonthRange } from '../../parts/month-range.tsx';
import { Empty, Loaded, Loading } from '../../parts/states.tsx';
import { useNotices } from '../../shell/notices.tsx';
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
  /** As the leak writes them, most mentioned first. */
  readonly names: readonly string[];
}

/** Sums what is mentioned by country; what is no country of the atlas is left over. */
export function byCountry(
  values: readonly Value[],
  countryOf: (name: string) => string | undefined,
): { placed: readonly Placed[]; left: readonly Value[] } {
  const placed = new Map<string, Placed>();
  const left: Value[] = [];
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
      names: [...(before?.names ?? []), value.value],
    });
  }
  return { placed: [...placed.values()].sort((a, b) => b.mentions - a.mentions), left };
}

type Value = Pick<MentionedValue, 'value' | 'mentions'>;

export function MapPage() {
  const range: Range = useSearch({ strict: false });
  const places = useMentioned('location', MOST);
  const inRange = useTimeWindow(range, 'location', MOST);
  const ranged = useMemo(
    () => inRange.data?.things.map(({ thing, mentions }) => ({ value: thing.value, mentions })),
    [inRange.data],
  );
  const isRanged = Boolean(range.from || range.to);
  return (
    <Loaded query={places}>
      {(values) =>
        isRanged && !ranged ? <Loading /> : <World values={isRanged ? (ranged ?? []) : values} range={range} />
      }
    </Loaded>
  );
}

interface Range {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** How each country stands among the targets: how many the leak names, and whether reports on overlapping actors name it, too. */
function usePublished(countryOf: (name: string) => string | undefined) {
  const answer = useQuery({
    queryKey: ['patterns', 'targets', 'published-countries'],
    queryFn: ({ signal }) =>
      get<Pattern>('/patterns/targets', { table: 'published-countries', limit: MOST, quotes: 0 }, signal),
  });
  return useMemo(() => {
    const found = new Map<string, { standing: string; targets: number; actors: string }>();
    for (const { cells } of answer.data?.tables[0]?.rows ?? []) {
      const country = countryOf(String(cells['country'] ?? ''));
      const standing = String(cells['standing'] ?? '');
      if (country)
        found.set(country, { standing, targets: Number(cells['targets'] ?? 0), actors: String(cells['actors'] ?? '') });
    }
    return found;
  }, [answer.data, countryOf]);
}

function World({ values, range }: { values: readonly Value[]; range: Range }) {
  const m = useMessages();
  const navigate = useNavigate();
  const notices = useNotices();
  const facets = useFacets();
  const format = useFormat();
  const countries = useMemo(outlines, []);
  const countryOf = useMemo(() => countryNames(countries.map((country) => country.name)), [countries]);
  const { placed, left } = useMemo(() => byCountry(values, countryOf), [values, countryOf]);
  const [over, setOver] = useState<string>();
  const counts = new Map(placed.map((entry) => [entry.country, entry]));
  const top = Math.max(1, ...placed.map((entry) => entry.mentions));
  const published = usePublished(countryOf);
  const isPublished = (country: string) => ['confirmed', 'absent'].includes(published.get(country)?.standing ?? '');
  const beside = [...published]
    .filter(([country]) => !counts.has(country))
    .map(([country]): Placed => ({ country, mentions: 0, names: [] }));
  const setRange = (next: Range) => {
    navigate({ to: '/map', search: { ...next }, replace: true }).catch((error: unknown) => notices.fail(String(error)));
  };
  const lede = format.count(placed.length);
  const isRanged = Boolean(range.from || range.to);
  if (values.length === 0 && !isRanged) return <Empty title={m.map.none}>{m.map.noneHelp}</Empty>;
  return (
    <div className="mp">
      <section className="mapped" aria-label={m.pages.map}>
        <h1>
          {isRanged
            ? m.map.inRange(lede, range.from ? format.date(range.from) : '…', range.to ? format.date(range.to) : '…')
            : m.map.lede(lede)}
        </h1>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={m.map.label}>
          {countries.map((country) => {
            const entry = counts.get(country.name);
            return (
              <path
                key={country.name}
                d={country.path}
                className={[
                  entry ? 'named' : '',
                  isPublished(country.name) ? 'published' : '',
                  over === country.name ? 'over' : '',
                ].join(' ')}
                style={entry ? { fillOpacity: 0.25 + 0.75 * Math.sqrt(entry.mentions / top) } : undefined}
                onPointerEnter={() => setOver(country.name)}
                onPointerLeave={() => setOver(undefined)}
              >
                <title>
                  {entry
                    ? `${format.country(country.name)}: ${m.card.mentions(format.count(entry.mentions))}`
                    : format.country(country.name)}
                </title>
              </path>
            );
          })}
        </svg>
        <div>
          {published.size > 0 ? (
            <p className="small q legend">
              <i className="ring" /> {m.map.publishedNote}
            </p>
          ) : null}
          {facets.data ? (
            <MonthRange
              counts={facets.data.months}
              label={m.map.byMonth}
              from={range.from}
              to={range.to}
              change={setRange}
            />
          ) : null}
        </div>
      </section>
      <section className="scroll sheet-page" tabIndex={0} aria-label={m.map.country}>
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{m.map.country}</th>
              <th scope="col" className="n">
                {m.map.leak}
              </th>
              {published.size > 0 ? (
                <>
                  <th scope="col" className="n">
                    {m.map.targets}
                  </th>
                  <th scope="col">{m.map.published}</th>
                </>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {[...placed, ...beside].map((entry) => (
              <tr
                key={entry.country}
                onPointerEnter={() => setOver(entry.country)}
                onPointerLeave={() => setOver(undefined)}
              >
                <td>
                  {entry.names.length > 0 ? (
                    <Link className="link" to="/search" search={{ q: queryOf(entry.names, range), in: 'leak' }}>
                      {format.country(entry.country)}
                    </Link>
                  ) : (
                    format.country(entry.country)
                  )}{' '}
                  <span className="faint">
                    {entry.names
                      .filter((name) => name !== entry.country && name !== format.country(entry.country))
                      .slice(0, 3)
                      .join(', ')}
                  </span>
                </td>
                <td className="n">{entry.mentions > 0 ? format.count(entry.mentions) : ''}</td>
                {published.size > 0 ? <Published standing={published.get(entry.country)} /> : null}
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

/** A search for the names as the leak writes them, within the range. */
function queryOf(names: readonly string[], { from, to }: Range): string {
  const words = names
    .slice(0, 4)
    .map((name) => `"${name}"`)
    .join(' OR ');
  return [words, from ? `since:${from}` : '', to ? `until:${to}` : ''].filter((part) => part !== '').join(' ');
}

function Published({ standing }: { standing: { standing: string; targets: number; actors: string } | undefined }) {
  const m = useMessages();
  const format = useFormat();
  const words = standing ? (m.map.standing[standing.standing] ?? standing.standing) : '';
  return (
    <>
      <td className="n">{standing && standing.targets > 0 ? format.count(standing.targets) : ''}</td>
      <td title={standing?.actors}>{words ? <span className="tag">{words}</span> : null}</td>
    </>
  );
}
