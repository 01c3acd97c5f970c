/** The rail of filters over overlaps. Every choice stands in the address, so that a view can be sent. */
import type { Overlap } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { Facet, tally } from '../../parts/facet.tsx';
import { type Kind, KindName, kindOf } from '../../parts/kind.tsx';
import { stateOf } from './verdict.ts';

export interface OverlapFilters {
  readonly verdict: readonly string[];
  readonly conclusion: readonly string[];
  readonly likelihood: readonly string[];
  readonly kind: readonly string[];
  readonly label: readonly string[];
  readonly source: readonly string[];
}

type FilterName = keyof OverlapFilters;

const VALUES: Readonly<Record<FilterName, (overlap: Overlap) => readonly string[]>> = {
  verdict: (overlap) => [stateOf(overlap)],
  conclusion: (overlap) => [overlap.conclusion],
  likelihood: (overlap) => [overlap.likelihood],
  kind: (overlap) => [kindOf(overlap.leak.type)],
  label: (overlap) => overlap.labels,
  source: (overlap) => overlap.without.map((source) => source.source),
};

export const NO_FILTERS: OverlapFilters = {
  verdict: [],
  conclusion: [],
  likelihood: [],
  kind: [],
  label: [],
  source: [],
};

/** What stays with the filters on: any value within one filter, all filters together. No choice means all. */
export function filtered(overlaps: readonly Overlap[], filters: OverlapFilters): readonly Overlap[] {
  const active = (Object.keys(VALUES) as FilterName[]).filter((name) => filters[name].length > 0);
  return overlaps.filter((overlap) =>
    active.every((name) => VALUES[name](overlap).some((value) => filters[name].includes(value))),
  );
}

export function OverlapFilterRail({
  overlaps,
  filters,
  onChange,
}: {
  overlaps: readonly Overlap[];
  filters: OverlapFilters;
  onChange: (filters: OverlapFilters) => void;
}) {
  const m = useMessages();
  const names: Readonly<Record<FilterName, { title: string; label: (value: string) => React.ReactNode }>> = {
    verdict: { title: m.overlaps.verdict, label: (value) => m.verdicts[value] ?? value },
    conclusion: { title: m.overlaps.conclusion, label: (value) => m.conclusions[value] ?? value },
    likelihood: { title: m.overlaps.likelihood, label: (value) => m.likelihoods[value] ?? value },
    kind: {
      title: m.overlaps.startsFrom,
      label: (value) => <KindName kind={value as Kind}>{m.kinds[value as Kind] ?? value}</KindName>,
    },
    label: {
      title: m.overlaps.label,
      label: (value) => m.labels[value]?.[0] ?? m.mentionLabels[value] ?? value.replaceAll('-', ' '),
    },
    source: { title: m.overlaps.source, label: (value) => <bdi title={value}>{value}</bdi> },
  };
  return (
    <aside className="rail scroll" aria-label={m.overlaps.filters}>
      {(Object.keys(VALUES) as FilterName[]).map((name) => (
        <Facet
          key={name}
          title={names[name].title}
          values={tally(overlaps, VALUES[name]).map(({ value, count }) => ({
            value,
            count,
            label: names[name].label(value),
          }))}
          chosen={filters[name]}
          onChange={(chosen) => onChange({ ...filters, [name]: chosen })}
        />
      ))}
    </aside>
  );
}
