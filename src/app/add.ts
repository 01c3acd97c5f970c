/** Adds files to a case: as a leak or as a reference, and brings everything that depends on them up to date. */
import { basename, resolve } from 'node:path';
import type { Collection, CollectionRole, Reliability, Tlp } from '../model/collection.ts';
import { collectionId } from '../model/ids.ts';
import type { Gate } from '../pipeline/pause.ts';
import type { ProgressListener } from '../pipeline/progress.ts';
import type { Case } from './case.ts';
import { type EngineSettings, runPipeline } from './compose.ts';
import { bring, keepSource, keptSource, type LibraryOrder } from './library-order.ts';

export interface AddRequest {
  readonly paths: readonly string[];
  readonly role: CollectionRole;
  /** Default: the base name of the first path. The same name again continues the same collection. */
  readonly name?: string | undefined;
  readonly publisher?: string | undefined;
  readonly published?: string | undefined;
  readonly reliability?: Reliability | undefined;
  readonly tlp?: Tlp | undefined;
  readonly timezone?: string | undefined;
  readonly url?: string | undefined;
  readonly licence?: string | undefined;
  /** What is to be fetched or found first; its paths take the place of `paths`. */
  readonly order?: LibraryOrder | undefined;
}

/** The collection that a request means; a continued one keeps what the request leaves open. */
export async function collectionOf(theCase: Case, request: AddRequest): Promise<Collection> {
  const name = request.name ?? basename(resolve(request.paths[0] ?? '.'));
  const id = collectionId(request.role, name);
  const before = await theCase.store.collections.get(id);
  const optional = {
    publisher: request.publisher ?? before?.publisher,
    published: request.published ?? before?.published,
    timezone: request.timezone ?? before?.timezone,
    url: request.url ?? before?.url,
    licence: request.licence ?? before?.licence,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return {
    id,
    name,
    role: request.role,
    reliability: request.reliability ?? before?.reliability ?? 'F',
    tlp: request.tlp ?? before?.tlp ?? (request.role === 'leak' ? 'amber' : 'clear'),
    added: before?.added ?? new Date().toISOString(),
    ...given,
  };
}

/** A request whose files are here. */
export interface Prepared {
  readonly request: AddRequest;
  readonly collection: Collection;
  readonly paths: readonly string[];
  readonly complete?: boolean;
}

/** Fetches what a request orders. Rejects with `path-missing`, `download-failed`, … */
export async function prepare(theCase: Case, request: AddRequest, listener: ProgressListener): Promise<Prepared> {
  const collection = await collectionOf(theCase, request);
  const kept = request.order && (await keptSource(theCase.store, collection.id));
  const brought = request.order && (await bring(theCase.folder, collection, request.order, kept, listener));
  return { request, collection, paths: request.paths, ...brought };
}

/** Runs the pipeline over what was prepared, and remembers where it came from. */
export async function addPrepared(
  theCase: Case,
  prepared: readonly Prepared[],
  settings: EngineSettings,
  listener: ProgressListener,
  signal: AbortSignal,
  gate?: Gate,
): Promise<void> {
  const collect = prepared.map(({ request: _, ...each }) => each);
  await runPipeline(theCase, { collect, ocr: settings.ocr }, settings, listener, signal, gate);
  for (const { request, collection } of prepared) {
    if (request.order) await keepSource(theCase.store, collection.id, request.order);
  }
}

/** Adds one or more collections in one run. Rejects with `path-missing`, `empty-input`, `interrupted`, … */
export async function add(
  theCase: Case,
  requests: readonly AddRequest[],
  settings: EngineSettings,
  listener: ProgressListener,
  signal: AbortSignal,
  gate?: Gate,
): Promise<void> {
  const prepared: Prepared[] = [];
  for (const request of requests) prepared.push(await prepare(theCase, request, listener));
  await addPrepared(theCase, prepared, settings, listener, signal, gate);
}
