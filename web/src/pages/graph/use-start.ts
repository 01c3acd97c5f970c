/** What the address names is put on the table once: a view, an overlap's chain, the whole, or a thing and what is around it. */
import { useEffect, useRef, useState } from 'react';
import { graphAmong, openView, wholeGraph } from '../../api/graph.ts';
import { useOverlaps } from '../../api/queries.ts';
import type { EntityKey } from '../../api/types.ts';
import type { GraphFilter } from './graph-filter.ts';
import { chainGraph, chainOver, keyOf, merged, parseKey, wholeAnswer } from './graph-model.ts';
import { tableOf } from './graph-view-file.ts';
import type { Table } from './use-table.ts';

export interface GraphAddress {
  readonly at?: string | undefined;
  readonly to?: string | undefined;
  readonly overlap?: string | undefined;
  readonly all?: string | undefined;
}

export interface Starting {
  readonly table: Table;
  readonly choose: (keys: readonly string[]) => void;
  readonly expand: (entity: EntityKey) => Promise<void>;
  readonly path: (from: EntityKey, to: EntityKey) => Promise<void>;
  /** A view is open: its filter, its name, what it lacks here. */
  readonly opened: (view: { id: string; name: string; about: string }, filter: GraphFilter, missing: number) => void;
  readonly fail: (error: unknown) => void;
}

/** True while it is on its way. */
export function useStart(view: string | undefined, address: GraphAddress, starting: Starting): boolean {
  const overlaps = useOverlaps();
  const done = useRef('');
  const [busy, setBusy] = useState(false);
  const latest = useRef(starting);
  latest.current = starting;
  const { overlap: id, at, to, all } = address;
  useEffect(() => {
    const signature = [view, id, all, at, to].join(' ');
    if (done.current === signature) return;
    const chain = id && !view ? overlaps.data?.find((entry) => entry.id === id) : undefined;
    if (id && !view && !chain) return;
    done.current = signature;
    const { table, choose, expand, path, opened, fail } = latest.current;
    const start = async (): Promise<void> => {
      if (view) {
        const answer = await openView(view);
        const { state, places, filter } = tableOf(answer);
        table.replace(state, places);
        choose([]);
        opened(answer.view, filter, answer.missing.length);
      } else if (chain) {
        const chains = [chain, ...chain.support.map(({ hops }, n) => ({ id: `${chain.id}-${n}`, hops }))].map(
          chainGraph,
        );
        const known = wholeAnswer(await graphAmong(chains.flatMap(({ nodes }) => nodes)));
        table.change((old) => chains.reduce((sum, each) => merged(sum, chainOver(each, known)), old));
        choose([keyOf(chain.leak)]);
      } else if (all) {
        const whole = wholeAnswer(await wholeGraph());
        table.change((old) => merged(old, whole));
      } else {
        const [from, until] = [parseKey(at), parseKey(to)];
        if (from) await expand(from);
        if (from && until) await path(from, until);
      }
    };
    setBusy(true);
    start()
      .catch(fail)
      .finally(() => setBusy(false));
  }, [view, id, all, at, to, overlaps.data]);
  return busy;
}
