/** Which language model is asked for relations: only one that the user named, in this process, because workers have no network. */
import { createOpenAiExtractor } from '../adapters/entity-extractor/openai/openai-extractor.ts';
import { TelltaleError } from '../errors.ts';
import type { RelateTask, TaskRunner } from '../pipeline/tasks.ts';
import type { EntityExtractor } from '../ports/entity-extractor.ts';

/**
 * An engine from its description, `openai:URL#MODEL`, for any server with chat completions. The key, where one is needed,
 * is in TELLTALE_RELATIONS_KEY. Throws `usage`, or `offline` for a server beyond this machine.
 */
export function relationEngine(
  description: string,
  offline: boolean,
): { extractor: EntityExtractor; leavesMachine: boolean } {
  const [, url, model] = /^openai:(https?:\/\/[^#\s]+)#(\S+)$/.exec(description) ?? [];
  if (url === undefined || model === undefined) {
    throw new TelltaleError('usage', `Not an engine: ${description}. Use openai:URL#MODEL.`);
  }
  const leavesMachine = !['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
  if (leavesMachine && offline) throw new TelltaleError('offline', `${url} is not on this machine.`);
  const apiKey = process.env['TELLTALE_RELATIONS_KEY'];
  const key = apiKey === undefined ? {} : { apiKey };
  return { extractor: createOpenAiExtractor({ url, model, ...key }), leavesMachine };
}

/** Asks the engine in this process; hands every other task on. */
export function withRelationEngine(tasks: TaskRunner, engine: EntityExtractor | undefined): TaskRunner {
  if (engine === undefined) return tasks;
  return {
    size: tasks.size,
    async run(kind, input, onPart) {
      if (kind !== 'relate') return tasks.run(kind, input, onPart);
      const found = await engine.extract((input as RelateTask).passages);
      return { languages: [], ...found } as Awaited<ReturnType<typeof tasks.run<typeof kind>>>;
    },
    close: () => tasks.close(),
  };
}
