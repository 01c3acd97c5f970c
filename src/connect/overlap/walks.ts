/** Which assertions a chain may walk, in which direction, and what each step is good for. One visible table. */
import { type EntityType, isNamed } from '../../model/entity.ts';

/** What a step does in a chain; what may follow it depends on it. */
export type StepKind =
  | 'naming'
  | 'containment'
  | 'same-file'
  | 'hosting'
  | 'indication'
  | 'listing'
  | 'subject'
  | 'attribution'
  | 'identity'
  | 'organisation'
  | 'tooling'
  | 'co-occurrence';

export interface Walk {
  readonly predicate: string;
  readonly direction: 'forward' | 'inverse';
  readonly kind: StepKind;
  /** Only from these types, when given. */
  readonly from?: readonly EntityType[];
  /** Only to these types, when given. */
  readonly to?: readonly EntityType[];
}

const ACTORS: readonly EntityType[] = ['intrusion-set', 'campaign'];
const PEOPLE: readonly EntityType[] = ['organization', 'individual'];
const BEHIND: readonly EntityType[] = [...ACTORS, ...PEOPLE];
const CAPABILITIES: readonly EntityType[] = ['malware', 'tool'];

/**
 * What is not here is not walked: `targets` would join any two actors with a victim in common, `uses` from an actor to
 * its tools any two users of a common tool, and a report back to everything else that it lists; it leads on only to whom
 * it is about.
 */
const WALKS: readonly Walk[] = [
  { predicate: 'alias-of', direction: 'forward', kind: 'naming' },

  { predicate: 'has-host', direction: 'forward', kind: 'containment' },
  { predicate: 'has-host', direction: 'inverse', kind: 'containment' },
  { predicate: 'has-address', direction: 'forward', kind: 'containment' },
  { predicate: 'has-address', direction: 'inverse', kind: 'containment' },
  { predicate: 'has-domain', direction: 'forward', kind: 'containment' },
  { predicate: 'subdomain-of', direction: 'forward', kind: 'containment' },
  { predicate: 'subdomain-of', direction: 'inverse', kind: 'containment' },
  { predicate: 'in-network', direction: 'forward', kind: 'containment' },

  { predicate: 'same-file-as', direction: 'forward', kind: 'same-file' },

  { predicate: 'hosts', direction: 'forward', kind: 'hosting' },
  { predicate: 'hosts', direction: 'inverse', kind: 'hosting' },
  { predicate: 'hosted-on', direction: 'forward', kind: 'hosting' },
  { predicate: 'resolves-to', direction: 'forward', kind: 'hosting' },
  { predicate: 'resolves-to', direction: 'inverse', kind: 'hosting' },
  { predicate: 'communicates-with', direction: 'forward', kind: 'hosting' },
  { predicate: 'communicates-with', direction: 'inverse', kind: 'hosting' },

  { predicate: 'indicates', direction: 'forward', kind: 'indication' },
  { predicate: 'based-on', direction: 'inverse', kind: 'indication' },
  { predicate: 'controls', direction: 'inverse', kind: 'indication', to: BEHIND },
  { predicate: 'owns', direction: 'inverse', kind: 'indication', to: BEHIND },
  { predicate: 'consists-of', direction: 'inverse', kind: 'indication' },
  {
    predicate: 'uses',
    direction: 'inverse',
    kind: 'indication',
    from: ['ipv4', 'ipv6', 'domain', 'url', 'email', 'product', 'btc'],
    to: BEHIND,
  },

  { predicate: 'listed-in', direction: 'forward', kind: 'listing' },
  { predicate: 'mentioned-in', direction: 'forward', kind: 'listing' },

  { predicate: 'describes', direction: 'forward', kind: 'subject', from: ['report'], to: [...ACTORS, ...CAPABILITIES] },

  { predicate: 'co-occurs-with', direction: 'forward', kind: 'co-occurrence', to: [...BEHIND, ...CAPABILITIES] },
  { predicate: 'related-to', direction: 'forward', kind: 'co-occurrence', to: [...BEHIND, ...CAPABILITIES] },

  { predicate: 'attributed-to', direction: 'forward', kind: 'attribution' },
  { predicate: 'attributed-to', direction: 'inverse', kind: 'attribution', from: PEOPLE, to: ACTORS },
  { predicate: 'authored-by', direction: 'forward', kind: 'attribution', to: BEHIND },

  { predicate: 'same-as', direction: 'forward', kind: 'identity' },
  { predicate: 'same-as', direction: 'inverse', kind: 'identity' },
  { predicate: 'overlaps', direction: 'forward', kind: 'identity', from: BEHIND, to: BEHIND },
  { predicate: 'overlaps', direction: 'inverse', kind: 'identity', from: BEHIND, to: BEHIND },
  { predicate: 'subgroup-of', direction: 'forward', kind: 'identity', from: BEHIND, to: BEHIND },
  { predicate: 'revoked-by', direction: 'forward', kind: 'identity' },

  { predicate: 'litigates-with', direction: 'forward', kind: 'organisation' },
  { predicate: 'litigates-with', direction: 'inverse', kind: 'organisation' },
  { predicate: 'client-of', direction: 'forward', kind: 'organisation' },
  { predicate: 'client-of', direction: 'inverse', kind: 'organisation' },
  { predicate: 'supplies', direction: 'forward', kind: 'organisation' },
  { predicate: 'supplies', direction: 'inverse', kind: 'organisation' },
  { predicate: 'employs', direction: 'forward', kind: 'organisation' },
  { predicate: 'employs', direction: 'inverse', kind: 'organisation' },
  { predicate: 'member-of', direction: 'forward', kind: 'organisation' },
  { predicate: 'member-of', direction: 'inverse', kind: 'organisation' },
  { predicate: 'owns', direction: 'forward', kind: 'organisation', from: PEOPLE, to: PEOPLE },
  { predicate: 'paid', direction: 'forward', kind: 'organisation' },
  { predicate: 'paid', direction: 'inverse', kind: 'organisation' },

  { predicate: 'uses', direction: 'inverse', kind: 'tooling', from: CAPABILITIES, to: BEHIND },
  { predicate: 'used-by', direction: 'forward', kind: 'tooling', from: CAPABILITIES, to: BEHIND },
  { predicate: 'variant-of', direction: 'forward', kind: 'tooling', from: CAPABILITIES, to: CAPABILITIES },
];

/** What may follow a step of a kind. After a listing or a tool nothing follows: both lead to far too much. */
const FOLLOWS: Readonly<Record<StepKind | 'start', readonly StepKind[]>> = {
  start: [
    'naming',
    'containment',
    'same-file',
    'hosting',
    'indication',
    'listing',
    'co-occurrence',
    'attribution',
    'organisation',
    'tooling',
  ],
  naming: ['attribution', 'identity', 'organisation', 'tooling', 'indication'],
  containment: ['containment', 'hosting', 'indication', 'listing', 'co-occurrence'],
  'same-file': ['indication', 'listing', 'co-occurrence'],
  hosting: ['containment', 'hosting', 'indication', 'listing', 'co-occurrence'],
  indication: ['attribution', 'identity', 'tooling'],
  'co-occurrence': ['attribution'],
  attribution: ['attribution', 'identity', 'organisation'],
  identity: ['attribution'],
  organisation: ['organisation', 'attribution'],
  tooling: [],
  listing: ['attribution', 'subject'],
  subject: ['attribution'],
};

export function mayFollow(before: StepKind | 'start', next: StepKind): boolean {
  return FOLLOWS[before].includes(next);
}

const BY_STEP = new Map<string, Walk[]>();
for (const walk of WALKS) {
  const key = `${walk.predicate} ${walk.direction}`;
  BY_STEP.set(key, [...(BY_STEP.get(key) ?? []), walk]);
}

/** The table's row for a step between two types, if it may be walked. */
export function walkOf(predicate: string, inverse: boolean, from: EntityType, to: EntityType): Walk | undefined {
  return BY_STEP.get(`${predicate} ${inverse ? 'inverse' : 'forward'}`)?.find(
    (walk) => (walk.from?.includes(from) ?? true) && (walk.to?.includes(to) ?? true),
  );
}

/** Predicates for `GraphStore.steps`. */
export const FORWARD = [...new Set(WALKS.filter((walk) => walk.direction === 'forward').map((walk) => walk.predicate))];
export const INVERSE = [...new Set(WALKS.filter((walk) => walk.direction === 'inverse').map((walk) => walk.predicate))];

/** Whether any chain walks such an assertion in this direction. */
export function isWalked(predicate: string, inverse: boolean): boolean {
  return BY_STEP.has(`${predicate} ${inverse ? 'inverse' : 'forward'}`);
}

/** Places, sectors and positions stand in every report: that two texts name one ties nothing together. */
const NO_STARTS: ReadonlySet<EntityType> = new Set(['location', 'sector', 'position']);

/** Whether a chain may begin at a thing of this type. */
export function mayStart(type: EntityType): boolean {
  return !NO_STARTS.has(type);
}

const NO_TRACES: ReadonlySet<EntityType> = new Set(['cve', 'attack', 'cwe']);

/** Whether a value that a report lists says something of whom the report is about: what anybody may name does not. */
export function leadsOn(type: EntityType): boolean {
  return type === 'handle' || !(isNamed(type) || NO_TRACES.has(type));
}

/** Where a chain may end. */
export const ENDS: ReadonlySet<EntityType> = new Set([
  'intrusion-set',
  'campaign',
  'malware',
  'tool',
  'organization',
  'individual',
  'report',
]);
