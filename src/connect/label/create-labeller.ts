/** Labels observables that are common, shared or special: by the library's warninglists, and by rules that need no list. */
import type { EntityKey, EntityLabel, EntityType } from '../../model/entity.ts';
import type { Warninglist } from '../../model/warninglist.ts';
import { createAddressRanges, networkWidth } from './address-ranges.ts';
import { createExactEntries } from './exact-entries.ts';
import { type SafePattern, safePattern } from './safe-pattern.ts';
import { createSubstrings } from './substrings.ts';
import { wellKnownHosts } from './well-known-hosts.ts';

export interface Labeller {
  /** Expressions that could take too long on some value, or are none: they label nothing. */
  readonly refused: readonly { readonly list: string; readonly entry: string }[];
  label(entity: EntityKey): readonly EntityLabel[];
}

/** What a list's name says of the kind of its values. First match counts. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/public dns|dns resolver|public-dns/i, 'public-resolver'],
  [/rfc ?1918|private|link.?local/i, 'private-address'],
  [/rfc ?(?:3849|5735|5737|6598|6761)|multicast|special.use|reserved/i, 'reserved'],
  [/sinkhole/i, 'sinkhole'],
  [/parking|parked/i, 'parking'],
  [/vpn/i, 'vpn'],
  [/\btor\b|private relay/i, 'tor'],
  [/akamai|cloudflare ip|fastly|bunny|cdn|cloudfront/i, 'cdn'],
  [/scan|shodan|censys|shadowserver/i, 'scanner'],
  [/shorten|link.in.bio/i, 'url-shortener'],
  [/disposable|gmail|free.?mail|email provider/i, 'free-mail'],
  [/alexa|cisco|majestic|tranco|moz|top ?\d+|umbrella|popular/i, 'popular-domain'],
  [/amazon|azure|google.*(?:cloud|gcp)|oracle|ovh|cloud|hosting/i, 'cloud'],
  [/security (?:provider|vendor)|malware analysis|sandbox/i, 'security-vendor'],
  [/empty.*hash|hash.*empty/i, 'empty-hash'],
  [/hash.*(?:common|false|known|known-good)|(?:common|known).*hash|nsrl|hashlookup/i, 'known-file'],
  [/dynamic dns/i, 'dynamic-dns'],
];

const RESOLVERS = new Set(
  '8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220 114.114.114.114 114.114.115.115 223.5.5.5 223.6.6.6 119.29.29.29 180.76.76.76 77.88.8.8 77.88.8.1 4.2.2.1 4.2.2.2'.split(
    ' ',
  ),
);

const WELL_KNOWN_RESOLVER: EntityLabel = {
  label: 'public-resolver',
  source: 'well-known public resolvers',
  width: 1,
};

const SPECIAL: readonly (readonly [string, string, string])[] = [
  ['10.0.0.0/8', 'private-address', 'RFC 1918'],
  ['172.16.0.0/12', 'private-address', 'RFC 1918'],
  ['192.168.0.0/16', 'private-address', 'RFC 1918'],
  ['127.0.0.0/8', 'private-address', 'loopback'],
  ['169.254.0.0/16', 'private-address', 'link-local'],
  ['100.64.0.0/10', 'private-address', 'RFC 6598'],
  ['0.0.0.0/8', 'reserved', 'RFC 1122'],
  ['224.0.0.0/3', 'reserved', 'multicast and reserved'],
  ['192.0.2.0/24', 'documentation', 'RFC 5737'],
  ['198.51.100.0/24', 'documentation', 'RFC 5737'],
  ['203.0.113.0/24', 'documentation', 'RFC 5737'],
  ['::1/128', 'private-address', 'loopback'],
  ['fc00::/7', 'private-address', 'RFC 4193'],
  ['fe80::/10', 'private-address', 'link-local'],
  ['ff00::/8', 'reserved', 'multicast'],
  ['2001:db8::/32', 'documentation', 'RFC 3849'],
];

/** Which values an expression is about, by the list's name: digits of a telephone number are in many a hash too. */
const ABOUT: readonly (readonly [RegExp, EntityType])[] = [
  [/phone/i, 'phone'],
  [/e-?mail/i, 'email'],
];

/** What MISP's attribute types are called here; composites such as `ip-dst|port` are for each of their parts. */
const ATTRIBUTES: Readonly<Record<string, readonly EntityType[]>> = {
  'ip-src': ['ipv4', 'ipv6', 'cidr', 'ip-port'],
  'ip-dst': ['ipv4', 'ipv6', 'cidr', 'ip-port'],
  ip: ['ipv4', 'ipv6', 'cidr', 'ip-port'],
  domain: ['domain', 'onion'],
  hostname: ['domain', 'onion'],
  url: ['url'],
  uri: ['url'],
  link: ['url'],
  md5: ['md5'],
  sha1: ['sha1'],
  sha256: ['sha256'],
  sha512: ['sha512'],
  ssdeep: ['ssdeep'],
  filename: ['filename'],
  email: ['email'],
  'email-src': ['email'],
  'email-dst': ['email'],
  'target-email': ['email'],
  'dns-soa-email': ['email'],
  'whois-registrant-email': ['email'],
  'phone-number': ['phone'],
  'whois-registrant-phone': ['phone'],
  'user-agent': ['useragent'],
  'x509-fingerprint-sha1': ['cert-fingerprint'],
  'x509-fingerprint-sha256': ['cert-fingerprint'],
};

/** The types that a list is for; undefined when it does not say, which is all. */
function typesOf({ attributes }: Warninglist): ReadonlySet<EntityType> | undefined {
  if (attributes.length === 0) return undefined;
  return new Set(attributes.flatMap((each) => each.split('|')).flatMap((part) => ATTRIBUTES[part] ?? []));
}

/** A labeller over these lists. It is made for one new message too: what costs time waits until a value asks for it. */
export function createLabeller(lists: readonly Warninglist[]): Labeller {
  const exact = createExactEntries<EntityLabel>();
  const hosts = new Map<string, EntityLabel[]>();
  const networks = { 4: createNetworks(), 6: createNetworks() };
  const substrings = createSubstrings<EntityLabel>();
  const patterns: {
    readonly test: SafePattern;
    readonly types: ReadonlySet<EntityType>;
    readonly label: EntityLabel;
  }[] = [];
  /** By the names of the lists that say what they are for. */
  const limited = new Map<string, ReadonlySet<EntityType>>();
  const refused: { list: string; entry: string }[] = [];
  /** What is no network is taken as a word. */
  const addNetworks = (entries: readonly string[], label: EntityLabel): void => {
    const [v4, v6, words]: [string[], string[], string[]] = [[], [], []];
    for (const entry of entries) {
      if (entry.includes(':')) v6.push(entry);
      else if (entry.charCodeAt(0) <= NINE && NETWORK.test(entry)) v4.push(entry);
      else words.push(entry.toLowerCase());
    }
    networks[4].add(v4, label);
    networks[6].add(v6, label);
    if (words.length > 0) exact.add(words, label);
  };
  for (const [host, labels] of wellKnownHosts()) hosts.set(host, [...labels]);
  for (const [entry, label, source] of SPECIAL)
    networks[entry.includes(':') ? 6 : 4].add([entry], { label, source, width: 1 });
  for (const list of lists) {
    const kind = KINDS.find(([form]) => form.test(list.name))?.[1] ?? 'warninglist';
    const about = ABOUT.find(([form]) => form.test(list.name))?.[1];
    const types = typesOf(list);
    if (types) limited.set(list.name, types);
    /** One for all exact entries of a list. */
    const label: EntityLabel = { label: kind, source: list.name, width: 1 };
    if (list.matching === 'string')
      exact.add(
        list.entries.map((entry) => entry.toLowerCase()),
        label,
      );
    if (list.matching === 'cidr') addNetworks(list.entries, label);
    for (const entry of list.entries) {
      switch (list.matching) {
        case 'string':
        case 'cidr':
          break;
        case 'hostname':
          add(hosts, hostOf(entry), label);
          break;
        case 'substring':
          substrings.add(entry.toLowerCase(), label);
          break;
        case 'regex': {
          const test = safePattern(entry);
          if (test) patterns.push({ test, types: types ?? (about ? new Set([about]) : HOLDS_NAMES), label });
          else refused.push({ list: list.name, entry });
          break;
        }
      }
    }
  }

  const ofAddress = (address: string): readonly EntityLabel[] => {
    const around = networks[address.includes(':') ? 6 : 4].around(address);
    return RESOLVERS.has(address) ? [...around, WELL_KNOWN_RESOLVER] : around;
  };
  const ofHost = (host: string): EntityLabel[] => {
    const found: EntityLabel[] = [];
    for (let at = 0; at >= 0; at = host.indexOf('.', at + 1)) {
      const suffix = host.slice(at === 0 ? 0 : at + 1);
      found.push(...(hosts.get(suffix) ?? []));
    }
    return found;
  };

  return {
    refused,
    label({ type, value }) {
      const lower = value.toLowerCase();
      const found = [...exact.at(lower)];
      if (type === 'ipv4' || type === 'ipv6') found.push(...ofAddress(lower));
      if (type === 'ip-port') found.push(...ofAddress(lower.slice(0, lower.lastIndexOf(':')).replace(/^\[|\]$/g, '')));
      if (type === 'domain') found.push(...ofHost(lower));
      if (type === 'email') found.push(...ofProvider(ofHost(lower.split('@')[1] ?? '')));
      if (type === 'url') {
        const [, bracketed, plain] = URL_HOST.exec(lower) ?? [];
        const host = bracketed ?? plain ?? '';
        found.push(...ofAddress(host), ...ofHost(host), ...exact.at(host));
      }
      if (HOLDS_NAMES.has(type)) found.push(...substrings.within(lower));
      for (const pattern of patterns) {
        if (pattern.types.has(type) && pattern.test(value)) found.push(pattern.label);
      }
      if (found.length === 0) return [];
      const applying = found.filter(({ source }) => limited.get(source)?.has(type) ?? true);
      const distinct = new Map(applying.map((label) => [`${label.label} ${label.source}`, label]));
      return [...distinct.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
    },
  };
}

/** Labels of both, each once, by source. */
export function unionOf(one: readonly EntityLabel[], other: readonly EntityLabel[]): readonly EntityLabel[] {
  const further = other.filter(
    (each) => !one.some(({ label, source }) => label === each.label && source === each.source),
  );
  return further.length === 0 ? one : [...one, ...further].sort((a, b) => (a.source < b.source ? -1 : 1));
}

/** A mailbox at a provider for everybody is one person's, however many have one there; at a firm it is the firm's. */
const ofProvider = (labels: readonly EntityLabel[]): readonly EntityLabel[] =>
  labels.some(({ label }) => label === 'free-mail') ? [] : labels;

const NINE = 57;
const NETWORK = /^[0-9.]+(?:\/\d{1,2})?$/;

/** Networks of one IP version, read when an address of it is first asked for. */
function createNetworks(): {
  add(networks: readonly string[], label: EntityLabel): void;
  around(address: string): readonly EntityLabel[];
} {
  let waiting: { readonly networks: readonly string[]; readonly label: EntityLabel }[] = [];
  const ranges = createAddressRanges<EntityLabel>();
  return {
    add(networks, label) {
      waiting.push({ networks, label });
    },
    around(address) {
      for (const { networks, label } of waiting) {
        const ofWidth = new Map<number, EntityLabel>();
        for (const network of networks) {
          const width = networkWidth(network);
          const wide = ofWidth.get(width) ?? { ...label, width };
          ofWidth.set(width, wide);
          ranges.add(network, wide);
        }
      }
      waiting = [];
      return ranges.around(address);
    },
  };
}

const URL_HOST = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(?:\[([^\]/]*)\]|([^/?#:]+))/;
/** Values that a part of can be somebody's name; in a digest or a number a part means nothing. */
const HOLDS_NAMES: ReadonlySet<EntityType> = new Set<EntityType>([
  'domain',
  'url',
  'email',
  'ipv4',
  'ipv6',
  'useragent',
]);

function add(map: Map<string, EntityLabel[]>, key: string, label: EntityLabel): void {
  const labels = map.get(key);
  if (labels) labels.push(label);
  else map.set(key, [label]);
}

/** `*.example.org`, `.example.org` and `example.org.` name the same host and all below it. */
function hostOf(entry: string): string {
  return entry
    .toLowerCase()
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');
}
