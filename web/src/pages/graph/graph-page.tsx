/** Graph: start from an overlap or anything named, expand, find paths, take away, export. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { get } from '../../api/client.ts';
import { useOverlaps } from '../../api/queries.ts';
import type { EntityKey, GraphAnswer, WholeGraph } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { Facet, tally } from '../../parts/facet.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { KINDS, type Kind, KindName, kindOf } from '../../parts/kind.tsx';
import { save } from '../../parts/save.ts';
import { Empty, Loading } from '../../parts/states.tsx';
import { useShortcuts } from '../../shell/keyboard.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { tokenColour } from '../../theme/theme.tsx';
import type { CanvasHandle } from './graph-canvas.tsx';
import { gexf, graphMl, svg } from './graph-export.ts';
import type { Positions } from './graph-layout.ts';
import {
  chainGraph,
  EMPTY,
  type GraphState,
  keyOf,
  merged,
  parseKey,
  pinnedAs,
  visible,
  wholeAnswer,
  without,
} from './graph-model.ts';
import { GraphSide } from './graph-side.tsx';
import './graph.css';

const GraphCanvas = lazy(() => import('./graph-canvas.tsx').then((module) => ({ default: module.GraphCanvas })));

/** Neighbours that one expansion brings at most; the rest stay collapsed, with their number. */
const AT_ONCE = 40;
const HISTORY = 50;

export function hasWebGl(): boolean {
  const canvas = document.createElement('canvas');
  return (canvas.getContext('webgl2') ?? canvas.getContext('webgl')) !== null;
}

export function GraphPage() {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const navigate = useNavigate();
  const address: { at?: string | undefined; overlap?: string | undefined; all?: string | undefined } = useSearch({
    strict: false,
  });
  const overlaps = useOverlaps();
  const [history, setHistory] = useState<readonly GraphState[]>([EMPTY]);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [hidden, setHidden] = useState<{ kinds: readonly string[]; relations: readonly string[] }>({
    kinds: [],
    relations: [],
  });
  const [positions] = useState<Positions>(() => new Map());
  const [allEdges, setAllEdges] = useState(false);
  const [weak, setWeak] = useState(0);
  const [webGl] = useState(hasWebGl);
  const canvas = useRef<CanvasHandle>(null);
  const state = history.at(-1) ?? EMPTY;
  const shown = useMemo(() => visible(state, hidden, kindOf), [state, hidden]);
  const change = useCallback((next: (old: GraphState) => GraphState) => {
    setHistory((all) => [...all.slice(-HISTORY), next(all.at(-1) ?? EMPTY)]);
  }, []);
  const undo = () => setHistory((all) => (all.length > 1 ? all.slice(0, -1) : all));
  const fail = useCallback(
    (error: unknown) => notices.fail(error instanceof Error ? error.message : String(error)),
    [notices],
  );

  const expand = useCallback(
    async (entity: EntityKey, limit = AT_ONCE) => {
      try {
        const answer = await get<GraphAnswer>('/graph/neighbours', { type: entity.type, value: entity.value, limit });
        if (answer.nodes.length === 0) {
          notices.say(m.graph.notFound(entity.value));
          return;
        }
        change((old) => merged(old, answer));
        setChosen([keyOf(entity)]);
      } catch (error) {
        fail(error);
      }
    },
    [change, fail, notices, m],
  );
  const path = async (from: string, to: string) => {
    const [a, b] = [parseKey(from), parseKey(to)];
    if (!a || !b) return;
    try {
      const answer = await get<GraphAnswer>('/graph/paths', {
        fromType: a.type,
        fromValue: a.value,
        toType: b.type,
        toValue: b.value,
      });
      if (answer.edges.length === 0) notices.say(m.graph.noPath);
      else change((old) => merged(old, answer));
    } catch (error) {
      fail(error);
    }
  };

  // What the address names is put on the table once: an overlap's chain, or an entity and its neighbours.
  const done = useRef('');
  useEffect(() => {
    const signature = `${address.overlap ?? ''} ${address.at ?? ''} ${address.all ?? ''}`;
    if (done.current === signature) return;
    if (address.overlap) {
      const overlap = overlaps.data?.find((entry) => entry.id === address.overlap);
      if (!overlap) return;
      change((old) =>
        [overlap, ...overlap.support.map((chain) => ({ ...overlap, hops: chain.hops }))].reduce(
          (sum, entry) => merged(sum, chainGraph(entry)),
          old,
        ),
      );
      setChosen([keyOf(overlap.leak)]);
    } else if (address.all) {
      get<WholeGraph>('/graph/whole').then((answer) => change((old) => merged(old, wholeAnswer(answer))), fail);
    } else {
      const entity = parseKey(address.at);
      if (entity) void expand(entity);
    }
    done.current = signature;
  }, [address.overlap, address.at, address.all, overlaps.data, change, expand, fail]);

  const choose = (key: string | undefined, add: boolean) => {
    if (!key) setChosen([]);
    else setChosen((old) => (add && old[0] && old[0] !== key ? [old[0], key] : [key]));
  };
  const remove = () => {
    if (chosen.length === 0) return;
    change((old) => without(old, new Set(chosen)));
    setChosen([]);
    notices.say(m.graph.removed(chosen.length), undo);
  };
  const expandKey = (key: string | undefined) => {
    const entity = parseKey(key);
    if (entity) void expand(entity);
  };
  useShortcuts(m.pages.graph, [
    { key: 'x', label: m.graph.expand, run: () => expandKey(chosen[0]) },
    { key: 'Delete', label: m.graph.hide, run: remove },
    { key: 'f', label: m.graph.fit, run: () => canvas.current?.fit() },
    { key: 'z', label: m.graph.undo, run: undo },
  ]);

  const exporters = {
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
  const counts = (values: readonly string[]) => tally(values, (value) => [value]);
  return (
    <div className="gr">
      <aside className="rail scroll" aria-label={m.overlaps.filters}>
        <Facet
          title={m.graph.kinds}
          values={counts([...state.nodes.values()].map((node) => kindOf(node.type))).map(({ value, count }) => ({
            value,
            count,
            label: <KindName kind={value as Kind}>{m.kinds[value as Kind]}</KindName>,
          }))}
          chosen={KINDS.filter((kind) => !hidden.kinds.includes(kind))}
          onChange={(on) =>
            setHidden({ ...hidden, kinds: on.length === 0 ? [] : KINDS.filter((kind) => !on.includes(kind)) })
          }
        />
        <Facet
          title={m.graph.relations}
          values={counts([...state.edges.values()].map((edge) => edge.predicate)).map(({ value, count }) => ({
            value,
            count,
            label: m.relations[value] ?? value.replaceAll('-', ' '),
          }))}
          chosen={
            hidden.relations.length === 0
              ? []
              : [...new Set([...state.edges.values()].map((edge) => edge.predicate))].filter(
                  (name) => !hidden.relations.includes(name),
                )
          }
          onChange={(on) => {
            const all = [...new Set([...state.edges.values()].map((edge) => edge.predicate))];
            setHidden({ ...hidden, relations: on.length === 0 ? [] : all.filter((name) => !on.includes(name)) });
          }}
        />
        <section className="facet">
          <ul>
            <li>
              <button type="button" onClick={() => navigate({ to: '/graph', search: { all: '1' } }).catch(fail)}>
                <span>{m.graph.whole}</span>
              </button>
            </li>
          </ul>
        </section>
        <section className="facet">
          <h3>{m.pages.overlaps}</h3>
          <ul>
            {(overlaps.data ?? [])
              .filter((overlap) => !overlap.rejected)
              .slice(0, 12)
              .map((overlap) => (
                <li key={overlap.id}>
                  <button
                    type="button"
                    onClick={() => navigate({ to: '/graph', search: { overlap: overlap.id } }).catch(fail)}
                  >
                    <span className="cut">{overlap.reference.name}</span>
                    <span className="n">{format.score(overlap.score)}</span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      </aside>
      <section className="canvas" aria-label={m.pages.graph}>
        <div className="gtools">
          <FindEntity
            find={(value) => void findAndExpand(value, expand, fail, () => notices.say(m.graph.notFound(value)))}
          />
          <button type="button" className="btn" disabled={chosen.length !== 1} onClick={() => expandKey(chosen[0])}>
            <Icon name="plus" />
            {m.graph.expand} <kbd>x</kbd>
          </button>
          <button
            type="button"
            className="btn"
            title={m.graph.pathHelp}
            disabled={chosen.length !== 2}
            onClick={() => chosen[0] && chosen[1] && void path(chosen[0], chosen[1])}
          >
            {m.graph.path}
          </button>
          <span className="sp" />
          <button type="button" className="btn quiet" disabled={history.length < 2} onClick={undo}>
            <Icon name="undo" />
            {m.graph.undo} <kbd>z</kbd>
          </button>
          <button
            type="button"
            className="btn quiet icon"
            aria-label={m.graph.fit}
            title={m.graph.fit}
            onClick={() => canvas.current?.fit()}
          >
            <Icon name="fit" />
          </button>
          <span className="seg" role="group" aria-label={m.graph.export}>
            {(['png', 'svg', 'graphml', 'gexf'] as const).map((name) => (
              <button
                key={name}
                type="button"
                disabled={shown.nodes.size === 0}
                onClick={() => void exporters[name]().catch(fail)}
              >
                {name === 'graphml' ? 'GraphML' : name.toUpperCase()}
              </button>
            ))}
          </span>
        </div>
        {shown.nodes.size === 0 ? (
          <Empty title={m.graph.start}>{m.graph.startHelp}</Empty>
        ) : webGl ? (
          <Suspense fallback={<Loading />}>
            <GraphCanvas
              ref={canvas}
              state={shown}
              chosen={chosen}
              positions={positions}
              label={m.graph.canvas}
              choose={choose}
              expand={expandKey}
              moved={(key) => change((old) => pinnedAs(old, key, true))}
              allEdges={allEdges}
              weakHidden={setWeak}
            />
            {weak > 0 ? (
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
        state={shown}
        chosen={chosen}
        choose={choose}
        expand={(key, limit) => {
          const entity = parseKey(key);
          if (entity) void expand(entity, limit);
        }}
        pin={(key, on) => change((old) => pinnedAs(old, key, on))}
        remove={remove}
      />
    </div>
  );
}

function FindEntity({ find }: { find: (value: string) => void }) {
  const m = useMessages();
  const [text, setText] = useState('');
  return (
    <form
      className="gfind"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) find(text.trim());
        setText('');
        // The keys are the graph's again.
        event.currentTarget.querySelector('input')?.blur();
      }}
    >
      <input
        className="field"
        type="search"
        value={text}
        aria-label={m.graph.find}
        placeholder={m.graph.findPlaceholder}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </form>
  );
}

async function findAndExpand(
  value: string,
  expand: (entity: EntityKey) => Promise<void>,
  fail: (error: unknown) => void,
  nothing: () => void,
): Promise<void> {
  try {
    const { entities } = await get<{ entities: readonly EntityKey[] }>('/entities', { q: value, limit: 5 });
    const first = entities[0];
    if (first) await expand({ type: first.type, value: first.value });
    else nothing();
  } catch (error) {
    fail(error);
  }
}
