/** Reads a MISP galaxy cluster: one passage a value, its synonyms as alias claims, its relations as statements. */
import type { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { Origin, Span } from '../../model/assertion.ts';
import type { EntityKey, EntityType } from '../../model/entity.ts';
import { shape } from '../on-demand.ts';
import type { Reader, ReadSink } from '../reader.ts';
import { type Piece, quoteBetween, RecordText, shorten } from './record-text.ts';
import { headText, structuredJson } from './structured-file.ts';

const shapes = shape((z) => {
  const text = z.union([z.string(), z.number()]).transform(String);
  const texts = z.union([z.array(text), text.transform((value) => [value])]);
  const value = z.looseObject({
    value: z.string(),
    uuid: z.string().optional(),
    description: z.string().optional(),
    meta: z.record(z.string(), z.unknown()).optional(),
    related: z
      .array(
        z.looseObject({
          'dest-uuid': z.string(),
          type: z.string().transform((type) => type.trim()),
          tags: z.array(z.string()).optional(),
        }),
      )
      .optional(),
  });
  const cluster = z.looseObject({
    name: z.string(),
    type: z.string(),
    description: z.string().optional(),
    source: z.string().optional(),
    values: z.array(value),
  });
  return { cluster, texts, value };
});
type Value = z.infer<ReturnType<typeof shapes>['value']>;

/** Galaxy types as types of this model; others are shown and searched, but state nothing. */
const GALAXIES: Readonly<Record<string, EntityType>> = {
  'threat-actor': 'intrusion-set',
  'mitre-intrusion-set': 'intrusion-set',
  'mitre-enterprise-attack-intrusion-set': 'intrusion-set',
  'microsoft-activity-group': 'intrusion-set',
  'intrusion-set': 'intrusion-set',
  '360net-threat-actor': 'intrusion-set',
  'mitre-ics-groups': 'intrusion-set',
  groups: 'intrusion-set',
  campaign: 'campaign',
  campaigns: 'campaign',
  'mitre-campaign': 'campaign',
  malpedia: 'malware',
  'mitre-malware': 'malware',
  ransomware: 'malware',
  rat: 'malware',
  backdoor: 'malware',
  botnet: 'malware',
  banker: 'malware',
  stealer: 'malware',
  stalkerware: 'malware',
  wiper: 'malware',
  tds: 'malware',
  'mitre-ics-software': 'malware',
  android: 'malware',
  cryptominers: 'malware',
  'exploit-kit': 'malware',
  tool: 'malware',
  'mitre-tool': 'tool',
  'surveillance-vendor': 'organization',
  producer: 'organization',
  'intelligence-agency': 'organization',
  'china-defence-universities': 'organization',
  sector: 'sector',
  country: 'location',
  region: 'location',
  'target-information': 'location',
};
const CALLED: ReadonlySet<EntityType> = new Set(['intrusion-set', 'campaign', 'malware', 'tool', 'organization']);

/** Galaxy relation words that STIX names otherwise. */
const RELATIONS: Readonly<Record<string, string>> = {
  similar: 'overlaps',
  'used-by': 'used-by',
  'subset-of': 'subgroup-of',
  'part-of': 'subgroup-of',
  'successor-of': 'variant-of',
  'parent-of': 'related-to',
};
const LIKELIHOOD: Readonly<Record<string, number>> = {
  'almost-certain': 0.95,
  'very-likely': 0.85,
  likely: 0.7,
  'roughly-even-chance': 0.5,
  unlikely: 0.3,
  'very-unlikely': 0.15,
  'almost-no-chance': 0.05,
};
/** ATT&CK's clusters are called `ShadowPad - S0596`: the same thing as ATT&CK's own ShadowPad. */
export const CATALOGUE_SUFFIX = / - [GSTC]\d{4}(?:\.\d{3})?$/;
/** 360's clusters are called `海莲花 - APT-C-00`: a name and another. */
const SECOND_NAME = /^(.+?) - (APT-C-\d+)$/;
/** An institution's own name stands behind its English one: `Beihang University (北京航空航天大学)`. */
const OWN_NAME = /^(.+?) \(([^()]*\p{Script=Han}[^()]*)\)$/u;
const DESCRIPTION = 4000;

/** The name of a cluster, and what else its title calls it. */
function namesOf(title: string): readonly [name: string, ...others: string[]] {
  const name = title.replace(CATALOGUE_SUFFIX, '').trim();
  const [, first, second] = SECOND_NAME.exec(name) ?? OWN_NAME.exec(name) ?? [];
  return first && second ? [first, second] : [name];
}

/** The galaxy type of MISP tags and events as a type of this model. */
export function galaxyType(type: string): EntityType | undefined {
  return GALAXIES[type.replace(/^mitre-(?:enterprise|mobile|ics)-attack-/, 'mitre-')];
}

export const mispGalaxyReader: Reader = {
  name: 'misp-galaxy',
  version: 2,
  accepts(probe) {
    const head = headText(probe);
    if (head === undefined || !/^\s*\{/.test(head)) return false;
    return /"(?:authors|category|source|uuid)"\s*:/.test(head) && /"values"\s*:\s*\[\s*\{/.test(head);
  },
  async read(input, sink) {
    const parsed = shapes().cluster.safeParse(await structuredJson(input));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new TelltaleError(
        'broken-bundle',
        `Not a MISP galaxy cluster: ${issue?.path.join('.')}: ${issue?.message}`,
      );
    }
    const { name, type, source, values } = parsed.data;
    const entityType = galaxyType(type);
    const byUuid = new Map(
      values.flatMap((entry) => (entry.uuid ? [[entry.uuid, namesOf(entry.value)[0]] as const] : [])),
    );
    let elsewhere = 0;
    for (const [index, entry] of values.entries()) {
      const [name, ...others] = namesOf(entry.value);
      const place = { index, others, type: entityType, galaxy: type, publisher: source ?? 'MISP', byUuid, sink };
      await readValue({ ...entry, value: name }, place);
      elsewhere += (entry.related ?? []).filter((relation) => !byUuid.has(relation['dest-uuid'])).length;
    }
    const warnings = [
      ...(entityType ? [] : [`Values of galaxy type ${type} are kept as text; they state nothing.`]),
      ...(elsewhere > 0 ? [`${elsewhere} relations lead to values of other files; they are left out.`] : []),
    ];
    return {
      kind: 'record-set',
      mediaType: 'application/vnd.misp.galaxy+json',
      title: `MISP galaxy: ${name}`,
      properties: { values: String(values.length) },
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  },
};

interface Place {
  readonly index: number;
  /** What the title calls it besides its name. */
  readonly others: readonly string[];
  readonly type: EntityType | undefined;
  readonly galaxy: string;
  readonly publisher: string;
  readonly byUuid: ReadonlyMap<string, string>;
  readonly sink: ReadSink;
}

async function readValue(entry: Value, place: Place): Promise<void> {
  const { type, sink } = place;
  const meta = entry.meta ?? {};
  const record = new RecordText();
  const head = record.add(entry.value);
  record.add(` (${place.galaxy})`);
  const synonyms = [...new Set([...place.others, ...textsOf(meta.synonyms)])].filter((name) => name !== entry.value);
  const pieces = synonyms.map((name, index) => {
    record.add(index === 0 ? ', also called: ' : ', ');
    return record.add(name);
  });
  const id = textsOf(meta.external_id)[0];
  const idPiece = record.line('Id', id);
  const country = textsOf(meta['cfr-suspected-state-sponsor'])[0];
  const sponsor = record.line('Suspected state sponsor', country);
  const victims = lineOfEach(record, 'Suspected victims', textsOf(meta['cfr-suspected-victims']));
  const relations = (entry.related ?? []).flatMap((relation) => {
    const other = place.byUuid.get(relation['dest-uuid']);
    if (other === undefined || other === entry.value) return [];
    const words = record.line('', `${entry.value} ${relation.type} ${other}`);
    return words ? [{ relation, other, words }] : [];
  });
  record.line('', entry.description && shorten(entry.description, DESCRIPTION));
  record.line('References', textsOf(meta.refs).join(' '));
  const passage = await sink.passage({
    role: 'record',
    text: record.text,
    position: { kind: 'record', pointer: `/values/${place.index}` },
  });
  if (!type || entry.value === '') return;
  const thing: EntityKey = { type, value: entry.value };
  const spans = (...of: readonly Piece[]): Span[] =>
    of.map((piece) => ({ passage, start: piece.start, end: piece.end }));
  const state = (subject: EntityKey, predicate: string, object: EntityKey, evidence: Span[], more: object = {}) =>
    sink.statement({
      subject,
      predicate,
      object,
      evidence,
      method: 'misp-galaxy',
      confidence: 1,
      origin: { name: place.publisher },
      ...more,
    });
  if (CALLED.has(type)) {
    await state({ type: 'name', value: thing.value }, 'alias-of', thing, spans(head));
    for (const [index, name] of synonyms.entries()) {
      await state(
        { type: 'name', value: name },
        'alias-of',
        thing,
        spans(...quoteBetween(head, pieces[index] ?? head)),
        {
          origin: aliasOrigin(meta, name, place.publisher),
        },
      );
    }
  }
  if (id && idPiece && /^[GSC]\d{4}$/.test(id)) {
    await state({ type: 'attack', value: id }, 'alias-of', thing, spans(...quoteBetween(head, idPiece)));
  }
  if (type === 'intrusion-set') {
    if (country && sponsor) {
      await state(
        thing,
        'originates-from',
        { type: 'location', value: country },
        spans(...quoteBetween(head, sponsor)),
      );
    }
    for (const { value: victim, piece } of victims) {
      await state(thing, 'targets', { type: 'location', value: victim }, spans(...quoteBetween(head, piece)));
    }
  }
  for (const { relation, other, words } of relations) {
    const likelihood = relation.tags?.map((tag) => /likelihood-probability="([a-z-]+)"/.exec(tag)?.[1]).find(Boolean);
    await state(thing, RELATIONS[relation.type] ?? relation.type, { type, value: other }, spans(words), {
      confidence: LIKELIHOOD[likelihood ?? ''] ?? 0.7,
    });
  }
}

function lineOfEach(record: RecordText, label: string, values: readonly string[]): { value: string; piece: Piece }[] {
  return values.map((entry, index) => {
    record.add(index === 0 ? `${record.text.endsWith('\n') ? '' : '\n'}${label}: ` : ', ');
    return { value: entry, piece: record.add(entry) };
  });
}

/** The galaxy says for some synonyms who uses them: `origin:Earth Empusa` is `Trend Micro`. */
function aliasOrigin(meta: Record<string, unknown>, name: string, publisher: string): Origin {
  const coined = textsOf(meta[`origin:${name}`])[0];
  return { name: coined ?? publisher };
}

function textsOf(raw: unknown): readonly string[] {
  const parsed = shapes().texts.safeParse(raw);
  return parsed.success ? parsed.data.map((entry) => entry.trim()).filter((entry) => entry !== '') : [];
}
