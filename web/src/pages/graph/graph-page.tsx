/** Graph: start from anything, expand, find paths, filter, pin, group, note, undo; keep and share views; export. */
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import {
  commonOf,
  entitiesCalled,
  graphAmong,
  neighboursOf,
  pathsBetween,
  strongestWay,
  useChangeViews,
} from '../../api/graph.ts';
import type { EntityKey, GraphViewEntry } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { KINDS, kindOf } from '../../parts/kind.tsx';
import { save } from '../../parts/save.ts';
import { Empty, Loading } from '../../parts/states.tsx';
import { useShortcuts } from '../../shell/keyboard.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { tokenColour } from '../../theme/theme.tsx';
import type { CanvasHandle } from './graph-canvas.tsx';
import { gexf, graphMl, svg } from './graph-export.ts';
import { type GraphFilter, groupKey, NO_FILTER, visible } from './graph-filter.ts';
import {
  EMPTY,
  groupChanged,
  grouped,
  keyOf,
  merged,
  noted,
  parseKey,
  pinnedAs,
  ungrouped,
  wholeAnswer,
  without,
} from './graph-model.ts';
import { GraphRail } from './graph-rail.tsx';
import { GraphSide } from './graph-side.tsx';
import { type ExportName, type GraphQuestion, GraphTools } from './graph-tools.tsx';
import { contentOf } from './graph-view-file.ts';
import { type GraphAddress, useStart } from './use-start.ts';
import { useTable } from './use-table.ts';
import './graph.css';

const GraphCanvas = lazy(() => import('./graph-canvas.tsx').then((module) => ({ default: module.GraphCanvas })));

/** Neighbours that one expansion brings at most; the rest stay collapsed, with their number. */
const AT_ONCE = 40;

function hasWebGl(): boolean {
  const canvas = document.createElement('canvas');
  return (canvas.getContext('webgl2') ?? canvas.getContext('webgl')) !== null;
}

export function GraphPage() {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const navigate = useNavigate();
  const address: GraphAddress = useSearch({ strict: false });
  const { view: viewId }: { view?: string | undefined } = useParams({ strict: false });
  const canvas = useRef<CanvasHandle>(null);
  const table = useTable(canvas);
  const { state, positions, change } = table;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [filter, setFilter] = useState<GraphFilter>(NO_FILTER);
  const [allEdges, setAllEdges] = useState(false);
  const [weak, setWeak] = useState(0);
  const [layout, setLayout] = useState<{ readonly share: number; readonly stop: () => void }>();
  const [webGl] = useState(hasWebGl);
  /** The view as it was opened or saved last, and what was on the table and hidden then. */
  const [kept, setKept] = useState<{ id: string; about: string; state: typeof state; filter: GraphFilter }>();
  const { mutateAsync: changeViews } = useChangeViews();
  const shown = useMemo(() => visible(state, filter, kindOf), [state, filter]);
  const statements = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { from, to } of state.edges.values())
      for (const key of [keyOf(from), keyOf(to)]) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  }, [state.edges]);
  const fail = useCallback(
    (error: unknown) => notices.fail(error instanceof Error ? error.message : String(error)),
    [notices],
  );

  const expand = async (entity: EntityKey, limit = AT_ONCE): Promise<void> => {
    const answer = await neighboursOf(entity, limit);
    if (answer.nodes.length === 0) return notices.say(m.graph.notFound(entity.value));
    change((old) => merged(old, answer));
    setChosen([keyOf(entity)]);
  };
  const path = async (from: EntityKey, to: EntityKey): Promise<void> => {
    const answer = await pathsBetween(from, to);
    if (answer.edges.length === 0) notices.say(m.graph.noPath);
    else change((old) => merged(old, answer));
  };
  const asked: Readonly<Record<GraphQuestion, (from: EntityKey, to: EntityKey) => Promise<void>>> = {
    shortest: path,
    strongest: async (from, to) => {
      const way = await strongestWay(from, to);
      if (way.length === 0) return notices.say(m.graph.noPath);
      const among = wholeAnswer(await graphAmong(way));
      change((old) => merged(old, among));
      setChosen(way.map(keyOf));
    },
    common: async (from, to) => {
      const answer = await commonOf(from, to);
      if (answer.edges.length === 0) return notices.say(m.graph.noCommon);
      change((old) => merged(old, answer));
    },
  };
  const starting = useStart(viewId, address, {
    table,
    choose: setChosen,
    expand,
    path,
    fail,
    opened({ id, about }, given, missing) {
      setFilter(given);
      setKept({ id, about, state: EMPTY, filter: given });
      if (missing > 0) notices.say(m.graph.missing(missing));
    },
  });
  // What the view held is known once it is on the table.
  if (kept?.state === EMPTY && kept.id === viewId && state.nodes.size > 0) setKept({ ...kept, state });
  const changed =
    kept?.id === viewId &&
    kept !== undefined &&
    kept.state !== EMPTY &&
    (kept.state !== state || kept.filter !== filter);

  const saveView = async (name: string, over?: GraphViewEntry): Promise<void> => {
    const content = contentOf(state, positions, filter, { name, about: over?.about ?? '' });
    const id = await changeViews({ save: content, as: over?.id });
    setKept({ id, about: content.about ?? '', state, filter });
    notices.say(m.graph.saved(name));
    if (id !== viewId) await navigate({ to: '/graph/$view', params: { view: id } });
  };
  const choose = (key: string | undefined, add: boolean) => {
    if (!key) setChosen([]);
    else setChosen((old) => (!add ? [key] : old.includes(key) ? old.filter((each) => each !== key) : [...old, key]));
  };
  /** A folded group that is clicked is unfolded; what stands for nothing else is chosen. */
  const chooseDrawn = (key: string | undefined, add: boolean) => {
    const group = state.groups.find(({ id }) => groupKey(id) === key);
    if (group) setChosen([...group.members]);
    else choose(key, add);
  };
  const expandKey = (key: string | undefined, limit?: number) => {
    const group = state.groups.find(({ id }) => groupKey(id) === key);
    if (group) return change((old) => groupChanged(old, group.id, { collapsed: false }));
    const entity = parseKey(key);
    if (entity) expand(entity, limit).catch(fail);
  };
  const remove = () => {
    if (chosen.length === 0) return;
    change((old) => without(old, new Set(chosen)));
    setChosen([]);
    notices.say(m.graph.removed(chosen.length), table.undo);
  };
  const group = () => {
    if (chosen.length < 2) return;
    const name = m.graph.groupName(state.groups.length + 1);
    change((old) => grouped(old, crypto.randomUUID(), name, chosen));
    notices.say(m.graph.grouped(chosen.length), table.undo);
  };
  const clear = () => {
    change(() => EMPTY);
    setChosen([]);
    notices.say(m.graph.cleared, table.undo);
  };
  const pin = (keys: readonly string[], on: boolean) => change((old) => pinnedAs(old, keys, on));
  const find = (value: string) => {
    const add = async (): Promise<void> => {
      const found = await entitiesCalled(value);
      const called = found.filter((each) => each.type !== 'name' && each.value.toLowerCase() === value.toLowerCase());
      // A name of several things is put on the table as all of them, apart.
      const meant = called.length > 0 ? called : found.slice(0, 1);
      if (meant.length === 0) notices.say(m.graph.notFound(value));
      for (const each of meant) await expand(each);
      if (meant.length > 1) {
        setChosen(meant.map(keyOf));
        notices.say(
          m.graph.severalCalled(
            value,
            meant.map(({ type }) => m.types[type] ?? type),
          ),
        );
      }
    };
    add().catch(fail);
  };
  const walk = (by: number) => {
    const keys = [...shown.nodes.keys()];
    const at = keys.indexOf(chosen.at(-1) ?? '');
    const next = keys[Math.max(0, Math.min(keys.length - 1, at + by))];
    if (next) setChosen([next]);
  };
  const savable = state.nodes.size > 0;
  useShortcuts(m.pages.graph, [
    { key: 'j', label: m.graph.next, run: () => walk(1) },
    { key: 'k', label: m.graph.previous, run: () => walk(-1) },
    { key: 'x', label: m.graph.expand, run: () => expandKey(chosen[0]) },
    { key: 'p', label: m.graph.pin, run: () => pin(chosen, !chosen.every((key) => state.pinned.has(key))) },
    { key: 'G', label: m.graph.group, run: group },
    { key: 'n', label: m.graph.note, run: () => document.getElementById('gnote')?.focus() },
    { key: 'Delete', label: m.graph.hide, run: remove },
    { key: 'f', label: m.graph.fit, run: () => canvas.current?.fit() },
    { key: '+', label: m.graph.zoomIn, run: () => canvas.current?.zoom(1.5) },
    { key: '-', label: m.graph.zoomOut, run: () => canvas.current?.zoom(1 / 1.5) },
    { key: 'z', label: m.graph.undo, run: table.undo },
  ]);

  const exporters: Readonly<Record<ExportName, () => Promise<void>>> = {
    png: async () => {
      if (canvas.current) save('graph.png', await canvas.current.png());
    },
    svg: async () => {
      const kinds = Object.fromEntries(KINDS.map((kind) => [kind, tokenColour(`--k-${kind}`)]));
      const ink = { ground: tokenColour('--bg'), ink: tokenColour('--ink'), edge: tokenColour('--line-2'), kinds };
      save('graph.svg', new Blob([svg(shown, positions, ink)], { type: 'image/svg+xml' }));
    },
    gexf: async () => save('graph.gexf', new Blob([gexf(shown, positions)], { type: 'application/xml' })),
    graphml: async () => save('graph.graphml', new Blob([graphMl(shown, positions)], { type: 'application/xml' })),
  };
  return (
    <div className="gr">
      <GraphRail
        state={state}
        filter={filter}
        setFilter={setFilter}
        views={{
          current: viewId,
          changed,
          canSave: savable,
          save: (name, over) => void saveView(name, over).catch(fail),
          opened: (id) => void navigate({ to: '/graph/$view', params: { view: id } }).catch(fail),
        }}
      />
      <section className="canvas" aria-label={m.pages.graph}>
        <GraphTools
          chosen={chosen.length}
          canUndo={table.canUndo}
          empty={shown.nodes.size === 0}
          find={find}
          expand={() => expandKey(chosen[0])}
          ask={(question) => {
            const [from, to] = chosen.map(parseKey);
            if (from && to) asked[question](from, to).catch(fail);
          }}
          group={group}
          undo={table.undo}
          clear={clear}
          fit={() => canvas.current?.fit()}
          zoom={(by) => canvas.current?.zoom(by)}
          exported={(name) => void exporters[name]().catch(fail)}
        />
        {shown.nodes.size === 0 ? (
          starting ? (
            <Loading />
          ) : (
            <Empty title={m.graph.start}>{m.graph.startHelp}</Empty>
          )
        ) : webGl ? (
          <Suspense fallback={<Loading />}>
            <GraphCanvas
              ref={canvas}
              state={shown}
              shown={statements}
              chosen={chosen}
              positions={positions}
              label={m.graph.canvas}
              choose={chooseDrawn}
              chooseEdge={setChosen}
              expand={expandKey}
              moved={table.moved}
              allEdges={allEdges}
              weakHidden={setWeak}
              layingOut={setLayout}
            />
            {layout ? (
              <p className="weak-edges small" role="status">
                {m.graph.layingOut(format.percent(layout.share))}{' '}
                <button type="button" className="link" onClick={layout.stop}>
                  {m.graph.stopLayout}
                </button>
              </p>
            ) : weak > 0 ? (
              <p className="weak-edges small" role="status">
                {m.graph.weakHidden(format.count(weak))}{' '}
                <button type="button" className="link" onClick={() => setAllEdges(true)}>
                  {m.graph.showAllEdges}
                </button>
              </p>
            ) : null}
          </Suspense>
        ) : (
          <Empty title={m.graph.webgl} />
        )}
      </section>
      <GraphSide
        table={state}
        state={shown}
        chosen={chosen}
        choose={choose}
        expand={expandKey}
        pin={pin}
        remove={remove}
        note={(key, words) => change((old) => noted(old, key, words))}
        groups={{
          rename: (id, name) => change((old) => groupChanged(old, id, { name })),
          fold: (id, collapsed) => change((old) => groupChanged(old, id, { collapsed })),
          dissolve({ id, name }) {
            change((old) => ungrouped(old, id));
            notices.say(m.graph.dissolved(name), table.undo);
          },
          choose: setChosen,
        }}
      />
    </div>
  );
}
