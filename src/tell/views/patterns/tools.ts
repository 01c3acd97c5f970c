/** Products and services that are offered, what they claim, and which public malware or technique names they touch. */
import type { Evidence } from '../../../model/assertion.ts';
import { groupsOf, type ListedTerm, standsAt, termIn } from '../../../model/term-list.ts';
import type { Fact, PlacedMention, TermHit } from '../../../ports/pattern-store.ts';
import { type NamedThing, namedInLeak } from './named-in-leak.ts';
import {
  day,
  extent,
  type Finding,
  finding,
  grouped,
  isMeant,
  isNearness,
  likelyFirst,
  MENTIONS_SEEN,
  type Pattern,
  type PatternResult,
  type PatternRow,
  type PatternTable,
  spanOf,
} from './pattern.ts';

const ATTACK_ID = /^(?:[SGTC]\d{4}|T\d{4}\.\d{3})$/;
const PUBLIC_TYPES = ['malware', 'tool', 'attack-pattern', 'attack'] as const;
/** UTF-16 units of a claim that are quoted around its term. */
const CLAIM = 60;

export const tools: Pattern = {
  name: 'tools',
  title: 'Tools and services',
  question: 'Which products and services are offered, what do they claim, and which public names do they touch?',
  async build({ store, lists }): Promise<PatternResult> {
    const products = await store.patterns.mentions({ role: 'leak', types: ['product'], limit: MENTIONS_SEEN });
    const sales = (await store.patterns.facts({ predicates: ['sells', 'related-to', 'paid'], role: 'leak' })).filter(
      (fact) => !isNearness(fact),
    );
    const named = await namedInLeak(store, PUBLIC_TYPES);
    const ids = await attackIds(named, (about) => store.patterns.facts({ predicates: ['alias-of'], about }));
    const claims = (await store.patterns.holding(lists.capabilities.map(({ term }) => term))).filter(
      ({ text, start, end }) => standsAt(text, start, end),
    );
    const publicRows = named.map((thing) => publicRow(thing, ids.get(thing.thing.ref) ?? []));
    publicRows.sort(
      (a, b) =>
        a.labels.length - b.labels.length ||
        (a.labels.length > 0 ? Number(b.cells['reading']) - Number(a.cells['reading']) : 0) ||
        Number(b.cells['mentions']) - Number(a.cells['mentions']),
    );
    const offers = offerRows(products, sales, named, claims, lists.capabilities);
    const abilities = capabilityRows(claims, lists.capabilities);
    return {
      findings: findingsOf(offers, publicRows, abilities),
      tables: [offerTable(offers), capabilityTable(abilities), publicTable(publicRows)],
    };
  },
};

/** ATT&CK ids are further names of what references describe. */
async function attackIds(
  named: readonly NamedThing[],
  aliasesOf: (about: readonly number[]) => Promise<readonly Fact[]>,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const found = new Map<number, string[]>();
  for (const { subject, object } of await aliasesOf(named.map(({ thing }) => thing.ref))) {
    if (!ATTACK_ID.test(subject.value)) continue;
    const before = found.get(object.ref) ?? [];
    if (!before.includes(subject.value)) found.set(object.ref, [...before, subject.value]);
  }
  return found;
}

function offerRows(
  mentions: readonly PlacedMention[],
  sales: readonly Fact[],
  named: readonly NamedThing[],
  claims: readonly TermHit[],
  capabilities: readonly ListedTerm[],
): readonly PatternRow[] {
  const publicIn = grouped(
    named.flatMap(({ thing, mentions: its }) =>
      its.filter(({ confidence }) => confidence >= 0.5).map(({ passage }) => ({ passage, name: thing.value })),
    ),
    ({ passage }) => passage,
  );
  const claimsIn = grouped(claims, ({ passage }) => passage);
  const salesOf = grouped(
    sales.filter(({ object }) => object.type === 'product'),
    ({ object }) => object.ref,
  );
  const rows = [...grouped(mentions, ({ ref }) => ref).values()]
    .flatMap((its): PatternRow[] => {
      const [one] = its;
      if (!one) return [];
      const facts = salesOf.get(one.ref) ?? [];
      const purpose = termIn(capabilities, one.value);
      const beside = [...new Set(its.flatMap(({ passage }) => (publicIn.get(passage) ?? []).map(({ name }) => name)))];
      const spoken = its.flatMap(({ passage }) => claimsIn.get(passage) ?? []);
      const sellers = [
        ...new Set(facts.flatMap(({ predicate, subject }) => (predicate === 'sells' ? subject.value : []))),
      ];
      const isOffered = facts.length > 0 || its.some(({ labels }) => labels.includes('role:product'));
      return [
        {
          cells: {
            product: one.value,
            standing: isOffered ? 'offered' : 'spoken of',
            purpose: purpose?.group ?? null,
            attack: purpose?.reference ?? null,
            beside: beside.join(', ') || null,
            seller: sellers.join(', ') || null,
            buyers: new Set(facts.flatMap(({ predicate, subject }) => (predicate === 'sells' ? [] : subject.ref))).size,
            mentions: its.length,
            ...extent([...facts.map(({ firstSeen }) => firstSeen), ...its.map(({ time }) => day(time))]),
          },
          entities: [{ type: one.type, value: one.value }],
          labels: [
            ...(purpose === undefined ? [] : ['purpose by its name']),
            ...(isOffered || isMeant(its) ? [] : ['doubtful-reading']),
          ],
          evidence: [...its.map(spanOf), ...facts.flatMap(({ evidence }) => evidence), ...spoken.map(claimed)],
        },
      ];
    })
    .sort(byStanding);
  return likelyFirst(rows);
}

/** What is offered first, then what has a known purpose. */
function byStanding(a: PatternRow, b: PatternRow): number {
  const place = ({ cells }: PatternRow): number =>
    cells['standing'] === 'offered' ? 0 : cells['purpose'] !== null ? 1 : 2;
  return (
    place(a) - place(b) ||
    Number(b.cells['buyers']) - Number(a.cells['buyers']) ||
    Number(b.cells['mentions']) - Number(a.cells['mentions'])
  );
}

/** The term and what stands around it, cut at the ends of lines. */
function claimed({ passage, text, start, end }: TermHit): Evidence {
  const before = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - CLAIM, 0);
  const lineEnd = text.indexOf('\n', end);
  const after = Math.min(lineEnd < 0 ? text.length : lineEnd, end + CLAIM, text.length);
  const isHalf = (at: number): boolean => /[\udc00-\udfff]/.test(text[at] ?? '');
  return { passage, start: isHalf(before) ? before + 1 : before, end: isHalf(after) ? after - 1 : after };
}

function capabilityRows(claims: readonly TermHit[], capabilities: readonly ListedTerm[]): readonly PatternRow[] {
  const byTerm = grouped(claims, ({ term }) => term);
  return [...groupsOf(capabilities)]
    .map(([capability, terms]): PatternRow => {
      const hits = [
        ...new Map(terms.flatMap(({ term }) => byTerm.get(term) ?? []).map((hit) => [hit.passage, hit])).values(),
      ];
      const references = [...new Set(terms.flatMap(({ reference }) => reference ?? []))];
      return {
        cells: {
          capability,
          attack: references.join(', ') || null,
          passages: hits.length,
          people: new Set(hits.flatMap(({ sender }) => sender ?? [])).size,
          ...extent(hits.map(({ time }) => day(time))),
        },
        entities: references.map((value) => ({ type: 'attack' as const, value })),
        labels: ['by terms'],
        // Papers and pages claim; messages only speak of it.
        evidence: [
          ...hits.filter(({ sender }) => sender === null),
          ...hits.filter(({ sender }) => sender !== null),
        ].map(claimed),
      };
    })
    .filter(({ cells }) => Number(cells['passages']) > 0)
    .sort((a, b) => Number(b.cells['passages']) - Number(a.cells['passages']));
}

function publicRow({ thing, names, mentions }: NamedThing, ids: readonly string[]): PatternRow {
  const attack = thing.type === 'attack' ? [thing.value] : ids;
  return {
    cells: {
      name: thing.value,
      type: thing.type,
      attack: attack.join(', ') || null,
      written: names.join(', '),
      reading: Math.round((100 * mentions.reduce((sum, { confidence }) => sum + confidence, 0)) / mentions.length),
      mentions: mentions.length,
      ...extent(mentions.map(({ time }) => day(time))),
    },
    entities: [{ type: thing.type, value: thing.value }],
    labels: isMeant(mentions) ? [] : ['doubtful-reading'],
    evidence: [...mentions].sort((a, b) => b.confidence - a.confidence).map(spanOf),
  };
}

function offerTable(rows: readonly PatternRow[]): PatternTable {
  return {
    name: 'products',
    title: 'Products and services',
    columns: [
      { key: 'product', title: 'product', kind: 'text' },
      { key: 'standing', title: 'standing', kind: 'text' },
      { key: 'purpose', title: 'purpose', kind: 'text' },
      { key: 'attack', title: 'ATT&CK', kind: 'text' },
      { key: 'beside', title: 'public names beside it', kind: 'text' },
      { key: 'seller', title: 'seller', kind: 'text' },
      { key: 'buyers', title: 'buyers', kind: 'number' },
      { key: 'mentions', title: 'mentions', kind: 'number' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows,
  };
}

function capabilityTable(rows: readonly PatternRow[]): PatternTable {
  return {
    name: 'capabilities',
    title: 'What is claimed or spoken of, by the techniques that it touches',
    columns: [
      { key: 'capability', title: 'capability', kind: 'text' },
      { key: 'attack', title: 'ATT&CK', kind: 'text' },
      { key: 'passages', title: 'passages', kind: 'number' },
      { key: 'people', title: 'people', kind: 'number' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows,
  };
}

function publicTable(rows: readonly PatternRow[]): PatternTable {
  return {
    name: 'public-names',
    title: 'Public malware, tools and techniques that the leak names',
    columns: [
      { key: 'name', title: 'name', kind: 'text' },
      { key: 'type', title: 'type', kind: 'text' },
      { key: 'attack', title: 'ATT&CK', kind: 'text' },
      { key: 'written', title: 'as written', kind: 'text' },
      { key: 'reading', title: 'sure in %', kind: 'number' },
      { key: 'mentions', title: 'mentions', kind: 'number' },
      { key: 'first', title: 'first', kind: 'date' },
      { key: 'last', title: 'last', kind: 'date' },
    ],
    rows,
  };
}

/** Names that a finding lists. */
const NAMED = 8;

function findingsOf(
  offers: readonly PatternRow[],
  named: readonly PatternRow[],
  abilities: readonly PatternRow[],
): readonly Finding[] {
  const sure = named.filter(({ labels }) => !labels.includes('doubtful-reading'));
  const findings: Finding[] = [];
  const offered = offers.filter(({ cells }) => cells['standing'] === 'offered');
  if (offered.length > 0) {
    findings.push(
      finding(
        'tools-offered',
        { offered: offered.length, spoken: offers.length - offered.length },
        offered.flatMap(({ evidence }) => evidence.slice(0, 1)),
      ),
    );
  }
  if (sure.length > 0) {
    const names = sure.slice(0, NAMED).map(({ cells }) => String(cells['name']));
    findings.push(
      finding(
        'tools-public',
        { names, more: sure.length - names.length },
        sure.flatMap(({ evidence }) => evidence.slice(0, 1)),
      ),
    );
  }
  // What touches a technique tells more than what everybody offers, such as training.
  const most = abilities.find(({ entities }) => entities.length > 0) ?? abilities[0];
  if (most)
    findings.push(
      finding(
        'tools-most',
        { capability: String(most.cells['capability']), passages: Number(most.cells['passages']) },
        most.evidence,
      ),
    );
  return findings;
}
