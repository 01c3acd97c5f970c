/** Numbers, sizes, dates and hashes as they are written everywhere in the workbench. */

import { useLanguage } from '../language/language.tsx';
import { regionCode } from './region-code.ts';

export interface Format {
  count(n: number): string;
  /** 0 to 1 with two decimals. */
  score(n: number): string;
  percent(n: number): string;
  bytes(n: number): string;
  /** A date as precise as the source gives it: `2019`, `2019-05`, `2019-05-14`, or with a time. */
  date(iso: string): string;
  /** Weekday and date of a day `YYYY-MM-DD`. */
  day(day: string): string;
  /** `14 May 2019, 10:22`, in the words of the source; the offset is shown when the source states it. */
  dateTime(iso: string): string;
  duration(seconds: number): string;
  language(tag: string): string;
  region(code: string): string;
  /** A country by its English name, as the server gives it; what is none is given back. */
  country(name: string): string;
  /** A tick of an axis of time: the year at each January, else the month, or the day. */
  tick(date: Date): string;
}

/** Times are shown as the document states them: never shifted into the zone of the reader's machine. */
export function formatFor(tag: string): Format {
  const number = new Intl.NumberFormat(tag);
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  const dates: Readonly<Record<number, Intl.DateTimeFormat>> = {
    4: new Intl.DateTimeFormat(tag, { timeZone: 'UTC', year: 'numeric' }),
    7: new Intl.DateTimeFormat(tag, { timeZone: 'UTC', year: 'numeric', month: 'short' }),
    10: new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
    }),
  };
  const dayFormat = new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : tag, {
    timeZone: 'UTC',
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  });
  const yearName = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', year: 'numeric' });
  const dayName = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', month: 'short', day: 'numeric' });
  const monthName = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', month: 'short' });
  const languages = new Intl.DisplayNames(tag, { type: 'language' });
  const regions = new Intl.DisplayNames(tag, { type: 'region' });
  const date = (iso: string): string => {
    const part = /^\d{4}(-\d\d(-\d\d)?)?/.exec(iso)?.[0];
    if (!part) return iso;
    const parsed = new Date(part);
    return Number.isNaN(parsed.getTime()) ? iso : (dates[part.length]?.format(parsed) ?? iso);
  };
  return {
    count: (n) => number.format(n),
    score: (n) => n.toFixed(2),
    percent: (n) => percent.format(n),
    bytes: (n) => {
      const units = ['B', 'kB', 'MB', 'GB', 'TB'];
      const step = n < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(n) / 3));
      return `${number.format(Number((n / 1000 ** step).toPrecision(3)))} ${units[step]}`;
    },
    date,
    day: (day) => dayFormat.format(new Date(`${day}T00:00:00Z`)),
    dateTime: (iso) => {
      const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(iso);
      if (!match?.[1] || !match[2]) return date(iso);
      const zone = match[3]
        ? ` ${match[3] === 'Z' ? 'UTC' : `UTC${match[3].replace(/:?00$/, '').replace(/([+-])0/, '$1')}`}`
        : '';
      return `${date(match[1])}, ${match[2]}${zone}`;
    },
    country: (name) => {
      const code = regionCode(name);
      return code && tag !== 'en' ? (regions.of(code) ?? name) : name;
    },
    tick: (at) => (at.getUTCDate() > 1 ? dayName : at.getUTCMonth() > 0 ? monthName : yearName).format(at),
    duration: (seconds) => {
      const s = Math.max(0, Math.round(seconds));
      if (s < 60) return `${s} s`;
      if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
      return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
    },
    language: (code) => {
      try {
        return code === 'und' ? code : (languages.of(code) ?? code);
      } catch {
        return code;
      }
    },
    region: (code) => {
      try {
        return regions.of(code) ?? code;
      } catch {
        return code;
      }
    },
  };
}

/** One for each language: making its formats takes longer than drawing what uses them. */
const made = new Map<string, Format>();

export function useFormat(): Format {
  const { tag } = useLanguage();
  const format = made.get(tag) ?? formatFor(tag);
  made.set(tag, format);
  return format;
}

export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 8)}…${sha256.slice(-4)}`;
}

/** The last part of a path, behind folders and archives. */
export function fileName(path: string): string {
  return path.split(/[/\\]|!\//).at(-1) || path;
}

/** Day `YYYY-MM-DD` and clock `HH:MM` of a time as the document states it. */
export function dayAndClock(iso: string): { day: string; clock: string } {
  return { day: iso.slice(0, 10), clock: /[T ](\d\d:\d\d)/.exec(iso)?.[1] ?? '' };
}
