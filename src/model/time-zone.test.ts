import { describe, expect, it } from 'vitest';
import { guessZone, hoursOf, zoneName } from './time-zone.ts';

/** An office day of other habits than the model's: eight to five, quiet at one. */
const officeDay = (hour: number): number => (hour >= 8 && hour < 17 ? (hour === 13 ? 10 : 30) : hour === 20 ? 5 : 0);

describe('the time zone of a working day', () => {
  it('is found within an hour wherever the day is moved to', () => {
    for (let offset = -11; offset <= 13; offset += 1) {
      const hours = Array.from({ length: 24 }, (_, hour) => officeDay((hour + offset + 24) % 24));
      const away = Math.abs((guessZone(hours)?.offset ?? 99) - offset);
      // Twelve hours either way is the same clock.
      expect(Math.min(away, 24 - away)).toBeLessThanOrEqual(1);
    }
  });

  it('is weak for messages at all hours, and unknown for few of them', () => {
    expect(guessZone(Array.from({ length: 24 }, () => 10))?.words).toBe('weak');
    expect(guessZone(Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 20 : 0)))).toBeUndefined();
    expect([8, -5, 0, 3.5].map(zoneName)).toEqual(['UTC+8', 'UTC−5', 'UTC', 'UTC+3:30']);
  });

  it('is known by name and by offset', () => {
    const zones = ['Asia/Shanghai', '+08:00', 'UTC', 'America/New_York', 'Asia/Tehran', 'Nowhere/At all'];
    expect(zones.map(hoursOf)).toEqual([8, 8, 0, -5, 3.5, undefined]);
  });
});
