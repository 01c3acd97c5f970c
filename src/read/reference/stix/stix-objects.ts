/** What the objects of a STIX 2.0 or 2.1 bundle are in this model. */
import type { z } from 'zod';
import type { EntityKey, EntityType } from '../../../model/entity.ts';
import { shape } from '../../on-demand.ts';
import { observables } from '../observable.ts';
import { patternValues } from './stix-pattern.ts';

/** The properties that are read; everything else is left alone. */
const stixObject = shape((z) => {
  const reference = z.looseObject({
    source_name: z.string().optional(),
    external_id: z.string().optional(),
    url: z.string().optional(),
    description: z.string().optional(),
  });

  return z.looseObject({
    type: z.string(),
    id: z.string(),
    name: z.string().optional(),
    description: z.string().optional(),
    aliases: z.array(z.string()).optional(),
    x_mitre_aliases: z.array(z.string()).optional(),
    identity_class: z.string().optional(),
    sectors: z.array(z.string()).optional(),
    created_by_ref: z.string().optional(),
    created: z.string().optional(),
    published: z.string().optional(),
    first_seen: z.string().optional(),
    last_seen: z.string().optional(),
    valid_from: z.string().optional(),
    valid_until: z.string().optional(),
    start_time: z.string().optional(),
    stop_time: z.string().optional(),
    first_observed: z.string().optional(),
    last_observed: z.string().optional(),
    revoked: z.boolean().optional(),
    x_mitre_deprecated: z.boolean().optional(),
    confidence: z.number().optional(),
    pattern: z.string().optional(),
    pattern_type: z.string().optional(),
    relationship_type: z.string().optional(),
    source_ref: z.string().optional(),
    target_ref: z.string().optional(),
    object_refs: z.array(z.string()).optional(),
    sighting_of_ref: z.string().optional(),
    where_sighted_refs: z.array(z.string()).optional(),
    resolves_to_refs: z.array(z.string()).optional(),
    value: z.string().optional(),
    hashes: z.record(z.string(), z.string()).optional(),
    key: z.string().optional(),
    number: z.number().optional(),
    path: z.string().optional(),
    external_references: z.array(reference).optional(),
    objects: z.record(z.string(), z.looseObject({ type: z.string() })).optional(),
  });
});
export type StixObject = z.infer<ReturnType<typeof stixObject>>;

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === 'string';
const PLAIN: Readonly<Record<string, Check>> = {
  string: isText,
  number: Number.isFinite,
  boolean: (value) => typeof value === 'boolean',
  array: (value) => Array.isArray(value) && value.every(isText),
};

let checks: ReadonlyMap<string, Check> | undefined;

/** What the schema asks of its properties, as plain checks; what has parts of its own passes none. */
function plainChecks(): ReadonlyMap<string, Check> {
  checks ??= new Map(
    Object.entries(stixObject().shape).map(([key, schema]) => {
      const { def } = schema.type === 'optional' ? schema.unwrap() : schema;
      const isPlain = def.type !== 'array' || def.element.type === 'string';
      return [key, (isPlain ? PLAIN[def.type] : undefined) ?? (() => false)];
    }),
  );
  return checks;
}

/** The object, or why it is none. Most objects of a feed are plain: the schema is asked only of what is not. */
export function asStixObject(value: unknown): { data: StixObject } | { issue: string } {
  if (isPlainObject(value)) return { data: value };
  const parsed = stixObject().safeParse(value);
  if (parsed.success) return { data: parsed.data };
  const [issue] = parsed.error.issues;
  return { issue: `${issue?.path.join('.')}: ${issue?.message}` };
}

function isPlainObject(value: unknown): value is StixObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const object = value as Record<string, unknown>;
  if (!isText(object['type']) || !isText(object['id'])) return false;
  const checks = plainChecks();
  for (const key in object) {
    const check = checks.get(key);
    if (check !== undefined && !check(object[key])) return false;
  }
  return true;
}

const NAMED: Readonly<Record<string, EntityType>> = {
  'intrusion-set': 'intrusion-set',
  'threat-actor': 'intrusion-set',
  campaign: 'campaign',
  malware: 'malware',
  tool: 'tool',
  vulnerability: 'vulnerability',
  'attack-pattern': 'attack-pattern',
  location: 'location',
  report: 'report',
  infrastructure: 'product',
};

const OBSERVABLE_WORDS: Readonly<Record<string, string>> = {
  'ipv4-addr': 'ip',
  'ipv6-addr': 'ip',
  'domain-name': 'host',
  url: 'url',
  'email-addr': 'email',
  'mac-addr': 'mac-addr',
};

/** The named thing that an object is, if it is one. */
export function namedThing(object: StixObject): EntityKey | undefined {
  const name = object.name?.trim();
  if (!name) return undefined;
  if (object.type === 'vulnerability' && /^cve-/i.test(name)) return { type: 'cve', value: name.toUpperCase() };
  if (object.type === 'identity') {
    if (object.identity_class === 'individual') return { type: 'individual', value: name };
    return { type: object.identity_class === 'class' ? 'sector' : 'organization', value: name };
  }
  const type = NAMED[object.type];
  return type && { type, value: name };
}

/** Values that an object stands for: an observable's own, an indicator's pattern, the objects of observed data. */
export function valuesOf(object: StixObject): readonly EntityKey[] {
  if (object.type === 'indicator') {
    if (object.pattern_type !== undefined && object.pattern_type !== 'stix') return [];
    return distinct(patternValues(object.pattern ?? '').map((found) => found.entity));
  }
  if (object.type === 'observed-data') {
    const inner = Object.values(object.objects ?? {}).map((part) => stixObject().safeParse({ id: '', ...part }));
    return distinct(inner.flatMap((parsed) => (parsed.success ? observableOf(parsed.data) : [])));
  }
  return observableOf(object);
}

function observableOf(object: StixObject): readonly EntityKey[] {
  const word = OBSERVABLE_WORDS[object.type];
  if (word) return observables(word, object.value ?? '');
  switch (object.type) {
    case 'file':
      return [
        ...Object.entries(object.hashes ?? {}).flatMap(([kind, value]) => observables(hashWord(kind), value)),
        ...(object.name ? observables('filename', object.name) : []),
      ];
    case 'x509-certificate':
      return Object.values(object.hashes ?? {}).flatMap((value) => observables('x509-fingerprint-sha1', value));
    case 'windows-registry-key':
      return observables('regkey', object.key ?? '');
    case 'mutex':
      return observables('mutex', object.name ?? '');
    case 'autonomous-system':
      return observables('asn', String(object.number ?? ''));
    case 'directory':
      return observables('filepath', object.path ?? '');
    default:
      return [];
  }
}

function hashWord(kind: string): string {
  const plain = kind.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain === 'ssdeep' || plain === 'tlsh' || plain === 'imphash' ? plain : 'hash';
}

function distinct(entities: readonly EntityKey[]): readonly EntityKey[] {
  if (entities.length < 2) return entities;
  return [...new Map(entities.map((entity) => [`${entity.type}\0${entity.value}`, entity])).values()];
}

/** Other names of a named thing, the primary one left out. */
export function otherNames(object: StixObject): readonly string[] {
  if (!object.aliases && !object.x_mitre_aliases) return [];
  const names = new Set([...(object.aliases ?? []), ...(object.x_mitre_aliases ?? [])].map((name) => name.trim()));
  names.delete(object.name?.trim() ?? '');
  names.delete('');
  return [...names];
}

/** Ids in public catalogues, such as `G0096`. */
export function catalogueIds(object: StixObject): readonly string[] {
  return (object.external_references ?? []).flatMap((entry) =>
    entry.external_id && entry.source_name !== 'capec' ? [entry.external_id] : [],
  );
}
