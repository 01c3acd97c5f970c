/** Which of the six kinds of things a type belongs to: colour and shape follow the kind. */

export type Kind = 'infra' | 'person' | 'org' | 'actor' | 'tool' | 'other';

const KINDS: Readonly<Record<string, Kind>> = {
  ipv4: 'infra',
  ipv6: 'infra',
  cidr: 'infra',
  'ip-port': 'infra',
  domain: 'infra',
  onion: 'infra',
  url: 'infra',
  asn: 'infra',
  mac: 'infra',
  email: 'person',
  phone: 'person',
  telegram: 'person',
  wechat: 'person',
  qq: 'person',
  handle: 'person',
  individual: 'person',
  organization: 'org',
  sector: 'org',
  'intrusion-set': 'actor',
  campaign: 'actor',
  malware: 'tool',
  tool: 'tool',
  'attack-pattern': 'tool',
  vulnerability: 'tool',
  cve: 'tool',
};

export function kindOf(type: string): Kind {
  return KINDS[type] ?? 'other';
}
