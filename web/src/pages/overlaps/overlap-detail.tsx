/** One overlap: headline, assessment, chain, quotes, what it stands on, labels, other chains, verdicts. */
import { Link } from '@tanstack/react-router';
import type { Overlap } from '../../api/types.ts';
import type { Messages } from '../../language/language.tsx';
import { useMessages } from '../../language/language.tsx';
import { defang } from '../../parts/defang.ts';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { defangText } from '../../parts/loose-indicators.ts';
import { useNotices } from '../../shell/notices.tsx';
import { Assessment } from './assessment.tsx';
import { Chain, hopWeight } from './chain.tsx';
import { Quotes } from './quotes.tsx';

/** One sentence that says what is so, as a newspaper would. */
export function headline(overlap: Overlap, m: Messages): string {
  if (overlap.headline && m.overlaps.serverHeadlines) return defangText(overlap.headline);
  const leak = defang(overlap.leak.type, overlap.leak.value);
  const name = overlap.reference.name;
  if (/^(ipv4|ipv6)$/.test(overlap.leak.type) && overlap.hops.some((hop) => hop.relation === 'hosts')) {
    return m.overlaps.headlineHosted(name);
  }
  return (m.overlaps.headline[overlap.conclusion] ?? m.overlaps.headlineDefault)(leak, name);
}

export interface OverlapDetailProps {
  readonly overlap: Overlap;
  readonly position: number;
  readonly count: number;
  readonly step: (by: number) => void;
}

export function OverlapDetail({ overlap, position, count, step }: OverlapDetailProps) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const copyLink = () => {
    navigator.clipboard.writeText(location.href).then(
      () => notices.say(m.overlaps.linkCopied),
      (error: unknown) => notices.fail(String(error)),
    );
  };
  return (
    <div className="scroll body" tabIndex={0} role="region" aria-label={headline(overlap, m)}>
      <div className="over">
        <span>{m.overlaps.position(format.count(position), format.count(count))}</span>
        <span className="sp" />
        <Link
          className="btn quiet"
          to="/graph"
          search={{ at: `${overlap.leak.type}:${overlap.leak.value}`, overlap: overlap.id }}
        >
          {m.overlaps.inGraph}
        </Link>
        <button type="button" className="btn quiet icon" aria-label={m.overlaps.copyLink} onClick={copyLink}>
          <Icon name="link" />
        </button>
        <button type="button" className="btn quiet" aria-label={m.overlaps.previous} onClick={() => step(-1)}>
          <Icon name="up" />
          <kbd>k</kbd>
        </button>
        <button type="button" className="btn quiet" aria-label={m.overlaps.next} onClick={() => step(1)}>
          <Icon name="down" />
          <kbd>j</kbd>
        </button>
      </div>
      <h1 dir="auto">{headline(overlap, m)}</h1>
      <Assessment overlap={overlap} />
      {overlap.rejected ? (
        <section>
          <h2>{m.overlaps.whyRejected}</h2>
          <p className="q" dir="auto">
            {m.overlaps.reasonOf(overlap.rejected)}
          </p>
        </section>
      ) : null}
      <section>
        <h2>
          {m.overlaps.chain} <span className="q">{m.overlaps.chainNote}</span>
        </h2>
        <Chain hops={overlap.hops} weakest={overlap.weakest} overlap={overlap} />
        <Quotes hops={overlap.hops} />
      </section>
      {overlap.without.length > 0 ? (
        <section>
          <h2>
            {m.overlaps.standsOn} <span className="q">{m.overlaps.standsOnNote(format.score(overlap.score))}</span>
          </h2>
          <Without overlap={overlap} />
        </section>
      ) : null}
      {overlap.labels.length > 0 ? (
        <section>
          <h2>
            {m.overlaps.labelsTitle} <span className="q">{m.overlaps.labelsNote}</span>
          </h2>
          <ul className="labels">
            {overlap.labels.map((label) => (
              <li key={label}>
                <b>{m.labels[label]?.[0] ?? m.mentionLabels[label] ?? label.replaceAll('-', ' ')}</b>
                <span className="q">{m.labels[label]?.[1] ?? reasonsFor(overlap, m)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {overlap.support.length > 0 ? (
        <section>
          <h2>
            {m.overlaps.otherChains} <span className="q">{m.overlaps.otherChainsNote}</span>
          </h2>
          {overlap.support.map((chain, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: chains have no name but their place
            <details key={index} className="other">
              <summary>
                <Icon name="chev" />
                <span className="cut">
                  {chain.hops.map((hop) => defang(hop.from.type, hop.from.value)).join(' → ')} →{' '}
                  {chain.hops.at(-1)?.to.value ?? ''}
                </span>
                <span className="n">{format.score(chain.score)}</span>
              </summary>
              <Chain
                hops={chain.hops}
                weakest={chain.hops.reduce(
                  (low, hop, at) => (hopWeight(hop) < hopWeight(chain.hops[low] ?? hop) ? at : low),
                  0,
                )}
                overlap={overlap}
              />
              <Quotes hops={chain.hops} most={3} />
            </details>
          ))}
        </section>
      ) : null}
      {overlap.judgement && overlap.judgement.verdict !== 'withdrawn' ? (
        <section>
          <h2>{m.overlaps.history}</h2>
          <p className="small q" dir="auto">
            {m.verdicts[overlap.judgement.verdict]}, {overlap.judgement.author},{' '}
            {format.dateTime(overlap.judgement.time)}
            {overlap.judgement.rationale ? `: ${overlap.judgement.rationale}` : ''}
          </p>
        </section>
      ) : null}
    </div>
  );
}

function Without({ overlap }: { overlap: Overlap }) {
  const m = useMessages();
  const format = useFormat();
  return (
    <table className="without">
      <thead>
        <tr>
          <th>{m.overlaps.without}</th>
          <th>{m.overlaps.fallsTo}</th>
          <th>
            <span className="sr">{m.overlaps.score}</span>
          </th>
          <th className="n">{m.overlaps.score}</th>
        </tr>
      </thead>
      <tbody>
        {overlap.without.map(({ source, score, likelihood }) => {
          const words = m.likelihoods[likelihood] ?? likelihood;
          const same = Math.abs(score - overlap.score) < 0.005;
          return (
            <tr key={source}>
              <td dir="auto">{source}</td>
              <td className={same ? 'q' : undefined}>
                {score < 0.0005 ? m.overlaps.noChain : same ? m.overlaps.unchanged(words) : words}
              </td>
              <td className="drop" aria-hidden="true">
                <span className="meter">
                  <i style={{ width: `${score * 100}%` }} />
                  <u style={{ left: `${overlap.score * 100}%` }} />
                </span>
              </td>
              <td className="n">{format.score(score)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function reasonsFor(overlap: Overlap, m: Messages): string {
  return defangText(overlap.hops.flatMap((hop) => hop.reasons.map(m.overlaps.reasonOf)).join(' '));
}
