/** Which translators a run uses: remote ones that the user named, then local models, then the gloss. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createBergamotTranslators } from '../adapters/translator/bergamot/bergamot-translator.ts';
import { listModels } from '../adapters/translator/bergamot/model-folder.ts';
import { createGlossTranslator, GLOSS_VERSION } from '../adapters/translator/gloss/gloss-translator.ts';
import { createLibreTranslateTranslator } from '../adapters/translator/libretranslate/libretranslate-translator.ts';
import { createOpenAiTranslator } from '../adapters/translator/openai/openai-translator.ts';
import { TelltaleError } from '../errors.ts';
import type { TaskRunner, TranslateTask } from '../pipeline/tasks.ts';
import type { Translator } from '../ports/translator.ts';
import { createTranslateTask } from './translate-task.ts';

/** Where translation models are kept, for all cases of this user. */
export function modelFolder(): string {
  const data = process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share');
  return process.env['TELLTALE_MODELS'] ?? join(data, 'telltale', 'models');
}

/** Engines that need no network, best first. */
export async function localTranslators(): Promise<readonly Translator[]> {
  return [...createBergamotTranslators(await listModels(modelFolder())), await createGlossTranslator()];
}

/** Names and versions of the engines: part of the stage's version, so that a new model translates again. */
export async function translatorVersions(remote: readonly Translator[]): Promise<string> {
  const models = await listModels(modelFolder());
  return [
    ...remote.map((engine) => engine.name),
    ...models.map((model) => `${model.pair}@${model.version}`),
    GLOSS_VERSION,
  ].join('+');
}

/**
 * Of the versions at which documents have been translated, those that need no translating at `current`: made with the
 * same engines and more, or by a remote engine that the user named then and does not name now.
 */
export function keptVersions(known: readonly string[], current: string): readonly string[] {
  const engines = current.split('+');
  if (engines.some(isRemoteEngine)) return [];
  return known.filter((version) => {
    const had = version.split('+');
    return had.some(isRemoteEngine) || engines.every((engine) => had.includes(engine));
  });
}

/**
 * A remote engine from its description: `libretranslate:URL`, or `openai:URL#MODEL` for any server with chat
 * completions. The key, where one is needed, is in TELLTALE_TRANSLATOR_KEY. Throws `usage`, or `offline` for a server
 * beyond this machine.
 */
export function remoteTranslator(
  description: string,
  offline: boolean,
): { translator: Translator; leavesMachine: boolean } {
  const parts = /^(libretranslate|openai):(https?:\/\/[^#\s]+)(?:#(\S+))?$/.exec(description);
  if (!parts?.[1] || !parts[2]) {
    throw new TelltaleError('usage', `Not an engine: ${description}. Use libretranslate:URL or openai:URL#MODEL.`);
  }
  const [, kind, url, model] = parts;
  const leavesMachine = !['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
  if (leavesMachine && offline) throw new TelltaleError('offline', `${url} is not on this machine.`);
  const apiKey = process.env['TELLTALE_TRANSLATOR_KEY'];
  const key = apiKey === undefined ? {} : { apiKey };
  if (kind === 'libretranslate') return { translator: createLibreTranslateTranslator({ url, ...key }), leavesMachine };
  if (!model) throw new TelltaleError('usage', 'An openai engine needs a model: openai:URL#MODEL.');
  return { translator: createOpenAiTranslator({ url, model, ...key }), leavesMachine };
}

/** By the name that is stored with its translations. */
export function isRemoteEngine(name: string): boolean {
  return name.startsWith('openai/') || name.startsWith('libretranslate/');
}

/** Translates in this process, because workers have no network; hands every other task on. `onWait` is told when a server lets it wait. */
export async function withRemoteTranslators(
  tasks: TaskRunner,
  remote: readonly Translator[],
  onWait: (message: string) => void,
): Promise<TaskRunner> {
  if (remote.length === 0) return tasks;
  const translators = [...remote, ...(await localTranslators())];
  const translate = createTranslateTask(translators, onWait);
  return {
    size: tasks.size,
    run(kind, input, onPart) {
      if (kind !== 'translate') return tasks.run(kind, input, onPart);
      return translate(input as TranslateTask) as ReturnType<typeof tasks.run<typeof kind>>;
    },
    async close() {
      await Promise.all(translators.map((translator) => translator.close()));
      await tasks.close();
    },
  };
}
