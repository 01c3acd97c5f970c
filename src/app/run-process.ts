/** A pipeline run in a process of its own, told by messages what to do: the workbench stays quick beside it. */
import { asTelltaleError } from '../errors.ts';
import { createGate } from '../pipeline/pause.ts';
import type { ProgressEvent } from '../pipeline/progress.ts';
import { add } from './add.ts';
import { openCaseToWrite } from './case.ts';
import type { FromRun, StartRun, ToRun } from './run-messages.ts';

const controller = new AbortController();
const gate = createGate();
let begun = false;

const send = (message: FromRun): void => void process.send?.(message);

async function start({ folder, requests, settings }: StartRun): Promise<void> {
  const theCase = await openCaseToWrite(folder);
  try {
    const listener = (event: ProgressEvent): void => send({ type: 'event', event });
    await add(theCase, requests, { ...settings, translators: [] }, listener, controller.signal, gate);
  } finally {
    await theCase.close();
  }
}

function stop(): void {
  controller.abort();
  gate.open();
}

process.on('message', (message: ToRun) => {
  if (message.type === 'stop') stop();
  else if (message.type === 'pause') gate.close();
  else if (message.type === 'resume') gate.open();
  else if (!begun) {
    begun = true;
    start(message)
      .then(
        () => send({ type: 'done' }),
        (caught: unknown) => {
          const { code, message: what } = asTelltaleError(caught);
          if (code === 'internal') console.error(caught);
          send({ type: 'failed', code, message: what });
        },
      )
      .finally(() => process.disconnect?.());
  }
});
// Without the workbench there is nobody left to run for; what is committed stays.
process.on('disconnect', stop);
process.on('SIGINT', () => {
  // A terminal sends it to all; the workbench says what is to be done.
});
