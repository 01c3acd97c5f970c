/** Spans as quotes: with the words, the file and its hash. */
import type { Evidence } from '../../model/assertion.ts';
import type { Document } from '../../model/document.ts';
import { parsePassageId } from '../../model/ids.ts';
import type { Quote } from '../../model/overlap.ts';
import type { Store } from '../../ports/store.ts';

/** Fetches what the spans need at once; the function gives the quote of one, undefined where its passage is gone. */
export async function quotesOf(
  store: Store,
  spans: readonly Evidence[],
): Promise<(span: Evidence) => Quote | undefined> {
  const ids = [...new Set(spans.map(({ passage }) => passage))];
  const passages = new Map((await store.documents.passagesById(ids)).map((passage) => [passage.id, passage]));
  const documents = new Map<string, Document | undefined>();
  for (const id of new Set(ids.map((passage) => parsePassageId(passage).document))) {
    documents.set(id, await store.documents.get(id));
  }
  return ({ passage: id, start, end }) => {
    const passage = passages.get(id);
    const document = passage && documents.get(passage.document);
    if (!passage || !document) return undefined;
    return {
      collection: passage.collection,
      document: document.id,
      sha256: document.sha256,
      path: document.paths[0] ?? '',
      page: passage.position.kind === 'page' ? passage.position.page : null,
      passage: id,
      start,
      end,
      quote: passage.text.slice(start, end),
      date: passage.time ?? null,
      ...(passage.sender === undefined ? {} : { sender: passage.sender }),
    };
  };
}
