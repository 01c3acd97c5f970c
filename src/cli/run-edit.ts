/** What commands share that write down an analyst's word: the edit, then the stages that depend on it, with progress. */
import { type EditRequest, editCase } from '../app/edit-case.ts';
import { type EngineOptions, textSettings } from './common-options.ts';
import { withInterrupt } from './interrupt.ts';
import { createProgressDisplay } from './progress-display.ts';
import { say } from './terminal.ts';

export interface EditOptions extends Pick<EngineOptions, 'translator' | 'offline'> {
  readonly case: string;
  /** Leave what depends on it to the next run. */
  readonly later: boolean;
}

/** Runs the edit and gives its outcome; says on stderr when work is left for another run. */
export async function runEdit<T>(options: EditOptions, edit: EditRequest<T>['edit']): Promise<T> {
  const display = createProgressDisplay();
  try {
    const settings = options.later ? undefined : textSettings(options);
    const { outcome, applied } = await withInterrupt((signal) =>
      editCase(options.case, { edit, settings, listener: display.listener, signal }),
    );
    display.done();
    if (!applied) say('Written down; what depends on it follows with the next run of telltale add.');
    return outcome;
  } finally {
    display.done();
  }
}
