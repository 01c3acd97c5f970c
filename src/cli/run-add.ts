/** What `add`, `library add` and `demo` share: run the pipeline with progress on stderr, then show the ledger. */
import { type AddRequest, add } from '../app/add.ts';
import { addReferences, type ReferenceOutcome, type ReferenceRequest } from '../app/add-references.ts';
import { openCaseToWrite } from '../app/case.ts';
import type { EngineSettings } from '../app/compose.ts';
import { type Status, statusOf } from '../app/queries.ts';
import { TelltaleError } from '../errors.ts';
import { withInterrupt } from './interrupt.ts';
import { createProgressDisplay } from './progress-display.ts';

/** Adds, and gives the status afterwards. */
export async function runAdd(
  caseFolder: string,
  requests: readonly AddRequest[],
  settings: EngineSettings,
): Promise<Status> {
  const theCase = await openCaseToWrite(caseFolder);
  const display = createProgressDisplay();
  try {
    await withInterrupt((signal) => add(theCase, requests, settings, display.listener, signal));
    return await statusOf(theCase);
  } finally {
    display.done();
    await theCase.close();
  }
}

/** Adds references, and gives what became of each. One alone that fails is an error like any other. */
export async function runReferences(
  caseFolder: string,
  requests: readonly ReferenceRequest[],
  settings: EngineSettings,
): Promise<{ status: Status; outcomes: readonly ReferenceOutcome[] }> {
  const [only] = requests;
  if (only?.request instanceof TelltaleError && requests.length === 1) throw only.request;
  const theCase = await openCaseToWrite(caseFolder);
  const display = createProgressDisplay();
  try {
    const outcomes = await withInterrupt((signal) =>
      addReferences(theCase, requests, settings, display.listener, signal),
    );
    return { status: await statusOf(theCase), outcomes };
  } finally {
    display.done();
    await theCase.close();
  }
}

/** Exit code 3 with `--strict` when the ledger has failures. */
export function exitStrict(status: Status, strict: boolean): void {
  if (strict && status.collections.some((collection) => collection.failed > 0)) process.exitCode = 3;
}
