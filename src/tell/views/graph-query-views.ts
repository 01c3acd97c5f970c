/** Questions to the graph beyond neighbours: strongest ways, what two things share, who came first, what fell in a time. */
import type { z } from 'zod';
import type { Assertion, Evidence } from '../../model/assertion.ts';
import type { EntityKey, EntityRef, EntityType } from '../../model/entity.ts';
import type { PlacedMention } from '../../ports/pattern-store.ts';
import type { Edge, Store } from '../../ports/store.ts';
import type { firstMentionsSchema, strongestPathSchema, timeWindowSchema } from '../http/graph-schemas.ts';
import { plain } from '../plain.ts';
import { entityOf, type GraphAnswer, graphAnswer, saidBy } from './graph-views.ts';
import { day, grouped, MENTIONS_SEEN } from './patterns/pattern.ts';
import { quotesOf } from './quotes.ts';

export type StrongestPathAnswer = z.infer<typeof strongestPathSchema>;
export type FirstMentionsAnswer = z.infer<typeof firstMentionsSchema>;
export type TimeWindowAnswer = z.infer<typeof timeWindowSchema>;

type FoundHop = Edge & { readonly strength: number };
export type FindStrongest = (
  store: Store,
  from: EntityRef,
  to: EntityRef,
) => Promise<{ readonly hops: readonly FoundHop[]; readonly strength: number; readonly hubs: number }>;
export type FindCommon = (
  store: Store,
  one: EntityRef,
  other: EntityRef,
  limit: number,
) => Promise<{
  readonly neighbours: readonly { readonly ref: EntityRef; readonly edges: readonly Edge[] }[];
  readonly total: number;
}>;

/** Quotes of a hop that are shown. */
const QUOTES = 2;

/** Rejects with `not-found`. */
export async function strongestAnswer(
  store: Store,
  from: EntityKey,
  to: EntityKey,
  find: FindStrongest,
): Promise<StrongestPathAnswer> {
  const [start, end] = [await entityOf(store, from), await entityOf(store, to)];
  const { hops, strength, hubs } = await find(store, start.ref, end.ref);
  const keys = await keysOf(
    store,
    hops.flatMap((hop) => [hop.from, hop.to]),
  );
  const assertions = new Map(
    (await store.graph.assertions(hops.map(({ assertion }) => assertion))).map((each) => [each.ref, each]),
  );
  const sources = await saidBy(store, [...assertions.values()]);
  const evidence = (assertion: number): readonly Evidence[] =>
    assertions.get(assertion)?.evidence.slice(0, QUOTES) ?? [];
  const quote = await quotesOf(
    store,
    hops.flatMap(({ assertion }) => evidence(assertion)),
  );
  return {
    strength,
    hubs,
    hops: hops.flatMap((hop) => {
      const [one, other] = [keys.get(hop.from), keys.get(hop.to)];
      if (!one || !other) return [];
      const { predicate, inverse, collection } = hop;
      const quotes = evidence(hop.assertion).flatMap((span) => quote(span) ?? []);
      return [
        {
          ...{ from: one, to: other, predicate, inverse, collection, strength: hop.strength },
          source: sources.get(hop.assertion) ?? collection,
          evidence: plain(quotes),
        },
      ];
    }),
  };
}

async function keysOf(store: Store, refs: readonly EntityRef[]): Promise<ReadonlyMap<EntityRef, EntityKey>> {
  return new Map(
    (await store.graph.entities([...new Set(refs)])).map(({ ref, type, value }) => [ref, { type, value }]),
  );
}

/** The two things and what stands beside both; `total` counts all of it. Rejects with `not-found`. */
export async function commonAnswer(
  store: Store,
  one: EntityKey,
  other: EntityKey,
  limit: number,
  find: FindCommon,
): Promise<GraphAnswer> {
  const [mine, theirs] = [await entityOf(store, one), await entityOf(store, other)];
  const { neighbours, total } = await find(store, mine.ref, theirs.ref, limit);
  const nodes = [mine.ref, theirs.ref, ...neighbours.map(({ ref }) => ref)];
  return graphAnswer(
    store,
    nodes,
    neighbours.flatMap(({ edges }) => edges),
    total,
  );
}

/** Who spoke of a thing first: each sender of the leaks by the first time, and references by when they were published. */
export async function firstMentions(
  store: Store,
  key: EntityKey,
  limit: number,
  isLeftOut: (who: string) => boolean = () => false,
): Promise<FirstMentionsAnswer> {
  const entity = await entityOf(store, key);
  const leak = await store.patterns.mentions({ role: 'leak', of: [entity.ref], limit: MENTIONS_SEEN });
  const passages = new Map(
    (await store.documents.passagesById([...new Set(leak.map(({ passage }) => passage))])).map((each) => [
      each.id,
      each,
    ]),
  );
  const whoOf = (mention: PlacedMention): string => passages.get(mention.passage)?.sender ?? '';
  const firsts = [...grouped(leak, whoOf)].map(([who, its]) => {
    const [first] = its.toSorted(byTime);
    return { side: 'leak' as const, who: who || null, time: first?.time ?? null, mentions: its.length, span: first };
  });
  const references = await store.patterns.mentions({ role: 'reference', of: [entity.ref], limit: MENTIONS_SEEN });
  const published = await publishedIn(store, entity.ref, references);
  const all = [...firsts, ...published]
    .filter(({ who }) => who === null || !isLeftOut(who))
    .sort((a, b) => ((a.time ?? '~') < (b.time ?? '~') ? -1 : 1));
  const shown = all.slice(0, limit);
  const quote = await quotesOf(
    store,
    shown.flatMap(({ span }) => span ?? []),
  );
  return {
    total: all.length,
    first: shown.map(({ span, ...rest }) => ({ ...rest, evidence: plain(span ? [quote(span) ?? []].flat() : []) })),
  };
}

function byTime(a: PlacedMention, b: PlacedMention): number {
  return (a.time ?? '~') < (b.time ?? '~') ? -1 : (a.time ?? '~') > (b.time ?? '~') ? 1 : 0;
}

/** What references state of it or mention it in, each source once. */
async function publishedIn(store: Store, ref: EntityRef, mentions: readonly PlacedMention[]) {
  const collections = new Map((await store.collections.list()).map((each) => [each.id, each]));
  const assertions: Assertion[] = [
    ...(await store.graph.assertions((await store.graph.edges(ref)).slice(0, 500).map(({ assertion }) => assertion))),
  ];
  const sources = new Map<string, { time: string | null; mentions: number; span: Evidence | undefined }>();
  const note = (who: string, time: string | null, span: Evidence | undefined): void => {
    const before = sources.get(who);
    if (before) before.mentions += 1;
    else sources.set(who, { time, mentions: 1, span });
  };
  for (const { collection, origin, evidence } of assertions) {
    const about = collections.get(collection);
    if (about?.role !== 'reference') continue;
    note(origin?.name ?? about.name, origin?.published ?? about.published ?? null, evidence[0]);
  }
  const passages = new Map(
    (await store.documents.passagesById(mentions.slice(0, 500).map(({ passage }) => passage))).map((each) => [
      each.id,
      each,
    ]),
  );
  for (const mention of mentions) {
    const about = collections.get(passages.get(mention.passage)?.collection ?? '');
    if (about) note(about.name, about.published ?? null, mention);
  }
  return [...sources].map(([who, rest]) => ({ side: 'public' as const, who, ...rest }));
}

/** What the leaks mention and what is stated of a time; bounds are ISO dates, the last day included. With a type, things of it only. */
export async function timeWindow(
  store: Store,
  from: string,
  to: string,
  limit: number,
  type?: EntityType,
): Promise<TimeWindowAnswer> {
  const mentions = await store.patterns.mentions({
    role: 'leak',
    ...(type === undefined ? {} : { types: [type] }),
    between: { from, to: `${to}\uffff` },
    limit: MENTIONS_SEEN,
  });
  const things = [...grouped(mentions, ({ ref }) => ref).values()].flatMap((its) => {
    const [one] = its.toSorted(byTime);
    return one ? [{ one, mentions: its.length }] : [];
  });
  things.sort((a, b) => b.mentions - a.mentions || (a.one.value < b.one.value ? -1 : 1));
  const facts = type === undefined ? await store.patterns.facts({ between: { from, to: `${to}\uffff` } }) : [];
  const shownThings = things.slice(0, limit);
  const shownFacts = facts.slice(0, limit);
  const quote = await quotesOf(store, [
    ...shownThings.map(({ one }) => one),
    ...shownFacts.flatMap(({ evidence }) => evidence.slice(0, QUOTES)),
  ]);
  return {
    things: shownThings.map(({ one, mentions: n }) => ({
      thing: { type: one.type, value: one.value },
      mentions: n,
      first: day(one.time),
      evidence: plain([quote(one) ?? []].flat()),
    })),
    totalThings: things.length,
    facts: shownFacts.map(({ subject, predicate, object, firstSeen, lastSeen, role, evidence }) => ({
      subject: { type: subject.type, value: subject.value },
      predicate,
      object: { type: object.type, value: object.value },
      role,
      first: firstSeen ?? null,
      last: lastSeen ?? null,
      evidence: plain(evidence.slice(0, QUOTES).flatMap((span) => quote(span) ?? [])),
    })),
    totalFacts: facts.length,
  };
}
