/** Dates the lines of a log that state a clock time alone, or a month and day, by the day that the log states. */

export interface LogClock {
  /** `2024-02-21`: what follows is of this day. */
  begin(day: string): void;
  /** The time with its day where one is known, else as it is. */
  dated(time: string): string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const HALF_A_DAY = 12 * 60;

export function createLogClock(first: string | undefined): LogClock {
  let day = first;
  let last = 0;
  return {
    begin(stated) {
      day = stated;
      last = 0;
    },
    dated(time) {
      const named = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d.*)$/.exec(time);
      if (named && day !== undefined) {
        const month = MONTHS.indexOf(named[1] ?? '') + 1;
        // A log that goes on into January has passed a year.
        const year = Number(day.slice(0, 4)) + (month < Number(day.slice(5, 7)) ? 1 : 0);
        day = `${year}-${String(month).padStart(2, '0')}-${(named[2] ?? '').padStart(2, '0')}`;
        return `${day} ${named[3]}`;
      }
      const clock = /^(\d{1,2}):(\d{2})/.exec(time);
      if (!clock || day === undefined) return time;
      const minutes = Number(clock[1]) * 60 + Number(clock[2]);
      // Lines stand in the order of their times: a clock that goes back so far has passed midnight.
      if (minutes < last - HALF_A_DAY)
        day = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
      last = minutes;
      return `${day} ${time}`;
    },
  };
}
