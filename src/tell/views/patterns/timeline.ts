/** Events of the leaks beside public events, and what the leaks knew before it was public. */
import type { Evidence } from '../../../model/assertion.ts';
import type { EntityKey, EntityRef, EntityType } from '../../../model/entity.ts';
import type { Overlap } from '../../../model/overlap.ts';
import type { Fact, PlacedMention } from '../../../ports/pattern-store.ts';
import type { Store } from '../../../ports/store.ts';
import { allOf } from '../../contract/shapes.ts';
import {
  day,
  type Finding,
  finding,
  grouped,
  MENTIONS_SEEN,
  type Pattern,
  type PatternResult,
  type PatternRow,
  spanOf,
} from './pattern.ts';
import { type Target, targetsOf } from './targets.ts';

interface Event {
  readonly date: string;
  readonly side: 'leak' | 'public';
  readonly what:
    | 'first message'
    | 'last message'
    | 'first spoken of'
    | 'payment'
    | 'client'
    | 'target'
    | 'published'
    | 'first seen'
    | 'last seen';
  /** Of what or whom. */
  readonly event: string;
  readonly about: readonly EntityKey[];
  readonly labels: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Overlaps whose ends are dated, best first. */
const MOST_OVERLAPS = 200;
/** What is less likely than this is no event. */
const LEAST = 0.2;

export const timeline: Pattern = {
  name: 'timeline',
  title: 'Timeline',
  question: 'What happened when, in the leak and in public; what did the leak know before it was public?',
  async build(context): Promise<PatternResult> {
    const { store } = context;
    const overlaps = (await Array.fromAsync(allOf((page) => store.overlaps.list({ rejected: false }, page))))
      .filter(({ score }) => score >= LEAST)
      .slice(0, MOST_OVERLAPS);
    const known = await knowledge(store, overlaps);
    const events = [
      ...(await extentOfLeaks(store)),
      ...(await contractEvents(store)),
      ...(await vulnerabilityEvents(store)),
      ...known.flatMap(({ events: its }) => its),
      ...targetEvents(await targetsOf(context)),
      ...(await publications(store, overlaps)),
    ];
    const distinct = [
      ...new Map(events.map((event) => [`${event.date} ${event.side} ${event.what} ${event.event}`, event])).values(),
    ];
    distinct.sort((a, b) =>
      a.date < b.date ? -1 : a.date > b.date ? 1 : a.side < b.side ? -1 : a.event < b.event ? -1 : 1,
    );
    const before = known.flatMap(({ row }) => row ?? []);
    before.sort((a, b) => Number(b.cells['days']) - Number(a.cells['days']));
    return {
      findings: findingsOf(before),
      tables: [
        {
          name: 'events',
          title: 'Leak events beside public events',
          columns: [
            { key: 'date', title: 'date', kind: 'date' },
            { key: 'side', title: 'side', kind: 'text' },
            { key: 'what', title: 'what', kind: 'text' },
            { key: 'event', title: 'event', kind: 'text' },
          ],
          rows: distinct.map(({ date, side, what, event, about, labels, evidence }) => ({
            cells: { date, side, what, event },
            entities: about,
            labels,
            evidence,
          })),
        },
        {
          name: 'known-before',
          title: 'In the leak before it was public',
          columns: [
            { key: 'thing', title: 'what', kind: 'text' },
            { key: 'leak', title: 'in the leak', kind: 'date' },
            { key: 'public', title: 'public', kind: 'date' },
            { key: 'days', title: 'days before', kind: 'number' },
            { key: 'source', title: 'made public by', kind: 'text' },
          ],
          rows: before,
        },
      ],
    };
  },
};

/** Firms, people and products are no secret before somebody writes of them. */
const NO_SECRET: ReadonlySet<EntityType> = new Set(['organization', 'individual', 'product', 'position']);

interface Known {
  readonly events: readonly Event[];
  /** Set where the leak's earliest words are older than every publication on it. */
  readonly row?: PatternRow;
}

/** For each thing at which an overlap begins: when the leaks first speak of it, and when the sources were published. */
async function knowledge(store: Store, overlaps: readonly Overlap[]): Promise<readonly Known[]> {
  const keys = [...new Map(overlaps.map(({ leak }) => [`${leak.type} ${leak.value}`, leak])).values()];
  const starts = (await store.graph.find(keys)).flatMap((entity) => entity ?? []);
  const refs = starts.map(({ ref }) => ref);
  const mentions = grouped(
    await store.patterns.mentions({ role: 'leak', of: refs, limit: MENTIONS_SEEN }),
    ({ ref }) => ref,
  );
  const predicates = [
    ...new Set(overlaps.flatMap(({ hops }) => hops.map(({ relation }) => relation.replace(/ \(inverse\)$/, '')))),
  ];
  const factsOf = new Map<EntityRef, Fact[]>();
  const wanted = new Set(refs);
  for (const fact of await store.patterns.facts({ predicates, role: 'reference', about: refs })) {
    for (const end of [fact.subject.ref, fact.object.ref]) {
      if (wanted.has(end)) factsOf.set(end, [...(factsOf.get(end) ?? []), fact]);
    }
  }
  const published = new Map(
    (await store.collections.list()).map(({ id, published: date, name }) => [id, { date, name }]),
  );
  return starts.map((thing): Known => {
    const facts = factsOf.get(thing.ref) ?? [];
    const dated = earliest(mentions.get(thing.ref) ?? []);
    const sources = facts.flatMap((fact) => {
      const date = fact.origin?.published ?? published.get(fact.collection)?.date;
      // That a catalogue has an entry on a name since some day says nothing of when it was public.
      return date === undefined || fact.predicate === 'alias-of'
        ? []
        : [{ fact, date, name: fact.origin?.name ?? published.get(fact.collection)?.name ?? '' }];
    });
    sources.sort((a, b) => (a.date < b.date ? -1 : 1));
    const key = { type: thing.type, value: thing.value };
    const isNoSecret = facts.some(({ predicate, object }) => predicate === 'alias-of' && NO_SECRET.has(object.type));
    const events: Event[] = seenEvents(key, facts);
    if (dated && !isNoSecret) {
      events.push({
        date: dated.date,
        side: 'leak',
        what: 'first spoken of',
        event: thing.value,
        about: [key],
        labels: [],
        evidence: [spanOf(dated.mention)],
      });
    }
    const [first] = sources;
    const days = dated && first ? daysBetween(dated.date, first.date) : undefined;
    if (isNoSecret || !dated || !first || days === undefined || days <= 0) return { events };
    return {
      events,
      row: {
        cells: { thing: thing.value, leak: dated.date, public: first.date, days, source: first.name },
        entities: [key],
        labels: first.date.length < 10 ? ['publication day unknown'] : [],
        evidence: [spanOf(dated.mention), ...first.fact.evidence.map(spanOf)],
      },
    };
  });
}

function earliest(mentions: readonly PlacedMention[]): { date: string; mention: PlacedMention } | undefined {
  let best: { date: string; mention: PlacedMention } | undefined;
  for (const mention of mentions) {
    const date = day(mention.time);
    if (date !== null && (best === undefined || date < best.date)) best = { date, mention };
  }
  return best;
}

function seenEvents(thing: EntityKey, facts: readonly Fact[]): Event[] {
  return facts.flatMap(({ subject, predicate, object, firstSeen, lastSeen, evidence }) => {
    if (predicate === 'alias-of') return [];
    const what = `${subject.value} ${predicate} ${object.value}`;
    const event = (date: string | undefined, word: 'first' | 'last'): Event[] =>
      date === undefined
        ? []
        : [
            {
              date,
              side: 'public',
              what: `${word} seen`,
              event: what,
              about: [thing],
              labels: [],
              evidence: evidence.map(spanOf),
            },
          ];
    return [...event(firstSeen, 'first'), ...event(lastSeen, 'last')];
  });
}

/** Days from one date to another; of a month or a year, its first day counts: never later than it was. */
function daysBetween(from: string, to: string): number {
  const whole = (date: string): number => Date.parse(`${date}-01-01`.slice(0, 10).padEnd(10, '0'));
  const full = (date: string): number =>
    date.length >= 10
      ? Date.parse(date.slice(0, 10))
      : date.length >= 7
        ? Date.parse(`${date.slice(0, 7)}-01`)
        : whole(date.slice(0, 4));
  return Math.round((full(to) - full(from)) / 86_400_000);
}

async function extentOfLeaks(store: Store): Promise<readonly Event[]> {
  const talk = await store.patterns.conversations();
  const dated = (end: 'first' | 'last'): Event[] => {
    const sorted = talk.filter((each) => each[end] !== null).sort((a, b) => (String(a[end]) < String(b[end]) ? -1 : 1));
    const one = end === 'first' ? sorted[0] : sorted.at(-1);
    const date = day(one?.[end]);
    if (!one || date === null) return [];
    const span = end === 'first' ? one.evidence[0] : one.evidence.at(-1);
    return [
      {
        date,
        side: 'leak',
        what: `${end} message`,
        event: `${one.from} → ${one.to}`,
        about: [],
        labels: [],
        evidence: span ? [span] : [],
      },
    ];
  };
  return [...dated('first'), ...dated('last')];
}

async function contractEvents(store: Store): Promise<readonly Event[]> {
  const facts = await store.patterns.facts({ predicates: ['paid', 'client-of'], role: 'leak' });
  return facts.flatMap(({ subject, predicate, object, firstSeen, amount, evidence }): Event[] => {
    if (firstSeen === undefined) return [];
    const sum = amount ? ` ${amount.value.toLocaleString('en-US')}${amount.currency ? ` ${amount.currency}` : ''}` : '';
    const event =
      predicate === 'paid' ? `${subject.value} →${sum} → ${object.value}` : `${subject.value} → ${object.value}`;
    return [
      {
        date: firstSeen,
        side: 'leak',
        what: predicate === 'paid' ? 'payment' : 'client',
        event,
        about: [{ type: subject.type, value: subject.value }],
        labels: [],
        evidence,
      },
    ];
  });
}

async function vulnerabilityEvents(store: Store): Promise<readonly Event[]> {
  const mentions = await store.patterns.mentions({
    role: 'leak',
    types: ['cve', 'vulnerability'],
    limit: MENTIONS_SEEN,
  });
  return [...grouped(mentions, ({ value }) => value)].flatMap(([value, its]): Event[] => {
    const dated = earliest(its);
    if (!dated) return [];
    return [
      {
        date: dated.date,
        side: 'leak',
        what: 'first spoken of',
        event: value,
        about: [{ type: dated.mention.type, value }],
        labels: [],
        evidence: [spanOf(dated.mention)],
      },
    ];
  });
}

/** When targets were reached, by the dates that their rows state. */
function targetEvents(found: readonly Target[]): readonly Event[] {
  return found.flatMap(({ name, also, country, date, entities, evidence }): Event[] => {
    const [, year, month, dayOfMonth] =
      /^(\d{4})(?:[-./年](\d{1,2})(?!\d)(?:[-./月](\d{1,2})(?!\d))?)?/.exec(date ?? '') ?? [];
    if (year === undefined || date === null) return [];
    const parts = [year, month, dayOfMonth].flatMap((part) => part?.padStart(2, '0') ?? []);
    const where = country === null ? '' : ` (${country})`;
    const names = also[0] === undefined ? name : `${name} / ${also[0]}`;
    return [
      {
        date: parts.join('-'),
        side: 'leak',
        what: 'target',
        event: `${names}${where}, ${date}`,
        about: entities,
        labels: [],
        evidence: evidence.slice(0, 3),
      },
    ];
  });
}

/** When the sources that overlaps quote were published. */
async function publications(store: Store, overlaps: readonly Overlap[]): Promise<readonly Event[]> {
  const references = new Map(
    (await store.collections.list()).flatMap(({ id, role, name }) => (role === 'reference' ? [[id, name]] : [])),
  );
  const origins = new Map<string, Event>();
  for (const { hops } of overlaps) {
    for (const { relation, origin, from, to, evidence } of hops) {
      // A catalogue's entry on a name is no event.
      if (relation.startsWith('alias-of')) continue;
      for (const { collection, date, passage, start, end } of evidence) {
        const name = origin ?? references.get(collection);
        if (!references.has(collection) || date === null || name === undefined) continue;
        const before = origins.get(name);
        origins.set(name, {
          date: before && before.date < date ? before.date : date.slice(0, 10),
          side: 'public',
          what: 'published',
          event: name,
          about: before?.about ?? [from, to],
          labels: [],
          evidence: [...(before?.evidence ?? []), { passage, start, end }],
        });
      }
    }
  }
  return [...origins.values()];
}

function findingsOf(before: readonly PatternRow[]): readonly Finding[] {
  if (before.length === 0) return [finding('timeline-none', {})];
  const [most] = before;
  return [
    finding(
      'timeline-before',
      { things: before.length, thing: String(most?.cells['thing'] ?? ''), days: Number(most?.cells['days'] ?? 0) },
      before.flatMap(({ evidence }) => evidence.slice(0, 2)),
    ),
  ];
}
