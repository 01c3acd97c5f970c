/** The stages that work on stored passages, document by document, in worker processes: understand, translate; names works the same way. */
import { asTelltaleError } from '../errors.ts';
import type { Statement } from '../model/assertion.ts';
import type { Collection } from '../model/collection.ts';
import type { Document } from '../model/document.ts';
import type { StoredPassage } from '../model/passage.ts';
import { reportOfFile } from '../model/report-name.ts';
import { isForeign } from '../model/term.ts';
import type { Chunk, StageFilter, StageMark } from '../ports/store.ts';
import { type PipelineContext, type StageVersions, throwIfStopped } from './context.ts';
import { inOrder } from './in-order.ts';
import type { StageName } from './progress.ts';
import { restEngine } from './rest-engine.ts';
import { writeTerms } from './retranslate-stage.ts';
import type { TaskKind, TaskKinds } from './tasks.ts';

/** A passage stage: which documents, what a worker is asked, how the answer is stored. */
interface PassageStage<K extends TaskKind> {
  readonly name: StageName & K;
  readonly version: string;
  readonly filter: StageFilter;
  /** Where the stage has been done before, and in which of its chunks the outcome cannot be another: they stay as they are. */
  readonly kept?: {
    readonly documents: ReadonlySet<string>;
    isSame(passages: readonly StoredPassage[]): boolean;
    /** A document whose last chunk stays as it is. */
    end(document: string): Promise<void>;
  };
  /** Documents that no worker need look at, and what the stage makes of each. */
  readonly idle?: { has(document: Document): Promise<boolean>; readonly result: TaskKinds[K]['result'] };
  /** What of a chunk has to be done at all; `nothing` is its outcome where none of it has. All of it where this is absent. */
  readonly sparing?: {
    needed(passages: readonly StoredPassage[]): readonly StoredPassage[];
    readonly nothing: TaskKinds[K]['result'];
  };
  input(passages: readonly StoredPassage[], document: Document): TaskKinds[K]['input'] | Promise<TaskKinds[K]['input']>;
  store(
    context: PipelineContext,
    document: Document,
    mark: StageMark,
    result: TaskKinds[K]['result'],
    chunk: Chunk,
  ): Promise<void>;
}

/** Passages go to workers in chunks of at most so many, and so many UTF-16 units of text. */
const CHUNK_PASSAGES = 2000;
const CHUNK_TEXT = 200_000;
const DOCUMENTS_AT_ONCE = 500;

interface Unit {
  readonly document: Document;
  readonly passages: readonly StoredPassage[];
  readonly chunk: Chunk;
  /** How much of the document is done with it, 0 to 1. */
  readonly share: number;
  /** The whole of a document that no worker need look at. */
  readonly idle?: boolean;
}

const translateFilter = (versions: StageVersions): StageFilter => ({ role: 'leak', doneAt: versions.translateAlso });
export const OCR_FILTER: StageFilter = { needsOcr: true };

export async function understandStage(context: PipelineContext): Promise<number> {
  const collections = await context.store.collections.list();
  const references = new Map(collections.filter(({ role }) => role === 'reference').map((one) => [one.id, one]));
  return runStage(context, {
    name: 'understand',
    version: context.versions.understand,
    filter: {},
    sparing: {
      needed: (passages) => passages.filter(({ free }) => free === undefined || free.length > 0),
      nothing: { languages: [], mentions: [], statements: [] },
    },
    input: (passages, { kind, collection, sha256 }) => ({
      passages,
      sha256,
      depth: kind === 'record-set' && references.has(collection) ? 'indicators' : 'full',
    }),
    store: ({ store }, document, mark, result, chunk) => {
      const reference = references.get(document.collection);
      const said = reference ? { ...result, statements: saidBy(reference, document, result.statements) } : result;
      return store.documents.putUnderstanding(document.id, mark, said, chunk);
    },
  });
}

/** What the sentences of a report say is said by that report, on its day. */
function saidBy(
  { name, publisher, published, url, reliability }: Collection,
  { paths, properties }: Document,
  statements: readonly Statement[],
): readonly Statement[] {
  const { origin } = reportOfFile({
    path: paths[0],
    collection: name,
    publisher,
    url,
    stated: properties.published,
    published: published ?? properties.created,
  });
  return statements.map((statement) => ({ origin: { ...origin, reliability }, ...statement }));
}

export async function translateStage(context: PipelineContext): Promise<number> {
  const terms = await writeTerms(context);
  // What an engine could not do once, it or another one may do now.
  await context.store.stages.retry('translate', 'translator-failed');
  return runStage(context, {
    name: 'translate',
    version: context.versions.translate,
    filter: translateFilter(context.versions),
    // Most documents of many leaks are in the reader's language: their passages need not even be fetched.
    idle: {
      has: async ({ id }) =>
        !(await context.store.documents.languages(id)).some((language) => isForeign(language, context.translateTo)),
      result: [],
    },
    input: (passages) => ({ passages, to: context.translateTo, terms: terms.file }),
    store: ({ store }, document, mark, result, chunk) =>
      store.documents.putTranslations(document.id, mark, result, chunk, terms.revision),
  });
}

/** Rests where the user named no engine. References state their relations themselves. */
export async function relateStage(context: PipelineContext): Promise<number> {
  const version = context.versions.relate;
  if (version === undefined) return 0;
  return runStage(context, {
    name: 'relate',
    version,
    filter: { role: 'leak', notKinds: ['record-set'] },
    input: async (passages) => ({ passages }),
    store: ({ store }, document, mark, result, chunk) =>
      store.documents.putUnderstanding(document.id, mark, result, chunk),
  });
}

/** The marks and filters by which documents are due, for the stages of this file and OCR. */
export function dueStages(versions: StageVersions): readonly { mark: StageMark; filter: StageFilter }[] {
  return [
    { mark: { stage: 'ocr', version: versions.ocr }, filter: OCR_FILTER },
    { mark: { stage: 'understand', version: versions.understand }, filter: {} },
    { mark: { stage: 'translate', version: versions.translate }, filter: translateFilter(versions) },
  ];
}

/** Runs a stage over all documents that are due. Gives how many were. */
export async function runStage<K extends TaskKind>(context: PipelineContext, stage: PassageStage<K>): Promise<number> {
  const mark: StageMark = { stage: stage.name, version: stage.version };
  const due = await context.store.stages.countDue(mark, stage.filter);
  if (due === 0) return 0;
  const counter = context.progress.stage(stage.name, 'documents');
  counter.expect(due, await context.store.stages.bytesDue(mark, stage.filter));
  const failed = new Set<string>();
  /** Bytes of a document that is under way, as far as they are done. */
  const told = new Map<string, number>();
  const over = (document: Document): void => {
    counter.advance(1, document.size - (told.get(document.id) ?? 0));
    told.delete(document.id);
  };
  const fail = async (document: Document, caught: unknown): Promise<void> => {
    const error = asTelltaleError(caught);
    if (error.code === 'interrupted' || error.code === 'disk-full' || error.code.startsWith('case-')) throw error;
    if (error.code === 'engine-unavailable') throw error;
    failed.add(document.id);
    context.progress.failure(document.paths[0] ?? document.id, error.code, error.message);
    await context.store.stages.fail(document.id, mark, error.code, error.message);
    over(document);
  };
  const runAll = async (documents: readonly Document[]): Promise<void> =>
    inOrder(
      unitsOf(context, documents, stage),
      context.tasks.size + 2,
      async (unit) => {
        throwIfStopped(context.signal);
        if (unit.idle && stage.idle) return { result: stage.idle.result };
        if (unit.chunk.instead && stage.kept?.isSame(unit.passages)) return { result: undefined };
        const passages = stage.sparing?.needed(unit.passages) ?? unit.passages;
        if (stage.sparing && passages.length === 0 && unit.passages.length > 0)
          return { result: stage.sparing.nothing };
        const input = await stage.input(passages, unit.document);
        return context.tasks
          .run(stage.name as K, input)
          .then((result) => ({ result }))
          .catch((error: unknown) => ({ error }));
      },
      async ({ document, chunk, share }, outcome) => {
        if (failed.has(document.id)) return;
        if ('error' in outcome) return fail(document, outcome.error);
        if (outcome.result !== undefined) await stage.store(context, document, mark, outcome.result, chunk);
        else if (chunk.last) await stage.kept?.end(document.id);
        if (chunk.last) return over(document);
        const bytes = Math.floor(document.size * share);
        counter.advance(0, bytes - (told.get(document.id) ?? 0));
        told.set(document.id, bytes);
      },
    );
  try {
    for (;;) {
      const documents = await context.store.stages.due(mark, stage.filter, DOCUMENTS_AT_ONCE);
      if (documents.length === 0) break;
      await runAll(documents);
    }
  } catch (caught) {
    await restEngine(context, caught, stage.name, () => context.store.stages.countDue(mark, stage.filter));
  }
  counter.finish();
  return due;
}

/** Documents that are `kept` come in chunks of which each takes the place of what was there. */
async function* unitsOf(
  context: PipelineContext,
  documents: readonly Document[],
  {
    kept,
    idle,
  }: { kept?: { readonly documents: ReadonlySet<string> }; idle?: { has(of: Document): Promise<boolean> } },
): AsyncGenerator<Unit> {
  for (const document of documents) {
    if (await idle?.has(document)) {
      yield { document, passages: [], chunk: { first: true, last: true }, share: 1, idle: true };
      continue;
    }
    const isKept = kept?.documents.has(document.id) ?? false;
    let first = !isKept;
    let total: number | undefined;
    let passages = await context.store.documents.passages(document.id, { from: 0, limit: CHUNK_PASSAGES });
    for (;;) {
      const taken = withinText(passages);
      const next = (taken.at(-1)?.ordinal ?? -1) + 1;
      // Most documents are one chunk, and all of it is here.
      const isAll = taken.length === passages.length && passages.length < CHUNK_PASSAGES;
      const rest =
        taken.length === 0 || isAll
          ? []
          : await context.store.documents.passages(document.id, { from: next, limit: CHUNK_PASSAGES });
      const last = rest.length === 0;
      if (!last) total ??= (await context.store.browse.sizes([document.id])).get(document.id)?.passages ?? next;
      yield {
        document,
        passages: taken,
        chunk: { first, last, ...(isKept ? { instead: { from: taken[0]?.ordinal ?? 0, to: next - 1 } } : {}) },
        share: last ? 1 : Math.min(1, next / (total ?? next)),
      };
      if (last) break;
      first = false;
      passages = rest;
    }
  }
}

/** The first passages that together keep to the chunk's text, at least one. */
function withinText(passages: readonly StoredPassage[]): readonly StoredPassage[] {
  let length = 0;
  let count = 0;
  for (const passage of passages) {
    length += passage.text.length;
    if (count > 0 && length > CHUNK_TEXT) break;
    count += 1;
  }
  return passages.slice(0, count);
}
