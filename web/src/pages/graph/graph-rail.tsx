/** Beside the graph: its views, what is filtered, and overlaps to start from. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useOverlaps } from '../../api/queries.ts';
import { useMessages } from '../../language/language.tsx';
import { Facet, tally } from '../../parts/facet.tsx';
import { useFormat } from '../../parts/format.ts';
import { KINDS, type Kind, KindName, kindOf } from '../../parts/kind.tsx';
import { relationName } from './edge-words.ts';
import { type GraphFilter, isFiltered, NO_FILTER } from './graph-filter.ts';
import type { GraphState } from './graph-model.ts';
import { ViewList, type ViewListProps } from './view-list.tsx';

const OVERLAPS = 12;
/** Sources with most statements on the table that can be left out. */
const SOURCES = 10;

export function GraphRail({
  state,
  filter,
  setFilter,
  views,
}: {
  state: GraphState;
  filter: GraphFilter;
  setFilter: (filter: GraphFilter) => void;
  views: ViewListProps;
}) {
  const m = useMessages();
  const format = useFormat();
  const overlaps = useOverlaps();
  const kinds = useMemo(() => tally([...state.nodes.values()], (node) => [kindOf(node.type)]), [state.nodes]);
  const relations = useMemo(() => tally([...state.edges.values()], (edge) => [edge.predicate]), [state.edges]);
  /** A facet's ticks say what is shown; the filter keeps what is hidden. */
  const shown = (all: readonly string[], hidden: readonly string[]) =>
    hidden.length === 0 ? [] : all.filter((value) => !hidden.includes(value));
  const hiddenOf = (all: readonly string[], on: readonly string[]) =>
    on.length === 0 ? [] : all.filter((value) => !on.includes(value));
  const sources = useMemo(
    () => tally([...state.edges.values()], (edge) => (edge.source === '' ? [] : [edge.source])),
    [state.edges],
  );
  const allRelations = relations.map(({ value }) => value);
  return (
    <aside className="rail scroll" aria-label={m.overlaps.filters}>
      <ViewList {...views} />
      <Facet
        title={m.graph.kinds}
        values={kinds.map(({ value, count }) => ({
          value,
          count,
          label: <KindName kind={value as Kind}>{m.kinds[value as Kind]}</KindName>,
        }))}
        chosen={shown(KINDS, filter.kinds)}
        onChange={(on) => setFilter({ ...filter, kinds: hiddenOf(KINDS, on) })}
      />
      <Facet
        title={m.graph.relations}
        values={relations.map(({ value, count }) => ({ value, count, label: relationName(m, value) }))}
        chosen={shown(allRelations, filter.relations)}
        onChange={(on) => setFilter({ ...filter, relations: hiddenOf(allRelations, on) })}
      />
      {sources.length > 1 ? (
        <Facet
          title={m.graph.sources}
          values={sources
            .filter(({ value }, at) => at < SOURCES || filter.sources.includes(value))
            .map(({ value, count }) => ({ value, count, label: value }))}
          chosen={filter.sources}
          onChange={(on) => setFilter({ ...filter, sources: on })}
        />
      ) : null}
      {state.edges.size > 0 ? (
        <section className="facet gfilter">
          <h3>{m.graph.time}</h3>
          <label>
            <span>{m.graph.from}</span>
            <input
              type="month"
              className="pick"
              value={filter.from.slice(0, 7)}
              onChange={(event) => setFilter({ ...filter, from: event.currentTarget.value })}
            />
          </label>
          <label>
            <span>{m.graph.to}</span>
            <input
              type="month"
              className="pick"
              value={filter.to.slice(0, 7)}
              onChange={(event) => setFilter({ ...filter, to: event.currentTarget.value })}
            />
          </label>
          {filter.from || filter.to ? <p className="small q">{m.graph.timeHelp}</p> : null}
          <h3>
            <label htmlFor="gsure">{m.graph.strength}</label>
            <output htmlFor="gsure">
              {filter.confidence > 0 ? format.percent(filter.confidence) : m.graph.anyStrength}
            </output>
          </h3>
          <input
            id="gsure"
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={filter.confidence}
            onChange={(event) => setFilter({ ...filter, confidence: Number(event.currentTarget.value) })}
          />
          {isFiltered(filter) ? (
            <button type="button" className="link" onClick={() => setFilter(NO_FILTER)}>
              {m.graph.clearFilters}
            </button>
          ) : null}
        </section>
      ) : null}
      <section className="facet">
        <ul>
          <li>
            <Link to="/graph" search={{ all: '1' }}>
              {m.graph.whole}
            </Link>
          </li>
        </ul>
      </section>
      <section className="facet">
        <h3>{m.pages.overlaps}</h3>
        <ul>
          {(overlaps.data ?? [])
            .filter((overlap) => !overlap.rejected)
            .slice(0, OVERLAPS)
            .map((overlap) => (
              <li key={overlap.id}>
                <Link to="/graph" search={{ overlap: overlap.id }}>
                  <span className="cut">{overlap.reference.name}</span>
                  <span className="n">{format.score(overlap.score)}</span>
                </Link>
              </li>
            ))}
        </ul>
      </section>
    </aside>
  );
}
