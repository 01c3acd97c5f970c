/** Messages by month as columns. */
import { useCallback, useMemo } from 'react';
import { useFormat } from './format.ts';
import { PlotFigure, type PlotFigureProps } from './plot-figure.tsx';

/** Months from the first to the last, those without messages included. */
export function everyMonth(
  months: readonly { month: string; messages: number }[],
): readonly { date: Date; messages: number }[] {
  const known = months
    .filter(({ month }) => /^\d{4}-\d\d$/.test(month))
    .toSorted((a, b) => a.month.localeCompare(b.month));
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last) return [];
  const counts = new Map(known.map(({ month, messages }) => [month, messages]));
  const all: { date: Date; messages: number }[] = [];
  const date = new Date(`${first.month}-01T00:00:00Z`);
  const end = new Date(`${last.month}-01T00:00:00Z`);
  while (date <= end) {
    all.push({ date: new Date(date), messages: counts.get(date.toISOString().slice(0, 7)) ?? 0 });
    date.setUTCMonth(date.getUTCMonth() + 1);
  }
  return all;
}

/** A year at least, so that a month is never drawn as wide as the picture. */
function yearAround(columns: readonly { date: Date }[]): { domain?: readonly [Date, Date] } {
  const first = columns[0]?.date;
  if (!first || columns.length >= 12) return {};
  const middle = Math.floor((12 - columns.length) / 2);
  const start = new Date(first);
  start.setUTCMonth(start.getUTCMonth() - middle);
  const end = new Date(start);
  end.setUTCMonth(end.getUTCMonth() + 12);
  return { domain: [start, end] };
}

export function MonthChart({
  months,
  label,
  height,
}: {
  months: readonly { month: string; messages: number }[];
  label: string;
  height: number;
}) {
  const format = useFormat();
  const columns = useMemo(() => everyMonth(months), [months]);
  const draw = useCallback<PlotFigureProps['draw']>(
    (plot) => ({
      marginLeft: 40,
      marginRight: 4,
      marginBottom: 22,
      marginTop: 8,
      x: { type: 'utc', label: null, tickSize: 0, tickFormat: format.tick, ...yearAround(columns) },
      y: { label: null, ticks: 3, tickSize: 0, grid: true },
      marks: [
        plot.rectY(columns, { x: 'date', y: 'messages', interval: 'month', fill: 'var(--q-2)', inset: 0.5 }),
        plot.ruleY([0], { stroke: 'var(--line-2)' }),
        plot.tip(columns, plot.pointerX({ x: 'date', y: 'messages', fill: 'var(--raised)', stroke: 'var(--line-2)' })),
      ],
    }),
    [columns, format],
  );
  return <PlotFigure draw={draw} label={label} height={height} />;
}
