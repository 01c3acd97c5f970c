/** What has a date: the leak's words behind overlaps, and what was published. */
import type { CollectionStatus, Overlap } from '../../api/types.ts';

export interface DatedEvidence {
  readonly overlap: Overlap;
  readonly date: string;
  readonly path: string;
  readonly passage: string;
}

export interface Published {
  readonly name: string;
  readonly date: string;
}

/** A date of any precision as a day; undefined when it is none. */
export function toDate(iso: string | null | undefined): Date | undefined {
  const part = /^\d{4}(-\d\d(-\d\d)?)?/.exec(iso ?? '')?.[0];
  if (!part) return undefined;
  const date = new Date(part);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Both by date. A leak's passage is listed once for each overlap, a source once. */
export function datedQuotes(
  overlaps: readonly Overlap[],
  collections: readonly CollectionStatus[],
): { evidence: readonly DatedEvidence[]; published: readonly Published[] } {
  const collectionOf = (ref: string) => collections.find((entry) => entry.id === ref || entry.name === ref);
  const evidence = new Map<string, DatedEvidence>();
  const published = new Map<string, Published>();
  for (const { role, name, published: date } of collections) {
    if (role === 'reference' && toDate(date) && date) published.set(`${name} ${date}`, { name, date });
  }
  for (const overlap of overlaps) {
    if (overlap.rejected) continue;
    for (const hop of overlap.hops) {
      for (const { collection, passage, path, date } of hop.evidence) {
        if (!date || !toDate(date)) continue;
        const of = collectionOf(collection);
        if (of?.role === 'reference') {
          const name = hop.origin ?? of.name;
          published.set(`${name} ${date}`, { name, date });
        } else evidence.set(`${overlap.id} ${passage}`, { overlap, date, path, passage });
      }
    }
  }
  const byDate = <T extends { date: string }>(entries: Iterable<T>) =>
    [...entries].sort((a, b) => a.date.localeCompare(b.date));
  return { evidence: byDate(evidence.values()), published: byDate(published.values()) };
}
