/** Derives what follows from the form of values, where both sides are known to the case and one of them to a leak. */
import type { Evidence } from '../model/assertion.ts';
import type { Entity, EntityKey, EntityRef, EntityType } from '../model/entity.ts';
import type { Anchored, DerivedAssertion, Store } from '../ports/store.ts';
import { Networks } from './networks.ts';
import { anchorOf, FORM_RULES } from './rules.ts';

const COMPOSITE: readonly EntityType[] = [...new Set(FORM_RULES.flatMap((rule) => rule.from))];
const SIMPLE: readonly EntityType[] = ['ipv4', 'ipv6'];
/** Values around one thing that are joined to it; a name with more is a platform. */
export const MOST_AROUND = 300;
/** What the rules of this file are called. */
export const CONTAINMENT_METHODS: readonly string[] = [
  ...FORM_RULES.map((rule) => `rule:${rule.name}`),
  'rule:in-network',
];

export interface Pair {
  readonly rule: string;
  readonly predicate: string;
  readonly subject: Entity;
  readonly object: Entity;
}

const keyOf = (entity: EntityKey): string => `${entity.type}\0${entity.value}`;

/** Assertions of the containment rules over the whole case, in a fixed order. Notes anchors on the way. */
export async function deriveContainment(store: Store): Promise<readonly DerivedAssertion[]> {
  const pairs: Pair[] = [...(await contained(store)), ...(await inNetworks(store)), ...(await around(store))];
  return cited(store, bounded(pairs));
}

/** Composite values; a host name without names above it contains none. */
const COMPOSITES = [{ types: COMPOSITE.filter((type) => type !== 'domain') }, { types: ['domain' as const], dots: 2 }];

/** References' composite values around values of the leak. The leak's are loaded when the first such value turns up. */
async function around(store: Store): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  let leakByKey: Map<string, Entity> | undefined;
  async function* walk(): AsyncGenerator<readonly Anchored[]> {
    for (const filter of COMPOSITES) {
      for await (const batch of store.graph.scan(filter)) {
        leakByKey ??= new Map(
          (await all(store.graph.scan({ types: [...SIMPLE, ...COMPOSITE], role: 'leak' }))).map((one) => [
            keyOf(one),
            one,
          ]),
        );
        for (const entity of batch) if (!leakByKey.has(keyOf(entity))) pairs.push(...inside(entity, leakByKey));
        yield anchorsOf(batch);
      }
    }
  }
  // Anchors are stored as the walk gives them: there can be millions.
  await store.graph.putAnchors(walk(), true);
  return pairs;
}

export function anchorsOf(entities: readonly Entity[]): readonly Anchored[] {
  return entities.flatMap((entity) => {
    const anchor = COMPOSITE.includes(entity.type) ? anchorOf(entity) : undefined;
    return anchor === undefined || anchor === entity.value ? [] : [{ entity: entity.ref, anchor }];
  });
}

async function all(batches: AsyncIterable<readonly Entity[]>): Promise<readonly Entity[]> {
  const entities: Entity[] = [];
  for await (const batch of batches) entities.push(...batch);
  return entities;
}

/** The leak's values and what they contain, where the case knows it. */
async function contained(store: Store): Promise<readonly Pair[]> {
  const leak = (
    await Promise.all(COMPOSITES.map((filter) => all(store.graph.scan({ ...filter, role: 'leak' }))))
  ).flat();
  return containedIn(store, leak);
}

/** What these values of the leak contain, where the case knows it. */
export async function containedIn(store: Store, leak: readonly Entity[]): Promise<readonly Pair[]> {
  const wanted = new Map<string, { key: EntityKey; by: { rule: string; predicate: string; subject: Entity }[] }>();
  for (const subject of leak) {
    for (const { rule, predicate, key } of partsOf(subject)) {
      const one = wanted.get(keyOf(key)) ?? { key, by: [] };
      wanted.set(keyOf(key), one);
      one.by.push({ rule, predicate, subject });
    }
  }
  const list = [...wanted.values()];
  const found = await store.graph.find(list.map((one) => one.key));
  return list.flatMap(({ by }, index) => {
    const object = found[index];
    return object ? by.map((one) => ({ ...one, object })) : [];
  });
}

/** What the form of a value says that it contains. */
export function partsOf(entity: EntityKey): readonly { rule: string; predicate: string; key: EntityKey }[] {
  return FORM_RULES.filter((rule) => rule.from.includes(entity.type)).flatMap((rule) =>
    rule.derive(entity.value, entity.type).map((key) => ({ rule: rule.name, predicate: rule.predicate, key })),
  );
}

async function inNetworks(store: Store): Promise<readonly Pair[]> {
  const networks = await knownNetworks(store);
  if (!networks) return [];
  const pairs: Pair[] = [];
  for await (const batch of store.graph.scan({ types: ['ipv4'], role: 'leak' })) {
    for (const subject of batch) pairs.push(...networksOf(subject, networks));
  }
  return pairs;
}

/** Undefined when the case knows none. */
export async function knownNetworks(store: Store): Promise<Networks<Entity> | undefined> {
  const known = await all(store.graph.scan({ types: ['cidr'] }));
  if (known.length === 0) return undefined;
  const networks = new Networks<Entity>();
  for (const network of known) networks.add(network.value, network);
  return networks;
}

export function networksOf(subject: Entity, networks: Networks<Entity>): readonly Pair[] {
  return networks
    .containing(subject.value)
    .map((object) => ({ rule: 'in-network', predicate: 'in-network', subject, object }));
}

/** A reference's value that contains a value of the leak. Cheap first: most contain none. */
function inside(entity: Entity, leakByKey: ReadonlyMap<string, Entity>): readonly Pair[] {
  if (entity.type === 'domain' && !someParent(entity.value, leakByKey)) return [];
  return partsOf(entity).flatMap(({ rule, predicate, key }): Pair[] => {
    const object = leakByKey.get(keyOf(key));
    return object ? [{ rule, predicate, subject: entity, object }] : [];
  });
}

function someParent(domain: string, leakByKey: ReadonlyMap<string, Entity>): boolean {
  for (let dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
    if (leakByKey.has(`domain\0${domain.slice(dot + 1)}`)) return true;
  }
  return false;
}

/** The first so many around each thing, in an order that depends on nothing but the values. */
export function bounded(pairs: readonly Pair[]): readonly Pair[] {
  const sorted = [...pairs].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  const around = new Map<EntityRef, number>();
  return sorted.filter(({ object }) => {
    const count = (around.get(object.ref) ?? 0) + 1;
    around.set(object.ref, count);
    return count <= MOST_AROUND;
  });
}

const orderOf = ({ rule, subject, object }: Pair): string => [rule, keyOf(object), keyOf(subject)].join('\0');

/** With the words that show the containing value. A pair that cannot cite is not derived. */
export async function cited(store: Store, pairs: readonly Pair[]): Promise<readonly DerivedAssertion[]> {
  const evidence = new Map<EntityRef, { spans: readonly Evidence[]; collection: string } | undefined>();
  const derived: DerivedAssertion[] = [];
  for (const { rule, predicate, subject, object } of pairs) {
    if (!evidence.has(subject.ref)) evidence.set(subject.ref, await wordsOf(store, subject.ref));
    const words = evidence.get(subject.ref);
    if (!words) continue;
    derived.push({
      subject: subject.ref,
      predicate,
      object: object.ref,
      method: `rule:${rule}`,
      confidence: 1,
      evidence: words.spans,
      collection: words.collection,
    });
  }
  return derived;
}

async function wordsOf(
  store: Store,
  ref: EntityRef,
): Promise<{ spans: readonly Evidence[]; collection: string } | undefined> {
  const { entries } = await store.mentions.ofEntity(ref, {}, { limit: 1 });
  const [mention] = entries;
  if (mention) {
    const [passage] = await store.documents.passagesById([mention.passage]);
    if (passage)
      return {
        spans: [{ passage: passage.id, start: mention.start, end: mention.end }],
        collection: passage.collection,
      };
  }
  const edges = (await store.graph.edges(ref)).filter((edge) => !edge.method.startsWith('rule:'));
  const [assertion] = await store.graph.assertions(edges.slice(0, 1).map((edge) => edge.assertion));
  return assertion && { spans: assertion.evidence.slice(0, 1), collection: assertion.collection };
}
