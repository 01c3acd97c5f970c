/** The next hit of a query: in the open document, past its end in the next one that has hits, past the last in the first. */
import type { SearchedDocuments } from '../../api/types.ts';

export interface HitPlace {
  readonly document: string;
  /** Ordinal of the passage. */
  readonly at: number;
}

/** `ordinals` are those of the open document's hits, ascending; undefined when there is none anywhere. */
export function nextHit(
  open: { readonly document: string; readonly at: number | undefined; readonly ordinals: readonly number[] },
  documents: SearchedDocuments['documents'],
  by: 1 | -1,
): HitPlace | undefined {
  const { document, ordinals } = open;
  const from = open.at ?? (by > 0 ? -1 : Number.POSITIVE_INFINITY);
  const here = by > 0 ? ordinals.find((ordinal) => ordinal > from) : ordinals.findLast((ordinal) => ordinal < from);
  if (here !== undefined) return { document, at: here };
  const place = documents.findIndex((entry) => entry.document === document);
  // From a document without hits both ways lead to the ends of the list.
  const next = by > 0 ? documents[(place + 1) % documents.length] : documents.at(place < 0 ? -1 : place - 1);
  if (next && next.document !== document) return { document: next.document, at: by > 0 ? next.first : next.last };
  const around = by > 0 ? ordinals[0] : ordinals.at(-1);
  return around === undefined ? undefined : { document, at: around };
}
