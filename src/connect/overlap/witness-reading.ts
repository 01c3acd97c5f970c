/** Reads what the store holds of origins, to tell those that repeat one another: the same list, the same text, a link to the other. */
import { type EntityRef, nameKey, OBSERVABLE_TYPES } from '../../model/entity.ts';
import { parsePassageId } from '../../model/ids.ts';
import { NEAR, type Sketch, similarity, sketchOf } from '../../model/near-duplicate.ts';
import type { Witness } from '../../ports/overlap-store.ts';
import type { Store } from '../../ports/store.ts';

/** Lists shorter than this are alike by chance. */
const SHORTEST_LIST = 5;
/** Share of values that two lists have in common, of all that either has. */
const SAME_LIST = 0.8;
/** Share of a shorter list that stands in a longer one. */
const PART_OF_LIST = 0.9;
const MOST_TEXT = 2_000_000;

interface Read {
  readonly values: ReadonlySet<EntityRef>;
  readonly document: string;
  readonly text: Sketch | undefined;
  /** The same for whatever reads the same. */
  readonly slot: string;
}

/** How two origins repeat each other. */
interface Repeated {
  readonly reason: string;
  /** One is the other under another name, not only a part of it. */
  readonly whole: boolean;
}

export class WitnessReading {
  private readonly store: Store;
  private readonly lists = new Map<string, ReadonlyMap<string, readonly EntityRef[]>>();
  private readonly texts = new Map<string, Sketch | undefined>();
  private readonly reads = new Map<string, Read>();
  private readonly repeats = new Map<string, Repeated | undefined>();

  constructor(store: Store) {
    this.store = store;
  }

  /** Why two origins count as one. */
  async compare(one: Witness, other: Witness): Promise<string | undefined> {
    if (one.publisher !== undefined && one.publisher === other.publisher) return 'the same publisher';
    if (isOneOrigin(one, other)) return 'the same title';
    const [left, right] = [await this.read(one), await this.read(other)];
    if (!left || !right) return undefined;
    return this.repeated(left, right)?.reason ?? (await this.cites(left, other)) ?? (await this.cites(right, one));
  }

  /** Whether one repeats the list or the text of the other: a mirror, a feed of feeds. Two reports of one publisher do not. */
  async isCopy(one: Witness, other: Witness): Promise<boolean> {
    return isOneOrigin(one, other) || (await this.between(one, other)) !== undefined;
  }

  /** Whether the two are one report under two names. */
  async isSameReport(one: Witness, other: Witness): Promise<boolean> {
    return isOneOrigin(one, other) || ((await this.between(one, other))?.whole ?? false);
  }

  private async between(one: Witness, other: Witness): Promise<Repeated | undefined> {
    const [left, right] = [await this.read(one), await this.read(other)];
    return left && right ? this.repeated(left, right) : undefined;
  }

  private repeated(left: Read, right: Read): Repeated | undefined {
    const slot = left.slot < right.slot ? `${left.slot}\0\0${right.slot}` : `${right.slot}\0\0${left.slot}`;
    if (this.repeats.has(slot)) return this.repeats.get(slot);
    const nearText = left.text && right.text && similarity(left.text, right.text) >= NEAR;
    const repeated =
      sameList(left.values, right.values) ?? (nearText ? { reason: 'nearly the same text', whole: true } : undefined);
    this.repeats.set(slot, repeated);
    return repeated;
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
    const slot = `${document} ${lists.has(key) ? key : ''}`;
    const known = this.reads.get(slot);
    if (known) return known;
    const values = new Set(lists.get(key) ?? lists.get(''));
    const read = { values, document, text: await this.textOf(document), slot };
    this.reads.set(slot, read);
    return read;
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

/** Words of a title, without who published it. */
function titleOf({ name, publisher }: Witness): ReadonlySet<string> {
  const [head = '', ...title] = name.split(': ');
  const own = title.length > 0 && nameKey(head) === publisher ? title.join(': ') : name;
  return new Set(own.toLowerCase().match(/[\p{L}\p{N}]+/gu));
}

/** Titles of fewer words are those of several reports. */
const TELLING_TITLE = 6;
/** Share of a title's words that a shorter form of it keeps. */
const SAME_TITLE = 0.8;

/** The same origin, or the same title with words left out. */
function isOneOrigin(one: Witness, other: Witness): boolean {
  if (one.key === other.key) return true;
  const [short, long] = [titleOf(one), titleOf(other)].sort((a, b) => a.size - b.size);
  if (!short || !long || short.size < TELLING_TITLE || short.size < SAME_TITLE * long.size) return false;
  return [...short].every((word) => long.has(word));
}

function sameList(one: ReadonlySet<EntityRef>, other: ReadonlySet<EntityRef>): Repeated | undefined {
  const [part, whole] = one.size <= other.size ? [one, other] : [other, one];
  if (part.size < SHORTEST_LIST) return undefined;
  let shared = 0;
  for (const value of part) if (whole.has(value)) shared += 1;
  const of = `${shared.toLocaleString('en')} of ${part.size.toLocaleString('en')} values`;
  if (shared / (part.size + whole.size - shared) >= SAME_LIST) return { reason: `the same list (${of})`, whole: true };
  return shared / part.size >= PART_OF_LIST
    ? { reason: `one list is a part of the other (${of})`, whole: false }
    : undefined;
}
