/** Names that may be one thing, each with the words that say so, to accept or deny; and what is merged by now. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { get, post } from '../../api/client.ts';
import type { EntityKey, Identities, IdentityJudgement, NewIdentityJudgement } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { EntityName } from '../../parts/kind.tsx';
import { QuotePlace } from '../../parts/quote-place.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useNotices } from '../../shell/notices.tsx';
import './people.css';

type Suggestion = Identities['suggested'][number];

/** Letters of a quote; a whole message may be long. */
const QUOTED = 200;

export function IdentitiesPage() {
  const identities = useQuery({
    queryKey: ['identities'],
    queryFn: ({ signal }) => get<Identities>('/identities', {}, signal),
  });
  return (
    <Loaded query={identities} rows={12}>
      {(data) => <Opened identities={data} />}
    </Loaded>
  );
}

function useIdentityJudgement() {
  const client = useQueryClient();
  const m = useMessages();
  const notices = useNotices();
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: ['identities'] }) };
  const withdraw = useMutation({ mutationFn: (id: string) => post('/identities/withdraw', { id }), ...settled });
  const judge = useMutation({
    mutationFn: (judgement: NewIdentityJudgement) => post<IdentityJudgement>('/identities', judgement),
    ...settled,
    onSuccess: ({ id, verdict }) =>
      notices.say(verdict === 'same' ? m.identities.merged : m.identities.apart, () => withdraw.mutate(id)),
    onError: (error) => notices.fail(error.message),
  });
  return { judge, withdraw };
}

function Opened({ identities }: { identities: Identities }) {
  const m = useMessages();
  const format = useFormat();
  const [words, setWords] = useState('');
  const { judge, withdraw } = useIdentityJudgement();
  const wanted = words.trim().toLowerCase();
  const fits = (...keys: readonly EntityKey[]): boolean =>
    keys.some(({ value }) => value.toLowerCase().includes(wanted));
  const suggested = identities.suggested.filter(({ one, other }) => fits(one, other));
  return (
    <div className="sheet-page scroll" tabIndex={0} role="region" aria-label={m.identities.title}>
      <div className="sheet-head">
        <div>
          <h1>{m.identities.lede(format.count(identities.suggestions))}</h1>
          <p>{m.identities.help}</p>
        </div>
        <input
          className="field narrow"
          type="search"
          value={words}
          placeholder={m.people.filter}
          aria-label={m.people.filter}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {suggested.length === 0 ? <Empty title={m.identities.none}>{m.identities.noneHelp}</Empty> : null}
      <ul className="may-be-one">
        {suggested.map((each) => (
          <SuggestionRow
            key={`${each.one.type} ${each.one.value} ${each.other.type} ${each.other.value}`}
            suggestion={each}
            busy={judge.isPending}
            say={(verdict) =>
              judge.mutate({
                verdict,
                one: each.one,
                other: each.other,
                rationale: m.identities.because(each.methods.join(', ')),
              })
            }
          />
        ))}
      </ul>
      {identities.suggestions > identities.suggested.length ? (
        <p className="small q">
          {m.identities.more(format.count(identities.suggestions - identities.suggested.length))}
        </p>
      ) : null}
      {identities.judgements.length > 0 ? (
        <>
          <h2>{m.identities.judged}</h2>
          <ul className="may-be-one">
            {identities.judgements
              .filter(({ one, other }) => fits(one, other))
              .map((each) => (
                <li key={each.id}>
                  <p>
                    <EntityName {...each.one} /> {each.verdict === 'same' ? '=' : '≠'} <EntityName {...each.other} />{' '}
                    <button type="button" className="btn quiet" onClick={() => withdraw.mutate(each.id)}>
                      <Icon name="undo" />
                      {m.shell.undo}
                    </button>
                  </p>
                  <p className="small q">
                    {each.author}, {format.dateTime(each.time)}: {each.rationale}
                  </p>
                </li>
              ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function SuggestionRow({
  suggestion: { one, other, confidence, methods, evidence },
  busy,
  say,
}: {
  suggestion: Suggestion;
  busy: boolean;
  say: (verdict: 'same' | 'different') => void;
}) {
  const m = useMessages();
  return (
    <li>
      <div className="pair">
        <span>
          <EntityName {...one} /> <span className="q">=</span> <EntityName {...other} />
        </span>
        <span className="small q">
          {m.identities.sure(Math.round(confidence * 100))}
          {methods.map((method) => `, ${m.identities.methods[method] ?? method}`).join('')}
        </span>
        <span className="verdicts">
          <button type="button" className="btn" disabled={busy} onClick={() => say('same')}>
            {m.identities.same}
          </button>
          <button type="button" className="btn quiet" disabled={busy} onClick={() => say('different')}>
            {m.identities.different}
          </button>
        </span>
      </div>
      {evidence.map((quote) => (
        <p className="small quoted" key={`${quote.passage} ${quote.start} ${quote.end}`}>
          <bdi>«{quote.quote.length > QUOTED ? `${quote.quote.slice(0, QUOTED)}…` : quote.quote}»</bdi>{' '}
          <QuotePlace quote={quote} />
        </p>
      ))}
    </li>
  );
}
