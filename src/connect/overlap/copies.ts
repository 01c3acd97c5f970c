/** Tells sources that repeat one another: the same publisher, the same list, the same text, a report that quotes another. */
import type { Collection } from '../../model/collection.ts';
import { type EntityRef, OBSERVABLE_TYPES } from '../../model/entity.ts';
import { parsePassageId } from '../../model/ids.ts';
import { NEAR, type Sketch, similarity, sketchOf } from '../../model/near-duplicate.ts';
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

export const NO_COPIES: OriginCopies = { between: () => undefined };

interface Witness {
  readonly key: string;
  readonly name: string;
  readonly publisher: string | undefined;
  readonly url: string | undefined;
  readonly assertion: number;
}

const pairKey = (one: string, other: string): string => (one < other ? `${one}\0${other}` : `${other}\0${one}`);

/** Compares the origins that meet in one overlap, and no others. */
export async function findCopies(
  store: Store,
  chains: readonly Chain[],
  collections: ReadonlyMap<string, Collection>,
): Promise<OriginCopies> {
  const reading = new WitnessReading(store);
  const found = new Map<string, string | undefined>();
  for (const group of groupsOf(chains)) {
    const witnesses = witnessesOf(group, collections);
    for (const [index, one] of witnesses.entries()) {
      for (const other of witnesses.slice(index + 1)) {
        const slot = pairKey(one.key, other.key);
        // The same two origins may stand in several documents: any of them shows it.
        if (found.get(slot) === undefined) found.set(slot, await reading.compare(one, other));
      }
    }
  }
  return { between: (one, other) => (one === other ? 'the same source' : found.get(pairKey(one, other))) };
}

function groupsOf(chains: readonly Chain[]): Iterable<readonly Chain[]> {
  const groups = new Map<string, Chain[]>();
  for (const chain of chains) {
    const slot = `${chain.start.ref} ${chain.end.ref}`;
    groups.set(slot, [...(groups.get(slot) ?? []), chain]);
  }
  return groups.values();
}

function witnessesOf(group: readonly Chain[], collections: ReadonlyMap<string, Collection>): readonly Witness[] {
  const byKey = new Map<string, Witness>();
  for (const hop of group.flatMap((chain) => chain.hops)) {
    const key = originOf(hop);
    if (key === undefined || byKey.has(key)) continue;
    byKey.set(key, witnessOf(hop, key, collections.get(hop.step.collection)));
  }
  return [...byKey.values()].slice(0, MOST_COMPARED);
}

function witnessOf(hop: WeighedHop, key: string, collection: Collection | undefined): Witness {
  const url = hop.step.origin?.url ?? (hop.step.origin ? undefined : collection?.url);
  return {
    key,
    name: sourceOf(hop, collection),
    publisher: publisherOf(hop, collection),
    url: url?.split('#')[0],
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
