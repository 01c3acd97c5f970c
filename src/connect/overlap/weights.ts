/**
 * Every number that a score is made of, in one table. docs/scoring.md says in words what each is for, and which of them
 * come from `bench/calibrate.ts`.
 */
import type { EntityType } from '../../model/entity.ts';
import type { StepKind } from './walks.ts';

/** Specificity of a step before anything else is known: how surely such a step means what it says. */
export const STEP: Readonly<Record<StepKind, number>> = {
  naming: 0.97,
  containment: 0.97,
  'same-file': 0.99,
  hosting: 0.92,
  indication: 0.95,
  listing: 0.96,
  subject: 0.92,
  'co-occurrence': 0.4,
  attribution: 0.9,
  identity: 0.5,
  organisation: 0.75,
  tooling: 0.5,
};

/** Steps whose own nature makes them weaker than their kind. */
export const STEP_EXCEPTIONS: Readonly<Record<string, number>> = {
  'has-domain forward': 0.6,
  'subdomain-of forward': 0.8,
  'subdomain-of inverse': 0.7,
  'has-host inverse': 0.75,
  'has-address inverse': 0.85,
  'in-network forward': 0.25,
  'communicates-with forward': 0.6,
  'communicates-with inverse': 0.6,
  'mentioned-in forward': 0.75,
  'subgroup-of forward': 0.7,
  'same-as forward': 0.9,
  'same-as inverse': 0.9,
  'revoked-by forward': 0.85,
};

/**
 * A text that mentions what the leak's value only contains, or lies beside, does not mention that value: at one remove a
 * mention keeps this share, so that no such chain reaches an even chance.
 */
export const MENTION_AT_ONE_REMOVE = 0.6;

/** What a report only mentions need not be of those whom it is about: its own address, a victim, a source. */
export const SUBJECT_OF_A_MENTION = 0.7;

/** How a step weakens as it leads to more things: specificity is multiplied with `count ** -slope`. A slope, no cliff. */
export const FAN_OUT_SLOPE: Readonly<Record<StepKind, number>> = {
  naming: 0.7,
  containment: 0.3,
  'same-file': 0.3,
  hosting: 0.45,
  indication: 0.5,
  listing: 0.25,
  // A report's share of each group is in the statement itself.
  subject: 0,
  'co-occurrence': 0.5,
  attribution: 0.5,
  identity: 0.5,
  organisation: 0.4,
  tooling: 0.6,
};

/**
 * A list of so many values holds, by chance, one of those of a leak of ten thousand innocent ones: a hit in it is as
 * likely chance as meant, a tenth as likely in a list of a tenth. `bench/calibrate-listings.ts` counts it.
 */
export const CHANCE_LISTING = 170_000;

/** What a thing of this type can prove at best when a chain begins at it. */
export const TYPE_CEILING: Readonly<Partial<Record<EntityType, number>>> = {
  sha256: 1,
  sha512: 1,
  sha1: 1,
  md5: 0.97,
  'cert-fingerprint': 0.98,
  email: 0.98,
  onion: 0.98,
  btc: 0.97,
  eth: 0.97,
  xmr: 0.97,
  ipv4: 0.95,
  ipv6: 0.97,
  'ip-port': 0.98,
  domain: 0.98,
  url: 0.98,
  ssdeep: 0.9,
  imphash: 0.6,
  jarm: 0.3,
  ja3: 0.3,
  mutex: 0.7,
  pdb: 0.8,
  regkey: 0.4,
  useragent: 0.3,
  filepath: 0.35,
  filename: 0.2,
  cidr: 0.5,
  asn: 0.08,
  cve: 0.3,
  attack: 0.3,
  cwe: 0.1,
  handle: 0.6,
  service: 0.4,
  pipe: 0.6,
  yara: 0.5,
};
export const OTHER_TYPE_CEILING = 0.8;

/** What a label on a node leaves of a step from or through it. Anything not named here: `warninglist`. */
export const LABEL: Readonly<Record<string, number>> = {
  'public-resolver': 0.02,
  'private-address': 0.01,
  reserved: 0.01,
  'reserved-address': 0.01,
  documentation: 0.05,
  sinkhole: 0.1,
  parking: 0.15,
  cdn: 0.2,
  cloud: 0.5,
  'shared-host': 0.35,
  'dynamic-dns': 0.6,
  tor: 0.2,
  vpn: 0.6,
  scanner: 0.2,
  'url-shortener': 0.1,
  'free-mail': 0.1,
  'popular-domain': 0.08,
  'security-vendor': 0.1,
  'empty-hash': 0.01,
  'known-file': 0.05,
  'file-name': 0.05,
  'ordinary-word': 0.1,
  warninglist: 0.26,
};
/** A warninglist entry that covers very many values says little of one of them: its factor goes back towards 1 by this much for each factor of ten. */
export const WIDTH_RELIEF = 0.09;
/** Labels whose width does not excuse: a private address is private however wide its block. */
export const WIDTH_DOES_NOT_MATTER: ReadonlySet<string> = new Set([
  'public-resolver',
  'private-address',
  'reserved',
  'reserved-address',
  'documentation',
  'empty-hash',
  'sinkhole',
]);

/** Days after which a tie of this type is worth half. Types that are not here do not age. */
export const HALF_LIFE_DAYS: Readonly<Partial<Record<EntityType, number>>> = {
  ipv4: 270,
  ipv6: 365,
  'ip-port': 270,
  cidr: 730,
  domain: 900,
  onion: 1800,
  url: 540,
  email: 2000,
  phone: 2000,
  handle: 3000,
  telegram: 2000,
};
/** A report that gives no dates is taken to speak of this many days before its publication. */
export const REPORTED_WINDOW_DAYS = 540;
/** Gaps shorter than this do not count. */
export const GAP_ALLOWED_DAYS = 90;
/** When a date is missing on either side: no match, only doubt. */
export const UNKNOWN_DATE = 0.85;
/** After a hop without a date only this share of a later gap counts (as an exponent): what lies between is not known. */
export const GAP_SHARE_AFTER_UNKNOWN = 0.5;
export const LEAST_TEMPORAL = 0.01;

/** Admiralty reliability of the source. */
export const RELIABILITY = { A: 0.97, B: 0.9, C: 0.7, D: 0.45, E: 0.2, F: 0.75 } as const;
/** Admiralty credibility of the information. */
export const CREDIBILITY = { 1: 1, 2: 0.97, 3: 0.75, 4: 0.45, 5: 0.15, 6: 0.85 } as const;

/** Chains together never reach more than this. */
export const COMBINED_CAP = 0.97;
/** Below this a chain is kept as rejected. */
export const REJECT_BELOW = 0.05;
/** Below this a chain is not followed further. */
export const FLOOR = 0.002;
/** A factor below this is a reason for rejection by itself. */
export const TOO_STALE = 0.12;
export const TOO_DOUBTFUL = 0.3;

/** A name that is also an ordinary word, or as malware's or a group's name software that everybody uses, keeps this of what its reading is worth. */
export const ORDINARY_WORD = 0.42;

/**
 * The name of a firm, a person, a group or malware that is one plain word, or any name of two or three letters, keeps
 * this: others bear it too. `bench/calibrate-plain-names.ts` measures it for groups and malware.
 */
export const PLAIN_NAME = 0.55;

/** Further overlaps with the same end come later: each stands at this share of its place. */
export const SAME_END_AGAIN = 0.6;
/** As does one that only leads through another thing of the leak to the same end. */
export const THROUGH_ANOTHER = 0.4;

/** How much the kind of conclusion matters to a reader; orders overlaps, does not change scores. */
export const INTEREST = {
  'same-actor': 1,
  'infrastructure-overlap': 1,
  'organisational-link': 0.9,
  'shared-tooling': 0.75,
  'named-in-reference': 0.4,
} as const;
export const END_INTEREST: Readonly<Partial<Record<EntityType, number>>> = {
  'intrusion-set': 1,
  campaign: 0.95,
  organization: 0.9,
  individual: 0.9,
  malware: 0.75,
  tool: 0.5,
  report: 0.6,
};
/** Of what the leak merely names, groups and malware come first: firms, people and reports are named in any correspondence. */
export const NAMED_END_INTEREST: Readonly<Partial<Record<EntityType, number>>> = {
  'intrusion-set': 1,
  campaign: 0.95,
  malware: 0.75,
};
export const OTHER_END_INTEREST = 0.5;
export const OTHER_NAMED_END_INTEREST = 0.4;

/** Lower bounds of the ICD-203 expressions, as shares of one. */
export const BANDS = [
  [0.95, 'Almost certain'],
  [0.8, 'Very likely'],
  [0.55, 'Likely'],
  [0.45, 'Roughly even chance'],
  [0.2, 'Unlikely'],
  [0.05, 'Very unlikely'],
  [0, 'Almost no chance'],
] as const;
