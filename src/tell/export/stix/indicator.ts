/** Observables that a reference calls indicators, as patterns that a detection can use. */
import type { EntityKey } from '../../../model/entity.ts';
import { objectId } from './identifiers.ts';
import type { Frame, StixObject } from './stix-object.ts';

const PATHS: Readonly<Record<string, string>> = {
  ipv4: 'ipv4-addr:value',
  ipv6: 'ipv6-addr:value',
  domain: 'domain-name:value',
  onion: 'domain-name:value',
  url: 'url:value',
  email: 'email-addr:value',
  md5: 'file:hashes.MD5',
  sha1: "file:hashes.'SHA-1'",
  sha256: "file:hashes.'SHA-256'",
  sha512: "file:hashes.'SHA-512'",
};

/** Undefined where there is no pattern for the type. `validFrom` is a STIX timestamp. */
export function indicatorOf({ type, value }: EntityKey, validFrom: string, frame: Frame): StixObject | undefined {
  const path = PATHS[type];
  if (!path) return undefined;
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: objectId('indicator', type, value),
    ...frame,
    name: value,
    description:
      'A reference calls it an indicator; the notes quote it. Check its date and what else uses it before you block it.',
    pattern: `[${path} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`,
    pattern_type: 'stix',
    valid_from: validFrom,
  };
}
