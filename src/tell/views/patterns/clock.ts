/** By which clock the leaks' messages are dated, and whether the zone that was given for it can be right. */
import { guessZone, hoursOf, zoneName } from '../../../model/time-zone.ts';
import type { Rhythm } from '../../../ports/pattern-store.ts';
import type { Store } from '../../../ports/store.ts';

export interface Clock {
  /** Hours that the given zone adds to the offset at which people seem to work. */
  readonly shift: number;
  /** Zones that were given for times that state none. */
  readonly declared: readonly string[];
  /** Whether all messages state their zone. */
  readonly isStated: boolean;
  /** The zone at which people would work if the given one were right, where that cannot be; else empty. */
  readonly clash: string;
}

/** No land has a clock beyond these hours from UTC. */
const WEST = -12;
const EAST = 14;
/** Who works so far from the zone that was given, and as far from UTC as that zone is, has the times in UTC. */
const FAR = 3;

export async function clockOf(
  store: Pick<Store, 'collections' | 'browse'>,
  rhythms: readonly Rhythm[],
): Promise<Clock> {
  const leaks = (await store.collections.list()).filter(({ role }) => role === 'leak');
  const unstated: number[] = [];
  for (const { id } of leaks) {
    const hours = await store.browse.hoursWithoutZone({ collection: id });
    unstated.push(hours.reduce((sum, count) => sum + count, 0));
  }
  const messages = rhythms.reduce((sum, each) => sum + each.messages, 0);
  const without = unstated.reduce((sum, count) => sum + count, 0);
  const zones = leaks.filter((_, at) => (unstated[at] ?? 0) > 0).map(({ timezone }) => timezone);
  const declared = [...new Set(zones.flatMap((zone) => zone ?? []))];
  const base = { declared, isStated: without === 0 && messages > 0 };
  const [only] = declared;
  const given = only === undefined ? undefined : hoursOf(only);
  // Only where one zone counts for all messages can what they say be moved by it.
  if (given === undefined || declared.length > 1 || zones.includes(undefined) || without < messages)
    return { ...base, shift: 0, clash: '' };
  const guess = guessZone(
    Array.from({ length: 24 }, (_, at) => rhythms.reduce((sum, { hours }) => sum + (hours[at] ?? 0), 0)),
  );
  if (guess === undefined) return { ...base, shift: given, clash: '' };
  const there = guess.offset + given;
  const isNowhere = there < WEST || there > EAST;
  const isUtc = Math.abs(guess.offset) >= FAR && Math.abs(guess.offset - given) <= 1;
  return isNowhere || isUtc ? { ...base, shift: 0, clash: zoneName(there) } : { ...base, shift: given, clash: '' };
}
