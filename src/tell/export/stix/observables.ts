/** Entities as STIX 2.1 cyber-observable objects, with the standard's own ids. */
import type { EntityKey } from '../../../model/entity.ts';
import { objectId, observableId } from './identifiers.ts';
import type { StixObject } from './stix-object.ts';

/** Says what `telltale-observable` is: STIX has no object for addresses of currencies, phone numbers and bare names. */
export const OBSERVABLE_EXTENSION = objectId('extension-definition', 'telltale-observable');

const ACCOUNTS: ReadonlySet<string> = new Set(['telegram', 'wechat', 'qq', 'xmpp', 'matrix', 'github']);
const HASHES: Readonly<Record<string, string>> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha512: 'SHA-512',
  ssdeep: 'SSDEEP',
  tlsh: 'TLSH',
};
const CERTIFICATE_HASHES: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA-1', 64: 'SHA-256', 128: 'SHA-512' };

/** The observable and what it refers to, itself last. */
export function observablesOf({ type, value }: EntityKey): StixObject[] {
  const hash = HASHES[type];
  if (hash) return [made('file', { hashes: { [hash]: value } })];
  if (ACCOUNTS.has(type)) return [made('user-account', { account_type: type, account_login: value })];
  switch (type) {
    case 'ipv4':
      return [made('ipv4-addr', { value })];
    case 'ipv6':
      return [made('ipv6-addr', { value })];
    case 'cidr':
      return [made(addressType(value), { value })];
    case 'domain':
    case 'onion':
    case 'i2p':
      return [made('domain-name', { value })];
    case 'url':
      return [made('url', { value })];
    case 'email':
      return [made('email-addr', { value })];
    case 'mac':
      return [made('mac-addr', { value: value.toLowerCase() })];
    case 'mutex':
      return [made('mutex', { name: value })];
    case 'filename':
      return [made('file', { name: value })];
    case 'regkey':
      return [made('windows-registry-key', { key: value })];
    case 'product':
      return [made('software', { name: value })];
    case 'handle':
      return [made('user-account', { account_login: value })];
    case 'filepath':
      return filePath(value);
    case 'asn':
      return asNumber(value);
    case 'ip-port':
      return traffic(value);
    case 'cert-fingerprint':
      return certificate(value);
    default:
      return [other(type, value)];
  }
}

/** All properties contribute to the id: only identifying ones are exported. */
function made(type: string, properties: Readonly<Record<string, unknown>>): StixObject {
  return { type, spec_version: '2.1', id: observableId(type, properties), ...properties };
}

function other(kind: string, value: string): StixObject {
  return {
    ...made('telltale-observable', { kind, value }),
    extensions: { [OBSERVABLE_EXTENSION]: { extension_type: 'new-sco' } },
  };
}

const addressType = (value: string): string => (value.includes(':') ? 'ipv6-addr' : 'ipv4-addr');

function filePath(path: string): StixObject[] {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const [folder, name] = [path.slice(0, at), path.slice(at + 1)];
  if (folder === '') return [made('file', { name: name || path })];
  const directory = made('directory', { path: folder });
  return name === '' ? [directory] : [directory, made('file', { name, parent_directory_ref: directory.id })];
}

function asNumber(value: string): StixObject[] {
  const number = Number(/^(?:AS)?(\d+)$/i.exec(value)?.[1]);
  return [Number.isInteger(number) ? made('autonomous-system', { number }) : other('asn', value)];
}

/** The protocol above IP is not known from an address and a port. */
function traffic(value: string): StixObject[] {
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d{1,5})$/.exec(value) ?? [];
  const type = addressType(host);
  if (!/^[\d.]+$|^[\da-f:.]+$/i.test(host)) return [other('ip-port', value)];
  const address = made(type, { value: host });
  const protocols = [type === 'ipv6-addr' ? 'ipv6' : 'ipv4'];
  return [address, made('network-traffic', { dst_ref: address.id, dst_port: Number(port), protocols })];
}

function certificate(value: string): StixObject[] {
  const hex = value.replaceAll(':', '').toLowerCase();
  const hash = CERTIFICATE_HASHES[hex.length];
  return [hash ? made('x509-certificate', { hashes: { [hash]: hex } }) : other('cert-fingerprint', value)];
}
