/** When people write, by the hour that the files state, and the zone that their working hours suggest. */
import { useQuery } from '@tanstack/react-query';
import { get } from '../../api/client.ts';
import type { Activity } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';

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
  const zone = activity.data?.zone;
  return (
    <>
      <h2 className="hours-head">
        {m.people.hours}{' '}
        <span className="q">
          {who ?? m.people.everyone},{' '}
          {m.people.hoursNote(
            zone
              ? m.people.zone(
                  zone.offset >= 0 ? `+${zone.offset}` : `−${-zone.offset}`,
                  m.people.zoneSure[zone.words],
                  format.percent(zone.sure),
                )
              : '',
          )}
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
