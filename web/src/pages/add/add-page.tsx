/** Adding to the case, and the first thing to see in an empty one: drop a folder, name one, or take the sample. */
import { useMutation } from '@tanstack/react-query';
import { post } from '../../api/client.ts';
import { useProgress } from '../../api/progress.ts';
import { useCaseSummary } from '../../api/queries.ts';
import { useMessages } from '../../language/language.tsx';
import { AddForm } from '../library/add-form.tsx';
import { DropZone } from './drop-zone.tsx';
import { RunPanel } from './run-panel.tsx';
import '../library/library.css';
import './add.css';

export function AddPage() {
  const m = useMessages();
  const summary = useCaseSummary();
  const { progress } = useProgress();
  const empty = summary.data?.collections.length === 0;
  const busy = progress?.running === true;
  return (
    <div className="sheet-page scroll add-page" tabIndex={0} role="region" aria-label={m.adding.title}>
      <div>
        <h1>{empty ? m.firstRun.title : m.adding.title}</h1>
        <p className="q">{m.adding.help}</p>
      </div>
      <RunPanel finished />
      {busy ? null : (
        <>
          <DropZone />
          {empty ? <Sample /> : null}
          {summary.data?.canAdd ? (
            <details>
              <summary>{m.adding.byPath}</summary>
              <p className="q small">{m.adding.byPathHelp}</p>
              <AddForm start="leak" />
            </details>
          ) : null}
          <p className="small q">
            {m.firstRun.orCommand}: <code className="mono">telltale add PATH</code>,{' '}
            <code className="mono">telltale demo</code>
          </p>
        </>
      )}
    </div>
  );
}

function Sample() {
  const m = useMessages();
  const sample = useMutation({ mutationFn: () => post('/sample') });
  return (
    <section className="drop">
      <h2>{m.adding.sample}</h2>
      <p className="q">{m.adding.sampleHelp}</p>
      <button
        type="button"
        className="btn primary"
        disabled={sample.isPending || sample.isSuccess}
        onClick={() => sample.mutate()}
      >
        {m.adding.takeSample}
      </button>
      {sample.error ? (
        <p className="bad" role="alert">
          {sample.error.message}
        </p>
      ) : null}
    </section>
  );
}
