/** Whether the zone that was given for a leak's times can be right. */
import { expect, it } from 'vitest';
import type { Collection } from '../../../model/collection.ts';
import type { Rhythm } from '../../../ports/pattern-store.ts';
import { clockOf } from './clock.ts';

/** A day from nine to seven, so many hours after midnight of the clock that the files have. */
function rhythm(begin: number): Rhythm {
  const hours = Array.from({ length: 24 }, (_, hour) => ((hour - begin + 24) % 24 < 10 ? 100 : 1));
  return { sender: 'ann', messages: hours.reduce((sum, n) => sum + n, 0), hours, weekdays: [], evidence: [] };
}

async function clock(begin: number, timezone: string | undefined, isStated = false) {
  const of = rhythm(begin);
  const leak = { id: 'col-1', role: 'leak', ...(timezone === undefined ? {} : { timezone }) } as Collection;
  const store = {
    collections: { list: async () => [leak] },
    browse: { hoursWithoutZone: async () => (isStated ? [] : of.hours) },
  };
  return clockOf(store as unknown as Parameters<typeof clockOf>[0], [of]);
}

it('moves what people seem to keep by the zone that was given', async () => {
  expect(await clock(9, 'Asia/Shanghai')).toEqual({
    shift: 8,
    declared: ['Asia/Shanghai'],
    isStated: false,
    clash: '',
  });
  expect(await clock(9, undefined)).toMatchObject({ shift: 0, declared: [], clash: '' });
  expect(await clock(9, 'Asia/Shanghai', true)).toMatchObject({ shift: 0, declared: [], isStated: true });
});

it('says that it cannot be right where nobody works like that', async () => {
  // Nine in Shanghai is one o'clock UTC.
  expect(await clock(1, 'Asia/Shanghai')).toMatchObject({ shift: 0, clash: 'UTC+16' });
  expect(await clock(5, '+03:30')).toMatchObject({ shift: 0, clash: 'UTC+7:30' });
});
