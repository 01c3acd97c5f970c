/** The chain drawn as one path from the leak's words to the report's words, each hop with its four weights. */
import type { Hop, Overlap } from '../../api/types.ts';
import { type Messages, useMessages } from '../../language/language.tsx';
import { defang } from '../../parts/defang.ts';
import { fileName, useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { iconOf, isMono, kindOf } from '../../parts/kind.tsx';
import { defangText } from '../../parts/loose-indicators.ts';
import './chain.css';

/** A hop against the direction of its statement says so with an arrow. */
export function relationName(relation: string, m: Messages): string {
  const [, name, inverse] = /^(.*?)( \(inverse\))?$/.exec(relation) ?? [];
  const words = m.relations[name ?? ''] ?? (name ?? relation).replaceAll('-', ' ');
  return inverse ? `← ${words}` : words;
}

export function hopWeight(hop: Hop): number {
  const { specificity, temporal, source, extraction } = hop.weight;
  return specificity * temporal * source * extraction;
}

const FACTORS = ['specificity', 'temporal', 'source', 'extraction'] as const;

export function Chain({ hops, weakest, overlap }: { hops: readonly Hop[]; weakest: number; overlap: Overlap }) {
  const m = useMessages();
  const format = useFormat();
  const last = hops.at(-1);
  const product = hops.reduce((total, hop) => total * hopWeight(hop), 1);
  const leak = hops[0]?.evidence[0];
  const isScore = hops === overlap.hops && Math.abs(overlap.score - product) < 0.005;
  const factorNames = {
    specificity: m.overlaps.specificity,
    temporal: m.overlaps.temporal,
    source: m.overlaps.sourceWeight,
    extraction: m.overlaps.extraction,
  };
  return (
    <div className="path scroll">
      <ol style={{ gridTemplateColumns: `minmax(96px, 0.62fr) repeat(${hops.length}, minmax(150px, 1fr)) 118px` }}>
        {leak ? (
          <li className="hop">
            <Node type="document" />
            <span className="edge" />
            <span className="rel">
              <span>{m.overlaps.says}</span>
            </span>
            <NodeLabel type="document" value={leak.path} />
            <p className="why">{leak.date ? format.dateTime(leak.date) : m.overlaps.undated}</p>
          </li>
        ) : null}
        {hops.map((hop, index) => {
          const weak = index === weakest && hops.length > 1;
          const lowest = FACTORS.reduce(
            (low, factor) => (hop.weight[factor] < hop.weight[low] ? factor : low),
            FACTORS[0],
          );
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a hop is its place in the chain
            <li key={index} className={weak ? 'hop weak' : 'hop'}>
              <Node type={hop.from.type} />
              <span className="edge" />
              <span className="rel">
                <span>{relationName(hop.relation, m)}</span>
              </span>
              <NodeLabel type={hop.from.type} value={hop.from.value} />
              <div className="wts">
                <div className="wh">
                  <span>{m.overlaps.hop(index + 1)}</span>
                  {weak ? <span className="weakest">{m.overlaps.weakest}</span> : null}
                  <b>{format.score(hopWeight(hop))}</b>
                </div>
                {FACTORS.map((factor) => (
                  <div key={factor} className={weak && factor === lowest ? 'w low' : 'w'}>
                    <span>{factorNames[factor]}</span>
                    <span className="meter">
                      <i style={{ width: `${hop.weight[factor] * 100}%` }} />
                    </span>
                    <span className="n">{format.score(hop.weight[factor])}</span>
                  </div>
                ))}
                {hop.reasons.length > 0 ? (
                  <p className="why">{defangText(hop.reasons.map(m.overlaps.reasonOf).join(' '))}</p>
                ) : null}
              </div>
            </li>
          );
        })}
        <li className="endcol">
          <Node type={last?.to.type ?? overlap.reference.type} />
          <NodeLabel type={last?.to.type ?? overlap.reference.type} value={last?.to.value ?? overlap.reference.name} />
          <div className="wts">
            <div className="wh">
              <span>{m.overlaps.product}</span>
            </div>
            {/* The factors are rounded; where their product is the score, the score is what is shown. */}
            <div className="n total">{format.score(isScore ? overlap.score : product)}</div>
            <p className="why n">{hops.map((hop) => format.score(hopWeight(hop))).join(' × ')}</p>
            {Math.abs(overlap.score - product) >= 0.005 && hops === overlap.hops && overlap.support.length > 0 ? (
              <p className="why n">
                {format.score(overlap.score)} {m.overlaps.combined}
              </p>
            ) : null}
          </div>
        </li>
      </ol>
    </div>
  );
}

const DOCUMENT = new Set(['document', 'passage', 'chat', 'message', 'file']);

function Node({ type }: { type: string }) {
  return DOCUMENT.has(type) ? (
    <div className="node">
      <span className="dot doc">
        <Icon name={type === 'chat' || type === 'message' ? 'chat' : 'doc'} small={false} />
      </span>
    </div>
  ) : (
    <div className={`node k-${kindOf(type)}`}>
      <span className="dot">
        <Icon name={iconOf(type)} small={false} />
      </span>
    </div>
  );
}

function NodeLabel({ type, value }: { type: string; value: string }) {
  const m = useMessages();
  const document = DOCUMENT.has(type);
  return (
    <div className="nlab">
      <b className={document ? 'wrap' : `wrap k-${kindOf(type)}${isMono(type) ? ' mono' : ''}`} dir="auto">
        {document ? fileName(value) : defang(type, value)}
      </b>
      <span className="small">{document ? m.roles.leak : (m.types[type] ?? type.replaceAll('-', ' '))}</span>
    </div>
  );
}
