/** The six kinds of thing, each with a colour, a glyph and an underline. */
import type { ReactNode } from 'react';
import { defang } from './defang.ts';
import { Icon, type IconName } from './icon.tsx';

export type Kind = 'infra' | 'person' | 'org' | 'actor' | 'tool' | 'other';
export const KINDS: readonly Kind[] = ['infra', 'person', 'org', 'actor', 'tool', 'other'];

const KIND_OF: Readonly<Record<string, Kind>> = {
  ...group('infra', 'ipv4 ipv6 cidr domain onion url asn mac ip-port ja3 jarm cert-fingerprint i2p favicon service'),
  ...group('person', 'individual handle email phone telegram wechat qq imei imsi xmpp matrix github tox national-id'),
  ...group('org', 'organization sector identity report'),
  ...group('actor', 'intrusion-set campaign threat-actor'),
  ...group('tool', 'malware tool vulnerability attack-pattern cve attack product yara sigma cwe'),
};

function group(kind: Kind, types: string): Record<string, Kind> {
  return Object.fromEntries(types.split(' ').map((type) => [type, kind]));
}

export function kindOf(type: string): Kind {
  return KIND_OF[type] ?? 'other';
}

const OTHER_ICONS: Readonly<Record<string, IconName>> = {
  location: 'k-place',
  'bank-card': 'k-money',
  btc: 'k-money',
  eth: 'k-money',
  iban: 'k-money',
  xmr: 'k-money',
  trx: 'k-money',
  report: 'doc',
};

export function iconOf(type: string): IconName {
  return OTHER_ICONS[type] ?? `k-${kindOf(type)}`;
}

const PLAIN = new Set([
  'intrusion-set',
  'campaign',
  'threat-actor',
  'malware',
  'tool',
  'vulnerability',
  'attack-pattern',
  'individual',
  'organization',
  'identity',
  'position',
  'sector',
  'location',
  'product',
  'report',
  'handle',
  'name',
]);

/** Observables are set in mono; names are not. */
export function isMono(type: string): boolean {
  return !PLAIN.has(type);
}

/** An entity in line: glyph and value, defanged, coloured by kind. */
export function EntityName({ type, value, bare = false }: { type: string; value: string; bare?: boolean }) {
  return (
    <span className={`k k-${kindOf(type)}`}>
      {bare ? null : <Icon name={iconOf(type)} />}
      <bdi className={isMono(type) ? 'mono' : undefined}>{defang(type, value)}</bdi>
    </span>
  );
}

export function KindName({ kind, children }: { kind: Kind; children: ReactNode }) {
  return (
    <span className={`k k-${kind}`}>
      <Icon name={`k-${kind}`} />
      {children}
    </span>
  );
}
