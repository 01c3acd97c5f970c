/** Derives what published texts say of values that a leak mentions too: which report mentions them, and whom beside them. */
import type { Origin } from '../model/assertion.ts';
import type { Collection } from '../model/collection.ts';
import type { Document } from '../model/document.ts';
import type { EntityRef } from '../model/entity.ts';
import type { StoredMention } from '../model/mention.ts';
import type { StoredPassage } from '../model/passage.ts';
import type { DerivedAssertion, SharedEntity, Store } from '../ports/store.ts';
import { mayStart } from './overlap/walks.ts';

/** Mentions of one value in references that are looked at. */
const MOST_MENTIONS = 200;
/** A longer passage is a chapter: two things in it need not have to do with each other. */
const LONGEST_PASSAGE = 1_200;
/** A passage that names more things than this is a list. */
const MOST_NAMED = 3;
const SURE_ENOUGH = 0.6;
const SAME_PASSAGE_CONFIDENCE = 0.8;
const NAMED = ['intrusion-set', 'campaign', 'malware', 'tool'] as const;

/** Assertions of the text rules, in the order of the shared entities. */
export async function deriveFromText(
  store: Store,
  shared: readonly SharedEntity[],
): Promise<readonly DerivedAssertion[]> {
  const collections = new Map((await store.collections.list()).map((collection) => [collection.id, collection]));
  const reading = new Reading(store, collections);
  const derived: DerivedAssertion[] = [];
  for (const entity of shared) {
    if (entity.referenced && mayStart(entity.type)) derived.push(...(await reading.of(entity)));
  }
  return derived;
}

/** Names that say nothing without their folder's. */
const NAMELESS = /^(?:readme|index|iocs?|indicators?|report|page|main)\.[a-z]+$/i;

function nameOf(path: string): string {
  const [name = path, folder] = path.split('/').reverse();
  return folder && NAMELESS.test(name) ? `${folder}/${name}` : name;
}

interface Report {
  readonly ref: EntityRef;
  readonly document: Document;
  readonly origin: Origin;
}

class Reading {
  private readonly store: Store;
  private readonly collections: ReadonlyMap<string, Collection>;
  private readonly reports = new Map<string, Report | undefined>();
  private readonly names = new Map<EntityRef, readonly EntityRef[]>();

  constructor(store: Store, collections: ReadonlyMap<string, Collection>) {
    this.store = store;
    this.collections = collections;
  }

  async of(entity: SharedEntity): Promise<readonly DerivedAssertion[]> {
    const { entries } = await this.store.mentions.ofEntity(entity.ref, { role: 'reference' }, { limit: MOST_MENTIONS });
    const passages = new Map(
      (await this.store.documents.passagesById(entries.map((mention) => mention.passage))).map((one) => [one.id, one]),
    );
    const derived: DerivedAssertion[] = [];
    const met = new Set<string>();
    for (const mention of entries) {
      const passage = passages.get(mention.passage);
      const report = passage && (await this.report(passage));
      if (!report) continue;
      const evidence = [{ passage: passage.id, start: mention.start, end: mention.end }];
      const base = { subject: entity.ref, collection: passage.collection, origin: report.origin };
      if (!met.has(report.document.id)) {
        met.add(report.document.id);
        derived.push({
          ...base,
          predicate: 'mentioned-in',
          object: report.ref,
          method: 'rule:mentioned-in-report',
          confidence: mention.confidence,
          evidence,
        });
      }
      if (entity.type === 'name') continue;
      for (const beside of await this.namedBeside(passage, mention)) {
        derived.push({
          ...base,
          predicate: 'co-occurs-with',
          object: beside.thing,
          method: 'rule:same-passage',
          confidence: mention.confidence * beside.confidence * SAME_PASSAGE_CONFIDENCE,
          evidence: [...evidence, { passage: passage.id, start: beside.start, end: beside.end }],
        });
      }
    }
    return derived;
  }

  /** The report that a passage belongs to; undefined for record sets, whose readers say themselves what is listed where. */
  private async report(passage: StoredPassage): Promise<Report | undefined> {
    if (this.reports.has(passage.document)) return this.reports.get(passage.document);
    const document = await this.store.documents.get(passage.document);
    const report = document && document.kind !== 'record-set' ? await this.describe(document) : undefined;
    this.reports.set(passage.document, report);
    return report;
  }

  private async describe(document: Document): Promise<Report> {
    const collection = this.collections.get(document.collection);
    const title = document.title?.trim() || nameOf(document.paths[0] ?? document.id);
    const [ref = 0] = await this.store.graph.ensure([{ type: 'report', value: title }]);
    const published = collection?.published ?? document.properties.published ?? document.properties.created;
    return {
      ref,
      document,
      origin: {
        name: collection?.publisher ? `${collection.publisher}: ${title}` : title,
        ...(collection?.url ? { url: `${collection.url}#${title}` } : {}),
        ...(published ? { published } : {}),
        ...(collection ? { reliability: collection.reliability } : {}),
      },
    };
  }

  private async namedBeside(passage: StoredPassage, mention: StoredMention) {
    if (passage.text.length > LONGEST_PASSAGE) return [];
    const all = (await this.store.mentions.ofDocument(passage.document)).filter(
      (other) => other.passage === passage.id && other.type === 'name' && other.confidence >= SURE_ENOUGH,
    );
    const beside = [];
    for (const other of all) {
      if (other.start < mention.end && mention.start < other.end) continue;
      for (const thing of await this.thingsCalled(other)) {
        beside.push({ thing, confidence: other.confidence, start: other.start, end: other.end });
      }
    }
    const distinct = [...new Map(beside.map((one) => [one.thing, one])).values()];
    return distinct.length <= MOST_NAMED ? distinct : [];
  }

  /** What a name means, when that is clear. */
  private async thingsCalled(mention: StoredMention): Promise<readonly EntityRef[]> {
    const name = await this.store.graph.entity({ type: 'name', value: mention.value });
    if (!name) return [];
    const known = this.names.get(name.ref);
    if (known) return known;
    const steps = await this.store.graph.steps([name.ref], { forward: ['alias-of'], inverse: [], limit: 20 });
    const refs = [...new Set((steps.get(name.ref) ?? []).map((step) => step.to))];
    const things = (await this.store.graph.entities(refs)).filter((thing) => NAMED.some((type) => type === thing.type));
    const clear = things.length === 1 ? things.map((thing) => thing.ref) : [];
    this.names.set(name.ref, clear);
    return clear;
  }
}
