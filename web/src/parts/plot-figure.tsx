/** A chart by Observable Plot, loaded when the first one is shown, drawn anew when its data, size or theme change. */
import type * as PlotModule from '@observablehq/plot';
import { useEffect, useRef, useState } from 'react';
import { useTheme } from '../theme/theme.tsx';

export type Plot = typeof PlotModule;

export interface PlotFigureProps {
  /** Options for `Plot.plot`, from the module and the width to fill. Kept by its identity: memoise it. */
  readonly draw: (plot: Plot, width: number) => PlotModule.PlotOptions;
  /** What the chart shows, for those who do not see it. */
  readonly label: string;
  readonly height: number;
}

export function PlotFigure({ draw, label, height }: PlotFigureProps) {
  const host = useRef<HTMLDivElement>(null);
  const [plot, setPlot] = useState<Plot>();
  const [width, setWidth] = useState(0);
  const { shown } = useTheme();
  useEffect(() => {
    let current = true;
    import('@observablehq/plot').then(
      (module) => current && setPlot(() => module),
      (error: unknown) => console.error(error),
    );
    return () => {
      current = false;
    };
  }, []);
  useEffect(() => {
    const box = host.current;
    if (!box) return;
    const watch = new ResizeObserver(() => setWidth(Math.floor(box.clientWidth)));
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme computes other colours
  useEffect(() => {
    const box = host.current;
    if (!plot || !box || width === 0) return;
    const figure = plot.plot({
      width,
      height,
      className: 'plot',
      ariaLabel: label,
      style: { background: 'none', overflow: 'visible' },
      ...draw(plot, width),
    });
    // Plot puts a style sheet into its picture; the content policy forbids that, and ours has the rules.
    for (const style of figure.querySelectorAll('style')) style.remove();
    // Its inner groups carry names that only make sense to Plot; the picture has one of its own.
    for (const group of figure.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label');
    figure.setAttribute('role', 'img');
    figure.setAttribute('aria-label', label);
    box.replaceChildren(figure);
  }, [plot, draw, width, height, label, shown]);
  return <div className="chart" ref={host} style={{ minHeight: height }} />;
}
