/** What the listings that a value stands in amount to: how many values each holds, and how many of them are reports of their own. */
import type { Collection } from '../../model/collection.ts';
import type { EntityRef } from '../../model/entity.ts';
import type { Witness } from '../../ports/overlap-store.ts';
import type { GraphStore, Step } from '../../ports/store.ts';
import { originOf, type StatedHop, witnessOf } from './origins.ts';
import type { WitnessReading } from './witness-reading.ts';

const LISTING = ['listed-in', 'mentioned-in'];
/** Reports of one value that are compared; further ones count each. */
const MOST_COMPARED = 12;

const statedBy = (step: Step): StatedHop => ({ step, walk: { kind: 'listing' } });

/** A slope, not a cliff, wants counts: of reports, without those that only repeat another, and of what each lists. */
export class Listings {
  private readonly graph: GraphStore;
  private readonly collections: ReadonlyMap<string, Collection>;
  private readonly reading: WitnessReading;
  private readonly sizes = new Map<EntityRef, number>();
  private readonly reports = new Map<string, number>();

  constructor(graph: GraphStore, collections: ReadonlyMap<string, Collection>, reading: WitnessReading) {
    this.graph = graph;
    this.collections = collections;
    this.reading = reading;
  }

  /** Looks at the listings among the steps from some nodes. */
  async learn(steps: ReadonlyMap<EntityRef, readonly Step[]>): Promise<void> {
    const wanted = new Set<EntityRef>();
    for (const [node, its] of steps) {
      for (const predicate of LISTING) {
        const listing = its.filter((step) => step.predicate === predicate && !step.inverse);
        for (const { to } of listing) if (!this.sizes.has(to)) wanted.add(to);
        const [first] = listing;
        if (first && first.fanOut > 1) {
          this.reports.set(`${node} ${predicate}`, first.fanOut - (await this.repeatedAmong(listing)));
        }
      }
    }
    for (const [report, size] of await this.graph.listed([...wanted])) this.sizes.set(report, size);
  }

  /** In how many reports of their own the value of a listing's step stands. */
  reportsOf({ from, predicate, fanOut }: Step): number {
    return this.reports.get(`${from} ${predicate}`) ?? fanOut;
  }

  /** Values in the listing that a step rests on: the one that it leads to, or that its origin states of the same value. */
  sizeFor(step: Step, beside: readonly Step[]): number {
    if (LISTING.includes(step.predicate)) return this.sizes.get(step.to) ?? 0;
    const origin = originOf(statedBy(step));
    const same = beside.filter((one) => LISTING.includes(one.predicate) && originOf(statedBy(one)) === origin);
    return Math.max(0, ...same.map(({ to }) => this.sizes.get(to) ?? 0));
  }

  private async repeatedAmong(listing: readonly Step[]): Promise<number> {
    const byReport = new Map<EntityRef, Step>();
    for (const step of listing) if (!byReport.has(step.to)) byReport.set(step.to, step);
    const apart: Witness[] = [];
    let repeated = 0;
    for (const step of [...byReport.values()].slice(0, MOST_COMPARED)) {
      const witness = this.witnessOf(step);
      let isCopy = false;
      for (const other of apart) isCopy ||= await this.reading.isCopy(witness, other);
      if (isCopy) repeated += 1;
      else apart.push(witness);
    }
    return repeated;
  }

  private witnessOf(step: Step): Witness {
    const hop = statedBy(step);
    return witnessOf(hop, originOf(hop) ?? '', this.collections.get(step.collection));
  }
}
