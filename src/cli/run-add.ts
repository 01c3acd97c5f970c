/** What `add`, `library add` and `demo` share: run the pipeline with progress on stderr, then show the ledger. */
import { type AddRequest, add } from '../app/add.ts';
import { openCaseToWrite } from '../app/case.ts';
import type { EngineSettings } from '../app/compose.ts';
import { type Status, statusOf } from '../app/queries.ts';
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

/** Exit code 3 with `--strict` when the ledger has failures. */
export function exitStrict(status: Status, strict: boolean): void {
  if (strict && status.collections.some((collection) => collection.failed > 0)) process.exitCode = 3;
}
