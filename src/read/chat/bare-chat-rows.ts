/** Rows of a chat without a header: date, clock time, name, telephone number, words, as Viber writes them. */
import { plainClock } from './stated-clock.ts';
import { isDayFirst, yearFirst } from './text-chat-lines.ts';

const DAY = /^\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\.?$/;
const CLOCK = /^\d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?$/;
const PHONE = /^\+?\d[\d ()-]{5,19}$/;

export interface BareChatRow {
  readonly time: string;
  readonly sender: string;
  readonly text: string;
}

/** Whether a table that begins with this row is a chat. */
export function isBareChatRow(cells: readonly string[]): boolean {
  const [day = '', clock = '', name = '', phone = ''] = cells;
  return cells.length >= 5 && DAY.test(day) && CLOCK.test(clock) && /\p{L}/u.test(name) && PHONE.test(phone);
}

/** `head` is the beginning of the file: its dates tell which of day and month comes first. Undefined for other rows. */
export function bareChatRow(cells: readonly string[], head: string): BareChatRow | undefined {
  const [day = '', clock = '', sender = ''] = cells.map((cell) => cell.trim());
  if (cells.length < 5 || !DAY.test(day) || !CLOCK.test(clock)) return undefined;
  const days = head.split('\n').map((line) => line.replace(/^"/, ''));
  // A comma in the words that nobody quoted divides them.
  return {
    time: yearFirst(`${day} ${plainClock(clock)}`, isDayFirst(days, day) ?? true),
    sender,
    text: cells.slice(4).join(',').trim(),
  };
}
