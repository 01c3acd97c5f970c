/** Translates the passages of a task with some engines and the case's term base. */
import { readFile } from 'node:fs/promises';
import { baseLanguage, type Term } from '../model/term.ts';
import type { Translation } from '../model/translation.ts';
import type { TranslateTask } from '../pipeline/tasks.ts';
import type { Translator } from '../ports/translator.ts';
import { createTermBase, type TermBase } from '../understand/translate/term-base.ts';
import { translatePassages } from '../understand/translate/translate-passages.ts';
import { createTranslationMemory } from '../understand/translate/translation-memory.ts';

/** `onWait` is told when an engine lets one wait. What it gives keeps a memory of sentences, and the newest term base. */
export function createTranslateTask(
  translators: readonly Translator[],
  onWait?: (message: string) => void,
): (task: TranslateTask) => Promise<readonly Translation[]> {
  const memory = createTranslationMemory();
  let newest: { key: string; made: Promise<TermBase> } | undefined;
  function termBaseOf({ terms, to }: TranslateTask): Promise<TermBase> {
    const key = `${to} ${terms}`;
    if (newest?.key !== key) newest = { key, made: readTermBase(terms, to) };
    return newest.made;
  }
  return async (task) =>
    translatePassages(task.passages, {
      translators,
      to: task.to,
      memory,
      termBase: await termBaseOf(task),
      ...(onWait ? { onWait } : {}),
      ...(task.only === undefined ? {} : { only: new Set(task.only) }),
    });
}

async function readTermBase(file: string, to: string): Promise<TermBase> {
  const terms = JSON.parse(await readFile(file, 'utf8')) as readonly Term[];
  return createTermBase(terms.filter((term) => baseLanguage(term.to) === baseLanguage(to)));
}
