/** Deterministic STIX identifiers: UUID version 5 over canonical JSON. */
import { createHash } from 'node:crypto';

/** STIX 2.1, 2.9: of observables only. */
const OBSERVABLES = '00abedb4-aa42-466c-9c01-fed23315a9b7';
/** Of our own domain and relationship objects. */
const OURS = '5d0c1f7e-3b0a-5c0e-9a55-0e3f6f1c2b84';

/** RFC 9562, 5.5. */
function uuidV5(namespace: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.subarray(0, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** RFC 8785 for what observables are made of: keys in order, no white space. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(',')}}`;
}

/** Id of an observable from its contributing properties. */
export function observableId(type: string, contributing: Readonly<Record<string, unknown>>): string {
  return `${type}--${uuidV5(OBSERVABLES, canonicalJson(contributing))}`;
}

/** Id of any other object from what makes it that one. */
export function objectId(type: string, ...identity: readonly string[]): string {
  return `${type}--${uuidV5(OURS, canonicalJson([type, ...identity]))}`;
}

/** A UUID alone, for formats other than STIX. */
export function stableUuid(...identity: readonly string[]): string {
  return uuidV5(OURS, canonicalJson(identity));
}
