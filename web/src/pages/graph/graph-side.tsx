/** Beside the graph: the chosen node in words, its edges with their evidence, and the list of all nodes. */
import { Link } from '@tanstack/react-router';
import { useCaseSummary } from '../../api/queries.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { EntityName } from '../../parts/kind.tsx';
import { useEntity } from '../../parts/mention-card.tsx';
import { type GraphState, keyOf, parseKey } from './graph-model.ts';

const MORE = 200;
const LISTED = 300;

export function GraphSide({
  state,
  chosen,
  choose,
  expand,
  pin,
  remove,
}: {
  state: GraphState;
  chosen: readonly string[];
  choose: (key: string | undefined, add: boolean) => void;
  expand: (key: string, limit?: number) => void;
  pin: (key: string, on: boolean) => void;
  remove: () => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const summary = useCaseSummary();
  const key = chosen.at(-1);
  const node = key === undefined ? undefined : state.nodes.get(key);
  const detail = useEntity(node ? parseKey(key) : undefined);
  const edges =
    key === undefined
      ? []
      : [...state.edges.values()].filter((edge) => keyOf(edge.from) === key || keyOf(edge.to) === key);
  const collectionName = (id: string) =>
    summary.data?.collections.find((collection) => collection.id === id)?.name ?? id;
  const neighbours =
    new Set(edges.flatMap((edge) => [keyOf(edge.from), keyOf(edge.to)])).size - (edges.length > 0 ? 1 : 0);
  return (
    <aside className="gside scroll" aria-label={m.graph.selected} tabIndex={0}>
      <h1>{m.graph.nodes(format.count(state.nodes.size), format.count(state.edges.size))}</h1>
      {node && key !== undefined ? (
        <>
          <section>
            <h2>
              <EntityName type={node.type} value={node.value} />
            </h2>
            <p className="small q">
              {m.types[node.type] ?? node.type},{' '}
              {node.leak && node.reference ? m.graph.sideBoth : node.leak ? m.graph.sideLeak : m.graph.sideReference}
              {detail.data ? `, ${m.card.mentions(format.count(detail.data.mentions))}` : ''}
            </p>
            {detail.data?.labels.map((label) => (
              <p key={`${label.label} ${label.source}`} className="small q">
                <Icon name="tag" /> {label.label}, {label.source}
              </p>
            ))}
            <p className="actions">
              <button type="button" className="btn" onClick={() => expand(key)}>
                {m.graph.expand}
              </button>
              <button
                type="button"
                className="btn"
                aria-pressed={state.pinned.has(key)}
                onClick={() => pin(key, !state.pinned.has(key))}
              >
                <Icon name="pin" />
                {state.pinned.has(key) ? m.graph.unpin : m.graph.pin}
              </button>
              <button type="button" className="btn" onClick={remove}>
                {m.graph.hide}
              </button>
            </p>
            {node.degree > neighbours ? (
              <p className="small q">
                {m.graph.hub(format.count(node.degree - neighbours))}{' '}
                <button type="button" className="link" onClick={() => expand(key, MORE)}>
                  {m.graph.showMore}
                </button>
              </p>
            ) : null}
          </section>
          <section>
            <h2>
              {m.graph.edges} <span className="n">{format.count(edges.length)}</span>
            </h2>
            <ul>
              {edges.slice(0, LISTED).map((edge) => {
                const out = keyOf(edge.from) === key;
                const other = out ? edge.to : edge.from;
                return (
                  <li key={edge.id} className="edge-row">
                    <span className="small q">
                      {out ? '→' : '←'} {m.relations[edge.predicate] ?? edge.predicate.replaceAll('-', ' ')}
                    </span>
                    <button type="button" className="cut" onClick={() => choose(keyOf(other), false)}>
                      <EntityName type={other.type} value={other.value} />
                    </button>
                    <span className="small faint cut">
                      {edge.passage ? (
                        <Link
                          className="link"
                          to="/read/$document"
                          params={{ document: edge.passage.split('.')[0] ?? '' }}
                          search={{ p: edge.passage.split('.').at(-1) }}
                        >
                          {collectionName(edge.collection)}
                        </Link>
                      ) : (
                        collectionName(edge.collection)
                      )}
                    </span>
                  </li>
                );
              })}
            </ul>
          </section>
        </>
      ) : (
        <p className="small q">{m.graph.nothingChosen}</p>
      )}
      <section>
        <h2>
          {m.graph.list} <span className="n">{format.count(state.nodes.size)}</span>
        </h2>
        <ul>
          {[...state.nodes].slice(0, LISTED).map(([other, entry]) => (
            <li key={other} className="r">
              <button
                type="button"
                className="cut"
                aria-pressed={chosen.includes(other)}
                onClick={(event) => choose(other, event.shiftKey)}
                onDoubleClick={() => expand(other)}
              >
                <EntityName type={entry.type} value={entry.value} />
              </button>
              <span className="n">{entry.degree > 0 ? format.count(entry.degree) : ''}</span>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}
