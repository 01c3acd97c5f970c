/** The library: the references of a case, and the known sources that can be added by name. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { intelligenceSources } from '../adapters/intelligence-source/sources.ts';
import { TelltaleError } from '../errors.ts';
import type { Collection } from '../model/collection.ts';
import type { IntelligenceSource } from '../ports/intelligence-source.ts';
import type { AddRequest } from './add.ts';
import { openCase } from './case.ts';

export interface LibraryShape {
  readonly references: readonly (Collection & { readonly documents: number })[];
  readonly sources: readonly { name: string; title: string; publisher: string; licence: string; url: string }[];
}

/** What the case has (nothing when there is no case yet) and what can be added. */
export async function libraryOf(folder: string): Promise<LibraryShape> {
  return { references: await referencesOf(folder), sources: intelligenceSources() };
}

async function referencesOf(folder: string): Promise<LibraryShape['references']> {
  const there = await stat(resolve(folder, 'case.db')).catch(() => undefined);
  if (!there) return [];
  const theCase = await openCase(folder);
  try {
    const references: (Collection & { documents: number })[] = [];
    for (const collection of await theCase.store.collections.list()) {
      if (collection.role !== 'reference') continue;
      references.push({ ...collection, documents: (await theCase.store.documents.count(collection.id)).documents });
    }
    return references;
  } finally {
    await theCase.close();
  }
}

export interface LibraryAddOptions extends Omit<AddRequest, 'paths' | 'role'> {
  readonly folder: string;
  readonly offline: boolean;
  readonly from?: string | undefined;
}

/** What to add for a source's name or a path. Rejects with `path-missing` when it is neither. */
export async function addToLibrary(nameOrPath: string, options: LibraryAddOptions): Promise<AddRequest> {
  const source = intelligenceSources().find((one) => one.name === nameOrPath);
  if (source) {
    const { name, publisher, reliability, tlp, url, licence } = source;
    const about = { name, publisher, reliability, tlp, url, licence };
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    return { ...about, ...given, paths: await filesOf(source, options), role: 'reference' };
  }
  const path = resolve(nameOrPath);
  if (!(await stat(path).catch(() => undefined))) {
    throw new TelltaleError('path-missing', `${nameOrPath} is no file or folder, and no source of the library.`);
  }
  return { ...options, paths: [path], role: 'reference' };
}

/** The user's own copy with --from; else a download, which takes a network. */
async function filesOf(source: IntelligenceSource, options: LibraryAddOptions): Promise<readonly string[]> {
  if (options.from !== undefined) return [resolve(options.from)];
  if (options.offline) throw new TelltaleError('offline', `${source.title} has to be downloaded from ${source.url}.`);
  return source.fetch(resolve(options.folder, 'library', source.name), () => {});
}
