/** Collects the objects of one STIX bundle: each once, in the order in which they are first needed. */
import type { Collection } from '../../../model/collection.ts';
import { type EntityKey, nameKey } from '../../../model/entity.ts';
import type { Judgement } from '../../../model/judgement.ts';
import type { Confidence, Hop, Overlap, Quote } from '../../../model/overlap.ts';
import type { MarkedDocument } from '../../views/marked-documents.ts';
import { type Cover, hopsOf, isCandidate, statedBy } from '../chosen-overlaps.ts';
import { objectId } from './identifiers.ts';
import { indicatorOf } from './indicator.ts';
import { namedObject } from './named-objects.ts';
import { OBSERVABLE_EXTENSION, observablesOf } from './observables.ts';
import { relationshipName } from './relationships.ts';
import type { Frame, StixObject } from './stix-object.ts';
import { stixTime } from './stix-time.ts';

/** STIX 2.1, appendix A: the scale None, Low, Med, High. */
const CONFIDENCE: Readonly<Record<Confidence, number>> = { Low: 15, Moderate: 50, High: 85 };
/** Admiralty credibility on the same appendix's scale; 6 cannot be judged and says nothing. */
const CREDIBILITY: Readonly<Record<number, number>> = { 1: 90, 2: 70, 3: 50, 4: 30, 5: 10 };

interface EvidenceNote {
  readonly quote: Quote;
  readonly things: EntityKey[];
  readonly about: Set<string>;
  /** How the quote is read where that is not what it says. */
  reading?: string;
}

export class BundleBuilder {
  readonly objects = new Map<string, StixObject>();
  private readonly notes = new Map<string, EvidenceNote>();
  private readonly frame: Frame;
  private readonly cover: Cover;
  private readonly collections: ReadonlyMap<string, Collection>;

  constructor(frame: Frame, cover: Cover, collections: readonly Collection[]) {
    this.frame = frame;
    this.cover = cover;
    this.collections = new Map(collections.map((collection) => [collection.id, collection]));
  }

  add(object: StixObject): string {
    if (!this.objects.has(object.id)) this.objects.set(object.id, object);
    return object.id;
  }

  /** The overlap's chain as a grouping, and the verdict on it as an opinion. */
  async addOverlap(overlap: Overlap, judgement: Judgement | undefined): Promise<void> {
    const words = await this.cover.sentences(overlap);
    const refs = new Set<string>();
    const reading = isCandidate(overlap) ? overlap.leak.value : undefined;
    for (const hop of hopsOf(overlap)) for (const ref of this.addHop(hop, words, reading)) refs.add(ref);
    const lines = [
      ...(overlap.explanation ?? []),
      ...(overlap.rejected ? [`Rejected: ${overlap.rejected}`] : []),
      `Likelihood (ICD-203): ${overlap.likelihood}, score ${overlap.score}. Confidence: ${overlap.confidence}. Concludes: ${overlap.conclusion}.`,
    ];
    const id = this.add({
      type: 'grouping',
      spec_version: '2.1',
      id: objectId('grouping', overlap.id),
      ...this.frame,
      name: words(overlap.headline ?? `${overlap.leak.value} and ${overlap.reference.name}`),
      description: lines.map(words).join('\n'),
      context: 'suspicious-activity',
      confidence: CONFIDENCE[overlap.confidence],
      ...(overlap.labels.length > 0 ? { labels: [...overlap.labels] } : {}),
      object_refs: [...refs],
    });
    if (judgement) this.addOpinion(judgement, id, words);
  }

  /** Notes last: a quote may speak for several objects. */
  async addNotes(): Promise<void> {
    for (const { quote, things, about, reading } of this.notes.values()) {
      const collection = this.collections.get(quote.collection);
      const name = collection?.name ?? quote.collection;
      const place = `characters ${quote.start} to ${quote.end} of passage ${quote.passage}`;
      const page = quote.page === null ? '' : `, page ${quote.page}`;
      this.add({
        type: 'note',
        spec_version: '2.1',
        id: objectId('note', quote.passage, String(quote.start), String(quote.end)),
        ...this.frame,
        abstract: `Evidence in ${name}`,
        content: [
          `«${await this.cover.quote(quote, things)}»`,
          ...(reading === undefined
            ? []
            : [`Read as ${reading}: another reading of recognised text than its own, which an analyst accepted.`]),
          ...(quote.sender || quote.date ? [[quote.sender, quote.date].filter(Boolean).join(', ')] : []),
          `${collection?.role === 'leak' ? 'Leak' : 'Reference'} «${name}», ${quote.path}${page}`,
          `SHA-256 ${quote.sha256}`,
          `UTF-16 ${place}`,
        ].join('\n'),
        external_references: [
          {
            source_name: name,
            description: `${quote.path}${page}, ${place}`,
            hashes: { 'SHA-256': quote.sha256 },
          },
        ],
        object_refs: [...about],
      });
    }
  }

  /** An analyst's star, tags and notes as a note on the file. */
  addMarks({ document, collection, path, sha256, starred, tags, notes }: MarkedDocument): void {
    const files = observablesOf({ type: 'sha256', value: sha256 }).map((file) => this.add(file));
    const authors = [...new Set(notes.map(({ author }) => author))];
    const said = notes.map(({ text, author, time }) => `${text} (${author}, ${time})`);
    this.add({
      type: 'note',
      spec_version: '2.1',
      id: objectId('note', 'marks', document),
      ...this.frame,
      abstract: `Analysts’ marks on ${path}`,
      content: [
        ...said,
        ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}`] : []),
        ...(starred ? ['Starred'] : []),
        `«${collection}», ${path}`,
        `SHA-256 ${sha256}`,
      ].join('\n'),
      ...(authors.length > 0 ? { authors } : {}),
      ...(tags.length > 0 ? { labels: [...tags] } : {}),
      object_refs: files,
    });
  }

  /** @param reading of a leak's recognised text, where the chain rests on it */
  private addHop(hop: Hop, words: (text: string) => string, reading: string | undefined): string[] {
    const { subject, predicate, object } = statedBy(hop);
    const refs = new Set<string>();
    const source = this.addEntity(subject, object, hop, refs);
    const target = this.addEntity(object, subject, hop, refs);
    const links = [this.relate(source, target, hop, words)];
    if (predicate === 'indicates') {
      const indicator = indicatorOf(this.cover.key(subject), this.published(hop) ?? this.frame.created, this.frame);
      if (indicator) {
        refs.add(this.add(indicator));
        links.push(this.relate(indicator.id, target, hop, words), this.relate(indicator.id, source, hop, words));
      }
    }
    for (const link of links) refs.add(link);
    for (const quote of hop.evidence) {
      const key = `${quote.passage} ${quote.start} ${quote.end}`;
      const note = this.notes.get(key) ?? { quote, things: [], about: new Set<string>() };
      this.notes.set(key, note);
      if (
        reading !== undefined &&
        this.collections.get(quote.collection)?.role === 'leak' &&
        !quote.quote.includes(reading)
      )
        note.reading = words(reading);
      note.things.push(subject, object);
      for (const ref of [source, target, ...links]) note.about.add(ref);
    }
    return [...refs];
  }

  /** Gives the object's id. A report needs what it is about: the other end of the hop. */
  private addEntity(key: EntityKey, other: EntityKey, hop: Hop, refs: Set<string>): string {
    const shown = this.cover.key(key);
    if (key.type === 'report') return this.addReport(shown, other, hop, refs);
    const named = namedObject(shown, this.frame);
    const objects = named ? [named] : observablesOf(shown);
    for (const object of objects) refs.add(this.add(object));
    if (objects.some((object) => object.type === 'telltale-observable')) this.add(observableExtension(this.frame));
    return objects.at(-1)?.id ?? '';
  }

  /** A grouping where nobody says when the report was published: STIX wants a date, and none is made up. */
  private addReport(shown: EntityKey, other: EntityKey, hop: Hop, refs: Set<string>): string {
    const published = this.published(hop);
    const type = published ? 'report' : 'grouping';
    const id = objectId(type, 'report', nameKey(shown.value));
    const about = other.type === 'report' ? this.frame.created_by_ref : this.addEntity(other, shown, hop, refs);
    const before = this.objects.get(id)?.object_refs;
    this.objects.set(id, {
      type,
      spec_version: '2.1',
      id,
      ...this.frame,
      name: shown.value,
      ...(published ? { published } : { context: 'unspecified' }),
      object_refs: [...new Set([...(Array.isArray(before) ? before : []), about])],
    });
    refs.add(id);
    return id;
  }

  /** When the reference behind a hop was published, as its evidence says. */
  private published(hop: Hop): string | undefined {
    const dates = hop.evidence
      .filter((quote) => this.collections.get(quote.collection)?.role === 'reference')
      .map((quote) => (quote.date === null ? undefined : stixTime(quote.date)));
    return dates.find((date) => date !== undefined);
  }

  private relate(source: string, target: string, hop: Hop, words: (text: string) => string): string {
    const { subject, predicate, object } = statedBy(hop);
    const name = relationshipName(typeOf(source), predicate, typeOf(target));
    const said = words(`${subject.value} ${predicate} ${object.value}`);
    const { source: reliability, extraction } = hop.weight;
    return this.add({
      type: 'relationship',
      spec_version: '2.1',
      id: objectId('relationship', source, predicate, target),
      ...this.frame,
      relationship_type: name,
      source_ref: source,
      target_ref: target,
      description: [said, ...(hop.origin ? [`Source: ${hop.origin}`] : []), ...hop.reasons.map(words)].join('\n'),
      // How far the words can be trusted; how telling the link is stands in the grouping.
      confidence: Math.round(100 * reliability * extraction),
    });
  }

  private addOpinion(judgement: Judgement, about: string, words: (text: string) => string): void {
    const { verdict, credibility } = judgement;
    const agreed = credibility === 1 ? 'strongly-agree' : 'agree';
    const confidence = credibility === undefined ? undefined : CREDIBILITY[credibility];
    this.add({
      type: 'opinion',
      spec_version: '2.1',
      id: objectId('opinion', judgement.id),
      ...this.frame,
      opinion: verdict === 'accepted' ? agreed : verdict === 'rejected' ? 'disagree' : 'neutral',
      explanation: [words(judgement.rationale), `${verdict} by ${judgement.author}, ${judgement.time}`]
        .filter((line) => line !== '')
        .join('\n'),
      authors: [judgement.author],
      ...(confidence === undefined ? {} : { confidence }),
      object_refs: [about],
    });
  }
}

const typeOf = (id: string): string => id.slice(0, id.indexOf('--'));

function observableExtension(frame: Frame): StixObject {
  return {
    type: 'extension-definition',
    spec_version: '2.1',
    id: OBSERVABLE_EXTENSION,
    ...frame,
    name: 'telltale-observable',
    description:
      'A value that STIX has no object for, such as a phone number or a bare name: `kind` says what it is, `value` what was read. Notes repeat it in plain text.',
    schema: 'Properties: kind (string, required), value (string, required).',
    version: '1.0.0',
    extension_types: ['new-sco'],
  };
}
