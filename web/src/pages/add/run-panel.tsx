/** The run: each stage with its pace and time left, failures as they come; pause, go on, end. */
import { Link } from '@tanstack/react-router';
import { useProgress } from '../../api/progress.ts';
import { useRunActions } from '../../api/run.ts';
import type { Progress } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { paceOf } from '../../parts/pace.ts';

/** Nothing while there is nothing to say: no run, none broken off, none that failed. */
export function RunPanel({ finished = false }: { /** Also shows a run that ended well. */ finished?: boolean }) {
  const { progress } = useProgress();
  const ended = progress && !progress.running && (progress.error || progress.resumable);
  const shown = progress && (progress.running || ended || (finished && progress.stages.length > 0));
  return shown ? <Run progress={progress} /> : null;
}

/** Bytes from which on the number of files alone would stand still for long. */
const LARGE = 100 * 2 ** 20;

function isLarge({ bytes, finished }: Pick<Progress['stages'][number], 'bytes' | 'finished'>): boolean {
  return bytes.total >= LARGE && !finished;
}

function Run({ progress }: { progress: Progress }) {
  const m = useMessages();
  const format = useFormat();
  const actions = useRunActions();
  const name = progress.adding.at(-1) ?? '';
  const state = progress.running
    ? progress.paused
      ? m.adding.paused(name)
      : m.adding.running(name)
    : progress.resumable
      ? m.adding.brokenOff(name)
      : progress.error
        ? m.adding.ended(name)
        : m.adding.done(name);
  return (
    <section className="run" aria-label={m.adding.run}>
      <div className="row">
        <h2 dir="auto">{state}</h2>
        {progress.running && !progress.paused ? (
          <button type="button" className="btn" onClick={actions.pause}>
            <Icon name="pause" />
            {m.adding.pause}
          </button>
        ) : null}
        {(progress.running && progress.paused) || progress.resumable ? (
          <button type="button" className="btn primary" onClick={actions.resume}>
            <Icon name="play" />
            {m.adding.resume}
          </button>
        ) : null}
        {progress.running || progress.resumable ? (
          <button type="button" className="btn" title={m.adding.cancelHelp} onClick={actions.cancel}>
            <Icon name="x" />
            {m.adding.cancel}
          </button>
        ) : (
          <Link className="btn" to="/overlaps">
            {m.adding.toOverlaps}
          </Link>
        )}
      </div>
      {progress.error ? (
        <p role="alert" className="bad">
          {progress.error.message} <span className="mono small">{progress.error.code}</span>
        </p>
      ) : null}
      <ul className="stages">
        {progress.stages.map((stage) => (
          <li key={stage.stage}>
            <span>{m.shell.stage(stage.stage)}</span>
            <span
              className="prog"
              role="progressbar"
              aria-label={m.shell.stage(stage.stage)}
              aria-valuemin={0}
              aria-valuenow={Math.floor(100 * stage.share)}
              aria-valuemax={100}
            >
              <i style={{ width: `${100 * stage.share}%` }} />
            </span>
            <span className="n">
              {m.shell.ofTotal(format.count(stage.done), format.count(stage.total))}
              {isLarge(stage)
                ? ` · ${m.shell.ofTotal(format.bytes(stage.bytes.done), format.bytes(stage.bytes.total))}`
                : null}
            </span>
            <span className="n faint">
              {progress.running && !progress.paused && !stage.finished ? paceOf(stage, m, format) : ''}
            </span>
          </li>
        ))}
      </ul>
      {progress.failures.length > 0 ? (
        <>
          <h3>
            <Link className="link" to="/files" search={{ outcome: 'failed' }} title={m.adding.failedHereHelp}>
              {m.adding.failedHere(format.count(progress.failed))}
            </Link>
          </h3>
          <ul
            className="went-wrong scroll"
            tabIndex={0}
            aria-label={m.adding.failedHere(format.count(progress.failed))}
          >
            {progress.failures.map((failure) => (
              <li key={`${failure.path} ${failure.code}`}>
                <bdi className="cut" title={failure.path}>
                  {failure.path}
                </bdi>
                <span className="q cut" title={failure.message}>
                  {failure.message}
                </span>
                <span className="mono faint">{failure.code}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}
