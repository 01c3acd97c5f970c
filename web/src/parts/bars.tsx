/** A list of names with bars and counts. */
import type { ReactNode } from 'react';
import { useFormat } from './format.ts';

export interface Bar {
  readonly key: string;
  readonly label: ReactNode;
  readonly count: number;
}

export function Bars({ bars, most = 8 }: { bars: readonly Bar[]; most?: number }) {
  const format = useFormat();
  const top = Math.max(1, ...bars.map((bar) => bar.count));
  return (
    <ul className="bars">
      {bars.slice(0, most).map((bar) => (
        <li key={bar.key}>
          <span className="cut">{bar.label}</span>
          <span className="meter" aria-hidden="true">
            <i style={{ width: `${(100 * bar.count) / top}%` }} />
          </span>
          <span className="n">{format.count(bar.count)}</span>
        </li>
      ))}
    </ul>
  );
}
