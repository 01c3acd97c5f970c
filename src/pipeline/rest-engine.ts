/** What a run does when an engine that the user named cannot be used now. */
import { asTelltaleError, ERRORS } from '../errors.ts';
import type { PipelineContext } from './context.ts';
import type { StageName } from './progress.ts';

/** An engine that cannot be used now ends the stage and nothing else: what it was to do stays due. Rethrows all other errors. */
export async function restEngine(
  { progress }: PipelineContext,
  caught: unknown,
  stage: StageName,
  left: () => Promise<number>,
): Promise<void> {
  const error = asTelltaleError(caught);
  if (error.code !== 'engine-unavailable') throw caught;
  progress.note(
    `${error.message} The stage ${stage} rests; ${await left()} still wait for it. ${ERRORS[error.code].advice}`,
  );
}
