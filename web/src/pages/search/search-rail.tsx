/** The facets of a search: where the matching passages are, in which language, from whom, from when. */
import { useEffect, useState } from 'react';
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
  readonly newer?: string | undefined;
  /** Copies are counted once. */
  readonly fold: boolean;
}

const MOST = 12;
const FEW = 6;
const SETTLE_MS = 200;

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
  const facets = useSearchFacets(scope, useSettled(scope.q) && !waiting);
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
  const field = (name: string, title: string, values: readonly FacetValue[], most = MOST) => (
    <Facet
      title={title}
      values={values.slice(0, most)}
      chosen={fieldOf(scope.q, name)}
      onChange={(chosen) => narrow({ q: withField(scope.q, name, chosen) })}
    />
  );
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
          <Months months={facets.data.months} query={scope.q} narrow={(q) => narrow({ q })} />
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
          {field(
            'entity',
            m.search.mentioned,
            facets.data.entities.map(({ type, value, passages }) => ({
              value,
              key: type,
              count: passages,
              label: <EntityName type={type} value={value} />,
            })),
            FEW,
          )}
          {field(
            'has',
            m.search.mentionTypes,
            facets.data.types.map(({ value, passages }) => ({
              value,
              count: passages,
              label: m.types[value] ?? value,
            })),
            FEW,
          )}
          {field(
            'label',
            m.card.labels,
            facets.data.labels
              .filter(({ value }) => !value.startsWith('refang:'))
              .map(({ value, passages }) => ({
                value,
                count: passages,
                label: m.labels[value]?.[0] ?? m.mentionLabels[value] ?? value.replaceAll('-', ' '),
              })),
            FEW,
          )}
          {field('is', m.marks.title, [
            ...facets.data.states
              .filter(({ passages }) => passages > 0)
              .map(({ value, passages }) => ({ value, count: passages, label: m.marks.states[value] ?? value })),
            // Left out of every other search, so that they have no count beside it.
            ...(collections.some(({ role }) => role === 'reference')
              ? [{ value: 'superseded', label: <span title={m.marks.supersededHelp}>{m.marks.superseded}</span> }]
              : []),
          ])}
          {field(
            'tag',
            m.marks.tags,
            facets.data.tags.map(({ value, passages }) => ({
              value,
              count: passages,
              label: <bdi>{value}</bdi>,
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

/** Whether a value has stayed the same for a while: whoever types on waits for hits, not for counts. */
function useSettled(value: string): boolean {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled === value;
}

/** A click takes one month; with Shift the range goes on to it; the same month again takes the range away. */
function Months({
  months,
  query,
  narrow,
}: {
  months: readonly { value: string; passages: number }[];
  query: string;
  narrow: (query: string) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const columns = everyMonth(months.map(({ value, passages }) => ({ month: value, messages: passages })));
  const [first, last] = [columns[0], columns.at(-1)];
  if (!first || !last) return null;
  const top = Math.max(1, ...columns.map((column) => column.messages));
  const name = (date: Date) => format.date(date.toISOString().slice(0, 7));
  const [since, until] = [fieldOf(query, 'since')[0], fieldOf(query, 'until')[0]];
  const range = (from: string | undefined, to: string | undefined) =>
    narrow(withField(withField(query, 'since', from ? [from] : []), 'until', to ? [to] : []));
  const choose = (month: string, further: boolean) => {
    if (further && since) range(month < since ? month : since, month < since ? (until ?? since) : month);
    else if (month === since && month === until) range(undefined, undefined);
    else range(month, month);
  };
  return (
    <section className="facet">
      <h3>
        {m.search.when}
        {since || until ? (
          <button type="button" className="link small" onClick={() => range(undefined, undefined)}>
            {m.states.clear}
          </button>
        ) : null}
      </h3>
      <div className="histogram" role="group" aria-label={m.search.when}>
        {columns.map((column) => {
          const month = column.date.toISOString().slice(0, 7);
          return (
            <button
              key={month}
              type="button"
              tabIndex={column.messages > 0 ? 0 : -1}
              aria-pressed={since !== undefined && month >= since && month <= (until ?? since)}
              aria-label={`${name(column.date)}: ${format.count(column.messages)}`}
              title={`${name(column.date)}: ${format.count(column.messages)}`}
              onClick={(event) => choose(month, event.shiftKey)}
            >
              <i style={{ height: `${(100 * column.messages) / top}%` }} />
            </button>
          );
        })}
      </div>
      <p className="ends">
        <span>{name(first.date)}</span>
        {first === last ? null : <span>{name(last.date)}</span>}
      </p>
    </section>
  );
}
