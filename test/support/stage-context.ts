/** What a stage of the pipeline is run with in tests: no workers, no originals, the default limits. */
import { DEFAULT_LIMITS, type PipelineContext } from '../../src/pipeline/context.ts';
import { createProgress } from '../../src/pipeline/progress.ts';

type Given = Pick<PipelineContext, 'store' | 'tasks' | 'scratch' | 'versions'> & Partial<PipelineContext>;

/** `given` over the defaults. A stage that asks for originals has to be given `blobs`. */
export function stageContext(given: Given): PipelineContext {
  return {
    blobs: undefined as never,
    progress: createProgress(() => {}),
    signal: new AbortController().signal,
    limits: DEFAULT_LIMITS,
    passwords: [],
    translateTo: 'en',
    awaitsEngine: () => false,
    ...given,
  };
}
