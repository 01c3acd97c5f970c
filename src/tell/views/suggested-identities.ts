/** Things of the leaks that may be one: what the leaks claim, and names that spell one another in two scripts anywhere in the case. */
import type { Evidence } from '../../model/assertion.ts';
import type { EntityKey, EntityType } from '../../model/entity.ts';
import { type IdentityJudgement, isSameKey, mergedGroups, pairKey, type SpellName } from '../../model/identity.ts';
import type { Store } from '../../ports/store.ts';
import { grouped, isMeant, MENTIONS_SEEN, spanOf } from './patterns/pattern.ts';

export interface SuggestedIdentity {
  readonly one: EntityKey;
  readonly other: EntityKey;
  readonly confidence: number;
  /** Without versions. */
  readonly methods: readonly string[];
  readonly claims: number;
  readonly evidence: readonly Evidence[];
}

interface Known {
  readonly entity: EntityKey;
  readonly evidence: readonly Evidence[];
}

const TYPES: readonly EntityType[] = ['individual', 'organization', 'handle', 'email'];
/** Of a spelling alone, by what spells the name; shared by all names of other scripts that it fits. */
const SPELT: Partial<Record<EntityType, number>> = { individual: 0.4, organization: 0.4, handle: 0.35, email: 0.35 };
const SPELT_METHOD = 'alias-spelt';
/** Spans of evidence that are quoted. */
const QUOTED = 3;

/** Surest first. Neither what was judged nor what is merged already. */
export async function suggestedIdentities(
  store: Store,
  counting: readonly IdentityJudgement[],
  spell: SpellName,
): Promise<readonly SuggestedIdentity[]> {
  const found = new Map<string, SuggestedIdentity>();
  for (const each of [...(await claimed(store)), ...spelt(await namesOf(store), spell)]) {
    const key = pairKey(each.one, each.other);
    const before = found.get(key);
    found.set(key, before ? together(before, each) : each);
  }
  const judged = new Set(counting.map(({ one, other }) => pairKey(one, other)));
  const groups = mergedGroups(counting);
  const isOpen = ({ one, other }: SuggestedIdentity): boolean =>
    !judged.has(pairKey(one, other)) &&
    !groups.some((group) => [one, other].every((key) => group.some((member) => isSameKey(member, key))));
  return [...found.values()]
    .filter(isOpen)
    .sort(
      (a, b) =>
        Number(isColumns(a)) - Number(isColumns(b)) ||
        b.confidence - a.confidence ||
        b.claims - a.claims ||
        inOrder(a.one, b.one) ||
        inOrder(a.other, b.other),
    );
}

/** Both columns of a bilingual list: sure, and of little news. */
const isColumns = ({ methods }: SuggestedIdentity): boolean => methods.every((method) => method === 'table-row');

const inOrder = (a: EntityKey, b: EntityKey): number => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);

function together(before: SuggestedIdentity, each: SuggestedIdentity): SuggestedIdentity {
  return {
    ...before,
    confidence: Math.max(before.confidence, each.confidence),
    methods: [...new Set([...before.methods, ...each.methods])],
  };
}

/** What leaks claim to be one, by pairs. */
async function claimed(store: Store): Promise<readonly SuggestedIdentity[]> {
  const facts = await store.patterns.facts({ predicates: ['same-as', 'alias-of'], role: 'leak' });
  return [...grouped(facts, ({ subject, object }) => pairKey(subject, object)).values()].flatMap((its) => {
    const [one] = its;
    if (one === undefined || isSameKey(one.subject, one.object)) return [];
    const key = ({ type, value }: EntityKey): EntityKey => ({ type, value });
    const surest = its.reduce((best, fact) => (fact.confidence > best.confidence ? fact : best), one);
    return [
      {
        one: key(one.subject),
        other: key(one.object),
        confidence: surest.confidence,
        methods: [...new Set(its.map(({ method }) => method.replace(/\/.*$/, '')))],
        claims: its.length,
        evidence: surest.evidence.slice(0, QUOTED).map(spanOf),
      },
    ];
  });
}

/** Names and accounts that the leaks mention or messages come from, each with its first words. */
async function namesOf(store: Store): Promise<readonly Known[]> {
  const mentions = await store.patterns.mentions({ role: 'leak', types: TYPES, limit: MENTIONS_SEEN });
  const named = [...grouped(mentions, ({ ref }) => ref).values()].flatMap((its): Known[] => {
    const [one] = its.filter(({ confidence }) => confidence >= 0.5);
    if (one === undefined || !isMeant(its) || one.labels.includes('form-of-address')) return [];
    return [{ entity: { type: one.type, value: one.value }, evidence: [spanOf(one)] }];
  });
  const known = new Set(named.map(({ entity }) => `${entity.type} ${entity.value}`));
  const senders = (await store.patterns.rhythms()).flatMap(({ sender, evidence }): Known[] =>
    known.has(`handle ${sender}`)
      ? []
      : [{ entity: { type: 'handle', value: sender }, evidence: evidence.slice(0, 1).map(spanOf) }],
  );
  return [...named, ...senders];
}

/** Pairs of one name in two scripts. A spelling that fits several names is a weaker claim for each. */
function spelt(names: readonly Known[], spell: SpellName): readonly SuggestedIdentity[] {
  const latin: { readonly name: Known; readonly keys: readonly string[] }[] = [];
  const others = new Map<string, Set<Known>>();
  for (const name of names) {
    const spelling = spell(name.entity.value, name.entity.type);
    if (spelling === undefined) continue;
    if (spelling.script === 'Latin') latin.push({ name, keys: spelling.keys });
    else for (const key of spelling.keys) others.set(key, (others.get(key) ?? new Set()).add(name));
  }
  return latin.flatMap(({ name, keys }) => {
    const fitting = new Set(keys.flatMap((key) => [...(others.get(key) ?? [])]));
    return [...fitting].map((other) => ({
      one: other.entity,
      other: name.entity,
      confidence: Math.round((100 * (SPELT[name.entity.type] ?? 0.3)) / fitting.size) / 100,
      methods: [SPELT_METHOD],
      claims: 1,
      evidence: [...other.evidence, ...name.evidence],
    }));
  });
}
