/** Finds chains from what the leak mentions to named ends in the references: level by level, best first, bounded at hubs. */
import type { Collection } from '../../model/collection.ts';
import { type Entity, type EntityRef, type EntityType, nameKey } from '../../model/entity.ts';
import type { KnownBefore } from '../../model/overlap.ts';
import type { GraphStore, SharedEntity, Step } from '../../ports/store.ts';
import { type Labeller, unionOf } from '../label/create-labeller.ts';
import { discussedWhenPublished, knownBefore } from './known-before.ts';
import { Listings } from './listings.ts';
import { kindOf } from './named-twice.ts';
import { originOf } from './origins.ts';
import { ENDS, FORWARD, INVERSE, leadsOn, mayFollow, type StepKind, walkOf } from './walks.ts';
import { type LeakSide, productOf, readAsThat, type WeighedHop, weighHop } from './weigh.ts';
import { FLOOR } from './weights.ts';
import type { WitnessReading } from './witness-reading.ts';

export interface Chain {
  readonly start: SharedEntity;
  readonly end: Entity;
  readonly hops: readonly WeighedHop[];
  /** Product of the hops' weights. */
  readonly product: number;
  /** The part of the product that is the leak's own reading: chains from one mention share its doubt. */
  readonly reading: number;
  readonly known?: KnownBefore;
  /** Orders chains of one weight the same way on every machine. */
  readonly key: string;
}

export interface SearchSources {
  readonly graph: GraphStore;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly labeller: Labeller;
  readonly reading: WitnessReading;
}

export interface SearchSettings {
  /** Hops of a chain at most. */
  readonly maxHops: number;
  /** Whether a source counts even when it repeats another: the user says so. */
  readonly copiesCount?: boolean;
}

/** Chains that are kept to one node from one start. */
const PER_NODE = 6;
/** Steps of one predicate that are followed from one node. */
const STEP_LIMIT = 200;
/** Starts that are searched together. */
const BATCH = 2_000;
/** Claims of one thing by different sources: as many as can still raise a score, with one or two of them left out. */
const PARALLEL = 5;
/** Steps to what whoever writes the value writes too. */
const SAYS_ITS_PART: ReadonlySet<string> = new Set(['has-address', 'has-host', 'same-file-as']);

interface Path {
  readonly start: SharedEntity;
  readonly node: Entity;
  readonly hops: readonly WeighedHop[];
  readonly product: number;
  readonly kind: StepKind | 'start';
  readonly key: string;
}

export interface Found {
  readonly chains: readonly Chain[];
  /** Of each start, every entity whose steps or name its chains depend on. */
  readonly nodes: ReadonlyMap<EntityRef, ReadonlySet<EntityRef>>;
}

/** All chains from the starts to named ends, in a fixed order. `leakSide` says when and how surely the leak mentions a start. */
export async function searchChains(
  starts: readonly SharedEntity[],
  leakSide: (start: SharedEntity) => LeakSide,
  settings: SearchSettings,
  sources: SearchSources,
): Promise<Found> {
  const chains: Chain[] = [];
  const nodes = new Map<EntityRef, Set<EntityRef>>();
  for (let from = 0; from < starts.length; from += BATCH) {
    const search = new Search(leakSide, sources, nodes);
    chains.push(...(await search.run(starts.slice(from, from + BATCH), settings.maxHops)));
  }
  return { chains, nodes };
}

class Search {
  private readonly leakSide: (start: SharedEntity) => LeakSide;
  private readonly sources: SearchSources;
  private readonly nodes: Map<EntityRef, Set<EntityRef>>;
  private readonly steps = new Map<EntityRef, readonly Step[]>();
  private readonly known = new Map<EntityRef, Entity>();
  private readonly listings: Listings;

  constructor(
    leakSide: (start: SharedEntity) => LeakSide,
    sources: SearchSources,
    nodes: Map<EntityRef, Set<EntityRef>>,
  ) {
    this.leakSide = leakSide;
    this.sources = sources;
    this.nodes = nodes;
    this.listings = new Listings(sources.graph, sources.collections, sources.reading);
  }

  async run(starts: readonly SharedEntity[], maxHops: number): Promise<readonly Chain[]> {
    const chains: Chain[] = [];
    let paths: readonly Path[] = starts.map((start) => ({
      start,
      // What is stored of a file's digest was said of another of its digests, too.
      node: { ...start, labels: unionOf(this.sources.labeller.label(start), start.labels) },
      hops: [],
      product: 1,
      kind: 'start',
      key: `${start.type}:${start.value}`,
    }));
    this.note(paths);
    for (let level = 0; level < maxHops && paths.length > 0; level += 1) {
      await this.learn(paths.map((path) => path.node.ref));
      const longer = best(paths.flatMap((path) => this.longer(path)));
      this.note(longer);
      for (const path of longer) {
        if (!ENDS.has(path.node.type)) continue;
        const { start, node, hops, product, key } = path;
        const side = this.leakSide(start);
        const steps = this.saidOf(start, hops);
        const { collections } = this.sources;
        const known = knownBefore(start, side, steps, collections) ?? discussedWhenPublished(side, hops, collections);
        const [first] = hops;
        const reading = side.confidence * (first ? readAsThat(first.from, first.to, side.doubts).factor : 1);
        chains.push({ start, end: node, hops, product, reading, key, ...(known ? { known } : {}) });
      }
      // A hop that cannot hold ends the chain: what lies behind it would only repeat the rejection.
      paths = longer.filter((path) => path.hops.every((hop) => hop.rejected === undefined) || path.hops.length < 2);
    }
    return chains;
  }

  /** What sources say of the thing that the leak speaks of: an address with its port, a link, are spoken of as what they contain. */
  private saidOf(
    start: SharedEntity,
    hops: readonly WeighedHop[],
  ): readonly { step: Step; to: EntityType | undefined }[] {
    const inside = hops.findIndex(({ step }) => !SAYS_ITS_PART.has(step.predicate) || step.inverse);
    const things = [start.ref, ...hops.slice(0, Math.max(0, inside)).map(({ to }) => to.ref)];
    return things.flatMap((thing) =>
      (this.steps.get(thing) ?? []).map((step) => ({ step, to: this.known.get(step.to)?.type })),
    );
  }

  private note(paths: readonly Path[]): void {
    for (const { start, node } of paths) {
      const nodes = this.nodes.get(start.ref) ?? new Set();
      this.nodes.set(start.ref, nodes.add(node.ref));
    }
  }

  /** Fetches the steps from these nodes, and what they lead to. */
  private async learn(nodes: readonly EntityRef[]): Promise<void> {
    const wanted = [...new Set(nodes)].filter((node) => !this.steps.has(node));
    const along = { forward: FORWARD, inverse: INVERSE, limit: STEP_LIMIT };
    const learnt = await this.sources.graph.steps(wanted, along);
    for (const [node, steps] of learnt) this.steps.set(node, steps);
    await this.listings.learn(learnt);
    const ends = wanted.flatMap((node) => (this.steps.get(node) ?? []).map((step) => step.to));
    const unknown = [...new Set(ends)].filter((end) => !this.known.has(end));
    for (const entity of await this.sources.graph.entities(unknown)) {
      this.known.set(entity.ref, { ...entity, labels: this.sources.labeller.label(entity) });
    }
  }

  /**
   * How many things a name may mean when it is read as this one. What bears the name itself stands before what others
   * claim it to be an alias of: «APT41» is APT41 first, whoever else lists it.
   */
  private meanings(name: Entity, thing: Entity): number {
    const steps = (this.steps.get(name.ref) ?? []).filter((step) => step.predicate === 'alias-of' && !step.inverse);
    const things = [...new Set(steps.map((step) => step.to))].flatMap((ref) => this.known.get(ref) ?? []);
    const meanings = new Set(things.map((one) => `${kindOf(one.type)} ${nameKey(one.value)}`)).size;
    if (nameKey(thing.value) !== nameKey(name.value)) return meanings;
    const bearers = things.filter((one) => nameKey(one.value) === nameKey(name.value));
    return Math.max(new Set(bearers.map((one) => kindOf(one.type))).size, Math.sqrt(meanings));
  }

  private longer(path: Path): Path[] {
    const visited = new Set([path.start.ref, ...path.hops.map((hop) => hop.to.ref)]);
    const leak = this.leakSide(path.start);
    const parallel = new Map<string, Path[]>();
    const steps = this.steps.get(path.node.ref) ?? [];
    for (const step of steps) {
      const to = this.known.get(step.to);
      if (!to || visited.has(to.ref)) continue;
      const walk = walkOf(step.predicate, step.inverse, path.node.type, to.type);
      if (!walk || !mayFollow(path.kind, walk.kind)) continue;
      if (walk.kind === 'subject' && !leadsOn(path.hops.at(-1)?.from.type ?? path.node.type)) continue;
      const hop = weighHop({
        step,
        walk,
        from: path.node,
        to,
        before: path.hops.at(-1),
        afterUnknown: path.hops.some((before) => before.labels.includes('date-unknown')),
        fanOut: walk.kind === 'naming' ? this.meanings(path.node, to) : this.listings.reportsOf(step),
        listed: this.listings.sizeFor(step, steps),
        leak,
        collection: this.sources.collections.get(step.collection),
      });
      const product = path.product * productOf(hop.weight);
      if (product < FLOOR && hop.rejected === undefined) continue;
      const slot = `${walk.predicate} ${to.ref}`;
      const next: Path = {
        start: path.start,
        node: to,
        hops: [...path.hops, hop],
        product,
        kind: walk.kind,
        key: `${path.key} ${step.predicate}${step.inverse ? '<' : '>'} ${to.type}:${to.value} ${step.origin?.name ?? step.collection}`,
      };
      parallel.set(slot, [...(parallel.get(slot) ?? []), next]);
    }
    return [...parallel.values()].flatMap((same) => bestBySource(same.sort(byWeight)).slice(0, PARALLEL));
  }
}

/** The first of each source: what one says twice must not take the place of another. */
function bestBySource(paths: readonly Path[]): readonly Path[] {
  const seen = new Set<string | undefined>();
  return paths.filter(({ hops }) => {
    const last = hops.at(-1);
    const source = last && (originOf(last) ?? `#${last.step.assertion}`);
    if (seen.has(source)) return false;
    seen.add(source);
    return true;
  });
}

/** The strongest paths to each node from each start. */
function best(paths: readonly Path[]): readonly Path[] {
  const groups = new Map<string, Path[]>();
  for (const path of paths) {
    const slot = `${path.start.ref} ${path.node.ref}`;
    const group = groups.get(slot);
    if (group) group.push(path);
    else groups.set(slot, [path]);
  }
  return [...groups.values()].flatMap((group) => group.sort(byWeight).slice(0, PER_NODE));
}

export function byWeight(a: { product: number; key: string }, b: { product: number; key: string }): number {
  return b.product - a.product || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}
