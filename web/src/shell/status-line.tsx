/** The status line: what runs, its rate, time left, failures, and whether anything can leave the machine. */
import { Link } from '@tanstack/react-router';
import { useProgress } from '../api/progress.ts';
import { useCaseSummary } from '../api/queries.ts';
import { useRunActions } from '../api/run.ts';
import { useMessages } from '../language/language.tsx';
import { useUpload } from '../pages/add/sending.tsx';
import { useFormat } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { paceOf } from '../parts/pace.ts';

export function StatusLine({ showKeys }: { showKeys: () => void }) {
  const m = useMessages();
  const format = useFormat();
  const summary = useCaseSummary();
  const { progress, lost } = useProgress();
  const actions = useRunActions();
  const failed = summary.data?.failed ?? 0;
  const sending = useUpload();
  return (
    <footer className="status">
      {summary.data ? (
        <span title={summary.data.offline ? m.shell.offlineHelp : m.shell.onlineHelp}>
          <Icon name="offline" />
          {summary.data.offline ? m.shell.offline : m.shell.online}
        </span>
      ) : null}
      {sending.state ? (
        <Link className="link" to="/add">
          {sending.paused ? m.adding.sendingPaused : m.adding.sending}{' '}
          <span className="n">
            {m.shell.ofTotal(format.bytes(sending.state.bytesDone), format.bytes(sending.state.bytes))}
          </span>
        </Link>
      ) : null}
      {lost ? (
        <span role="status">
          <Icon name="warn" />
          {m.shell.lost}
        </span>
      ) : progress?.running ? (
        <span>
          {progress.paused ? m.shell.paused : m.shell.stage(progress.stage)}
          <span className="n">{m.shell.ofTotal(format.count(progress.done), format.count(progress.total))}</span>
          <span
            className="prog"
            role="progressbar"
            aria-label={m.shell.stage(progress.stage)}
            aria-valuenow={Math.floor(100 * progress.share)}
            aria-valuemin={0}
            aria-valuemax={100}
          >
            <i style={{ width: `${100 * progress.share}%` }} />
          </span>
          <span className="n">{paceOf(progress, m, format)}</span>
          <button type="button" className="btn-inline" onClick={progress.paused ? actions.resume : actions.pause}>
            <Icon name={progress.paused ? 'play' : 'pause'} /> {progress.paused ? m.adding.resume : m.adding.pause}
          </button>
        </span>
      ) : progress?.resumable ? (
        <Link className="link" to="/add">
          {m.shell.unfinished}
        </Link>
      ) : summary.data && summary.data.collections.length > 0 ? (
        <span>{m.shell.idle}</span>
      ) : null}
      {failed > 0 ? (
        <Link className="link" to="/files" search={{ outcome: 'failed' }}>
          {m.shell.failed(format.count(failed))}
        </Link>
      ) : null}
      <span className="grow" />
      {summary.data?.sample ? <span className="faint wide-only">{m.shell.sampleCase}</span> : null}
      <button type="button" onClick={showKeys}>
        <kbd>?</kbd> {m.shell.keys}
      </button>
    </footer>
  );
}
