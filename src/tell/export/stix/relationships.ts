/** Which relationship names STIX 2.1 (appendix B) allows between two types of objects; `related-to` joins the rest. */

type Allowed = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const VICTIMS = ['identity', 'location', 'vulnerability', 'infrastructure'];
const CARRIERS = ['malware', 'tool', 'attack-pattern', 'infrastructure'];
const ADDRESSES = ['domain-name', 'ipv4-addr', 'ipv6-addr'];

/** By source type, name, and target types. */
const ALLOWED: Allowed = {
  'attack-pattern': {
    delivers: ['malware'],
    targets: ['identity', 'location', 'vulnerability'],
    uses: ['malware', 'tool'],
  },
  campaign: {
    'attributed-to': ['intrusion-set', 'threat-actor'],
    'originates-from': ['location'],
    targets: ['identity', 'location', 'vulnerability'],
    uses: CARRIERS,
  },
  identity: { 'located-at': ['location'] },
  'intrusion-set': {
    'attributed-to': ['threat-actor'],
    'originates-from': ['location'],
    targets: ['identity', 'location', 'vulnerability'],
    uses: CARRIERS,
    hosts: ['infrastructure'],
    owns: ['infrastructure'],
  },
  malware: {
    'authored-by': ['threat-actor', 'intrusion-set'],
    'communicates-with': [...ADDRESSES, 'url', 'network-traffic'],
    controls: ['malware'],
    drops: ['malware', 'tool', 'file'],
    exploits: ['vulnerability'],
    'originates-from': ['location'],
    targets: VICTIMS,
    uses: ['attack-pattern', 'infrastructure', 'malware', 'tool'],
    'variant-of': ['malware'],
  },
  tool: {
    delivers: ['malware'],
    drops: ['malware'],
    has: ['vulnerability'],
    targets: VICTIMS,
    uses: ['infrastructure'],
  },
  indicator: {
    indicates: ['attack-pattern', 'campaign', 'infrastructure', 'intrusion-set', 'malware', 'threat-actor', 'tool'],
  },
  'domain-name': { 'resolves-to': ADDRESSES },
  'ipv4-addr': { 'resolves-to': ['mac-addr'], 'belongs-to': ['autonomous-system'] },
  'ipv6-addr': { 'resolves-to': ['mac-addr'], 'belongs-to': ['autonomous-system'] },
};

export function relationshipName(source: string, predicate: string, target: string): string {
  return ALLOWED[source]?.[predicate]?.includes(target) ? predicate : 'related-to';
}
