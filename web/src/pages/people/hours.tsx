/** When people write, by the hour that the files state, and the zone that their working hours suggest. */
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.ts';
import type { Activity } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';

const WORKDAY = { start: 9, hours: 10 };

/**
 * The offset that would put the busiest ten hours at nine to seven, in hours; undefined when there is too little or
 * too flat a day to say. A guess, and called one.
 */
export function likelyOffset(hours: readonly number[]): number | undefined {
  const total = hours.reduce((sum, count) => sum + count, 0);
  if (total < 200) return undefined;
  const sumFrom = (start: number) =>
    Array.from({ length: WORKDAY.hours }, (_, i) => hours[(start + i) % 24] ?? 0).reduce(
      (sum, count) => sum + count,
      0,
    );
  let best = 0;
  for (let start = 1; start < 24; start++) if (sumFrom(start) > sumFrom(best)) best = start;
  if (sumFrom(best) < 0.65 * total) return undefined;
  const offset = (WORKDAY.start - best + 24) % 24;
  return offset > 12 ? offset - 24 : offset;
}

export function Hours({ who }: { who: string | undefined }) {
  const m = useMessages();
  const format = useFormat();
  const activity = useQuery({
    queryKey: ['people', 'activity', who],
    queryFn: ({ signal }) => get<Activity>('/people/activity', { who }, signal),
  });
  const hours = activity.data?.hours;
  if (!hours) return null;
  const top = Math.max(1, ...hours);
  const offset = likelyOffset(hours);
  return (
    <>
      <h2 className="hours-head">
        {m.people.hours}{' '}
        <span className="q">
          {who ?? m.people.everyone},{' '}
          {m.people.hoursNote(offset === undefined ? '' : m.people.zone(offset >= 0 ? `+${offset}` : String(offset)))}
        </span>
      </h2>
      <ol className="hours">
        {hours.map((count, hour) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
          <li key={hour} title={m.people.hour(String(hour), format.count(count))}>
            <i style={{ height: `${(100 * count) / top}%` }} aria-hidden="true" />
            <span className="sr">{m.people.hour(String(hour), format.count(count))}</span>
            <small aria-hidden="true">{hour % 3 === 0 ? hour : ''}</small>
          </li>
        ))}
      </ol>
    </>
  );
}
