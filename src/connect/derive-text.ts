/** Derives what published texts say of values that a leak mentions too: which report mentions them, and whom beside them. */
import type { Collection } from '../model/collection.ts';
import type { Document } from '../model/document.ts';
import type { Entity, EntityRef, EntityType } from '../model/entity.ts';
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
/** A longer line is prose. */
const LONGEST_ENTRY = 240;
/** A passage that names more things than this is a list. */
const MOST_NAMED = 3;
const SURE_ENOUGH = 0.6;
const SAME_PASSAGE_CONFIDENCE = 0.8;
/** Label of a mention that its author wrote so that nobody follows it. */
const DEFANGED = 'defanged';
/** Nobody prints a digest by the way. */
const DIGESTS: ReadonlySet<EntityType> = new Set(['md5', 'sha1', 'sha256', 'sha512']);
const GIVEN_CONFIDENCE = 0.9;
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

/** Whether a value is an entry of a table or of a list: a row holds it, or a line that begins with it. */
function isEntry(passage: StoredPassage, mention: StoredMention): boolean {
  if (passage.position.kind === 'row') return true;
  const [from, to] = lineAround(passage, mention);
  return (
    to - from <= LONGEST_ENTRY &&
    /^[\s>*•·–—|`'"-]*(?:\d{1,3}[.)]\s+)?[`'"]?$/u.test(passage.text.slice(from, mention.start))
  );
}

function lineAround({ text, position }: StoredPassage, { start, end }: StoredMention): readonly [number, number] {
  if (position.kind === 'row') return [0, text.length];
  const behind = text.indexOf('\n', end);
  return [text.lastIndexOf('\n', start - 1) + 1, behind < 0 ? text.length : behind];
}

class Reading {
  private readonly store: Store;
  private readonly collections: ReadonlyMap<string, Collection>;
  private readonly reports = new Map<string, Report | undefined>();
  private readonly names = new Map<EntityRef, readonly Entity[]>();
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
      const isGiven = mention.labels.includes(DEFANGED) || DIGESTS.has(entity.type);
      const isListed = isGiven && !listed.has(report.ref);
      const tells = isListed ? 'indicator-in-report' : 'mentioned-in-report';
      if (!met.has(`${tells} ${report.document.id}`)) {
        met.add(`${tells} ${report.document.id}`);
        derived.push({
          ...base,
          predicate: isListed ? 'listed-in' : 'mentioned-in',
          object: report.ref,
          method: `rule:${tells}`,
          confidence: mention.confidence * (isListed ? GIVEN_CONFIDENCE : 1),
          evidence,
        });
      }
      if (entity.type === 'name') continue;
      if (leadsOn(entity.type)) derived.push(...(await this.subjectsOf(report)));
      const inEntry = isEntry(passage, mention);
      for (const beside of await this.namedBeside(passage, mention, inEntry)) {
        const isNamedInEntry = inEntry && beside.alone;
        derived.push({
          ...base,
          predicate: isNamedInEntry ? 'indicates' : 'co-occurs-with',
          object: beside.thing,
          method: isNamedInEntry ? 'rule:named-in-entry' : 'rule:same-passage',
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
    const { published, created } = document.properties;
    const { entity, origin } = reportOfFile({
      path: document.paths[0] ?? document.id,
      collection: collection?.name,
      publisher: collection?.publisher,
      url: collection?.url,
      stated: published,
      published: collection?.published ?? created,
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

  /** Clear names beside a mention: in its row or line of a list, else in its passage. `alone`: no other of its kind. */
  private async namedBeside(passage: StoredPassage, mention: StoredMention, inEntry: boolean) {
    if (!inEntry && passage.text.length > LONGEST_PASSAGE) return [];
    const [from, to] = inEntry ? lineAround(passage, mention) : [0, passage.text.length];
    const at = { from: parsePassageId(passage.id).ordinal, limit: 1 };
    const all = (await this.store.mentions.ofDocument(passage.document, at)).filter(
      ({ type, confidence, start, end }) => type === 'name' && confidence >= SURE_ENOUGH && start >= from && end <= to,
    );
    const beside = [];
    for (const other of all) {
      if (other.start < mention.end && mention.start < other.end) continue;
      for (const thing of await this.thingsCalled(other)) {
        beside.push({
          thing: thing.ref,
          type: thing.type,
          confidence: other.confidence,
          start: other.start,
          end: other.end,
        });
      }
    }
    const distinct = [...new Map(beside.map((one) => [one.thing, one])).values()];
    if (distinct.length > MOST_NAMED) return [];
    const isActor = (type: EntityType): boolean => type === 'intrusion-set' || type === 'campaign';
    return distinct.map((one) => ({
      ...one,
      alone: distinct.every((other) => other.thing === one.thing || isActor(other.type) !== isActor(one.type)),
    }));
  }

  /** What a name means, when that is clear. */
  private async thingsCalled(mention: StoredMention): Promise<readonly Entity[]> {
    const name = await this.store.graph.entity({ type: 'name', value: mention.value });
    if (!name) return [];
    const known = this.names.get(name.ref);
    if (known) return known;
    const steps = await this.store.graph.steps([name.ref], { forward: ['alias-of'], inverse: [], limit: 20 });
    const refs = [...new Set((steps.get(name.ref) ?? []).map((step) => step.to))];
    const things = (await this.store.graph.entities(refs)).filter((thing) => NAMED.some((type) => type === thing.type));
    const clear = things.length === 1 ? things : [];
    this.names.set(name.ref, clear);
    return clear;
  }
}
