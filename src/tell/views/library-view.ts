/** The library as it is shown: references with where they come from and what they hold, removed ones, and what can be added. */
import type { z } from 'zod';
import type { Store } from '../../ports/store.ts';
import { allOf } from '../contract/shapes.ts';
import type { librarySchema } from '../http/library-schemas.ts';

export type LibraryView = z.infer<typeof librarySchema>;
type Kept = { readonly sources: readonly string[]; readonly checked: string };

const NOTHING = { documents: 0, withdrawnDocuments: 0, entities: 0, assertions: 0, withdrawnAssertions: 0 };

export async function libraryView(
  store: Store,
  kept: (collection: string) => Promise<Kept | undefined>,
): Promise<Pick<LibraryView, 'references' | 'removed'>> {
  const contributions = await store.library.contributions();
  const overlaps = new Map<string, number>();
  for await (const overlap of allOf((page) => store.overlaps.list({ rejected: false }, page))) {
    const collections = new Set(overlap.hops.flatMap((hop) => hop.evidence.map((quote) => quote.collection)));
    for (const collection of collections) overlaps.set(collection, (overlaps.get(collection) ?? 0) + 1);
  }
  const references: LibraryView['references'] = [];
  for (const collection of await store.collections.list()) {
    if (collection.role !== 'reference') continue;
    const editions = await store.library.editions(collection.id);
    const source = await kept(collection.id);
    references.push({
      ...collection,
      ...(contributions.get(collection.id) ?? {
        ...NOTHING,
        documents: (await store.documents.count(collection.id)).documents,
      }),
      overlaps: overlaps.get(collection.id) ?? overlaps.get(collection.name) ?? 0,
      editions: editions.length,
      updated: editions.at(-1)?.time ?? collection.added,
      sources: [...(source?.sources ?? [])],
      checked: source?.checked ?? null,
    });
  }
  return { references, removed: [...(await store.library.removed())] };
}
