/** The ranked list, and the rejected overlaps one click away. */
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Overlap } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { EntityName } from '../../parts/kind.tsx';
import type { OverlapFilters } from './filters.tsx';
import { stateOf } from './verdict.ts';

export function OverlapList({
  overlaps,
  rejected,
  total,
  chosen,
  filters,
}: {
  overlaps: readonly Overlap[];
  rejected: readonly Overlap[];
  total: number;
  chosen: string | undefined;
  filters: Partial<OverlapFilters>;
}) {
  const m = useMessages();
  const format = useFormat();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another overlap is chosen
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <section className="list" aria-label={m.overlaps.list}>
      <div className="listhead">
        <h2>
          {m.overlaps.title}{' '}
          <span className="n">{m.overlaps.of(format.count(overlaps.length), format.count(total))}</span>
        </h2>
        <span className="small q" title={m.overlaps.rankedHelp}>
          {m.overlaps.rankedBy}
        </span>
      </div>
      <div className="scroll" ref={list} tabIndex={0} role="region" aria-label={m.overlaps.list}>
        {overlaps.map((overlap) => (
          <Row key={overlap.id} overlap={overlap} chosen={overlap.id === chosen} filters={filters} />
        ))}
      </div>
      {rejected.length > 0 ? (
        <details className="rejected" open={rejected.some((overlap) => overlap.id === chosen)}>
          <summary>
            <Icon name="chev" />
            <span>{m.overlaps.rejected}</span>
            <span className="n">{format.count(rejected.length)}</span>
          </summary>
          {rejected.map((overlap) => (
            <Row key={overlap.id} overlap={overlap} chosen={overlap.id === chosen} filters={filters} />
          ))}
        </details>
      ) : null}
    </section>
  );
}

function Row({ overlap, chosen, filters }: { overlap: Overlap; chosen: boolean; filters: Partial<OverlapFilters> }) {
  const m = useMessages();
  const format = useFormat();
  const state = stateOf(overlap);
  const refused = overlap.rejected ?? (state === 'rejected' ? overlap.judgement?.rationale : undefined);
  return (
    <Link
      to="/overlaps/$id"
      params={{ id: overlap.id }}
      search={filters}
      className="orow"
      aria-current={chosen ? 'true' : undefined}
    >
      <span className="rank n">{refused ? '' : overlap.rank}</span>
      <div>
        <div className="line1">
          <span className="from cut">
            <EntityName type={overlap.leak.type} value={overlap.leak.value} />
          </span>
          <Icon name="arrow" />
          <span className="to cut">
            <EntityName type={overlap.reference.type} value={overlap.reference.name} bare />
          </span>
          {refused ? null : <span className="n">{format.score(overlap.score)}</span>}
        </div>
        {refused ? (
          <div className="line2">
            <span dir="auto">{overlap.rejected ? m.overlaps.reasonOf(overlap.rejected) : refused}</span>
          </div>
        ) : (
          <div className="line2">
            <span className="cut">
              {m.conclusions[overlap.conclusion] ?? overlap.conclusion}, {m.overlaps.hops(overlap.hops.length)}
            </span>
            {overlap.labels.length > 0 ? (
              <span
                className="lb"
                title={overlap.labels
                  .map((label) => m.labels[label]?.[0] ?? m.mentionLabels[label] ?? label)
                  .join(', ')}
              >
                <Icon name="tag" />
                {overlap.labels.length}
                <span className="sr"> {m.overlaps.labels(overlap.labels.length)}</span>
              </span>
            ) : null}
            <span className="n">
              {state === 'open' ? (
                (m.likelihoods[overlap.likelihood] ?? overlap.likelihood)
              ) : (
                <span className="verd">
                  <Icon name={state === 'accepted' ? 'check' : state === 'parked' ? 'pause' : 'x'} />
                  {m.verdicts[state]}
                </span>
              )}
            </span>
          </div>
        )}
      </div>
    </Link>
  );
}
