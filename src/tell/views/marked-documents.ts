/** Documents that analysts put a star, tags or notes on, for the report and the exports. */
import type { Store } from '../../ports/store.ts';
import { maskText } from '../mask.ts';

export interface MarkedDocument {
  readonly document: string;
  readonly collection: string;
  readonly path: string;
  readonly sha256: string;
  readonly read: boolean;
  readonly starred: boolean;
  readonly tags: readonly string[];
  readonly notes: readonly { readonly text: string; readonly author: string; readonly time: string }[];
}

/** By path. What is only marked as read is not among them; what is no longer in the case neither. */
export async function markedDocuments(store: Store, unmasked: boolean): Promise<readonly MarkedDocument[]> {
  const names = new Map((await store.collections.list()).map(({ id, name }) => [id, name]));
  const shown = (text: string): string => (unmasked ? text : maskText(text, []));
  const marked: MarkedDocument[] = [];
  for (const [id, marks] of Map.groupBy(await store.marks.list(), (mark) => mark.document)) {
    if (marks.every(({ kind }) => kind === 'read')) continue;
    const document = await store.documents.get(id);
    const collection = document && names.get(document.collection);
    if (!document || collection === undefined) continue;
    marked.push({
      document: id,
      collection,
      path: document.paths[0] ?? '',
      sha256: document.sha256,
      read: marks.some(({ kind }) => kind === 'read'),
      starred: marks.some(({ kind }) => kind === 'starred'),
      tags: marks
        .filter(({ kind }) => kind === 'tag')
        .map(({ text }) => shown(text))
        .sort(),
      notes: marks
        .filter(({ kind }) => kind === 'note')
        .map(({ text, author, time }) => ({ text: shown(text), author, time })),
    });
  }
  return marked.sort((a, b) => (`${a.collection} ${a.path}` < `${b.collection} ${b.path}` ? -1 : 1));
}
