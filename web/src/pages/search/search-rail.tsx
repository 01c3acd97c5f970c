/** The facets of a search: where the matching passages are, in which language, from whom, from when. */
import { useCaseSummary, useSearchFacets } from '../../api/queries.ts';
import { useMessages } from '../../language/language.tsx';
import { Facet, type FacetValue } from '../../parts/facet.tsx';
import { useFormat } from '../../parts/format.ts';
import { EntityName } from '../../parts/kind.tsx';
import { everyMonth } from '../../parts/month-chart.tsx';
import { fieldOf, withField } from './query-fields.ts';

export interface SearchScope {
  readonly q: string;
  readonly in: string | undefined;
  readonly collection: string | undefined;
}

const MOST = 12;

export function SearchRail({
  scope,
  waiting,
  narrow,
}: {
  scope: SearchScope;
  /** The hits are not there yet: they come before the counts. */
  waiting: boolean;
  narrow: (change: { q?: string; in?: string | undefined; collection?: string | undefined }) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const summary = useCaseSummary();
  const facets = useSearchFacets(scope, !waiting);
  const collections = summary.data?.collections ?? [];
  const asked = scope.q.trim() !== '';
  const passagesOf = (id: string) =>
    asked
      ? (facets.data?.collections.find((entry) => entry.value === id)?.passages ?? 0)
      : (collections.find((entry) => entry.id === id)?.passages ?? 0);
  const inCollections: readonly FacetValue[] = collections
    .map((entry) => ({
      value: entry.id,
      label: <bdi title={entry.name}>{entry.name}</bdi>,
      count: passagesOf(entry.id),
    }))
    .filter((entry) => entry.count > 0 || entry.value === scope.collection)
    .sort((a, b) => b.count - a.count);
  const side = (role: string) =>
    collections.filter((entry) => entry.role === role).reduce((sum, entry) => sum + passagesOf(entry.id), 0);
  const field = (name: string, title: string, values: readonly FacetValue[]) => {
    const now = fieldOf(scope.q, name);
    return (
      <Facet
        title={title}
        values={values.slice(0, MOST)}
        chosen={now === undefined ? [] : [now]}
        onChange={(chosen) =>
          narrow({
            q: withField(
              scope.q,
              name,
              chosen.find((value) => value !== now),
            ),
          })
        }
      />
    );
  };
  return (
    <aside className="rail scroll" aria-label={m.overlaps.filters}>
      <Facet
        title={m.search.side}
        values={(['leak', 'reference'] as const).map((role) => ({
          value: role,
          label: m.roles[role],
          count: side(role),
        }))}
        chosen={scope.in ? [scope.in] : []}
        onChange={(chosen) => narrow({ in: chosen.find((value) => value !== scope.in), collection: undefined })}
      />
      {asked && facets.data ? (
        <>
          <Months months={facets.data.months} />
          {field(
            'type',
            m.search.kind,
            facets.data.kinds.map(({ value, passages }) => ({
              value,
              count: passages,
              label: m.documentKinds[value] ?? value,
            })),
          )}
          {field(
            'lang',
            m.search.language,
            facets.data.languages
              .filter(({ value }) => value !== 'und')
              .map(({ value, passages }) => ({ value, count: passages, label: format.language(value) })),
          )}
          {field(
            'from',
            m.reader.sender,
            facets.data.senders.map(({ value, passages }) => ({
              value,
              count: passages,
              label: <EntityName type="handle" value={value} />,
            })),
          )}
        </>
      ) : null}
      <Facet
        title={m.search.collection}
        values={inCollections.slice(0, MOST)}
        chosen={scope.collection ? [scope.collection] : []}
        onChange={(chosen) => narrow({ collection: chosen.find((value) => value !== scope.collection) })}
      />
    </aside>
  );
}

function Months({ months }: { months: readonly { value: string; passages: number }[] }) {
  const m = useMessages();
  const format = useFormat();
  const columns = everyMonth(months.map(({ value, passages }) => ({ month: value, messages: passages })));
  const [first, last] = [columns[0], columns.at(-1)];
  if (!first || !last) return null;
  const top = Math.max(1, ...columns.map((column) => column.messages));
  const name = (date: Date) => format.date(date.toISOString().slice(0, 7));
  return (
    <section className="facet">
      <h3>{m.search.when}</h3>
      <div
        className="histogram"
        role="img"
        aria-label={columns
          .filter((column) => column.messages > 0)
          .map((column) => `${name(column.date)}: ${column.messages}`)
          .join(', ')}
      >
        {columns.map((column) => (
          <i
            key={Number(column.date)}
            title={`${name(column.date)}: ${format.count(column.messages)}`}
            style={{ height: `${(100 * column.messages) / top}%` }}
          />
        ))}
      </div>
      <p className="ends">
        <span>{name(first.date)}</span>
        {first === last ? null : <span>{name(last.date)}</span>}
      </p>
    </section>
  );
}
