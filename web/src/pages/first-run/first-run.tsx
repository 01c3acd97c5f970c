/** The first thing to see in an empty case: name a folder, or take the sample. */

import { useMessages } from '../../language/language.tsx';
import { AddForm } from '../library/add-form.tsx';

export function FirstRun() {
  const m = useMessages();
  return (
    <div className="sheet-page scroll first-run">
      <h1>{m.firstRun.title}</h1>
      <p className="q">{m.firstRun.help}</p>
      <AddForm start="leak" />
      <p className="small q">
        {m.firstRun.orCommand}: <code className="mono">telltale add PATH</code>,{' '}
        <code className="mono">telltale demo</code>
      </p>
    </div>
  );
}
