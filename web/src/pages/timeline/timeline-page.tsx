/** Timeline: what the leak says and what was published, on one axis; a range brushed here narrows the lists below. */
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useCaseSummary, useFacets, useOverlaps } from '../../api/queries.ts';
import { useMessages } from '../../language/language.tsx';
import { fileName, useFormat } from '../../parts/format.ts';
import { EntityName } from '../../parts/kind.tsx';
import { everyMonth } from '../../parts/month-chart.tsx';
import { PlotFigure, type PlotFigureProps } from '../../parts/plot-figure.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useNotices } from '../../shell/notices.tsx';
import './timeline.css';

interface Event {
  readonly key: string;
  readonly date: Date;
  readonly iso: string;
  readonly lane: 'evidence' | 'published';
  readonly text: string;
}

/** A date of any precision as a day; undefined when it is none. */
export function toDate(iso: string | null | undefined): Date | undefined {
  const part = /^\d{4}(-\d\d(-\d\d)?)?/.exec(iso ?? '')?.[0];
  if (!part) return undefined;
  const date = new Date(part);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

export function TimelinePage() {
  const facets = useFacets();
  return <Loaded query={facets}>{(data) => <Timeline months={data.months} />}</Loaded>;
}

const MARGIN = { left: 44, right: 16 };

function Timeline({ months }: { months: readonly { month: string; messages: number }[] }) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const navigate = useNavigate();
  const range: { from?: string | undefined; to?: string | undefined } = useSearch({ strict: false });
  const summary = useCaseSummary();
  const overlaps = useOverlaps();
  const columns = useMemo(() => everyMonth(months), [months]);
  const evidence = useMemo(() => {
    const seen = new Set<string>();
    return (overlaps.data ?? [])
      .filter((overlap) => !overlap.rejected)
      .flatMap((overlap) => overlap.hops.flatMap((hop) => hop.evidence.map((quote) => ({ overlap, quote }))))
      .filter(({ overlap, quote }) => {
        const key = `${overlap.id} ${quote.passage}`;
        if (!quote.date || seen.has(key)) return false;
        seen.add(key);
        return true;
      })
      .toSorted((a, b) => (a.quote.date ?? '').localeCompare(b.quote.date ?? ''));
  }, [overlaps.data]);
  const references = useMemo(
    () =>
      (summary.data?.collections ?? [])
        .filter((collection) => collection.role === 'reference' && toDate(collection.published))
        .toSorted((a, b) => (a.published ?? '').localeCompare(b.published ?? '')),
    [summary.data],
  );
  const events = useMemo<readonly Event[]>(
    () => [
      ...evidence.flatMap(({ overlap, quote }) => {
        const date = toDate(quote.date);
        return date
          ? [
              {
                key: `${overlap.id} ${quote.passage}`,
                date,
                iso: quote.date ?? '',
                lane: 'evidence' as const,
                text: `${overlap.leak.value} → ${overlap.reference.name}`,
              },
            ]
          : [];
      }),
      ...references.flatMap((collection) => {
        const date = toDate(collection.published);
        return date
          ? [
              {
                key: collection.id,
                date,
                iso: collection.published ?? '',
                lane: 'published' as const,
                text: collection.name,
              },
            ]
          : [];
      }),
    ],
    [evidence, references],
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
      marginBottom: 24,
      marginTop: 6,
      x: { type: 'utc', label: null, tickSize: 0, ...(domain ? { domain: [...domain] } : {}) },
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
  const shownEvidence = evidence.filter(({ quote }) => inRange(quote.date));
  const shownReferences = references.filter((collection) => inRange(collection.published));
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
        <PlotFigure draw={drawEvents} label={m.timeline.references} height={84} />
      </Brush>
      <p className="small q legend">
        <i className="dot-infra" /> {m.timeline.evidenceNote} <i className="dot-actor" /> {m.timeline.referencesNote}
      </p>
      <div className="two-cols">
        <section>
          <h2 className="under-head">
            {m.timeline.evidence} <span className="q">{m.timeline.evidenceNote}</span>
          </h2>
          <ul className="events">
            {shownEvidence.slice(0, 200).map(({ overlap, quote }) => (
              <li key={`${overlap.id} ${quote.passage}`}>
                <span className="n faint">{format.date(quote.date ?? '')}</span>
                <Link to="/overlaps/$id" params={{ id: overlap.id }} className="cut">
                  <EntityName type={overlap.leak.type} value={overlap.leak.value} /> →{' '}
                  <EntityName type={overlap.reference.type} value={overlap.reference.name} />
                  <span className="faint"> {fileName(quote.path)}</span>
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
            {shownReferences.map((collection) => (
              <li key={collection.id}>
                <span className="n faint">{format.date(collection.published ?? '')}</span>
                <span className="cut">
                  {collection.name} <span className="faint">{collection.publisher}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </div>
  );
}

function onlyText(range: { from?: string | undefined; to?: string | undefined }): { from?: string; to?: string } {
  return { ...(range.from ? { from: range.from } : {}), ...(range.to ? { to: range.to } : {}) };
}

/** Drag over the charts to take a range of months. */
function Brush({
  domain,
  onRange,
  children,
}: {
  domain: readonly [Date, Date];
  onRange: (range: { from: string; to: string }) => void;
  children: React.ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const at = (clientX: number) => {
    const rect = box.current?.getBoundingClientRect();
    return rect ? Math.max(MARGIN.left, Math.min(rect.width - MARGIN.right, clientX - rect.left)) : 0;
  };
  const dateAt = (x: number) => {
    const width = (box.current?.clientWidth ?? 0) - MARGIN.left - MARGIN.right;
    const share = width > 0 ? (x - MARGIN.left) / width : 0;
    return new Date(Number(domain[0]) + share * (Number(domain[1]) - Number(domain[0]))).toISOString().slice(0, 7);
  };
  return (
    <div
      className="brush-area"
      ref={box}
      onPointerDown={(event) => {
        const x = at(event.clientX);
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: x, to: x });
      }}
      onPointerMove={(event) => drag && setDrag({ ...drag, to: at(event.clientX) })}
      onPointerUp={() => {
        if (drag && Math.abs(drag.to - drag.from) > 4) {
          onRange({ from: dateAt(Math.min(drag.from, drag.to)), to: dateAt(Math.max(drag.from, drag.to)) });
        }
        setDrag(undefined);
      }}
    >
      {children}
      {drag ? (
        <span
          className="brushed"
          style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
        />
      ) : null}
    </div>
  );
}
