/** Rows of the list of documents: a heading before each group, and where a document's row is. */
import type { ShelfGroups } from '../../api/types.ts';

export type ShelfRow =
  | { readonly heading: ShelfHeading }
  /** A document's place on the shelf. */
  | { readonly place: number };

export interface ShelfHeading {
  readonly role: string;
  /** Of references one heading stands for all kinds. */
  readonly kind: string | undefined;
  readonly documents: number;
}

/** One heading for each kind of the leaks, and one for all references. */
export function headingsOf(groups: ShelfGroups['groups']): readonly ShelfHeading[] {
  const headings: ShelfHeading[] = groups.filter(({ role }) => role !== 'reference');
  const references = groups.filter(({ role }) => role === 'reference');
  const documents = references.reduce((sum, group) => sum + group.documents, 0);
  return documents > 0 ? [...headings, { role: 'reference', kind: undefined, documents }] : headings;
}

/** Rows in all. */
export function rowCount(headings: readonly ShelfHeading[]): number {
  return headings.reduce((sum, { documents }) => sum + documents + 1, 0);
}

export function rowAt(headings: readonly ShelfHeading[], row: number): ShelfRow | undefined {
  let before = 0;
  for (const [nth, heading] of headings.entries()) {
    const start = before + nth;
    if (row === start) return { heading };
    if (row <= start + heading.documents) return { place: row - nth - 1 };
    before += heading.documents;
  }
  return undefined;
}

export function rowOf(headings: readonly ShelfHeading[], place: number): number {
  let before = 0;
  for (const [nth, { documents }] of headings.entries()) {
    if (place < before + documents) return place + nth + 1;
    before += documents;
  }
  return -1;
}
