/** What is on the table, step by step, so that each step can be taken back; and where things stand. */
import { type RefObject, useCallback, useMemo, useState } from 'react';
import type { CanvasHandle } from './graph-canvas.tsx';
import { groupKey } from './graph-filter.ts';
import type { Positions } from './graph-layout.ts';
import { EMPTY, type GraphState, movedFrom, type Place } from './graph-model.ts';

const HISTORY = 50;

export interface Table {
  readonly state: GraphState;
  readonly positions: Positions;
  readonly canUndo: boolean;
  change(next: (old: GraphState) => GraphState): void;
  /** Puts something else on the table; where its things stand comes with it. */
  replace(state: GraphState, places: ReadonlyMap<string, Place>): void;
  /** A thing, or a folded group, was dragged from there. */
  moved(key: string, from: Place): void;
  undo(): void;
}

export function useTable(canvas: RefObject<CanvasHandle | null>): Table {
  const [history, setHistory] = useState<readonly GraphState[]>([EMPTY]);
  const [positions] = useState<Positions>(() => new Map());
  const state = history.at(-1) ?? EMPTY;
  const change = useCallback((next: (old: GraphState) => GraphState) => {
    setHistory((all) => [...all.slice(-HISTORY), next(all.at(-1) ?? EMPTY)]);
  }, []);
  const replace = useCallback(
    (next: GraphState, places: ReadonlyMap<string, Place>) => {
      for (const [key, place] of places) positions.set(key, place);
      setHistory([EMPTY, next]);
    },
    [positions],
  );
  return useMemo(
    () => ({
      state,
      positions,
      canUndo: history.length > 1,
      change,
      replace,
      moved(key, from) {
        const group = state.groups.find(({ id }) => groupKey(id) === key);
        const now = positions.get(key);
        if (!group || !now) return change((old) => movedFrom(old, new Map([[key, from]]), [key]));
        // A folded group takes its members along.
        const before = new Map(
          [...group.members].flatMap((member) => {
            const place = positions.get(member);
            return place ? [[member, place] as const] : [];
          }),
        );
        for (const [member, { x, y }] of before)
          positions.set(member, { x: x + now.x - from.x, y: y + now.y - from.y });
        change((old) => movedFrom(old, new Map([...before, [key, from]]), []));
      },
      undo() {
        if (history.length < 2) return;
        if (state.before) canvas.current?.place(state.before);
        setHistory(history.slice(0, -1));
      },
    }),
    [state, history, positions, change, replace, canvas],
  );
}
