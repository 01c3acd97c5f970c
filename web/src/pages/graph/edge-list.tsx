/** Edges in words: what is said, how much, when, by whom and how sure; the words themselves one click away. */
import { useState } from 'react';
import { FACTS_AT_ONCE, useEdgeFacts } from '../../api/graph.ts';
import type { EdgeFacts, EntityKey, GraphEdge } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { EntityName } from '../../parts/kind.tsx';
import { EvidenceList } from '../patterns/evidence-list.tsx';
import { amountOf, datesOf, relationName } from './edge-words.ts';
import { keyOf } from './graph-model.ts';

export function EdgeList({
  edges,
  from,
  choose,
}: {
  edges: readonly GraphEdge[];
  /** Edges are told as seen from this thing. */
  from: string;
  choose: (key: string) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const [most, setMost] = useState(FACTS_AT_ONCE);
  const listed = edges.slice(0, most);
  const known = useEdgeFacts(listed.slice(-FACTS_AT_ONCE).map((edge) => edge.id));
  const [open, setOpen] = useState<string>();
  return (
    <>
      <ul>
        {listed.map((edge) => {
          const out = keyOf(edge.from) === from;
          const other = out ? edge.to : edge.from;
          const facts = known.data?.get(edge.id);
          return (
            <li key={edge.id} className="edge-row">
              <p className="edge-said">
                <span className="q">
                  {out ? '→' : '←'} {relationName(m, edge.predicate)}
                </span>{' '}
                <OtherEnd thing={other} choose={choose} />
              </p>
              <p className="small q">
                <EdgeMeaning edge={edge} facts={facts} />{' '}
                {facts && facts.citations > 0 ? (
                  <button
                    type="button"
                    className="link"
                    aria-expanded={open === edge.id}
                    onClick={() => setOpen(open === edge.id ? undefined : edge.id)}
                  >
                    {m.patterns.quotes(format.count(facts.citations))}
                  </button>
                ) : null}
              </p>
              {open === edge.id && facts ? <EvidenceList shown={facts} close={() => setOpen(undefined)} /> : null}
            </li>
          );
        })}
      </ul>
      {edges.length > listed.length ? (
        <p className="small q">
          {m.graph.firstOf(format.count(listed.length), format.count(edges.length))}{' '}
          <button type="button" className="link" onClick={() => setMost(most + FACTS_AT_ONCE)}>
            {m.graph.showMore}
          </button>
        </p>
      ) : null}
    </>
  );
}

function OtherEnd({ thing, choose }: { thing: EntityKey; choose: (key: string) => void }) {
  return (
    <button type="button" className="cut" onClick={() => choose(keyOf(thing))}>
      <EntityName type={thing.type} value={thing.value} />
    </button>
  );
}

/** Amount, dates, who says so with the Admiralty code, how sure the reading is. */
function EdgeMeaning({ edge, facts }: { edge: GraphEdge; facts: EdgeFacts | undefined }) {
  const m = useMessages();
  const format = useFormat();
  const dates = facts ? datesOf(m, format, { first: facts.firstSeen, last: facts.lastSeen }) : datesOf(m, format, edge);
  return (
    <>
      {edge.amount ? <b className="nowrap">{amountOf(format, edge.amount)} </b> : null}
      {[
        dates,
        facts && !dates && facts.said ? m.graph.said(format.date(facts.said)) : '',
        facts ? m.graph.says(facts.source) : '',
        facts?.reliability ? m.graph.reliability(facts.reliability) : '',
        facts?.role === 'reference' && facts.published ? m.graph.published(format.date(facts.published)) : '',
        m.graph.sure(format.percent(edge.confidence)),
        facts?.withdrawn ? m.graph.withdrawn : '',
      ]
        .filter((part) => part)
        .join(', ')}
    </>
  );
}
