/** Reads a STIX 2.x bundle, plain or gzipped: one passage an object or relationship, statements for what they say. */
import { TelltaleError } from '../../../errors.ts';
import type { Origin, Span } from '../../../model/assertion.ts';
import { type EntityKey, type EntityType, isNamed } from '../../../model/entity.ts';
import { reportOfFile } from '../../../model/report-name.ts';
import type { Reader, ReaderInput, ReadSink, ReadSummary } from '../../reader.ts';
import { jsonElements } from '../json-elements.ts';
import { quoteBetween, RecordText, shorten } from '../record-text.ts';
import { StatedSpans } from '../stated-spans.ts';
import { headText, isoDate, structuredBytes } from '../structured-file.ts';
import { asStixObject, catalogueIds, namedThing, otherNames, type StixObject, valuesOf } from './stix-objects.ts';

/** Things whose names are searched for in texts; technique names are too ordinary, they are known by their ids. */
const CALLED: ReadonlySet<EntityType> = new Set([
  'intrusion-set',
  'campaign',
  'malware',
  'tool',
  'organization',
  'individual',
]);
const NOT_SHOWN: ReadonlySet<string> = new Set([
  'marking-definition',
  'extension-definition',
  'relationship',
  'sighting',
]);
/** What its maker has taken back, or no longer keeps up. */
const OUTDATED = 0.3;

/** Properties by which objects ask for others. */
const REFERENCES = ['"source_ref"', '"object_refs"', '"sighting_of_ref"', '"resolves_to_refs"'] as const;

/** Objects that a report lists beyond this many are in its text only through their own records. */
const LISTED_ON_ONE_LINE = 50;
const DESCRIPTION = 4000;

export const stixBundleReader: Reader = {
  name: 'stix-bundle',
  version: 3,
  accepts(probe) {
    const text = headText(probe);
    if (text === undefined) return false;
    return /^\s*\{/.test(text) && /"bundle--|"type"\s*:\s*"bundle"/.test(text) && /"objects"\s*:/.test(text);
  },
  async read(input, sink) {
    return new BundleReading(input, sink).run();
  },
};

const stateOf = ({ revoked, x_mitre_deprecated: deprecated }: StixObject): string =>
  revoked ? ', revoked' : deprecated ? ', deprecated' : '';

class BundleReading {
  private readonly input: ReaderInput;
  private readonly sink: ReadSink;
  /** What an id of the bundle stands for. */
  private readonly known = new Map<string, readonly EntityKey[]>();
  /** Names of what is no thing of this model. */
  private readonly names = new Map<string, string>();
  private readonly indicators = new Map<string, StixObject>();
  private readonly publishers = new Map<string, string>();
  /** Ids that a report lists or a relationship begins at. */
  private readonly placed = new Set<string>();
  private readonly warnings: string[] = [];
  private title: string | undefined;
  /** Whether some object names another: a feed of nothing but indicators need not be kept in memory. */
  private relates = true;
  /** Relations to what the bundle does not hold. */
  private dangling = 0;

  constructor(input: ReaderInput, sink: ReadSink) {
    this.input = input;
    this.sink = sink;
  }

  async run(): Promise<ReadSummary> {
    const bytes = await structuredBytes(this.input);
    this.relates = REFERENCES.some((key) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(key));
    // Two walks: relationships may come before what they relate.
    for (const object of this.objects(bytes, true)) this.learn(object);
    let count = 0;
    for (const object of this.objects(bytes, false)) {
      count += 1;
      if (object.type === 'relationship') await this.relationship(object);
      else if (object.type === 'sighting') await this.sighting(object);
      else if (!NOT_SHOWN.has(object.type)) await this.record(object);
    }
    if (this.dangling > 0) {
      this.warnings.push(
        `${this.dangling} relationships are to objects that the bundle does not hold; they are left out.`,
      );
    }
    if (count === 0) throw new TelltaleError('broken-bundle', 'The bundle has no objects.');
    return {
      kind: 'record-set',
      mediaType: 'application/stix+json',
      properties: { objects: String(count) },
      ...(this.title === undefined ? {} : { title: this.title }),
      ...(this.warnings.length > 0 ? { warnings: this.warnings } : {}),
    };
  }

  private *objects(bytes: Uint8Array, warn: boolean): Generator<StixObject> {
    let bad = 0;
    for (const element of jsonElements(bytes, { key: 'objects' })) {
      const parsed = asStixObject(element.value);
      if ('data' in parsed) {
        yield parsed.data;
        continue;
      }
      bad += 1;
      if (warn && bad <= 5) {
        this.warnings.push(`Object ${element.index} (byte ${element.offset}) is not STIX: ${parsed.issue}`);
      }
    }
    if (warn && bad > 5) this.warnings.push(`${bad - 5} more objects are not STIX.`);
  }

  private learn(object: StixObject): void {
    if (this.relates) this.remember(object);
    if (object.type === 'identity' && object.name) this.publishers.set(object.id, object.name);
    if (object.type === 'report' && this.title === undefined) this.title = object.name;
    if (object.type === 'x-mitre-collection' && object.name) this.title = object.name;
  }

  /** What an id stands for, where some other object may ask for it. */
  private remember(object: StixObject): void {
    const named = namedThing(object);
    if (named) this.known.set(object.id, [named]);
    else if (object.type === 'indicator') {
      // Few of a feed's indicators are asked for: their patterns are looked into then.
      const { type, id, pattern, pattern_type: language } = object;
      this.indicators.set(id, {
        type,
        id,
        ...(pattern === undefined ? {} : { pattern }),
        ...(language === undefined ? {} : { pattern_type: language }),
      });
    } else {
      const values = valuesOf(object);
      if (values.length > 0) this.known.set(object.id, values);
      else if (object.name) this.names.set(object.id, object.name.trim());
    }
    for (const id of object.object_refs ?? []) this.placed.add(id);
    if (object.source_ref) this.placed.add(object.source_ref);
  }

  /** One object's own record: its names, ids, values and description. */
  private async record(object: StixObject): Promise<void> {
    const record = new RecordText();
    const spans = new StatedSpans();
    const named = namedThing(object);
    const values = named ? [] : valuesOf(object);
    const head = record.add(object.name?.trim() || object.type);
    // Feeds call an indicator by its value.
    const [only] = values;
    if (values.length === 1 && only && record.text.split(' ').at(-1) === only.value)
      spans.value(only, only.value, { start: head.end - only.value.length, end: head.end });
    spans.field(record.add(` (${object.type.replace(/^x-mitre-/, '')}${stateOf(object)})`));
    const aliases = otherNames(object);
    const aliasPieces = aliases.map((alias, index) => {
      record.add(index === 0 ? ', also called: ' : ', ');
      return record.add(alias);
    });
    const ids = catalogueIds(object);
    const idPieces = ids.map((id, index) => {
      record.add(index === 0 ? '\nIds: ' : ', ');
      return record.add(id);
    });
    const valuePieces = values.map((value) => {
      const from = record.text.length;
      const piece = record.line(value.type, value.value) ?? head;
      spans.field({ start: from, end: piece.start });
      spans.value(value, value.value, piece);
      return piece;
    });
    const beforeDates = record.text.length;
    const first = isoDate(object.first_seen ?? object.valid_from ?? object.first_observed);
    const last = isoDate(object.last_seen ?? object.valid_until ?? object.last_observed);
    record.line('Seen', first || last ? `${first ?? '?'} to ${last ?? '?'}` : undefined);
    record.line('Published', object.type === 'report' ? isoDate(object.published) : undefined);
    spans.field({ start: beforeDates, end: record.text.length });
    record.line('', object.description && shorten(object.description, DESCRIPTION));
    if (object.type === 'indicator' && values.length === 0) record.line('Pattern', object.pattern);
    const listed = (object.object_refs ?? []).flatMap((id) => this.entitiesOf(id));
    const listedPieces = named?.type === 'report' ? this.list(record, listed) : [];
    const resolved = (object.resolves_to_refs ?? []).flatMap((id) => this.entitiesOf(id));
    const resolvedPieces = this.list(record, resolved);
    const passage = await this.give(object, record, spans);
    for (const [index, value] of values.entries()) {
      for (const { entity, piece } of resolvedPieces) {
        await this.sink.statement({
          subject: value,
          predicate: 'resolves-to',
          object: entity,
          evidence: quoteBetween(valuePieces[index] ?? head, piece).map((part) => ({ passage, ...part })),
          method: 'stix',
          confidence: 1,
          ...this.validity(object),
          ...this.origin(object),
        });
      }
    }
    if (!this.placed.has(object.id)) {
      // No report of the bundle lists the value: it stands in the file, and the file is the report.
      const { entity, origin } = reportOfFile(this.input.source);
      for (const [index, value] of values.entries()) {
        await this.sink.statement({
          subject: value,
          predicate: 'listed-in',
          object: entity,
          evidence: [{ passage, ...(valuePieces[index] ?? head) }],
          method: 'stix',
          confidence: 1,
          origin,
          ...this.validity(object),
        });
      }
    }
    if (!named) return;
    const confidence = stateOf(object) === '' ? 1 : OUTDATED;
    const state = (subject: EntityKey, predicate: string, spans: readonly Span[], certainty = confidence) =>
      this.sink.statement({
        subject,
        predicate,
        object: named,
        evidence: spans,
        method: 'stix',
        confidence: certainty,
        ...this.validity(object),
        ...this.origin(object),
      });
    if (CALLED.has(named.type)) {
      await state({ type: 'name', value: named.value }, 'alias-of', [{ passage, ...head }]);
      for (const [index, alias] of aliases.entries()) {
        const spans = quoteBetween(head, aliasPieces[index] ?? head).map((piece) => ({ passage, ...piece }));
        await state({ type: 'name', value: alias }, 'alias-of', spans);
      }
    }
    for (const [index, id] of ids.entries()) {
      const spans = quoteBetween(head, idPieces[index] ?? head).map((piece) => ({ passage, ...piece }));
      if (/^(?:T|TA|G|S|C|M|DS)\d{4}(?:\.\d{3})?$/.test(id)) {
        await state({ type: 'attack', value: id }, 'alias-of', spans);
      } else if (/^CVE-\d{4}-\d{4,}$/i.test(id) && named.type !== 'cve') {
        await state({ type: 'cve', value: id.toUpperCase() }, 'alias-of', spans);
      }
    }
    for (const { entity, piece } of listedPieces) {
      const predicate = isNamed(entity.type) ? 'mentioned-in' : 'listed-in';
      await state(
        entity,
        predicate,
        quoteBetween(head, piece).map((part) => ({ passage, ...part })),
      );
    }
  }

  private list(record: RecordText, entities: readonly EntityKey[]) {
    return entities.map((entity, index) => {
      if (index % LISTED_ON_ONE_LINE === 0) record.add(`${record.text.endsWith('\n') ? '' : '\n'}Lists: `);
      else record.add(', ');
      return { entity, piece: record.add(entity.value) };
    });
  }

  private async relationship(object: StixObject): Promise<void> {
    const { relationship_type: relation, source_ref: source, target_ref: target } = object;
    if (!relation || !source || !target) return;
    await this.related(object, this.entitiesOf(source), relation, this.entitiesOf(target));
  }

  private async sighting(object: StixObject): Promise<void> {
    const where = (object.where_sighted_refs ?? []).flatMap((id) => this.entitiesOf(id));
    await this.related(object, this.entitiesOf(object.sighting_of_ref ?? ''), 'sighted-by', where);
  }

  private async related(
    object: StixObject,
    subjects: readonly EntityKey[],
    relation: string,
    objects: readonly EntityKey[],
  ): Promise<void> {
    if (subjects.length === 0 || objects.length === 0) return this.untypedRelation(object, relation);
    const record = new RecordText();
    const lines = subjects.flatMap((subject) =>
      objects.map((other) => ({
        subject,
        other,
        piece: record.line('', `${subject.value} ${relation.replaceAll('-', ' ')} ${other.value}`),
      })),
    );
    record.line('', object.description && shorten(object.description, DESCRIPTION));
    const passage = await this.give(object, record, new StatedSpans());
    for (const { subject, other, piece } of lines) {
      if (!piece) continue;
      await this.sink.statement({
        subject,
        predicate: relation,
        object: other,
        evidence: [{ passage, ...piece }],
        method: 'stix',
        confidence: stateOf(object) === '' ? (object.confidence ?? 100) / 100 : OUTDATED,
        ...this.validity(object),
        ...this.origin(object),
      });
    }
  }

  /** What relates things of other kinds, such as mitigations and assets, is there to be read. */
  private async untypedRelation(object: StixObject, relation: string): Promise<void> {
    const { source_ref: source = '', target_ref: target = '' } = object;
    const names = [source, target].map((id) => this.names.get(id) ?? this.entitiesOf(id)[0]?.value);
    const [from, to] = names;
    if (from === undefined || to === undefined) {
      if (object.type === 'relationship') this.dangling += 1;
      return;
    }
    const record = new RecordText();
    record.line('', `${from} ${relation.replaceAll('-', ' ')} ${to}`);
    record.line('', object.description && shorten(object.description, DESCRIPTION));
    await this.give(object, record, new StatedSpans());
  }

  private entitiesOf(id: string): readonly EntityKey[] {
    const known = this.known.get(id);
    if (known) return known;
    const indicator = this.indicators.get(id);
    return indicator ? valuesOf(indicator) : [];
  }

  private give(object: StixObject, record: RecordText, spans: StatedSpans): Promise<number> {
    return this.sink.passage({
      role: 'record',
      text: record.text,
      position: { kind: 'record', pointer: object.id },
      ...spans.of(record.text),
    });
  }

  private validity(object: StixObject): { firstSeen?: string; lastSeen?: string } {
    const first = isoDate(object.start_time ?? object.first_seen ?? object.valid_from ?? object.first_observed);
    const last = isoDate(object.stop_time ?? object.last_seen ?? object.valid_until ?? object.last_observed);
    return { ...(first ? { firstSeen: first } : {}), ...(last ? { lastSeen: last } : {}) };
  }

  /** The work that the object cites is its origin; else the identity that created it. */
  private origin(object: StixObject): { origin?: Origin } {
    const cited =
      object.type === 'relationship'
        ? object.external_references?.find((entry) => entry.source_name && !entry.external_id)
        : undefined;
    const publisher = this.publishers.get(object.created_by_ref ?? '');
    const name = cited?.source_name ?? publisher ?? this.input.source?.publisher;
    if (!name) return {};
    const published = isoDate(object.type === 'report' ? object.published : cited ? undefined : object.created);
    return {
      origin: { name, ...(cited?.url ? { url: cited.url } : {}), ...(published ? { published } : {}) },
    };
  }
}
