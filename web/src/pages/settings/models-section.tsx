/** Translation models: what is here, fetching with progress, checking; and the switch that keeps off the network. */
import { useId, useState } from 'react';
import {
  useEngines,
  useModelAction,
  useModels,
  useOfflineSwitch,
  usePullableModels,
  useVerifyModels,
} from '../../api/languages.ts';
import type { ModelPull, Models, VerifiedModel } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loaded } from '../../parts/states.tsx';
import { useNotices } from '../../shell/notices.tsx';

/** Suggested until the registry has been asked. */
const COMMON = ['zh-en', 'ru-en', 'fa-en', 'uk-en', 'ko-en', 'ja-en', 'ar-en', 'de-en'];

export function ModelsSection() {
  const m = useMessages();
  const models = useModels();
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{m.models.title}</h2>
      <p className="small q">{m.models.help}</p>
      <Loaded query={models} rows={3}>
        {(data) => (
          <>
            <OfflineSwitch models={data} />
            <Installed models={data} />
            {data.pulls.map((pull) => (
              <Pull key={pull.pair} pull={pull} />
            ))}
            <PullForm offline={data.offline} />
          </>
        )}
      </Loaded>
      <Engines />
      <p className="small q">{m.models.remoteHelp}</p>
    </section>
  );
}

function OfflineSwitch({ models }: { models: Models }) {
  const m = useMessages();
  const notices = useNotices();
  const change = useOfflineSwitch();
  return (
    <label>
      <input
        type="checkbox"
        checked={change.isPending ? change.variables : models.offline}
        disabled={models.offlineForced || change.isPending}
        onChange={(event) =>
          change.mutate(event.currentTarget.checked, { onError: (error) => notices.fail(error.message) })
        }
      />{' '}
      {m.models.offline}{' '}
      <span className="small q">{models.offlineForced ? m.models.offlineForced : m.models.offlineHelp}</span>
    </label>
  );
}

function Installed({ models }: { models: Models }) {
  const m = useMessages();
  const notices = useNotices();
  const act = useModelAction();
  const verify = useVerifyModels();
  const verdicts = new Map<string, VerifiedModel>(verify.data?.map((verdict) => [verdict.pair, verdict]));
  if (models.models.length === 0) return <p className="q">{m.models.none}</p>;
  return (
    <>
      <table className="rows" aria-label={m.models.title}>
        <thead>
          <tr>
            {[m.models.pair, m.models.architecture, m.models.version, m.models.source].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col" aria-label={m.models.verify} />
          </tr>
        </thead>
        <tbody>
          {models.models.map(({ pair, architecture, version, source }) => {
            const verdict = verdicts.get(pair);
            return (
              <tr key={pair}>
                <td className="mono">{pair}</td>
                <td>{architecture}</td>
                <td className="mono">{version}</td>
                <td className="wrap small">{source}</td>
                <td className="nowrap">
                  {verdict ? (
                    <span title={verdict.message ?? undefined}>{verdict.right ? m.models.right : m.models.wrong} </span>
                  ) : null}
                  <button
                    type="button"
                    className="btn quiet"
                    aria-label={m.models.remove(pair)}
                    onClick={() =>
                      act.mutate(
                        { action: 'remove', pair },
                        {
                          onSuccess: () => notices.say(m.models.removed(pair)),
                          onError: (error) => notices.fail(error.message),
                        },
                      )
                    }
                  >
                    <Icon name="trash" />
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <button
        type="button"
        className="btn"
        disabled={verify.isPending}
        onClick={() => verify.mutate(undefined, { onError: (error) => notices.fail(error.message) })}
      >
        <Icon name="check" />
        {m.models.verify}
      </button>
    </>
  );
}

function Pull({ pull }: { pull: ModelPull }) {
  const m = useMessages();
  const format = useFormat();
  const act = useModelAction();
  const { pair, state, file, bytes, total, error } = pull;
  const said =
    state === 'running'
      ? file
        ? m.models.progress(file, format.bytes(bytes), total ? format.bytes(total) : '')
        : m.models.starting
      : state === 'done'
        ? m.models.done
        : state === 'stopped'
          ? m.models.stopped
          : `${error?.message ?? ''} ${error?.advice ?? ''}`;
  return (
    <div className="pull" role="status">
      <b className="mono">{pair}</b>
      {state === 'running' ? (
        <progress aria-label={pair} {...(total ? { max: total, value: Math.min(bytes, total) } : {})} />
      ) : null}
      <span className={state === 'failed' ? 'small bad' : 'small q'}>{said}</span>
      {state === 'running' ? (
        <button type="button" className="btn" onClick={() => act.mutate({ action: 'stop', pair })}>
          {m.models.stop}
        </button>
      ) : null}
    </div>
  );
}

function PullForm({ offline }: { offline: boolean }) {
  const m = useMessages();
  const notices = useNotices();
  const act = useModelAction();
  const id = useId();
  // Nothing asks the registry until somebody wants to.
  const [asked, setAsked] = useState(false);
  const pairs = usePullableModels(asked && !offline);
  return (
    <form
      className="pull-form"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string) => String(form.get(name) ?? '').trim();
        const [mirror, from] = [text('mirror'), text('from')];
        act.mutate(
          { action: 'pull', pair: text('pair'), ...(mirror ? { mirror } : {}), ...(from ? { from } : {}) },
          { onError: (error) => notices.fail(error.message) },
        );
      }}
    >
      <label htmlFor={`${id}-pair`}>{m.models.pullPair}</label>
      <input
        id={`${id}-pair`}
        name="pair"
        className="field"
        required
        placeholder="zh-en"
        pattern="[a-z]{2,3}(_[A-Za-z]+)?-[a-z]{2,3}(_[A-Za-z]+)?"
        list={`${id}-pairs`}
        autoComplete="off"
        spellCheck={false}
      />
      <datalist id={`${id}-pairs`}>
        {(pairs.data ?? COMMON).map((pair) => (
          <option key={pair} value={pair} />
        ))}
      </datalist>
      <span className="pull-acts">
        <button type="submit" className="btn primary" disabled={act.isPending}>
          <Icon name="download" />
          {m.models.pull}
        </button>
        {pairs.data ? (
          <span className="small q wrap">{pairs.data.join(' ')}</span>
        ) : (
          <button type="button" className="btn" disabled={offline || pairs.isFetching} onClick={() => setAsked(true)}>
            <Icon name="list" />
            {m.models.listPairs}
          </button>
        )}
        {pairs.error ? <span className="small bad">{pairs.error.message}</span> : null}
      </span>
      <details>
        <summary>{m.models.elsewhere}</summary>
        <label htmlFor={`${id}-mirror`}>{m.models.mirror}</label>
        <input id={`${id}-mirror`} name="mirror" type="url" className="field" autoComplete="off" />
        <label htmlFor={`${id}-from`}>{m.models.folder}</label>
        <input id={`${id}-from`} name="from" className="field" autoComplete="off" spellCheck={false} />
      </details>
    </form>
  );
}

function Engines() {
  const m = useMessages();
  const format = useFormat();
  const engines = useEngines();
  if (!engines.data?.length) return null;
  return (
    <>
      <h3>{m.models.engines}</h3>
      <ul>
        {engines.data.map(({ engine, kind, from, to, passages }) => (
          <li key={`${engine} ${from} ${to}`}>
            {m.translation.kinds[kind] ?? kind}, <span className="mono">{engine}</span>, {from} → {to}:{' '}
            <span className="n">{m.models.passages(format.count(passages))}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
