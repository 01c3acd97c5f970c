/** The time zone in which somebody likely works, from the hours at which messages were written. */

export interface ZoneGuess {
  /** Hours east of UTC that fit best, if the times are UTC. */
  readonly offset: number;
  /** Chance that it is this one or at most two hours beside it, 0 to 1. */
  readonly sure: number;
  readonly words: 'clear' | 'fair' | 'weak';
}

/** Share of a working person's messages by local hour: little at night, most from nine to six, a dip at noon. */
const WORKDAY: readonly number[] = [
  0.8, 0.4, 0.2, 0.15, 0.15, 0.2, 0.5, 1.2, 3, 6.5, 8, 7.5, 5, 5.5, 7.5, 8, 8, 7.5, 6, 5, 5, 4.8, 4.2, 2.5,
];
const TOTAL = WORKDAY.reduce((sum, share) => sum + share, 0);
/** Messages come in bursts: a hundred of them say less than a hundred separate facts. */
const BURST = 25;
/** Habits differ: of three crews whose zone is public, two begin their day two hours late. Hours never make it certain. */
const MOST_SURE = 0.9;
/** Hours by which habits shift a day. */
const WITHIN: readonly number[] = [-2, -1, 0, 1, 2];
const FEWEST_MESSAGES = 60;
/** Whole hours in which people live; quarter and half hours cannot be told apart. */
const OFFSETS = Array.from({ length: 26 }, (_, at) => at - 11);

/** Undefined for too few messages. `hours` has 24 counts from 0 o'clock. */
export function guessZone(hours: readonly number[]): ZoneGuess | undefined {
  const messages = hours.reduce((sum, count) => sum + count, 0);
  if (messages < FEWEST_MESSAGES) return undefined;
  const likelihood = OFFSETS.map(
    (offset) =>
      hours.reduce((sum, count, hour) => sum + count * Math.log((WORKDAY[(hour + offset + 48) % 24] ?? 1) / TOTAL), 0) /
      BURST,
  );
  const most = Math.max(...likelihood);
  const weights = likelihood.map((value) => Math.exp(value - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const best = weights.indexOf(Math.max(...weights));
  const near = WITHIN.reduce((sum, by) => sum + (weights[best + by] ?? 0), 0);
  const sure = Math.min(MOST_SURE, Math.round((100 * near) / total) / 100);
  return { offset: OFFSETS[best] ?? 0, sure, words: sure >= 0.9 ? 'clear' : sure >= 0.6 ? 'fair' : 'weak' };
}

/** `UTC+8`, `UTC+3:30`. */
export function zoneName(offset: number): string {
  if (offset === 0) return 'UTC';
  const [hours, minutes] = [Math.floor(Math.abs(offset)), Math.round((Math.abs(offset) % 1) * 60)];
  return `UTC${offset > 0 ? '+' : '−'}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
}

/** Hours east of UTC in winter of a zone as people give it, such as `Asia/Shanghai` or `+08:00`; undefined for unknown ones. */
export function hoursOf(zone: string): number | undefined {
  try {
    const name = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(new Date('2020-01-15T12:00:00Z'))
      .find(({ type }) => type === 'timeZoneName')?.value;
    const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name ?? '') ?? [];
    if (name === undefined) return undefined;
    return (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
  } catch (caught) {
    if (caught instanceof RangeError) return undefined;
    throw caught;
  }
}
