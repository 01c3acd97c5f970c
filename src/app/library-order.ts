/** What a reference comes from, how it is brought here, and what is remembered of it for the next update. */
import { constants, copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { intelligenceSources, sourceOfAddress } from '../adapters/intelligence-source/sources.ts';
import { TelltaleError } from '../errors.ts';
import type { Collection } from '../model/collection.ts';
import type { ProgressListener } from '../pipeline/progress.ts';
import { createProgress } from '../pipeline/progress.ts';
import type { IntelligenceSource } from '../ports/intelligence-source.ts';
import type { Store } from '../ports/store.ts';
import type { AddRequest } from './add.ts';
import { factsOfCase } from './case-as-reference.ts';

/** A reference to be fetched before it is read. Survives JSON. */
export interface LibraryOrder {
  /** Names of the catalogue, addresses, or paths. */
  readonly sources: readonly string[];
  /** The user's own copy of a source of the catalogue. */
  readonly from?: string | undefined;
  readonly offline: boolean;
}

/** What is kept of a reference for its next update. */
export interface KeptSource extends Omit<LibraryOrder, 'offline'> {
  /** When it was last brought up to date, ISO 8601 in UTC. */
  readonly checked: string;
}

const KEPT = 'library-source:';

export async function keptSource({ settings }: Pick<Store, 'settings'>, id: string): Promise<KeptSource | undefined> {
  const kept = await settings.get(KEPT + id);
  return kept ? (JSON.parse(kept) as KeptSource) : undefined;
}

/** Remembers where a reference comes from, beside where it came from before. */
export async function keepSource(
  store: Pick<Store, 'settings'>,
  id: string,
  { sources, from }: LibraryOrder,
): Promise<void> {
  const before = (await keptSource(store, id))?.sources ?? [];
  const all = [...new Set([...before, ...sources])];
  const kept: KeptSource = { sources: all, checked: new Date().toISOString(), ...(from === undefined ? {} : { from }) };
  await store.settings.set(KEPT + id, JSON.stringify(kept));
}

export function isInCatalogue(name: string): boolean {
  return intelligenceSources().some((one) => one.name === name);
}

/** A source that has to be fetched: of the catalogue, or at an address. */
function sourceNamed(name: string): IntelligenceSource | undefined {
  return intelligenceSources().find((one) => one.name === name) ?? sourceOfAddress(name);
}

/** What is to be added for a source's name, an address or a path. Rejects with `path-missing` when it is none, with `offline`, `key-missing` and `usage`. */
export async function libraryRequest(
  order: LibraryOrder,
  about: Omit<AddRequest, 'paths' | 'role' | 'order'> = {},
): Promise<AddRequest> {
  const given = Object.fromEntries(Object.entries(about).filter(([, value]) => value !== undefined));
  if (order.from !== undefined) await mustBeThere(order.from);
  const paths: string[] = [];
  for (const each of order.sources) {
    const source = sourceNamed(each);
    if (!source) await mustBeThere(each);
    else if (order.offline && order.from === undefined) throw notOffline(source);
    paths.push(source ? each : resolve(each));
  }
  const [first = ''] = paths;
  const source = sourceNamed(first);
  const kept = { ...order, sources: paths, ...(order.from === undefined ? {} : { from: resolve(order.from) }) };
  if (source) {
    const { name, publisher, reliability, tlp, url, licence } = source;
    return { name, publisher, reliability, tlp, url, licence, ...given, paths: [], role: 'reference', order: kept };
  }
  return { name: basename(first), ...given, paths: [], role: 'reference', order: kept };
}

function notOffline(source: IntelligenceSource): TelltaleError {
  return new TelltaleError('offline', `${source.title} has to be fetched from ${source.url}.`);
}

async function mustBeThere(path: string): Promise<void> {
  await stat(resolve(path)).catch((cause: unknown) => {
    throw new TelltaleError('path-missing', `${path} is no file or folder, no address, and no source of the library.`, {
      cause,
    });
  });
}

export interface Brought {
  readonly paths: readonly string[];
  /** The paths are all that the source has now. */
  readonly complete: boolean;
}

/** Fetches what an order names into the case's library folder, or says where it is. */
export async function bring(
  folder: string,
  collection: Collection,
  order: LibraryOrder,
  kept: KeptSource | undefined,
  listener: ProgressListener,
): Promise<Brought> {
  const folderOf = (at: number): string =>
    join(folder, 'library', at === 0 ? collection.id : `${collection.id}-${at + 1}`);
  if (order.from !== undefined) {
    const file = sourceNamed(order.sources[0] ?? '')?.file;
    return { paths: [file === undefined ? order.from : await copyOf(order.from, folderOf(0), file)], complete: true };
  }
  const paths: string[] = [];
  for (const [at, source] of order.sources.entries()) {
    const own = folderOf(at);
    paths.push(...(await bringOne(own, source, order.offline, listener)));
  }
  // What was added from elsewhere under the same name stays.
  return { paths, complete: (kept?.sources ?? []).every((source) => order.sources.includes(source)) };
}

const PACKED = /\.(?:gz|bz2|xz|zst)$/i;

/**
 * A copy of a list that is published anew again and again, under the list's own name: `kev-2025-08.json` is no other list
 * than `kev-2025-07.json`. A folder stays where it is.
 */
async function copyOf(from: string, folder: string, file: string): Promise<string> {
  if (!(await stat(from)).isFile()) return from;
  const [packed = ''] = PACKED.exec(from) ?? [];
  const path = join(folder, parse(file).name + parse(from.slice(0, from.length - packed.length)).ext + packed);
  if (resolve(from) === path) return path;
  await mkdir(dirname(path), { recursive: true });
  // What is known of a download does not hold for the copy.
  await rm(`${path}.fetched.json`, { force: true });
  await copyFile(from, path, constants.COPYFILE_FICLONE);
  return path;
}

async function bringOne(
  own: string,
  name: string,
  offline: boolean,
  listener: ProgressListener,
): Promise<readonly string[]> {
  const source = sourceNamed(name);
  if (source) {
    if (offline) throw notOffline(source);
    const counter = createProgress(listener).stage('fetch', 'bytes');
    let before = 0;
    let expected = 0;
    const paths = await source.fetch(own, (bytes, total) => {
      const all = total ?? source.size;
      if (all > expected) {
        counter.expect(all - expected);
        expected = all;
      }
      counter.advance(bytes - before);
      before = bytes;
    });
    counter.finish();
    return paths;
  }
  await mustBeThere(name);
  const isCase = await stat(join(name, 'case.db')).catch(() => undefined);
  return [isCase ? await factsOfCase(name, own) : name];
}
