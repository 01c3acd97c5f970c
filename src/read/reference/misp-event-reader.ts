/** Reads MISP events: one passage an attribute; every value is listed in the event, and indicates the one actor that the event is tagged with. */
import type { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { Origin } from '../../model/assertion.ts';
import type { EntityKey } from '../../model/entity.ts';
import { shape } from '../on-demand.ts';
import type { Reader, ReaderInput, ReadSink } from '../reader.ts';
import { CATALOGUE_SUFFIX, galaxyType } from './misp-galaxy-reader.ts';
import { namedByWord, observables } from './observable.ts';
import { quoteBetween, RecordText, shorten } from './record-text.ts';
import { StatedSpans } from './stated-spans.ts';
import { headText, isoDate, structuredJson } from './structured-file.ts';

const event = shape((z) => {
  const text = z.union([z.string(), z.number()]).transform(String);
  const tag = z.looseObject({ name: z.string() });
  const galaxy = z.looseObject({
    type: z.string(),
    GalaxyCluster: z.array(z.looseObject({ value: z.string(), type: z.string().optional() })).optional(),
  });
  const attribute = z.looseObject({
    type: z.string(),
    value: text,
    category: z.string().optional(),
    comment: z.string().nullish(),
    to_ids: z.boolean().optional(),
    timestamp: text.optional(),
    first_seen: z.string().nullish(),
    last_seen: z.string().nullish(),
    deleted: z.boolean().optional(),
    Tag: z.array(tag).optional(),
    Galaxy: z.array(galaxy).optional(),
  });
  const misObject = z.looseObject({ name: z.string().optional(), Attribute: z.array(attribute).optional() });
  return z.looseObject({
    info: z.string(),
    uuid: z.string().optional(),
    date: z.string().optional(),
    Orgc: z.looseObject({ name: z.string() }).optional(),
    Attribute: z.array(attribute).optional(),
    Object: z.array(misObject).optional(),
    Galaxy: z.array(galaxy).optional(),
    Tag: z.array(tag).optional(),
  });
});
type MispEvent = z.infer<ReturnType<typeof event>>;
type Attribute = NonNullable<MispEvent['Attribute']>[number];

/** An event that is tagged with more actors than this says of none of them that the values are theirs. */
const MOST_SUBJECTS = 3;

export const mispEventReader: Reader = {
  name: 'misp-event',
  version: 3,
  accepts(probe) {
    const head = headText(probe);
    if (head === undefined || !/^\s*[[{]/.test(head)) return false;
    return /"Event"\s*:\s*\{/.test(head) && /"(?:info|Orgc|Attribute|threat_level_id)"\s*:/.test(head);
  },
  async read(input, sink) {
    const events = eventsOf(await structuredJson(input));
    const warnings: string[] = [];
    for (const [index, one] of events.entries()) await readEvent(one, index, { input, sink, warnings });
    const [first] = events;
    return {
      kind: 'record-set',
      mediaType: 'application/vnd.misp.event+json',
      ...(events.length === 1 && first ? { title: first.info } : { title: `${events.length} MISP events` }),
      properties: { events: String(events.length) },
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  },
};

/** One event, an array of events, or either under `response`. */
function eventsOf(raw: unknown): readonly MispEvent[] {
  const inner = (raw as { response?: unknown } | null)?.response ?? raw;
  const list = Array.isArray(inner) ? inner : [inner];
  return list.map((entry, index) => {
    const parsed = event().safeParse((entry as { Event?: unknown } | null)?.Event ?? entry);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw new TelltaleError(
      'broken-bundle',
      `Event ${index} is not a MISP event: ${issue?.path.join('.')}: ${issue?.message}`,
    );
  });
}

interface Place {
  readonly input: ReaderInput;
  readonly sink: ReadSink;
  readonly warnings: string[];
}

/** What tags and galaxies name: `misp-galaxy:threat-actor="POISON CARP"`. */
function taggedThings(tags: MispEvent['Tag'], galaxies: MispEvent['Galaxy']): readonly EntityKey[] {
  const named = [
    ...(tags ?? []).flatMap(({ name }) => {
      const match = /^misp-galaxy:([a-z0-9-]+)="(.+)"$/i.exec(name);
      return match ? [{ galaxy: match[1] ?? '', value: match[2] ?? '' }] : [];
    }),
    ...(galaxies ?? []).flatMap((one) =>
      (one.GalaxyCluster ?? []).map((entry) => ({ galaxy: one.type, value: entry.value })),
    ),
  ];
  const things = named.flatMap(({ galaxy: kind, value }): EntityKey[] => {
    const type = galaxyType(kind);
    return type ? [{ type, value: value.replace(CATALOGUE_SUFFIX, '').trim() }] : [];
  });
  return [...new Map(things.map((thing) => [`${thing.type}\0${thing.value.toLowerCase()}`, thing])).values()];
}

async function readEvent(one: MispEvent, index: number, place: Place): Promise<void> {
  const { sink, input } = place;
  const publisher = one.Orgc?.name ?? input.source?.publisher;
  const date = isoDate(one.date);
  const origin: Origin = {
    name: publisher ? `${publisher}: ${one.info}` : one.info,
    ...(date ? { published: date } : {}),
  };
  const report: EntityKey = { type: 'report', value: one.info };
  const things = taggedThings(one.Tag, one.Galaxy);
  const subjects = things.filter((thing) => thing.type === 'intrusion-set' || thing.type === 'malware');
  const head = new RecordText();
  const title = head.add(one.info);
  head.line('Event of', [publisher, date].filter(Boolean).join(', '));
  const thingPieces = things.map((thing) => head.line(thing.type, thing.value) ?? title);
  const passage = await sink.passage({
    role: 'record',
    text: head.text,
    position: { kind: 'record', pointer: `/${index}` },
    ...(date ? { time: date } : {}),
    ...new StatedSpans().of(head.text),
  });
  for (const [order, thing] of things.entries()) {
    const evidence = quoteBetween(title, thingPieces[order] ?? title).map((piece) => ({ passage, ...piece }));
    const statement = { subject: thing, object: report, evidence, method: 'misp-event', confidence: 1, origin };
    await sink.statement({ ...statement, predicate: 'mentioned-in' });
    await sink.statement({
      ...statement,
      subject: { type: 'name', value: thing.value },
      predicate: 'alias-of',
      object: thing,
    });
  }
  const groups = [
    { pointer: `/${index}/Attribute`, label: undefined, attributes: one.Attribute ?? [] },
    ...(one.Object ?? []).map((object, order) => ({
      pointer: `/${index}/Object/${order}`,
      label: object.name,
      attributes: object.Attribute ?? [],
    })),
  ];
  for (const group of groups) {
    for (const [order, entry] of group.attributes.entries()) {
      if (entry.deleted) continue;
      await readAttribute(entry, `${group.pointer}/${order}`, {
        ...place,
        report,
        subjects,
        origin,
        group: group.label,
      });
    }
  }
}

interface AttributePlace extends Place {
  readonly report: EntityKey;
  readonly subjects: readonly EntityKey[];
  readonly origin: Origin;
  readonly group: string | undefined;
}

async function readAttribute(entry: Attribute, pointer: string, place: AttributePlace): Promise<void> {
  const { sink, report, origin } = place;
  const record = new RecordText();
  const head = record.add(shorten(entry.value, 4000));
  const kind = [entry.type, entry.category, place.group].filter(Boolean).join(', ');
  const spans = new StatedSpans();
  spans.field(record.add(` (${kind})`));
  if (entry.comment) record.add(` ${entry.comment}`);
  spans.field(record.add('; listed in '));
  const tail = record.add(report.value);
  const own = taggedThings(entry.Tag, entry.Galaxy).filter((thing) => thing.type !== 'location');
  const subjects = own.length > 0 ? own : place.subjects;
  const subjectPieces =
    subjects.length <= MOST_SUBJECTS ? subjects.map((thing) => record.line('Tagged', thing.value)) : [];
  const first = isoDate(entry.first_seen ?? undefined);
  const last = isoDate(entry.last_seen ?? undefined);
  record.line('Seen', first || last ? `${first ?? '?'} to ${last ?? '?'}` : undefined);
  // The event's title is looked through where it is the head, and so are its tags.
  spans.field({ start: tail.start, end: record.text.length });
  const found = observables(entry.type, entry.value);
  for (const entity of found) spans.value(entity, entry.value, head);
  const passage = await sink.passage({
    role: 'record',
    text: record.text,
    position: { kind: 'record', pointer },
    ...spans.of(record.text),
  });
  const validity = { ...(first ? { firstSeen: first } : {}), ...(last ? { lastSeen: last } : {}) };
  // What is not meant for detection, such as a link to the report itself, is mentioned by the event, not an indicator.
  const indicator = entry.to_ids ?? false;
  for (const subject of found) {
    await sink.statement({
      subject,
      predicate: indicator ? 'listed-in' : 'mentioned-in',
      object: report,
      evidence: quoteBetween(head, tail).map((piece) => ({ passage, ...piece })),
      method: 'misp-event',
      confidence: indicator ? 1 : 0.7,
      origin,
      ...validity,
    });
    for (const [order, thing] of (indicator ? subjects : []).entries()) {
      const piece = subjectPieces[order];
      if (!piece) continue;
      await sink.statement({
        subject,
        predicate: 'indicates',
        object: thing,
        evidence: quoteBetween(head, piece).map((part) => ({ passage, ...part })),
        method: 'misp-event',
        confidence: 0.9 / Math.max(1, subjects.filter((other) => other.type === thing.type).length),
        origin,
        ...validity,
      });
    }
  }
  const named = namedByWord(entry.type, entry.value);
  if (named) {
    const evidence = quoteBetween(head, tail).map((piece) => ({ passage, ...piece }));
    const statement = { method: 'misp-event', confidence: 1, origin, ...validity };
    await sink.statement({ ...statement, subject: named, predicate: 'mentioned-in', object: report, evidence });
    await sink.statement({
      ...statement,
      subject: { type: 'name', value: named.value },
      predicate: 'alias-of',
      object: named,
      evidence: [{ passage, ...head }],
    });
  }
  const [domain, ip] = found;
  if (entry.type === 'domain|ip' && domain && ip) {
    await sink.statement({
      subject: domain,
      predicate: 'resolves-to',
      object: ip,
      evidence: [{ passage, ...head }],
      method: 'misp-event',
      confidence: 1,
      origin,
      ...validity,
    });
  }
}
