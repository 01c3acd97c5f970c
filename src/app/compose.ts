/** Wires the engines: the only place, with `worker.ts`, where adapters meet what uses them. */
import { availableParallelism } from 'node:os';
import { connect } from '../connect/connect.ts';
import { DEFAULT_LIMITS, type PipelineContext, type StageVersions } from '../pipeline/context.ts';
import { type Gate, gated } from '../pipeline/pause.ts';
import { createProgress, type ProgressListener } from '../pipeline/progress.ts';
import { type RunRequest, run } from '../pipeline/run.ts';
import type { TaskRunner } from '../pipeline/tasks.ts';
import { createWorkerPool } from '../pipeline/worker-pool.ts';
import type { EntityExtractor } from '../ports/entity-extractor.ts';
import type { Translator } from '../ports/translator.ts';
import type { Case } from './case.ts';
import { PROGRAM_FOLDERS, processScript } from './program.ts';
import { withRelationEngine } from './relations.ts';
import { stageVersions } from './stage-versions.ts';
import { isRemoteEngine, modelFolder, withRemoteTranslators } from './translation.ts';

export interface EngineSettings {
  readonly ocr: boolean;
  readonly passwords: readonly string[];
  /** Tries passwords that a collection's own messages tell. */
  readonly passwordsFromChats?: boolean;
  /** Worker processes. */
  readonly workers: number;
  /** Seconds that one file may take without a sign of life. */
  readonly timeLimit: number;
  /** MiB of memory of one worker. */
  readonly memoryLimit: number;
  /** Characters of one document's text, in millions. */
  readonly textLimit: number;
  /** Archives within archives. */
  readonly archiveDepth: number;
  /** Files of one archive. */
  readonly archiveMembers: number;
  /** MiB that one archive may unpack to. */
  readonly unpackedLimit: number;
  /** Unpacked to packed size that is still believed. */
  readonly unpackRatio: number;
  /** Engines that the user named; text goes to them. */
  readonly translators: readonly Translator[];
  /** A language model that the user named to look for relations; text goes to it. */
  readonly relations?: EntityExtractor;
}

const MILLION = 1_000_000;
const MIB = 2 ** 20;
/** MiB of one file that any worker may write: what unpacks to more than its limit is refused with a reason before. */
const LEAST_FILE_LIMIT = 1024;

export const DEFAULT_ENGINE_SETTINGS: EngineSettings = {
  ocr: true,
  passwords: [],
  workers: Math.max(1, Math.min(8, availableParallelism())),
  timeLimit: 120,
  memoryLimit: 2048,
  textLimit: DEFAULT_LIMITS.textLength / MILLION,
  archiveDepth: DEFAULT_LIMITS.depth,
  archiveMembers: DEFAULT_LIMITS.members,
  unpackedLimit: DEFAULT_LIMITS.unpackedBytes / MIB,
  unpackRatio: DEFAULT_LIMITS.unpackRatio,
  translators: [],
};

/** Runs the pipeline over a case that is open for writing. A gate may hold it back between two tasks. */
export async function runPipeline(
  theCase: Case,
  request: RunRequest,
  settings: EngineSettings,
  listener: ProgressListener,
  signal: AbortSignal,
  gate?: Gate,
): Promise<void> {
  const pool = createWorkerPool({
    script: processScript('worker'),
    size: settings.workers,
    scratch: theCase.scratch,
    readable: [...PROGRAM_FOLDERS, theCase.folder, modelFolder()],
    timeLimit: settings.timeLimit * 1000,
    memoryLimit: settings.memoryLimit * MIB,
    fileLimit: Math.max(settings.unpackedLimit, LEAST_FILE_LIMIT) * MIB,
  });
  const tasks = withRelationEngine(
    await withRemoteTranslators(pool, settings.translators, (message) => listener({ type: 'note', message })),
    settings.relations,
  );
  try {
    const versions = await stageVersions(theCase.store, settings.translators, settings.relations);
    const held = gate ? gated(tasks, gate) : tasks;
    await run(contextOf(theCase, held, versions, settings, listener, signal), request, connectCase);
  } finally {
    await tasks.close();
  }
}

function contextOf(
  theCase: Case,
  tasks: TaskRunner,
  versions: StageVersions,
  settings: EngineSettings,
  listener: ProgressListener,
  signal: AbortSignal,
): PipelineContext {
  return {
    store: theCase.store,
    blobs: theCase.blobs,
    scratch: theCase.scratch,
    tasks,
    progress: createProgress(listener),
    signal,
    limits: {
      textLength: settings.textLimit * MILLION,
      depth: settings.archiveDepth,
      members: settings.archiveMembers,
      unpackedBytes: settings.unpackedLimit * MIB,
      unpackRatio: settings.unpackRatio,
    },
    workerLimits: { timeLimit: settings.timeLimit, memoryLimit: settings.memoryLimit },
    passwords: settings.passwords,
    passwordsFromChats: settings.passwordsFromChats ?? false,
    translateTo: 'en',
    awaitsEngine: (engine) => isRemoteEngine(engine) && !settings.translators.some(({ name }) => name === engine),
    versions,
  };
}

async function connectCase(context: PipelineContext, everything: boolean): Promise<void> {
  const { refused } = await connect({ store: context.store, everything });
  for (const { list, entry } of refused)
    context.progress.failure(
      list,
      'broken-file',
      `«${entry}» is no expression that can be tried safely: it labels nothing.`,
    );
}
