/** What is one thing by an analyst's word, which names are ambiguous, and where claims of sameness disagree. */
import type { z } from 'zod';
import type { EntityKey } from '../../model/entity.ts';
import { mergedGroups, pairKey, type SpellName } from '../../model/identity.ts';
import type { Fact } from '../../ports/pattern-store.ts';
import type { Store } from '../../ports/store.ts';
import type { identitiesSchema } from '../http/identity-schemas.ts';
import { plain } from '../plain.ts';
import { grouped, MENTIONS_SEEN } from './patterns/pattern.ts';
import { quotesOf } from './quotes.ts';
import { suggestedIdentities } from './suggested-identities.ts';

export type IdentitiesAnswer = z.infer<typeof identitiesSchema>;

/** Quotes of a claim that are shown. */
const QUOTES = 1;
const MOST_SUGGESTED = 500;

/** Merged things; what may be one; names in the leaks that may mean more than one thing, with every claim; and judgements. */
export async function identitiesAnswer(store: Store, spell: SpellName): Promise<IdentitiesAnswer> {
  const mentions = await store.patterns.mentions({ role: 'leak', types: ['name'], limit: MENTIONS_SEEN });
  const counts = grouped(mentions, ({ ref }) => ref);
  const counting = await store.identities.counting();
  const denied = new Map(
    counting.filter(({ verdict }) => verdict === 'different').map((each) => [pairKey(each.one, each.other), each]),
  );
  const claims = await store.patterns.facts({ predicates: ['alias-of'], about: [...counts.keys()] });
  const disputes = await store.patterns.facts({ predicates: ['disputed', 'same-as', 'overlaps', 'subgroup-of'] });
  const byName = [...grouped(claims, ({ subject }) => subject.ref)].map(([ref, its]) => ({
    name: { type: its[0]?.subject.type ?? 'name', value: its[0]?.subject.value ?? '' },
    mentions: counts.get(ref)?.length ?? 0,
    meanings: meaningsOf(its),
  }));
  const deniedNames = [...denied.values()].filter(
    ({ one, other }) => (one.type === 'name') !== (other.type === 'name'),
  );
  const ambiguous = byName.filter(
    ({ name, meanings }) =>
      meanings.length > 1 || deniedNames.some(({ one, other }) => [one, other].some((key) => isIt(key, name))),
  );
  ambiguous.sort((a, b) => b.mentions - a.mentions || (a.name.value < b.name.value ? -1 : 1));
  const conflicts = conflictsOf(disputes);
  const suggested = await suggestedIdentities(store, counting, spell);
  const shown = suggested.slice(0, MOST_SUGGESTED);
  const spans = [
    ...[...ambiguous.flatMap(({ meanings }) => meanings), ...conflicts].flatMap(({ evidence }) =>
      evidence.slice(0, QUOTES),
    ),
    ...shown.flatMap(({ evidence }) => evidence),
  ];
  const quote = await quotesOf(store, spans);
  const quoted = (evidence: Fact['evidence']) => plain(evidence.slice(0, QUOTES).flatMap((span) => quote(span) ?? []));
  return {
    merged: mergedGroups(counting).map((group) => group.map(({ type, value }) => ({ type, value }))),
    ambiguous: ambiguous.map(({ name, mentions: n, meanings }) => ({
      name,
      mentions: n,
      meanings: meanings.map(({ entity, sources, evidence }) => ({ entity, sources, evidence: quoted(evidence) })),
    })),
    suggested: shown.map(({ evidence, methods, ...rest }) => ({
      ...rest,
      methods: [...methods],
      evidence: plain(evidence.flatMap((span) => quote(span) ?? [])),
    })),
    suggestions: suggested.length,
    conflicts: conflicts.map(({ one, other, claims: said, evidence }) => ({
      one,
      other,
      claims: said,
      evidence: quoted(evidence),
    })),
    judgements: plain(counting),
  };
}

function meaningsOf(claims: readonly Fact[]) {
  return [...grouped(claims, ({ object }) => object.ref).values()].flatMap((its) => {
    const [one] = its;
    if (!one) return [];
    return [
      {
        entity: { type: one.object.type, value: one.object.value },
        sources: [...new Set(its.map(({ origin, collection }) => origin?.name ?? collection))],
        evidence: its.flatMap(({ evidence }) => evidence),
      },
    ];
  });
}

/** Two things of which sources claim more than one relation of sameness. */
function conflictsOf(facts: readonly Fact[]) {
  return [...grouped(facts, ({ subject, object }) => pairKey(subject, object)).values()].flatMap((its) => {
    const said = [...new Set(its.map(({ predicate }) => predicate))].sort();
    const [one] = its;
    if (!one || said.length < 2) return [];
    return [
      {
        one: { type: one.subject.type, value: one.subject.value },
        other: { type: one.object.type, value: one.object.value },
        claims: said,
        evidence: its.flatMap(({ evidence }) => evidence.slice(0, 1)),
      },
    ];
  });
}

function isIt(key: EntityKey, name: { type: string; value: string }): boolean {
  return key.type === name.type && key.value === name.value;
}
