/** Adds or updates several references in one run: what one of them meets does not hold up the others. */
import { findFiles } from '../collect/find-files.ts';
import { asTelltaleError, TelltaleError } from '../errors.ts';
import { collectionId } from '../model/ids.ts';
import type { ProgressListener } from '../pipeline/progress.ts';
import type { Store } from '../ports/store.ts';
import { type AddRequest, addPrepared, type Prepared, prepare } from './add.ts';
import type { Case } from './case.ts';
import type { EngineSettings } from './compose.ts';
import { type LibraryOrder, libraryRequest } from './library-order.ts';

/** What became of one reference. */
export interface ReferenceOutcome {
  /** As they were named. */
  readonly sources: readonly string[];
  /** Name and id of the reference; null where it did not come to one. */
  readonly reference: string | null;
  readonly id: string | null;
  /** `unchanged` when its source says what it said before. */
  readonly outcome: 'added' | 'updated' | 'unchanged' | 'failed';
  /** Why it failed. */
  readonly code?: string;
  readonly message?: string;
}

/** A reference to add, or why it cannot be. */
export interface ReferenceRequest {
  readonly sources: readonly string[];
  readonly request: AddRequest | TelltaleError;
}

/**
 * One request a source; with a name all sources are one reference. Sources that would have the same name are one, too, as
 * they are when they are added one after another.
 */
export async function referenceRequests(
  sources: readonly string[],
  order: Pick<LibraryOrder, 'from' | 'offline'>,
  about: Omit<AddRequest, 'paths' | 'role' | 'order'>,
): Promise<readonly ReferenceRequest[]> {
  const found: ReferenceRequest[] = [];
  for (const source of sources) {
    try {
      const request = await libraryRequest({ ...order, sources: [source] }, about);
      const at = found.findIndex((each) => 'paths' in each.request && each.request.name === request.name);
      const before = found[at];
      if (!before || !('paths' in before.request)) found.push({ sources: [source], request });
      else found[at] = { sources: [...before.sources, source], request: joined(before.request, request) };
    } catch (caught) {
      found.push({ sources: [source], request: asTelltaleError(caught) });
    }
  }
  return found;
}

function joined(one: AddRequest, other: AddRequest): AddRequest {
  if (!one.order || !other.order) return one;
  return { ...one, order: { ...one.order, sources: [...new Set([...one.order.sources, ...other.order.sources])] } };
}

/** Rejects with what concerns all of them (`interrupted`, `disk-full`, trouble with the case), and with whatever one alone meets. */
export async function addReferences(
  theCase: Case,
  requests: readonly ReferenceRequest[],
  settings: EngineSettings,
  listener: ProgressListener,
  signal: AbortSignal,
): Promise<readonly ReferenceOutcome[]> {
  const ready: { sources: readonly string[]; prepared: Prepared; editions: number }[] = [];
  const outcomes = new Map<readonly string[], ReferenceOutcome>();
  for (const { sources, request } of requests) {
    try {
      if (!('paths' in request)) throw request;
      const prepared = await prepare(theCase, request, listener);
      await mustHoldFiles(prepared.paths);
      ready.push({ sources, prepared, editions: await editionsOf(theCase.store, prepared) });
    } catch (caught) {
      const error = asTelltaleError(caught);
      if (requests.length === 1 || concernsAll(error)) throw error;
      const { code, message } = error;
      const name = 'paths' in request ? (request.name ?? null) : null;
      outcomes.set(sources, { sources, reference: name, id: null, outcome: 'failed', code, message });
    }
  }
  if (ready.length > 0) {
    const prepared = ready.map((each) => each.prepared);
    await addPrepared(theCase, prepared, settings, listener, signal);
  }
  for (const { sources, prepared, editions } of ready) {
    const { name, id } = prepared.collection;
    const now = await editionsOf(theCase.store, prepared);
    const outcome = now === editions ? 'unchanged' : editions === 0 ? 'added' : 'updated';
    outcomes.set(sources, { sources, reference: name, id, outcome });
  }
  return requests.flatMap(({ sources }) => outcomes.get(sources) ?? []);
}

const concernsAll = ({ code }: TelltaleError): boolean =>
  code === 'interrupted' || code === 'disk-full' || code === 'internal' || code.startsWith('case-');

/** 0 for a reference that is not there yet, or was removed. */
async function editionsOf({ collections, library }: Store, { collection }: Prepared): Promise<number> {
  const id = collectionId('reference', collection.name);
  const there = await collections.get(id);
  return there?.role === 'reference' ? (await library.editions(id)).length : 0;
}

async function mustHoldFiles(paths: readonly string[]): Promise<void> {
  for await (const _ of findFiles(paths)) return;
  throw new TelltaleError('empty-input', `There are no files in ${paths.join(', ')}.`);
}
