/** The pipeline: brings a case up to date, stage by stage, and takes up where an earlier run ended. */
import type { Collection } from '../model/collection.ts';
import { sha256 } from '../model/ids.ts';
import type { Store } from '../ports/store.ts';
import { chatPasswords } from './chat-passwords.ts';
import { collectAndRead } from './collect-stage.ts';
import { type PipelineContext, throwIfStopped } from './context.ts';
import { namesStage } from './names-stage.ts';
import { ocrStage } from './ocr-stage.ts';
import { relateStage, translateStage, understandStage } from './passage-stages.ts';
import { retranslateStage } from './retranslate-stage.ts';

/**
 * Brings overlaps up to date; with `everything`, without trusting what an earlier version stored. Injected, because it
 * needs more than the pipeline knows.
 */
export type Connect = (context: PipelineContext, everything: boolean) => Promise<void>;

/**
 * The stages after reading, in order. Each works off the documents that it is due for and gives how many there were;
 * OCR comes last and sends what it recognised through the others again.
 */
const TEXT_STAGES = [understandStage, translateStage, namesStage, relateStage] as const;

export interface RunRequest {
  /** What to collect; empty only brings the stages up to date. */
  readonly collect: readonly {
    readonly collection: Collection;
    readonly paths: readonly string[];
    /** The paths are all that the reference has: what it had besides is withdrawn. */
    readonly complete?: boolean;
  }[];
  readonly ocr: boolean;
}

/** Setting that says by which version overlaps were computed since the case last changed; `no` when they were not. */
const CONNECTED = 'connected';
/** Setting that says by which version the stored overlaps were computed, whatever changed since. */
const CONNECTED_BY = 'connected-by';

/** Setting that holds the limits of the last run that read files. */
const LIMITS = 'read-limits';
/** Setting that holds a mark of the readers of the last run that read files. */
const READERS = 'read-with';

/** Setting that lists the references whose contributions are to be counted anew: a run that is killed before leaves it to the next one. */
const UNCOUNTED = 'uncounted';

/** Setting that lists the removed references which are to go for good, until all of them are gone. */
const PURGE = 'purge';

/**
 * A removed reference goes for good with the next run, whatever that is for; a run that is killed meanwhile leaves the
 * rest of it to the one after.
 */
export async function askForPurge(store: Pick<Store, 'settings'>, collection: string): Promise<void> {
  const asked = await askedToPurge(store);
  await store.settings.set(PURGE, JSON.stringify([...new Set([...asked, collection])]));
}

const askedToPurge = ({ settings }: Pick<Store, 'settings'>): Promise<readonly string[]> => listOf(settings, PURGE);

async function listOf(settings: Store['settings'], key: string): Promise<readonly string[]> {
  return JSON.parse((await settings.get(key)) ?? '[]') as readonly string[];
}

/** Overlaps are to be found again with the next run: what they rest on has changed. */
export async function overlapsAreDue({ settings }: Pick<Store, 'settings'>): Promise<void> {
  await settings.set(CONNECTED, 'no');
}

/** Runs everything that is due. Rejects with `interrupted` when the signal is aborted; all finished work is kept. */
export async function run(before: PipelineContext, request: RunRequest, connect: Connect): Promise<void> {
  const { settings, collections, library } = before.store;
  // What was removed could be brought back until now.
  if (request.collect.length > 0) await purge(before);
  else await purge(before, await askedToPurge(before.store));
  const uncounted = new Set(await listOf(settings, UNCOUNTED));
  const limits = JSON.stringify([before.limits, before.workerLimits]);
  const known = await settings.get(LIMITS);
  const readers = sha256([...before.versions.readers].sort().join('\n'));
  const readWith = await settings.get(READERS);
  const context = {
    ...before,
    limitsChanged: known !== undefined && known !== limits,
    readersChanged: readWith !== undefined && readWith !== readers,
  };
  for (const { collection, paths, complete } of request.collect) {
    await collections.put(collection);
    const { changed, seen } = await collectAndRead(context, collection, paths);
    if (context.passwordsFromChats) await retryWithChatPasswords(context, collection, paths);
    if (changed > 0) await settings.set(CONNECTED, 'no');
    if (collection.role !== 'reference') continue;
    const time = new Date().toISOString();
    await settings.set(UNCOUNTED, JSON.stringify([...uncounted, collection.id]));
    const edition = await library.putEdition(collection.id, { time, seen, complete: complete ?? false });
    if (!edition) continue;
    uncounted.add(collection.id);
    await settings.set(CONNECTED, 'no');
  }
  if (request.collect.length > 0) {
    await settings.set(LIMITS, limits);
    await settings.set(READERS, readers);
  }
  await textStages(context);
  const counted = await library.contributions();
  const references = (await collections.list()).filter(({ role }) => role === 'reference');
  await library.recount(references.map(({ id }) => id).filter((id) => uncounted.has(id) || !counted.has(id)));
  await settings.set(UNCOUNTED, '[]');
  await connectIfDue(context, connect);
  if (request.ocr) {
    const recognised = await ocrStage(context);
    if (recognised === 0) return;
    await textStages(context);
    await connectIfDue(context, connect);
  }
}

/** Deletes what was removed, or of that only these, and the originals that nothing rests on, those of a killed run too. */
async function purge({ store, blobs, progress, signal }: PipelineContext, only?: readonly string[]): Promise<void> {
  const { references, unused } = await store.library.purge(only);
  let bytes = 0;
  for (const sha256 of unused) {
    throwIfStopped(signal);
    bytes += await blobs.remove(sha256);
  }
  await store.library.freed(unused);
  await store.settings.set(PURGE, '[]');
  if (references === 0 && unused.length === 0) return;
  progress.note(
    `Removed references deleted for good: ${references}; ${unused.length} files, ${(bytes / 1e6).toFixed(1)} MB freed.`,
  );
}

/** A second round over the same paths opens only what was locked. */
async function retryWithChatPasswords(
  context: PipelineContext,
  collection: Collection,
  paths: readonly string[],
): Promise<void> {
  const told = await chatPasswords(context.store, collection.id);
  const passwords = told.filter((each) => !context.passwords.includes(each));
  if (passwords.length === 0) return;
  context.progress.note(`Trying ${passwords.length} passwords that messages tell on locked files.`);
  await collectAndRead({ ...context, passwords: [...context.passwords, ...passwords] }, collection, paths);
}

async function textStages(context: PipelineContext): Promise<void> {
  for (const stage of TEXT_STAGES) {
    throwIfStopped(context.signal);
    const due = await stage(context);
    if (due > 0) await context.store.settings.set(CONNECTED, 'no');
    if (due > 0 && stage === understandStage) await context.store.duplicates.group();
  }
  // What is extracted comes from originals: overlaps do not change with a translation.
  await retranslateStage(context);
}

async function connectIfDue(context: PipelineContext, connect: Connect): Promise<void> {
  const { settings } = context.store;
  const version = context.versions.connect;
  if ((await settings.get(CONNECTED)) === version) return;
  throwIfStopped(context.signal);
  const counter = context.progress.stage('connect', 'overlaps');
  // An analyst may correct something meanwhile, and then they are due again.
  const under = `under way: ${version}`;
  await settings.set(CONNECTED, under);
  await connect(context, (await settings.get(CONNECTED_BY)) !== version);
  await settings.set(CONNECTED_BY, version);
  counter.finish();
  if ((await settings.get(CONNECTED)) === under) await settings.set(CONNECTED, version);
}
