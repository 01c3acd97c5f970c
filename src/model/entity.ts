/** An entity is what mentions refer to: an observable by its value, a named thing by its name. */

/** Observables and identifiers that a scanner finds by form. */
export const OBSERVABLE_TYPES = [
  'ipv4',
  'ipv6',
  'cidr',
  'domain',
  'onion',
  'url',
  'email',
  'asn',
  'mac',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'ssdeep',
  'cve',
  'attack',
  'yara',
  'btc',
  'eth',
  'xmr',
  'trx',
  'regkey',
  'filepath',
  'filename',
  'useragent',
  'mutex',
  'phone',
  'telegram',
  'wechat',
  'qq',
  'imei',
  'imsi',
  'ip-port',
  'ja3',
  'jarm',
  'cert-fingerprint',
  'imphash',
  'tlsh',
  'pdb',
  'service',
  'pipe',
  'command-line',
  'iban',
  'bank-card',
  'national-id',
  'xmpp',
  'matrix',
  'github',
  'analytics-id',
  'cwe',
  'sigma',
  'tox',
  'pgp-fingerprint',
  'i2p',
  'magnet',
  'secret',
] as const;
export type ObservableType = (typeof OBSERVABLE_TYPES)[number];

/** Things with names. STIX 2.1 domain objects; `individual`, `organization` and `sector` are STIX identities of that class. */
export const NAMED_TYPES = [
  'intrusion-set',
  'campaign',
  'malware',
  'tool',
  'vulnerability',
  'attack-pattern',
  'individual',
  'organization',
  /** What somebody is in an organisation: `Sales Director`. */
  'position',
  'sector',
  'location',
  'product',
  'report',
  'handle',
  /** A name as a string, before it is decided what it names: `alias-of` claims lead from it to what it may mean. */
  'name',
] as const;
export type NamedType = (typeof NAMED_TYPES)[number];

/**
 * Quantities in a text: neither nodes of a chain nor names. `amount` as `moneyKey` writes it, `date` as ISO 8601 as far as
 * it is known, `data-size` as `sizeKey` does.
 */
export const QUANTITY_TYPES = ['amount', 'date', 'data-size'] as const;
export type QuantityType = (typeof QUANTITY_TYPES)[number];

export type EntityType = ObservableType | NamedType | QuantityType;

/** What identifies an entity: its type and its normalised value (observables) or its name as written (named things, compared by `nameKey`). */
export interface EntityKey {
  readonly type: EntityType;
  readonly value: string;
}

/** Number of an entity within one case, for joins. Not stable across cases: never export it. */
export type EntityRef = number;

export interface Entity extends EntityKey {
  readonly ref: EntityRef;
  readonly labels: readonly EntityLabel[];
}

/** A property of an entity that comes from the library, such as a warninglist hit. */
export interface EntityLabel {
  /** `warninglist`, `public-resolver`, `private-address`, `vpn`, `cdn`, … */
  readonly label: string;
  /** The list's name, or the rule. */
  readonly source: string;
  /** How wide the entry is: the number of values that the matched entry covers (1 for an exact one, 2^24 for a /8). */
  readonly width: number;
}

const NAMED: ReadonlySet<string> = new Set(NAMED_TYPES);

export function isNamed(type: EntityType): type is NamedType {
  return NAMED.has(type);
}

/** Folds a name for comparison: NFKC, lower case, one space for runs of white space, hyphens and underscores. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}_]+/gu, ' ')
    .trim();
}

/** What two keys are compared by: the folded name for named things, the value for observables. */
export function entityKey(entity: EntityKey): string {
  return isNamed(entity.type) ? nameKey(entity.value) : entity.value;
}
