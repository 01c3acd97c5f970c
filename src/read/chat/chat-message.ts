/** What a chat reader gives for one message, whatever the format it came from. */
import type { Passage } from '../../model/passage.ts';

export interface ChatMessage {
  readonly text: string;
  /** As the file states it; brought to ISO 8601 here. */
  readonly time?: string | undefined;
  readonly sender?: string | undefined;
  readonly recipients?: readonly string[] | undefined;
}

/** The message as a passage. `index` is its place in the file, from 0. */
export function messagePassage(message: ChatMessage, index: number): Omit<Passage, 'ordinal'> {
  const time = message.time === undefined ? undefined : isoTime(message.time);
  const recipients = message.recipients?.filter((recipient) => recipient !== '');
  return {
    role: 'message',
    text: message.text,
    position: { kind: 'message', index },
    ...(time === undefined ? {} : { time }),
    ...(message.sender ? { sender: message.sender } : {}),
    ...(recipients?.length ? { recipients } : {}),
  };
}

const two = (text: string | undefined): string => (text ?? '0').padStart(2, '0');

/**
 * `2020-11-25 02:24:13`, `2020/11/25 2:24`, `2020-09-18T13:36:00.123456Z`, or seconds or milliseconds since 1970, as
 * ISO 8601. Without an offset where none is stated. Undefined when it is no time.
 */
export function isoTime(stated: string): string | undefined {
  const text = stated.trim();
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return new Date(Number(text) * 1000).toISOString().replace('.000Z', 'Z');
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString().replace('.000Z', 'Z');
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ,]*\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?/.exec(
      text,
    );
  if (!parts) return namedTime(text);
  const [, year, month, day, hour, minute, second, zone] = parts;
  // A year of another calendar would be taken for one of this.
  if (Number(year) < 1900 || Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31)
    return undefined;
  const date = `${year}-${two(month)}-${two(day)}`;
  if (hour === undefined) return date;
  if (Number(hour) > 24 || Number(minute) > 59) return undefined;
  const offset = !zone
    ? ''
    : zone === 'Z' || zone === 'UTC'
      ? 'Z'
      : zone.includes(':')
        ? zone
        : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${offset}`;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `Wednesday, February 10, 2021 at 11:33:20 PM UTC`, as Google writes it. */
function namedTime(text: string): string | undefined {
  const parts =
    /^(?:[A-Z][a-z]+,? )?([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4})(?:,| at)?[\s\u202f]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[\s\u202f]([AP])M)?(?: (UTC|GMT))?$/.exec(
      text,
    );
  const month = MONTHS.indexOf((parts?.[1] ?? '').toLowerCase()) + 1;
  if (!parts || month === 0 || Number(parts[4]) > 24) return undefined;
  const [, , day, year, stated, minute, second, half, zone] = parts;
  const hour = half === undefined ? Number(stated) : (Number(stated) % 12) + (half === 'P' ? 12 : 0);
  return `${year}-${two(String(month))}-${two(day)}T${two(String(hour))}:${two(minute)}:${two(second)}${zone ? 'Z' : ''}`;
}
