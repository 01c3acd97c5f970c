/** Timeline: what the leak says and what was published, on one axis; a range brushed here narrows the lists below. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTimeWindow } from '../../api/graph.ts';
import { useCaseSummary, useFacets, useOverlaps } from '../../api/queries.ts';
import { useMessages } from '../../language/language.tsx';
import { Brush, MARGIN } from '../../parts/brush.tsx';
import { defang } from '../../parts/defang.ts';
import { fileName, useFormat } from '../../parts/format.ts';
import { EntityName } from '../../parts/kind.tsx';
import { everyMonth } from '../../parts/month-chart.tsx';
import { PlotFigure, type PlotFigureProps } from '../../parts/plot-figure.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { datedQuotes, toDate } from './dated-quotes.ts';
import './timeline.css';

interface Event {
  readonly date: Date;
  readonly iso: string;
  readonly lane: 'evidence' | 'published';
  readonly text: string;
}

export function TimelinePage() {
  const facets = useFacets();
  return <Loaded query={facets}>{(data) => <Timeline months={data.months} />}</Loaded>;
}

const LISTED = 200;

function Timeline({ months }: { months: readonly { month: string; messages: number }[] }) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const navigate = useNavigate();
  const range: { from?: string | undefined; to?: string | undefined } = useSearch({ strict: false });
  const summary = useCaseSummary();
  const overlaps = useOverlaps();
  const columns = useMemo(() => everyMonth(months), [months]);
  const { evidence, published } = useMemo(
    () => datedQuotes(overlaps.data ?? [], summary.data?.collections ?? []),
    [overlaps.data, summary.data],
  );
  const events = useMemo<readonly Event[]>(
    () => [
      ...evidence.flatMap(({ overlap, date }) => {
        const day = toDate(date);
        const text = `${defang(overlap.leak.type, overlap.leak.value)} → ${overlap.reference.name}`;
        return day ? [{ date: day, iso: date, lane: 'evidence' as const, text }] : [];
      }),
      ...published.flatMap(({ name, date }) => {
        const day = toDate(date);
        return day ? [{ date: day, iso: date, lane: 'published' as const, text: name }] : [];
      }),
    ],
    [evidence, published],
  );
  const domain = useMemo(() => {
    const dates = [...columns.map((column) => column.date), ...events.map((event) => event.date)].map(Number);
    if (dates.length === 0) return undefined;
    const month = 31 * 24 * 3600 * 1000;
    return [new Date(Math.min(...dates) - month), new Date(Math.max(...dates) + 2 * month)] as const;
  }, [columns, events]);
  const inRange = (iso: string | null | undefined) => {
    const day = iso ?? '';
    return (!range.from || day >= range.from) && (!range.to || day.slice(0, range.to.length) <= range.to);
  };
  const drawMessages = useCallback<PlotFigureProps['draw']>(
    (plot) => ({
      marginLeft: MARGIN.left,
      marginRight: MARGIN.right,
      marginBottom: 4,
      x: { type: 'utc', axis: null, ...(domain ? { domain: [...domain] } : {}) },
      y: { label: null, ticks: 4, tickSize: 0, grid: true },
      marks: [
        plot.rectY(columns, {
          x: 'date',
          y: 'messages',
          interval: 'month',
          fill: (column: { date: Date }) => {
            const month = column.date.toISOString().slice(0, 7);
            const on = (!range.from || month >= range.from.slice(0, 7)) && (!range.to || month <= range.to.slice(0, 7));
            return on ? 'var(--q-2)' : 'var(--q-3)';
          },
          inset: 0.5,
        }),
        plot.ruleY([0], { stroke: 'var(--line-2)' }),
      ],
    }),
    [columns, domain, range.from, range.to],
  );
  const drawEvents = useCallback<PlotFigureProps['draw']>(
    (plot) => ({
      marginLeft: MARGIN.left,
      marginRight: MARGIN.right,
      marginBottom: 22,
      marginTop: 6,
      x: { type: 'utc', label: null, tickSize: 0, tickFormat: format.tick, ...(domain ? { domain: [...domain] } : {}) },
      y: { axis: null, domain: ['evidence', 'published'] },
      marks: [
        plot.dot(events, {
          x: 'date',
          y: 'lane',
          r: 4,
          symbol: (event: Event) => (event.lane === 'evidence' ? 'circle' : 'diamond'),
          fill: (event: Event) => (event.lane === 'evidence' ? 'var(--k-infra)' : 'var(--k-actor)'),
          fillOpacity: 0.75,
        }),
        plot.tip(
          events,
          plot.pointer({
            x: 'date',
            y: 'lane',
            title: (event: Event) => `${format.date(event.iso)}\n${event.text}`,
            fill: 'var(--raised)',
            stroke: 'var(--line-2)',
          }),
        ),
      ],
    }),
    [events, domain, format],
  );
  if (!domain) return <Empty title={m.timeline.none}>{m.timeline.noneHelp}</Empty>;
  const first = columns[0]?.date;
  const last = columns.at(-1)?.date;
  const shownEvidence = evidence.filter(({ date }) => inRange(date));
  const shownPublished = published.filter(({ date }) => inRange(date));
  const setRange = (next: { from?: string; to?: string }) => {
    navigate({ to: '/timeline', search: next, replace: true }).catch((error: unknown) => notices.fail(String(error)));
  };
  return (
    <div className="sheet-page scroll tl" tabIndex={0} role="region" aria-label={m.pages.timeline}>
      <div className="sheet-head">
        <div>
          <h1>
            {first && last
              ? m.timeline.lede(
                  format.date(first.toISOString().slice(0, 7)),
                  format.date(last.toISOString().slice(0, 7)),
                )
              : m.timeline.title}
          </h1>
          <p>
            <Link className="link" to="/timeline/tables">
              {m.patterns.known}
            </Link>
          </p>
          <p>
            {range.from && range.to
              ? m.timeline.range(format.date(range.from), format.date(range.to))
              : m.timeline.brush}
          </p>
        </div>
        <label className="small q">
          {m.people.first}{' '}
          <input
            type="month"
            className="pick"
            value={range.from?.slice(0, 7) ?? ''}
            onChange={(event) => setRange({ ...onlyText(range), from: event.currentTarget.value })}
          />
        </label>
        <label className="small q">
          {m.people.last}{' '}
          <input
            type="month"
            className="pick"
            value={range.to?.slice(0, 7) ?? ''}
            onChange={(event) => setRange({ ...onlyText(range), to: event.currentTarget.value })}
          />
        </label>
        <button type="button" className="btn" disabled={!range.from && !range.to} onClick={() => setRange({})}>
          {m.timeline.whole}
        </button>
      </div>
      <h2>{m.timeline.messages}</h2>
      <Brush domain={domain} onRange={setRange}>
        <PlotFigure draw={drawMessages} label={m.timeline.messages} height={170} />
        <PlotFigure draw={drawEvents} label={m.timeline.references} height={94} />
      </Brush>
      <p className="small q legend">
        <i className="dot-infra" /> {m.timeline.evidenceNote} <i className="dot-actor" /> {m.timeline.referencesNote}
      </p>
      <Named range={range} />
      <div className="two-cols">
        <section>
          <h2 className="under-head">
            {m.timeline.evidence} <span className="q">{m.timeline.evidenceNote}</span>
          </h2>
          <ul className="events">
            {shownEvidence.slice(0, LISTED).map(({ overlap, path, date, passage }) => (
              <li key={`${overlap.id} ${passage}`}>
                <span className="n faint">{format.date(date)}</span>
                <Link to="/overlaps/$id" params={{ id: overlap.id }} className="cut">
                  <EntityName type={overlap.leak.type} value={overlap.leak.value} /> →{' '}
                  <EntityName type={overlap.reference.type} value={overlap.reference.name} />
                  <span className="faint"> {fileName(path)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2 className="under-head">
            {m.timeline.references} <span className="q">{m.timeline.referencesNote}</span>
          </h2>
          <ul className="events">
            {shownPublished.slice(0, LISTED).map(({ name, date }) => (
              <li key={`${name} ${date}`}>
                <span className="n faint">{format.date(date)}</span>
                <span className="cut" title={name}>
                  {name}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}

/** What the leak names in the range, each a way into the search and the graph. */
function Named({ range }: { range: { from?: string | undefined; to?: string | undefined } }) {
  const m = useMessages();
  const format = useFormat();
  const window = useTimeWindow(range);
  if (!window.data || (!range.from && !range.to)) return null;
  const span = `${range.from ? ` since:${range.from}` : ''}${range.to ? ` until:${range.to}` : ''}`;
  return (
    <section className="named-things" data-waiting={window.isPlaceholderData || undefined}>
      <h2 className="under-head">
        {m.timeline.named} <span className="q">{m.timeline.namedNote(format.count(window.data.totalThings))}</span>
      </h2>
      <ul>
        {window.data.things.map(({ thing, mentions }) => (
          <li key={`${thing.type} ${thing.value}`}>
            <Link to="/search" search={{ q: `"${thing.value}"${span}`, in: 'leak' }} className="cut">
              <EntityName type={thing.type} value={thing.value} />
            </Link>
            <span className="n faint">{format.count(mentions)}</span>
            <Link
              to="/graph"
              search={{ at: `${thing.type}:${thing.value}` }}
              className="link small"
              aria-label={`${m.timeline.inGraph}: ${thing.value}`}
            >
              {m.timeline.inGraph}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function onlyText(range: { from?: string | undefined; to?: string | undefined }): { from?: string; to?: string } {
  return { ...(range.from ? { from: range.from } : {}), ...(range.to ? { to: range.to } : {}) };
}
