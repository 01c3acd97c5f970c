/** Beside the graph: what is chosen in words, its edges with their evidence, groups, and the list of all nodes. */
import { useFirstMentions } from '../../api/graph.ts';
import type { EntityKey, GraphEdge } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { defang } from '../../parts/defang.ts';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { EntityName } from '../../parts/kind.tsx';
import { useEntity } from '../../parts/mention-card.tsx';
import { QuotePlace } from '../../parts/quote-place.tsx';
import { EdgeList } from './edge-list.tsx';
import { type GraphState, keyOf, parseKey } from './graph-model.ts';
import { type GroupActions, GroupList } from './group-list.tsx';

const MORE = 200;
/** Senders and sources that are listed as the first to speak of a thing. */
const FIRST = 5;
const LISTED = 300;

export interface GraphSideProps {
  /** All that is on the table. */
  readonly table: GraphState;
  /** What of it fits the filters. */
  readonly state: GraphState;
  readonly chosen: readonly string[];
  readonly choose: (key: string | undefined, add: boolean) => void;
  readonly expand: (key: string, limit?: number) => void;
  readonly pin: (keys: readonly string[], on: boolean) => void;
  readonly remove: () => void;
  readonly note: (key: string, words: string) => void;
  readonly groups: GroupActions;
}

export function GraphSide(props: GraphSideProps) {
  const { table, state, chosen, choose, groups } = props;
  const m = useMessages();
  const format = useFormat();
  const key = chosen.at(-1);
  const total = m.graph.nodes(format.count(table.nodes.size), format.count(table.edges.size));
  return (
    <aside className="gside scroll" aria-label={m.graph.selected} tabIndex={0}>
      <h1>{total}</h1>
      {state.nodes.size < table.nodes.size ? (
        <p className="small q" role="status">
          {m.graph.filtered(format.count(state.nodes.size), format.count(table.nodes.size))}
        </p>
      ) : null}
      {chosen.length > 1 ? (
        <Several {...props} />
      ) : key !== undefined && state.nodes.has(key) ? (
        <One key={key} thing={key} {...props} />
      ) : (
        <p className="small q">{m.graph.nothingChosen}</p>
      )}
      <GroupList groups={table.groups} actions={groups} />
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
                onDoubleClick={() => props.expand(other)}
              >
                <EntityName type={entry.type} value={entry.value} />
              </button>
              {table.pinned.has(other) ? <Icon name="pin" /> : null}
              {table.notes.has(other) ? <Icon name="pen" /> : null}
              <span className="n">{entry.degree > 0 ? format.count(entry.degree) : ''}</span>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}

/** All edges of the table at a thing, the surest first. */
function edgesAt(edges: Iterable<GraphEdge>, key: string): readonly GraphEdge[] {
  return [...edges]
    .filter((edge) => keyOf(edge.from) === key || keyOf(edge.to) === key)
    .sort((a, b) => Number(b.amount !== null) - Number(a.amount !== null) || b.confidence - a.confidence);
}

function One({ thing: key, table, state, choose, expand, pin, remove, note }: GraphSideProps & { thing: string }) {
  const m = useMessages();
  const format = useFormat();
  const detail = useEntity(parseKey(key));
  const node = state.nodes.get(key);
  if (!node) return null;
  const edges = edgesAt(state.edges.values(), key);
  const rest = node.degree - edgesAt(table.edges.values(), key).length;
  return (
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
          <PinButton keys={[key]} pinned={table.pinned} pin={pin} />
          <button type="button" className="btn" onClick={remove}>
            {m.graph.hide}
          </button>
        </p>
        {rest > 0 ? (
          <p className="small q">
            {m.graph.hub(format.count(rest))}{' '}
            <button type="button" className="link" onClick={() => expand(key, MORE)}>
              {m.graph.showMore}
            </button>
          </p>
        ) : null}
        <label className="gnote">
          <span className="small q">{m.graph.note}</span>
          <textarea
            id="gnote"
            className="field"
            rows={2}
            maxLength={10_000}
            key={table.notes.get(key) ?? ''}
            defaultValue={table.notes.get(key) ?? ''}
            placeholder={m.graph.notePlaceholder}
            onBlur={(event) => {
              const words = event.currentTarget.value.trim();
              if (words !== (table.notes.get(key) ?? '')) note(key, words);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey)))
                event.currentTarget.blur();
            }}
          />
        </label>
      </section>
      <FirstMentions entity={parseKey(key)} />
      <section>
        <h2>
          {m.graph.edges} <span className="n">{format.count(edges.length)}</span>
        </h2>
        <EdgeList edges={edges} from={key} choose={(other) => choose(other, false)} />
      </section>
    </>
  );
}

/** Who spoke of a thing first, in the leaks and in public, each with the place. */
function FirstMentions({ entity }: { entity: EntityKey | undefined }) {
  const m = useMessages();
  const format = useFormat();
  const { data } = useFirstMentions(entity, FIRST);
  if (!data || data.first.length === 0) return null;
  return (
    <section>
      <h2>
        {m.graph.firstBy} <span className="n">{format.count(data.total)}</span>
      </h2>
      <ul className="gfirst">
        {data.first.map(({ side, who, time, mentions, evidence: [quote] }) => (
          <li key={`${side} ${who}`}>
            {who === null ? null : <bdi>{who} </bdi>}
            <span className="small q">
              {[
                time ? format.date(time) : m.graph.undated,
                side === 'leak' ? m.graph.sideLeak : m.graph.sideReference,
                m.card.mentions(format.count(mentions)),
              ].join(', ')}
              {quote ? (
                <>
                  {', '}
                  <QuotePlace quote={who === quote.sender ? { ...quote, sender: undefined } : quote} />
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Several chosen things: what is done to all of them, and what joins two. */
function Several({ table, state, chosen, choose, pin, remove }: GraphSideProps) {
  const m = useMessages();
  const format = useFormat();
  const [a, b] = chosen;
  const [one, other] = [state.nodes.get(a ?? ''), state.nodes.get(b ?? '')];
  const joining =
    chosen.length === 2 && one && other
      ? edgesAt(state.edges.values(), a ?? '').filter((edge) => [keyOf(edge.from), keyOf(edge.to)].includes(b ?? ''))
      : [];
  return (
    <>
      <section>
        <h2>{m.graph.chosenCount(format.count(chosen.length))}</h2>
        <p className="actions">
          <PinButton keys={chosen} pinned={table.pinned} pin={pin} />
          <button type="button" className="btn" onClick={remove}>
            {m.graph.hide}
          </button>
        </p>
      </section>
      {one && other && joining.length > 0 ? (
        <section>
          <h2>
            <span>{m.graph.between(defang(one.type, one.value), defang(other.type, other.value))}</span>
            <span className="n">{format.count(joining.length)}</span>
          </h2>
          <EdgeList edges={joining} from={a ?? ''} choose={(key) => choose(key, false)} />
        </section>
      ) : null}
    </>
  );
}

function PinButton({
  keys,
  pinned,
  pin,
}: {
  keys: readonly string[];
  pinned: ReadonlySet<string>;
  pin: (keys: readonly string[], on: boolean) => void;
}) {
  const m = useMessages();
  const on = keys.every((key) => pinned.has(key));
  return (
    <button type="button" className="btn" aria-pressed={on} onClick={() => pin(keys, !on)}>
      <Icon name="pin" />
      {on ? m.graph.unpin : m.graph.pin}
    </button>
  );
}
