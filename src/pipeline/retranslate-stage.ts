/** Translates again the passages that a change of the term base touched, and no others. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asTelltaleError } from '../errors.ts';
import { passageId } from '../model/ids.ts';
import { type PipelineContext, throwIfStopped } from './context.ts';
import { inOrder } from './in-order.ts';
import { restEngine } from './rest-engine.ts';

const DOCUMENTS_AT_ONCE = 200;
const PASSAGES_AT_ONCE = 500;
/** Passages before one that are sent along, for engines that read them. */
const BEFORE = 4;

interface Unit {
  readonly document: string;
  readonly ordinals: readonly number[];
}

/** The term base as a file for workers, and which state of it the file holds. */
export async function writeTerms({ store, scratch }: PipelineContext): Promise<{ file: string; revision: number }> {
  const revision = await store.terms.revision();
  const file = join(scratch, `terms-${revision}.json`);
  await writeFile(file, JSON.stringify(await store.terms.list()));
  return { file, revision };
}

/**
 * What fails stays in the queue for the next run, and so does what an engine translated that is not at hand: a
 * dictionary's gloss is not to replace it.
 */
export async function retranslateStage(context: PipelineContext): Promise<void> {
  const waiting = await context.store.terms.countTouched();
  if (waiting === 0) return;
  const { file, revision } = await writeTerms(context);
  const counter = context.progress.stage('translate', 'passages');
  counter.expect(waiting);
  const work = inOrder(
    unitsOf(context),
    context.tasks.size + 2,
    async (unit) => {
      throwIfStopped(context.signal);
      const ids = new Set(unit.ordinals.flatMap((ordinal) => withBefore(unit.document, ordinal)));
      const passages = await context.store.documents.passagesById([...ids]);
      return context.tasks
        .run('translate', { passages, to: context.translateTo, terms: file, only: unit.ordinals })
        .then((translations) => ({ translations }))
        .catch((error: unknown) => ({ error }));
    },
    async ({ document, ordinals }, outcome) => {
      if ('error' in outcome) {
        const error = asTelltaleError(outcome.error);
        if (error.code === 'interrupted' || error.code === 'engine-unavailable') throw error;
        context.progress.failure(document, error.code, error.message);
      } else await context.store.terms.putRetranslated(document, ordinals, revision, outcome.translations);
      counter.advance(ordinals.length);
    },
  );
  await work.catch((error: unknown) =>
    restEngine(context, error, 'translate', () => context.store.terms.countTouched()),
  );
  counter.finish();
}

async function* unitsOf({ store, awaitsEngine }: PipelineContext): AsyncGenerator<Unit> {
  let after = '';
  for (;;) {
    const documents = await store.terms.touched(DOCUMENTS_AT_ONCE, after);
    for (const { document, passages } of documents) {
      const ordinals = passages
        .filter(({ engine }) => engine === null || !awaitsEngine(engine))
        .map(({ ordinal }) => ordinal);
      for (let from = 0; from < ordinals.length; from += PASSAGES_AT_ONCE) {
        yield { document, ordinals: ordinals.slice(from, from + PASSAGES_AT_ONCE) };
      }
    }
    const last = documents.at(-1);
    if (last === undefined) return;
    after = last.document;
  }
}

function withBefore(document: string, ordinal: number): readonly string[] {
  const first = Math.max(0, ordinal - BEFORE);
  return Array.from({ length: ordinal - first + 1 }, (_, at) => passageId(document, first + at));
}
