/** Organisations around the leaker: suppliers, partners, subsidiaries, competitors, and how they are tied. */
import type { Evidence } from '../../../model/assertion.ts';
import type { Entity, EntityRef } from '../../../model/entity.ts';
import { type ListedTerm, standsAt, termIn } from '../../../model/term-list.ts';
import type { Fact, PlacedMention, TermHit } from '../../../ports/pattern-store.ts';
import { genericNames } from './generic-names.ts';
import { namedInLeak } from './named-in-leak.ts';
import {
  day,
  extent,
  type Finding,
  finding,
  GENERIC,
  grouped,
  isMeant,
  isNearness,
  likelyFirst,
  MENTIONS_SEEN,
  type Pattern,
  type PatternResult,
  type PatternRow,
  spanOf,
} from './pattern.ts';

/** UTF-16 units between a name and a word that says how it is tied. */
const NEAR = 24;
/** UTF-16 units of two names and what is between them that one quote shows. */
const WHOLE = 160;
const TIES: readonly string[] = [
  'supplies',
  'owns',
  'litigates-with',
  'subgroup-of',
  'member-of',
  'sells',
  'client-of',
  'employs',
  'subsidiary-of',
  'competitor-of',
  'related-to',
];
/** Ties that are told in words. */
const TOLD: ReadonlySet<string> = new Set(['litigates-with', 'owns', 'supplies', 'subsidiary-of', 'competitor-of']);
/** Clients of the leaker have a view of their own. */
const CLIENT_KINDS: ReadonlySet<string> = new Set(['state security', 'public security', 'military', 'government']);

export const suppliers: Pattern = {
  name: 'suppliers',
  title: 'Suppliers, subsidiaries, competitors',
  question: 'Which organisations stand around the leaker, and how are they tied to it?',
  async build({ store, lists }): Promise<PatternResult> {
    const bodies = await namedInLeak(store, ['organization']);
    const facts = (
      await store.patterns.facts({ predicates: TIES, about: bodies.map(({ thing }) => thing.ref) })
    ).filter(betweenBodies);
    const mentions = await store.patterns.mentions({ role: 'leak', types: ['organization'], limit: MENTIONS_SEEN });
    const cues = await store.patterns.holding(lists.ties.map(({ term }) => term));
    const places = new Map(bodies.map(({ thing, mentions: its }) => [thing.ref, its]));
    const isGeneric = await genericNames(
      store,
      [...new Set(mentions.map(({ value }) => value))],
      lists['client-kinds'],
    );
    const [near, stated] = [facts.filter(isNearness), facts.filter((fact) => !isNearness(fact))];
    const rows = likelyFirst([
      ...statedRows(stated, places, isGeneric),
      ...nearbyRows(mentions, cues, lists.ties, lists['client-kinds'], isGeneric),
      ...statedRows(near, places, isGeneric).sort(byPlaces),
    ]);
    const bodyRows = bodyTable(mentions, lists['client-kinds'], isGeneric);
    return { findings: findingsOf(stated, rows), tables: [tableOf(rows), bodyRows] };
  },
};

const isBody = ({ type }: Entity): boolean => type === 'organization';

function betweenBodies({ subject, object, predicate }: Fact): boolean {
  const isClient = predicate === 'client-of';
  return isBody(subject) && isBody(object) && subject.ref !== object.ref && !isClient;
}

type IsGeneric = (name: string) => boolean;

const byPlaces = (a: PatternRow, b: PatternRow): number => Number(b.cells['mentions']) - Number(a.cells['mentions']);

function statedRows(
  facts: readonly Fact[],
  mentions: ReadonlyMap<EntityRef, readonly PlacedMention[]>,
  isGeneric: IsGeneric,
): PatternRow[] {
  return facts.map((fact) => {
    const its = [...(mentions.get(fact.subject.ref) ?? []), ...(mentions.get(fact.object.ref) ?? [])];
    const isPublic = fact.role === 'reference';
    // What the leak ties itself stands at these places; of what a report ties, the leak only speaks.
    const where = new Set((isPublic ? its : fact.evidence).map(({ passage }) => passage));
    const times = its.flatMap(({ passage, time }) => (where.has(passage) ? [day(time)] : []));
    return {
      cells: {
        body: fact.subject.value,
        tie: fact.predicate,
        to: fact.object.value,
        how: howOf(fact),
        mentions: where.size,
        ...extent([fact.firstSeen, fact.lastSeen, ...times]),
      },
      entities: [fact.subject, fact.object].map(({ type, value }) => ({ type, value })),
      labels: [
        ...(isPublic ? ['from public reporting'] : isNearness(fact) ? ['inferred'] : []),
        ...([fact.subject, fact.object].some(({ value }) => isGeneric(value)) ? [GENERIC] : []),
        ...(isPublic && !isMeant(its) ? ['doubtful-reading'] : []),
      ],
      evidence: isPublic ? [...fact.evidence, ...its].map(spanOf) : together(fact.evidence),
    };
  });
}

/** Spans of one passage that stand near each other as one, so that a quote holds both names and what is between them. */
function together(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...grouped(evidence, ({ passage }) => passage)].flatMap(([passage, its]) => {
    const [start, end] = [Math.min(...its.map((span) => span.start)), Math.max(...its.map((span) => span.end))];
    return end - start <= WHOLE ? [{ passage, start, end }] : its.map(spanOf);
  });
}

function howOf(fact: Fact): string {
  if (fact.role === 'reference') return `stated by ${fact.origin?.name ?? 'a reference'}`;
  return isNearness(fact) ? 'the two stand together' : 'stated in the leak';
}

/** A name with a word of a tie near it: a lead, not a statement. */
function nearbyRows(
  mentions: readonly PlacedMention[],
  cues: readonly TermHit[],
  ties: readonly ListedTerm[],
  kinds: readonly ListedTerm[],
  isGeneric: IsGeneric,
): PatternRow[] {
  const tieOf = new Map(ties.map(({ term, group }) => [term, group]));
  const cuesIn = grouped(
    cues.filter(({ text, start, end }) => standsAt(text, start, end)),
    ({ passage }) => passage,
  );
  const found = new Map<string, { body: PlacedMention; tie: string; spans: Evidence[]; times: (string | null)[] }>();
  for (const mention of mentions) {
    const kind = termIn(kinds, mention.value)?.group;
    if (kind !== undefined && CLIENT_KINDS.has(kind)) continue;
    for (const cue of cuesIn.get(mention.passage) ?? []) {
      const gap = Math.max(cue.start - mention.end, mention.start - cue.end);
      // A cue inside the name says nothing of it.
      if (gap > NEAR || gap < 0) continue;
      const tie = tieOf.get(cue.term) ?? '';
      const slot = `${mention.ref} ${tie}`;
      const before = found.get(slot) ?? { body: mention, tie, spans: [], times: [] };
      found.set(slot, before);
      before.spans.push({
        passage: mention.passage,
        start: Math.min(mention.start, cue.start),
        end: Math.max(mention.end, cue.end),
      });
      before.times.push(day(mention.time));
    }
  }
  return [...found.values()]
    .map(({ body, tie, spans, times }) => ({
      cells: {
        body: body.value,
        tie,
        to: null,
        how: 'a word of the tie stands near the name',
        mentions: spans.length,
        ...extent(times),
      },
      entities: [{ type: body.type, value: body.value }],
      labels: [
        'inferred',
        ...(isGeneric(body.value) ? [GENERIC] : []),
        ...(body.confidence < 0.5 ? ['doubtful-reading'] : []),
      ],
      evidence: spans,
    }))
    .sort((a, b) => b.cells.mentions - a.cells.mentions || a.cells.body.localeCompare(b.cells.body));
}

const tableOf = (rows: readonly PatternRow[]): PatternResult['tables'][number] => ({
  name: 'ties',
  title: 'Organisations and how they are tied',
  columns: [
    { key: 'body', title: 'organisation', kind: 'text' },
    { key: 'tie', title: 'tie', kind: 'text' },
    { key: 'to', title: 'to', kind: 'text' },
    { key: 'how', title: 'how it is known', kind: 'text' },
    { key: 'mentions', title: 'places', kind: 'number' },
    { key: 'first', title: 'first', kind: 'date' },
    { key: 'last', title: 'last', kind: 'date' },
  ],
  rows,
});

function bodyTable(
  mentions: readonly PlacedMention[],
  kinds: readonly ListedTerm[],
  isGeneric: IsGeneric,
): PatternResult['tables'][number] {
  const rows = [...grouped(mentions, ({ ref }) => ref).values()].flatMap((its): PatternRow[] => {
    const [one] = its;
    const kind = one && termIn(kinds, one.value)?.group;
    if (!one || (kind !== undefined && CLIENT_KINDS.has(kind))) return [];
    return [
      {
        cells: {
          body: one.value,
          kind: kind ?? null,
          mentions: its.length,
          ...extent(its.map(({ time }) => day(time))),
        },
        entities: [{ type: one.type, value: one.value }],
        labels: [...(isGeneric(one.value) ? [GENERIC] : []), ...(isMeant(its) ? [] : ['doubtful-reading'])],
        evidence: its.map(spanOf),
      },
    ];
  });
  return {
    name: 'organisations',
    title: 'Companies and institutions that are spoken of',
    columns: [
      { key: 'body', title: 'organisation', kind: 'text' },
      { key: 'kind', title: 'kind', kind: 'text' },
      { key: 'mentions', title: 'mentions', kind: 'number' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows: likelyFirst(rows.sort((a, b) => Number(b.cells['mentions']) - Number(a.cells['mentions']))),
  };
}

function findingsOf(facts: readonly Fact[], rows: readonly PatternRow[]): readonly Finding[] {
  const leads = rows.filter(({ labels }) => labels.includes('inferred'));
  const findings: Finding[] = facts
    .filter(({ predicate }) => TOLD.has(predicate))
    .map(({ subject, predicate, object, evidence }) =>
      finding('suppliers-tie', { subject: subject.value, predicate, object: object.value }, evidence),
    );
  findings.push(
    finding(
      'suppliers-ties',
      { ties: facts.length, leads: leads.length },
      leads.flatMap(({ evidence }) => evidence.slice(0, 1)),
    ),
  );
  return findings;
}
