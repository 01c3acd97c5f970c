/** Derives what published texts say of values that a leak mentions too: which report mentions them, and whom beside them. */
import type { Collection } from '../model/collection.ts';
import type { Document } from '../model/document.ts';
import type { EntityRef } from '../model/entity.ts';
import { parsePassageId } from '../model/ids.ts';
import type { StoredMention } from '../model/mention.ts';
import type { StoredPassage } from '../model/passage.ts';
import { reportOfFile } from '../model/report-name.ts';
import type { DerivedAssertion, SharedEntity, Store } from '../ports/store.ts';
import { leadsOn, mayStart } from './overlap/walks.ts';
import { type Report, ReportSubjects } from './report-subjects.ts';

/** Mentions of one value in references that are looked at. */
const MOST_MENTIONS = 200;
/** A longer passage is a chapter: two things in it need not have to do with each other. */
const LONGEST_PASSAGE = 1_200;
/** A passage that names more things than this is a list. */
const MOST_NAMED = 3;
const SURE_ENOUGH = 0.6;
const SAME_PASSAGE_CONFIDENCE = 0.8;
/** Label of a mention that its author wrote so that nobody follows it. */
const DEFANGED = 'defanged';
const DEFANGED_CONFIDENCE = 0.9;
const NAMED = ['intrusion-set', 'campaign', 'malware', 'tool'] as const;

export interface FromText {
  readonly derived: readonly DerivedAssertion[];
  /** Reports that were read for whom they are about, whether or not they say so. */
  readonly reports: ReadonlySet<EntityRef>;
}

/** Assertions of the text rules, in the order of the shared entities. */
export async function deriveFromText(store: Store, shared: readonly SharedEntity[]): Promise<FromText> {
  const collections = new Map((await store.collections.list()).map((collection) => [collection.id, collection]));
  const reading = new Reading(store, collections);
  const derived: DerivedAssertion[] = [];
  for (const entity of shared) {
    if (entity.referenced && mayStart(entity.type)) derived.push(...(await reading.of(entity)));
  }
  return { derived, reports: reading.described };
}

class Reading {
  private readonly store: Store;
  private readonly collections: ReadonlyMap<string, Collection>;
  private readonly reports = new Map<string, Report | undefined>();
  private readonly names = new Map<EntityRef, readonly EntityRef[]>();
  private readonly subjects: ReportSubjects;
  private readonly read = new Set<string>();
  readonly described = new Set<EntityRef>();

  constructor(store: Store, collections: ReadonlyMap<string, Collection>) {
    this.store = store;
    this.collections = collections;
    this.subjects = new ReportSubjects(store);
  }

  async of(entity: SharedEntity): Promise<readonly DerivedAssertion[]> {
    const { entries } = await this.store.mentions.ofEntity(entity.ref, { role: 'reference' }, { limit: MOST_MENTIONS });
    const passages = new Map(
      (await this.store.documents.passagesById(entries.map((mention) => mention.passage))).map((one) => [one.id, one]),
    );
    const derived: DerivedAssertion[] = [];
    const met = new Set<string>();
    const listed = new Set(
      (await this.store.graph.edges(entity.ref))
        .filter(
          ({ predicate, inverse, method }) => predicate === 'listed-in' && !inverse && !method.startsWith('rule:'),
        )
        .map(({ to }) => to),
    );
    for (const mention of entries) {
      const passage = passages.get(mention.passage);
      const report = passage && (await this.report(passage));
      if (!report) continue;
      const evidence = [{ passage: passage.id, start: mention.start, end: mention.end }];
      const base = { subject: entity.ref, collection: passage.collection, origin: report.origin };
      const isListed = mention.labels.includes(DEFANGED) && !listed.has(report.ref);
      const tells = isListed ? 'defanged-in-report' : 'mentioned-in-report';
      if (!met.has(`${tells} ${report.document.id}`)) {
        met.add(`${tells} ${report.document.id}`);
        derived.push({
          ...base,
          predicate: isListed ? 'listed-in' : 'mentioned-in',
          object: report.ref,
          method: `rule:${tells}`,
          confidence: mention.confidence * (isListed ? DEFANGED_CONFIDENCE : 1),
          evidence,
        });
      }
      if (entity.type === 'name') continue;
      if (leadsOn(entity.type)) derived.push(...(await this.subjectsOf(report)));
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
    const published = collection?.published ?? document.properties.published ?? document.properties.created;
    const { entity, origin } = reportOfFile({
      path: document.paths[0] ?? document.id,
      collection: collection?.name,
      publisher: collection?.publisher,
      url: collection?.url,
      published,
    });
    const [ref = 0] = await this.store.graph.ensure([entity]);
    return {
      ref,
      title: entity.value,
      document,
      origin: { ...origin, ...(collection ? { reliability: collection.reliability } : {}) },
    };
  }

  /** Once for each report. */
  private async subjectsOf(report: Report): Promise<readonly DerivedAssertion[]> {
    if (this.read.has(report.document.id)) return [];
    this.read.add(report.document.id);
    this.described.add(report.ref);
    return this.subjects.of(report);
  }

  private async namedBeside(passage: StoredPassage, mention: StoredMention) {
    if (passage.text.length > LONGEST_PASSAGE) return [];
    const at = { from: parsePassageId(passage.id).ordinal, limit: 1 };
    const all = (await this.store.mentions.ofDocument(passage.document, at)).filter(
      (other) => other.type === 'name' && other.confidence >= SURE_ENOUGH,
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
