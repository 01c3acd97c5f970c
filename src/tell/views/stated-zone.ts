/** Of times that state no zone: which one was given for them, and which one the hours of work fit. */
import { guessZone, type ZoneGuess } from '../../model/time-zone.ts';
import type { Store } from '../../ports/store.ts';

export interface StatedZone {
  /** Messages whose times state no zone. */
  readonly messages: number;
  /** As it was given for the collection; null is unknown. */
  readonly declared: string | null;
  /** Where people likely work if these times are UTC; null for too few messages, or where a zone was given. */
  readonly hint: ZoneGuess | null;
}

/** Null where all times state their zone. */
export async function statedZone(
  store: Pick<Store, 'browse'>,
  of: { readonly collection: string } | { readonly document: string },
  declared: string | undefined,
): Promise<StatedZone | null> {
  const hours = await store.browse.hoursWithoutZone(of);
  const messages = hours.reduce((sum, count) => sum + count, 0);
  if (messages === 0) return null;
  return { messages, declared: declared ?? null, hint: declared === undefined ? (guessZone(hours) ?? null) : null };
}
