/** Months as columns; a range that is dragged over them narrows whatever stands beside. */
import { useCallback, useMemo } from 'react';
import { useMessages } from '../language/language.tsx';
import { Brush, MARGIN } from './brush.tsx';
import { useFormat } from './format.ts';
import { everyMonth } from './month-chart.tsx';
import { PlotFigure, type PlotFigureProps } from './plot-figure.tsx';

const HEIGHT = 96;

export function MonthRange({
  counts,
  label,
  from,
  to,
  change,
}: {
  counts: readonly { readonly month: string; readonly messages: number }[];
  label: string;
  from: string | undefined;
  to: string | undefined;
  change: (range: { from: string | undefined; to: string | undefined }) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const months = useMemo(() => everyMonth(counts), [counts]);
  const domain = useMemo((): readonly [Date, Date] => {
    const end = new Date(months.at(-1)?.date ?? 0);
    end.setUTCMonth(end.getUTCMonth() + 1);
    return [months[0]?.date ?? new Date(0), end];
  }, [months]);
  const draw = useCallback<PlotFigureProps['draw']>(
    (plot) => ({
      marginLeft: MARGIN.left,
      marginRight: MARGIN.right,
      marginTop: 6,
      marginBottom: 22,
      x: { type: 'utc', label: null, tickSize: 0, tickFormat: format.tick, domain: [...domain] },
      y: {
        label: null,
        ticks: 2,
        tickSize: 0,
        tickFormat: (n: number) => (Number.isInteger(n) ? String(n) : ''),
        grid: true,
      },
      marks: [
        plot.rectY(months, {
          x: 'date',
          y: 'messages',
          interval: 'month',
          inset: 0.5,
          fill: ({ date }: { date: Date }) => {
            const month = date.toISOString().slice(0, 7);
            return (!from || month >= from) && (!to || month <= to) ? 'var(--q-1)' : 'var(--q-3)';
          },
        }),
        plot.ruleY([0], { stroke: 'var(--line-2)' }),
      ],
    }),
    [months, domain, from, to, format],
  );
  if (months.length < 2) return null;
  return (
    <div className="month-range">
      <Brush domain={domain} onRange={change}>
        <PlotFigure draw={draw} label={label} height={HEIGHT} />
      </Brush>
      <p className="small q">
        {from || to ? (
          <>
            {m.patterns.range(from ? format.date(from) : '', to ? format.date(to) : '')}{' '}
            <button type="button" className="link" onClick={() => change({ from: undefined, to: undefined })}>
              {m.states.clear}
            </button>
          </>
        ) : (
          m.patterns.drag
        )}
      </p>
    </div>
  );
}
