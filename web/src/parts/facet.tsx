/** A group of checkable values with their counts, in a rail of filters. */
import type { ReactNode } from 'react';
import { useMessages } from '../language/language.tsx';
import { useFormat } from './format.ts';
import { Icon } from './icon.tsx';

export interface FacetValue {
  readonly value: string;
  /** Tells apart two of the same value. */
  readonly key?: string;
  readonly label: ReactNode;
  /** Absent where it is not known. */
  readonly count?: number;
}

export function Facet({
  title,
  values,
  chosen,
  onChange,
}: {
  title: string;
  values: readonly FacetValue[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const format = useFormat();
  const m = useMessages();
  if (values.length === 0) return null;
  return (
    <section className="facet">
      <h3>
        {title}
        {chosen.length > 0 ? (
          <button type="button" onClick={() => onChange([])}>
            {m.states.clear}
          </button>
        ) : null}
      </h3>
      <ul>
        {values.map(({ value, key = '', label, count }) => {
          const on = chosen.includes(value);
          return (
            <li key={`${key} ${value}`}>
              <button
                type="button"
                role="checkbox"
                aria-checked={on}
                onClick={() => onChange(on ? chosen.filter((other) => other !== value) : [...chosen, value])}
              >
                <span className="box">
                  <Icon name="check" small={false} />
                </span>
                <span className={typeof label === 'string' ? 'words' : 'cut'}>{label}</span>
                {count === undefined ? null : <span className="n">{format.count(count)}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Counts values in a list, most frequent first; for facets made in the browser. */
export function tally<T>(
  entries: readonly T[],
  values: (entry: T) => readonly string[],
): readonly { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const entry of entries)
    for (const value of new Set(values(entry))) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
