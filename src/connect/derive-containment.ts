/** Derives what follows from the form of values, where both sides are known to the case and one of them to a leak. */
import type { Evidence } from '../model/assertion.ts';
import type { EntityKey, EntityRef, EntityType } from '../model/entity.ts';
import type { Anchored, DerivedAssertion, Scanned, Store } from '../ports/store.ts';
import { type AddressRanges, createAddressRanges, networkWidth } from './label/address-ranges.ts';
import { LeakValues } from './leak-values.ts';
import { anchorOf, FORM_RULES, type Part, partsOf } from './rules.ts';

const COMPOSITE: readonly EntityType[] = [...new Set(FORM_RULES.flatMap((rule) => rule.from))];
const ADDRESSES: readonly EntityType[] = ['ipv4', 'ipv6'];
/** Values around one thing that are joined to it; a name with more is a platform. */
export const MOST_AROUND = 300;
/** Pairs that are gathered before those beyond the bound are dropped. */
const MOST_GATHERED = 50_000;
/** A network that covers more of the address space than a /8 of IPv4, or a /24 of IPv6, says nothing of who is in it. */
const WIDEST: Readonly<Record<4 | 6, number>> = { 4: 2 ** 24, 6: 2 ** 104 };
/** What the rules of this file are called. */
export const CONTAINMENT_METHODS: readonly string[] = [
  ...FORM_RULES.map((rule) => `rule:${rule.name}`),
  'rule:in-network',
];

export interface Pair {
  readonly rule: string;
  readonly predicate: string;
  readonly subject: Scanned;
  readonly object: Scanned;
}

const keyOf = (entity: EntityKey): string => `${entity.type}\0${entity.value}`;

/** Composite values; a host name without names above it contains none. */
const COMPOSITES = [{ types: COMPOSITE.filter((type) => type !== 'domain') }, { types: ['domain' as const], dots: 2 }];

/** The containment rules over a whole case: takes the leak's values as they are walked over, then goes through the references'. */
export class Containment {
  private readonly store: Store;
  private readonly leak = new LeakValues();
  private readonly networks: AddressRanges<Scanned> | undefined;
  private pairs: Pair[] = [];

  private constructor(store: Store, networks: AddressRanges<Scanned> | undefined) {
    this.store = store;
    this.networks = networks;
  }

  static async of(store: Store): Promise<Containment> {
    return new Containment(store, await knownNetworks(store));
  }

  /** Some of the values that leaks mention; each is given once. */
  async take(values: readonly Scanned[]): Promise<void> {
    for (const value of values) this.leak.add(value.ref, value);
    this.gather(await containedIn(this.store, values));
    if (this.networks) {
      const networks = this.networks;
      this.gather(values.flatMap((value) => networksOf(value, networks)));
    }
  }

  /** All assertions, in a fixed order, once every value of the leak was taken. Notes anchors on the way. */
  async finish(): Promise<readonly DerivedAssertion[]> {
    // Anchors are stored as the walk gives them: there can be millions.
    await this.store.graph.putAnchors(this.walk(), true);
    return cited(this.store, bounded(this.pairs));
  }

  private async *walk(): AsyncGenerator<readonly Anchored[]> {
    for (const filter of COMPOSITES) {
      for await (const batch of this.store.graph.scan(filter)) {
        const around: { subject: Scanned; part: Part }[] = [];
        const anchors: Anchored[] = [];
        for (const subject of batch) {
          const parts = partsOf(subject);
          const anchor = anchorOf(subject, parts);
          if (anchor !== undefined && anchor !== subject.value) anchors.push({ entity: subject.ref, anchor });
          if (this.leak.has(subject.ref)) continue;
          for (const part of parts) {
            if (this.leak.mayHave(part.key.type, part.key.value)) around.push({ subject, part });
          }
        }
        this.gather(await this.inside(around));
        yield anchors;
      }
    }
  }

  /** References' values that contain values of the leak. */
  private async inside(around: readonly { subject: Scanned; part: Part }[]): Promise<readonly Pair[]> {
    const wanted = new Map(around.map(({ part }) => [keyOf(part.key), part.key]));
    const found = await this.store.graph.find([...wanted.values()]);
    const objects = new Map([...wanted.keys()].map((key, index) => [key, found[index]]));
    return around.flatMap(({ subject, part: { rule, predicate, key } }): Pair[] => {
      const object = objects.get(keyOf(key));
      // What was merged with another value is known as that one.
      if (!object || (object.value === key.value && !this.leak.has(object.ref))) return [];
      return [{ rule, predicate, subject, object }];
    });
  }

  private gather(pairs: readonly Pair[]): void {
    for (const pair of pairs) this.pairs.push(pair);
    if (this.pairs.length > MOST_GATHERED * 2) this.pairs = [...bounded(this.pairs)];
  }
}

export function anchorsOf(entities: readonly Scanned[]): readonly Anchored[] {
  return entities.flatMap((entity) => {
    const anchor = COMPOSITE.includes(entity.type) ? anchorOf(entity) : undefined;
    return anchor === undefined || anchor === entity.value ? [] : [{ entity: entity.ref, anchor }];
  });
}

/** What these values of the leak contain, where the case knows it. */
export async function containedIn(store: Store, leak: readonly Scanned[]): Promise<readonly Pair[]> {
  const wanted = new Map<string, { key: EntityKey; by: { rule: string; predicate: string; subject: Scanned }[] }>();
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

/** Undefined when the case knows none. */
export async function knownNetworks(store: Store): Promise<AddressRanges<Scanned> | undefined> {
  let networks: AddressRanges<Scanned> | undefined;
  for await (const batch of store.graph.scan({ types: ['cidr'] })) {
    for (const network of batch) {
      const version = network.value.includes(':') ? 6 : 4;
      if (!network.value.includes('/') || networkWidth(network.value) > WIDEST[version]) continue;
      networks ??= createAddressRanges<Scanned>();
      networks.add(network.value, network);
    }
  }
  return networks;
}

/** Networks around a value, if it is an address. */
export function networksOf(subject: Scanned, networks: AddressRanges<Scanned>): readonly Pair[] {
  if (!ADDRESSES.includes(subject.type)) return [];
  return networks
    .around(subject.value)
    .map((object) => ({ rule: 'in-network', predicate: 'in-network', subject, object }));
}

/** The first so many around each thing, in an order that depends on nothing but the values. */
export function bounded(pairs: readonly Pair[]): readonly Pair[] {
  const sorted = pairs.map((pair) => ({ pair, order: orderOf(pair) }));
  sorted.sort((a, b) => (a.order < b.order ? -1 : 1));
  const around = new Map<EntityRef, number>();
  return sorted.flatMap(({ pair }) => {
    const count = (around.get(pair.object.ref) ?? 0) + 1;
    around.set(pair.object.ref, count);
    return count <= MOST_AROUND ? [pair] : [];
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
