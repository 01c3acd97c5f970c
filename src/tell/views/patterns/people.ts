/** Who talks to whom, when they work and likely where, what they write about, and how themes move over time. */
import type { Evidence } from '../../../model/assertion.ts';
import { groupsOf, type ListedTerm, standsAt } from '../../../model/term-list.ts';
import { guessZone, type ZoneGuess, zoneName } from '../../../model/time-zone.ts';
import type { People } from '../../../ports/overviews.ts';
import type { Conversation, Rhythm, TermHit } from '../../../ports/pattern-store.ts';
import { type Clock, clockOf } from './clock.ts';
import type { FindingValues } from './findings.ts';
import {
  day,
  extent,
  type Finding,
  finding,
  grouped,
  type Pattern,
  type PatternResult,
  type PatternRow,
  type PatternTable,
} from './pattern.ts';
import { fileTable, roleTable } from './posts.ts';

/** Messages longer than this are quoted in part. */
const QUOTED = 160;
/** A theme marks a person who writes of it so many times as often as all together. */
const LEANS = 2;
const FEWEST_OF_THEME = 5;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

interface ThemeHit {
  readonly theme: string;
  readonly hit: TermHit;
}

export const people: Pattern = {
  name: 'people',
  title: 'People and themes',
  question: 'Who talks to whom, when do they work, in which time zone likely, and what do they write about over time?',
  async build({ store, lists }): Promise<PatternResult> {
    const talk = await store.documents.people();
    const rhythms = await store.patterns.rhythms();
    const hits = themeHits(lists.themes, await store.patterns.holding(lists.themes.map(({ term }) => term)));
    const employed = await store.patterns.facts({ predicates: ['employs', 'member-of'], role: 'leak' });
    const held = await store.patterns.facts({ predicates: ['has-position'], role: 'leak' });
    const files = await store.patterns.facts({ predicates: ['written-by', 'edited-by'], role: 'leak' });
    const clock = await clockOf(store, rhythms);
    const pairs = await store.patterns.conversations();
    return {
      findings: findingsOf(rhythms, hits, clock),
      tables: [
        peopleTable(talk, rhythms, pairs, hits, clock),
        pairTable(pairs),
        hourTable(rhythms),
        weekdayTable(rhythms),
        themeTable(hits),
        monthTable(hits),
        roleTable(employed, held),
        fileTable(files),
      ],
    };
  },
};

/** Each theme once a passage, at its first term. */
function themeHits(themes: readonly ListedTerm[], hits: readonly TermHit[]): readonly ThemeHit[] {
  const byTerm = grouped(hits, ({ term }) => term);
  return [...groupsOf(themes)].flatMap(([theme, terms]) => {
    const met = new Map<string, ThemeHit>();
    for (const { term } of terms) {
      for (const hit of byTerm.get(term) ?? []) {
        const before = met.get(hit.passage);
        if ((before && before.hit.start <= hit.start) || !standsAt(hit.text, hit.start, hit.end)) continue;
        met.set(hit.passage, { theme, hit });
      }
    }
    return [...met.values()];
  });
}

/** The term with its surroundings, within one message. */
function quoted({ passage, text, start, end }: TermHit): Evidence {
  if (text.length <= QUOTED) return { passage, start: 0, end: text.length };
  const room = Math.floor((QUOTED - (end - start)) / 2);
  let [from, to] = [Math.max(0, start - room), Math.min(text.length, end + room)];
  // Never half a character.
  if (/[\udc00-\udfff]/.test(text[from] ?? '')) from -= 1;
  if (/[\udc00-\udfff]/.test(text[to] ?? '')) to += 1;
  return { passage, start: from, end: to };
}

function peopleTable(
  talk: People,
  rhythms: readonly Rhythm[],
  pairs: readonly Conversation[],
  hits: readonly ThemeHit[],
  clock: Clock,
): PatternTable {
  const bySender = new Map(rhythms.map((rhythm) => [rhythm.sender, rhythm]));
  const partners = grouped(pairs, ({ from }) => from);
  const receivedFrom = grouped(pairs, ({ to }) => to);
  const leaning = leanings(rhythms, hits);
  return {
    name: 'people',
    title: 'People',
    columns: [
      { key: 'person', title: 'person', kind: 'text' },
      { key: 'sent', title: 'sent', kind: 'number' },
      { key: 'received', title: 'received', kind: 'number' },
      { key: 'partners', title: 'writes to', kind: 'number' },
      { key: 'busiest', title: 'busiest hour', kind: 'text' },
      { key: 'zone', title: 'likely zone', kind: 'text' },
      { key: 'sure', title: 'sure within two hours', kind: 'text' },
      { key: 'leans', title: 'writes most of', kind: 'text' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows: talk.participants.map((each): PatternRow => {
      const rhythm = bySender.get(each.handle);
      const zone = rhythm && guessZone(rhythm.hours);
      const leans = leaning.get(each.handle) ?? [];
      return {
        cells: {
          person: each.handle,
          sent: each.sent,
          received: each.received,
          partners: partners.get(each.handle)?.length ?? 0,
          busiest: rhythm && rhythm.messages > 0 ? hourName(rhythm.hours.indexOf(Math.max(...rhythm.hours))) : null,
          zone: zone ? zoneName(zone.offset + clock.shift) : null,
          sure: zone ? `${zone.words} (${Math.round(zone.sure * 100)} %)` : null,
          leans: leans.map(({ theme }) => theme).join(', ') || null,
          first: day(each.first),
          last: day(each.last),
        },
        entities: [{ type: 'handle', value: each.handle }],
        labels: leans.length > 0 ? ['inferred from themes'] : [],
        evidence: [
          ...leans.flatMap(({ evidence }) => evidence.slice(0, 1)),
          ...(rhythm?.evidence ?? receivedFrom.get(each.handle)?.[0]?.evidence ?? []),
        ],
        citations: each.sent + each.received,
      };
    }),
  };
}

interface Leaning {
  readonly theme: string;
  readonly evidence: readonly Evidence[];
}

/** Themes that somebody writes of more than twice as often as all together do. */
function leanings(rhythms: readonly Rhythm[], hits: readonly ThemeHit[]): ReadonlyMap<string, readonly Leaning[]> {
  const all = rhythms.reduce((sum, { messages }) => sum + messages, 0);
  const found = new Map<string, Leaning[]>();
  const shares = [...grouped(hits, ({ theme }) => theme)].map(([theme, its]) => ({
    theme,
    share: its.length / Math.max(1, all),
    bySender: grouped(its, ({ hit }) => hit.sender),
  }));
  for (const { sender, messages } of rhythms) {
    const leans = shares
      .map(({ theme, share, bySender }) => {
        const its = bySender.get(sender) ?? [];
        return { theme, times: its.length / Math.max(1, messages) / Math.max(share, Number.EPSILON), its };
      })
      .filter(({ times, its }) => times >= LEANS && its.length >= FEWEST_OF_THEME)
      .sort((a, b) => b.times - a.times)
      .slice(0, 2)
      .map(({ theme, its }) => ({ theme, evidence: its.map(({ hit }) => quoted(hit)) }));
    if (leans.length > 0) found.set(sender, leans);
  }
  return found;
}

const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

function pairTable(pairs: readonly Conversation[]): PatternTable {
  return {
    name: 'pairs',
    title: 'Who writes to whom',
    columns: [
      { key: 'from', title: 'from', kind: 'text' },
      { key: 'to', title: 'to', kind: 'text' },
      { key: 'messages', title: 'messages', kind: 'number' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows: pairs.map(({ from, to, messages, first, last, evidence }) => ({
      cells: { from, to, messages, first: day(first), last: day(last) },
      entities: [
        { type: 'handle', value: from },
        { type: 'handle', value: to },
      ],
      labels: [],
      evidence,
      citations: messages,
    })),
  };
}

function hourTable(rhythms: readonly Rhythm[]): PatternTable {
  return rhythmTable(
    'hours',
    'Messages by hour: UTC where the files state a zone, else as they state the time',
    rhythms,
    'hours',
    (at) => `h${String(at).padStart(2, '0')}`,
  );
}

function weekdayTable(rhythms: readonly Rhythm[]): PatternTable {
  return rhythmTable('weekdays', 'Messages by weekday', rhythms, 'weekdays', (at) => DAYS[at] ?? '');
}

/** All together first, then each sender. */
function rhythmTable(
  name: string,
  title: string,
  rhythms: readonly Rhythm[],
  of: 'hours' | 'weekdays',
  keyOf: (at: number) => string,
): PatternTable {
  const parts = Array.from({ length: of === 'hours' ? 24 : 7 }, (_, at) => at);
  const row = (person: string, its: readonly Rhythm[]): PatternRow => ({
    cells: {
      person,
      messages: its.reduce((sum, { messages }) => sum + messages, 0),
      ...Object.fromEntries(parts.map((at) => [keyOf(at), its.reduce((sum, each) => sum + (each[of][at] ?? 0), 0)])),
    },
    entities: its.length === 1 ? [{ type: 'handle', value: person }] : [],
    labels: [],
    evidence: its.flatMap(({ evidence }) => evidence),
    citations: its.reduce((sum, { messages }) => sum + messages, 0),
  });
  return {
    name,
    title,
    columns: [
      { key: 'person', title: 'person', kind: 'text' },
      { key: 'messages', title: 'messages', kind: 'number' },
      ...parts.map((at) => ({
        key: keyOf(at),
        title: of === 'hours' ? String(at).padStart(2, '0') : keyOf(at),
        kind: 'number' as const,
      })),
    ],
    rows: rhythms.length === 0 ? [] : [row('all', rhythms), ...rhythms.map((each) => row(each.sender, [each]))],
  };
}

function themeTable(hits: readonly ThemeHit[]): PatternTable {
  const rows = [...grouped(hits, ({ theme }) => theme)].map(([theme, its]): PatternRow => {
    const terms = [...grouped(its, ({ hit }) => hit.term)].sort(([, a], [, b]) => b.length - a.length);
    const months = [...grouped(its, ({ hit }) => hit.time?.slice(0, 7) ?? null)].sort(
      ([, a], [, b]) => b.length - a.length,
    );
    return {
      cells: {
        theme,
        messages: its.length,
        people: new Set(its.flatMap(({ hit }) => hit.sender ?? [])).size,
        terms: terms
          .slice(0, 5)
          .map(([term, each]) => `${term} ${each.length}`)
          .join(', '),
        peak: months.find(([month]) => month !== null)?.[0] ?? null,
        ...extent(its.map(({ hit }) => day(hit.time))),
      },
      entities: [],
      labels: [],
      evidence: spread(its.map(({ hit }) => quoted(hit))),
      citations: its.length,
    };
  });
  return {
    name: 'themes',
    title: 'Themes',
    columns: [
      { key: 'theme', title: 'theme', kind: 'text' },
      { key: 'messages', title: 'passages', kind: 'number' },
      { key: 'people', title: 'people', kind: 'number' },
      { key: 'terms', title: 'most by', kind: 'text' },
      { key: 'peak', title: 'most in', kind: 'date' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows: rows.sort((a, b) => Number(b.cells['messages']) - Number(a.cells['messages'])),
  };
}

/** All of them, in an order whose beginning is spread over the whole. */
function spread<T>(all: readonly T[]): readonly T[] {
  const step = Math.max(1, Math.floor(all.length / 8));
  const chosen = all.filter((_, at) => at % step === Math.floor(step / 2));
  const rest = all.filter((_, at) => at % step !== Math.floor(step / 2));
  return [...chosen, ...rest];
}

function monthTable(hits: readonly ThemeHit[]): PatternTable {
  const dated = hits.filter(({ hit }) => hit.time !== null);
  const rows = [...grouped(dated, ({ theme, hit }) => `${theme}\0${hit.time?.slice(0, 7)}`).values()].map(
    (its): PatternRow => ({
      cells: { theme: its[0]?.theme ?? '', month: its[0]?.hit.time?.slice(0, 7) ?? null, messages: its.length },
      entities: [],
      labels: [],
      evidence: its.map(({ hit }) => quoted(hit)),
    }),
  );
  return {
    name: 'theme-months',
    title: 'Themes by month',
    columns: [
      { key: 'theme', title: 'theme', kind: 'text' },
      { key: 'month', title: 'month', kind: 'date' },
      { key: 'messages', title: 'messages', kind: 'number' },
    ],
    rows: rows.sort(
      (a, b) =>
        String(a.cells['theme']).localeCompare(String(b.cells['theme'])) ||
        String(a.cells['month']).localeCompare(String(b.cells['month'])),
    ),
  };
}

function findingsOf(rhythms: readonly Rhythm[], hits: readonly ThemeHit[], clock: Clock): readonly Finding[] {
  const findings: Finding[] = [];
  const all = Array.from({ length: 24 }, (_, at) => rhythms.reduce((sum, { hours }) => sum + (hours[at] ?? 0), 0));
  const zone = guessZone(all);
  if (zone)
    findings.push(
      finding(
        'people-zone',
        zoneValues(all, zone, clock),
        rhythms.slice(0, 3).flatMap(({ evidence }) => evidence),
      ),
    );
  const [most] = [...grouped(hits, ({ theme }) => theme)].sort(([, a], [, b]) => b.length - a.length);
  if (most) {
    const [theme, its] = most;
    findings.push(finding('people-theme', { theme, passages: its.length }, spread(its.map(({ hit }) => quoted(hit)))));
  }
  return findings;
}

function zoneValues(
  hours: readonly number[],
  { offset, sure, words }: ZoneGuess,
  { shift, declared, isStated, clash }: Clock,
): FindingValues['people-zone'] {
  const total = hours.reduce((sum, count) => sum + count, 0);
  const working = hours.reduce(
    (sum, count, hour) => sum + ((hour + offset + 24) % 24 >= 9 && (hour + offset + 24) % 24 < 19 ? count : 0),
    0,
  );
  const zone = zoneName(offset + shift);
  return {
    messages: total,
    zone,
    words,
    sure,
    working: working / total,
    declared: [...declared],
    times: isStated ? 'stated' : 'unstated',
    clash,
  };
}
