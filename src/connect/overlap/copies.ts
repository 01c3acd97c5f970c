/** Tells sources that repeat one another: the same publisher, the same list, the same text, a report that quotes another. */
import type { Collection } from '../../model/collection.ts';
import { type EntityRef, OBSERVABLE_TYPES } from '../../model/entity.ts';
import { parsePassageId } from '../../model/ids.ts';
import { NEAR, type Sketch, similarity, sketchOf } from '../../model/near-duplicate.ts';
import type { Witness } from '../../ports/overlap-store.ts';
import type { Store } from '../../ports/store.ts';
import type { Chain } from './search.ts';
import { originOf, publisherOf, sourceOf, type WeighedHop } from './weigh.ts';

/** Lists shorter than this are alike by chance. */
const SHORTEST_LIST = 5;
/** Share of values that two lists have in common, of all that either has. */
const SAME_LIST = 0.8;
/** Share of a shorter list that stands in a longer one. */
const PART_OF_LIST = 0.9;
/** Sources of one overlap that are compared; further ones hardly raise a score. */
const MOST_COMPARED = 12;
const MOST_TEXT = 2_000_000;

export interface OriginCopies {
  /** Why two origins count as one; undefined when they do not. */
  between(one: string, other: string): string | undefined;
}

const SAME_SOURCE = 'the same source';

/** Every origin counts for itself. */
export const NO_COPIES: OriginCopies = { between: (one, other) => (one === other ? SAME_SOURCE : undefined) };

/** Why two origins count as one; undefined when they do not. */
export type CompareOrigins = (one: Witness, other: Witness) => Promise<string | undefined>;

const pairKey = (one: string, other: string): string => (one < other ? `${one}\0${other}` : `${other}\0${one}`);

/** Compares the origins that meet in one overlap, and no others. */
export async function findCopies(
  store: Store,
  chains: readonly Chain[],
  collections: ReadonlyMap<string, Collection>,
): Promise<OriginCopies> {
  const found = new Map<string, string>();
  const compare = comparing(store, found);
  for (const group of groupsOf(chains)) {
    const hops = group.flatMap((chain) => chain.hops);
    const witnesses = witnessesOf(hops, collections).slice(0, MOST_COMPARED);
    for (const [index, one] of witnesses.entries()) {
      for (const other of witnesses.slice(index + 1)) await compare(one, other);
    }
  }
  return { between: (one, other) => (one === other ? SAME_SOURCE : found.get(pairKey(one, other))) };
}

/** Compares by what the store holds of the origins; what was found is kept in `found`. */
export function comparing(store: Store, found = new Map<string, string>()): CompareOrigins {
  const reading = new WitnessReading(store);
  return async (one, other) => {
    if (one.key === other.key) return SAME_SOURCE;
    const slot = pairKey(one.key, other.key);
    // The same two origins may stand in several documents: any of them shows it.
    const reason = found.get(slot) ?? (await reading.compare(one, other));
    if (reason !== undefined) found.set(slot, reason);
    return reason;
  };
}

function groupsOf(chains: readonly Chain[]): Iterable<readonly Chain[]> {
  const groups = new Map<string, Chain[]>();
  for (const chain of chains) {
    const slot = `${chain.start.ref} ${chain.end.ref}`;
    groups.set(slot, [...(groups.get(slot) ?? []), chain]);
  }
  return groups.values();
}

/** The origins of these hops, each once. */
export function witnessesOf(
  hops: readonly WeighedHop[],
  collections: ReadonlyMap<string, Collection>,
): readonly Witness[] {
  const byKey = new Map<string, Witness>();
  for (const hop of hops) {
    const key = originOf(hop);
    if (key === undefined || byKey.has(key)) continue;
    byKey.set(key, witnessOf(hop, key, collections.get(hop.step.collection)));
  }
  return [...byKey.values()];
}

function witnessOf(hop: WeighedHop, key: string, collection: Collection | undefined): Witness {
  const publisher = publisherOf(hop, collection);
  const bare = (hop.step.origin?.url ?? (hop.step.origin ? undefined : collection?.url))?.split('#')[0];
  return {
    key,
    name: sourceOf(hop, collection),
    ...(publisher === undefined ? {} : { publisher }),
    ...(bare === undefined ? {} : { url: bare }),
    assertion: hop.step.assertion,
  };
}

interface Read {
  readonly values: ReadonlySet<EntityRef>;
  readonly document: string;
  readonly text: Sketch | undefined;
}

class WitnessReading {
  private readonly store: Store;
  private readonly lists = new Map<string, ReadonlyMap<string, readonly EntityRef[]>>();
  private readonly texts = new Map<string, Sketch | undefined>();

  constructor(store: Store) {
    this.store = store;
  }

  async compare(one: Witness, other: Witness): Promise<string | undefined> {
    if (one.publisher !== undefined && one.publisher === other.publisher) return 'the same publisher';
    const [left, right] = [await this.read(one), await this.read(other)];
    if (!left || !right) return undefined;
    return (
      sameList(left.values, right.values) ??
      (left.text && right.text && similarity(left.text, right.text) >= NEAR ? 'nearly the same text' : undefined) ??
      (await this.cites(left, other)) ??
      (await this.cites(right, one))
    );
  }

  private async cites({ document, text }: Read, { url, name }: Witness): Promise<string | undefined> {
    // Records hold what many say, each with its own link.
    if (url === undefined || text === undefined || !/^https?:/.test(url)) return undefined;
    const bare = url.replace(/\/$/, '');
    return (await this.store.graph.linksTo(document, [bare, `${bare}/`])) ? `one links to «${name}»` : undefined;
  }

  private async read({ assertion, key }: Witness): Promise<Read | undefined> {
    const [stated] = await this.store.graph.assertions([assertion]);
    const passage = stated?.evidence[0]?.passage;
    if (passage === undefined) return undefined;
    const { document } = parsePassageId(passage);
    const lists = this.lists.get(document) ?? (await this.store.graph.valuesIn(document, OBSERVABLE_TYPES));
    this.lists.set(document, lists);
    // What a text says has no origin but the text itself.
    return { values: new Set(lists.get(key) ?? lists.get('')), document, text: await this.textOf(document) };
  }

  private async textOf(id: string): Promise<Sketch | undefined> {
    if (this.texts.has(id)) return this.texts.get(id);
    const document = await this.store.documents.get(id);
    const isText = document !== undefined && document.kind !== 'record-set' && document.size <= MOST_TEXT;
    const sketch = isText
      ? sketchOf((await this.store.documents.passages(id)).map((passage) => passage.text))
      : undefined;
    this.texts.set(id, sketch);
    return sketch;
  }
}

function sameList(one: ReadonlySet<EntityRef>, other: ReadonlySet<EntityRef>): string | undefined {
  const [part, whole] = one.size <= other.size ? [one, other] : [other, one];
  if (part.size < SHORTEST_LIST) return undefined;
  let shared = 0;
  for (const value of part) if (whole.has(value)) shared += 1;
  const of = `${shared.toLocaleString('en')} of ${part.size.toLocaleString('en')} values`;
  if (shared / (part.size + whole.size - shared) >= SAME_LIST) return `the same list (${of})`;
  return shared / part.size >= PART_OF_LIST ? `one list is a part of the other (${of})` : undefined;
}
