/** Cursors of long listings: where the last page ended, opaque to callers. */
import { TelltaleError } from '../../../errors.ts';
import type { Page, PageRequest } from '../../../ports/store.ts';

/** An offset cursor: right for listings that do not change while they are walked. */
export function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (!/^\d{1,12}$/.test(cursor)) throw new TelltaleError('usage', `Not a cursor of this listing: ${cursor}`);
  return Number(cursor);
}

/** Asks for one entry more than wanted, to know whether there is a next page. */
export function pageOf<T>(request: PageRequest, fetch: (limit: number, offset: number) => readonly T[]): Page<T> {
  const offset = offsetOf(request.cursor);
  const entries = fetch(request.limit + 1, offset);
  const more = entries.length > request.limit;
  return {
    entries: more ? entries.slice(0, request.limit) : entries,
    cursor: more ? String(offset + request.limit) : null,
  };
}
