/** Named things, vulnerabilities and techniques as STIX 2.1 domain objects. */
import { type EntityKey, nameKey } from '../../../model/entity.ts';
import { objectId } from './identifiers.ts';
import type { Frame, StixObject } from './stix-object.ts';

const IDENTITY_CLASSES: Readonly<Record<string, string>> = {
  individual: 'individual',
  organization: 'organization',
  sector: 'class',
};
const AS_THEY_ARE: ReadonlySet<string> = new Set([
  'intrusion-set',
  'campaign',
  'tool',
  'attack-pattern',
  'vulnerability',
]);

/** The domain object; undefined where the entity is an observable, or a report (which needs what it is about). */
export function namedObject({ type, value }: EntityKey, frame: Frame): StixObject | undefined {
  const make = (stixType: string, properties: Readonly<Record<string, unknown>>, id = nameKey(value)): StixObject => ({
    type: stixType,
    spec_version: '2.1',
    id: objectId(stixType, type, id),
    ...frame,
    name: value,
    ...properties,
  });
  const identityClass = IDENTITY_CLASSES[type];
  if (identityClass) return make('identity', { identity_class: identityClass });
  if (AS_THEY_ARE.has(type)) return make(type, {});
  if (type === 'malware') return make('malware', { is_family: true });
  if (type === 'location') return make('location', placeOf(value));
  if (type === 'cve') {
    return make('vulnerability', { external_references: [{ source_name: 'cve', external_id: value }] }, value);
  }
  if (type === 'attack' && /^T\d{4}(\.\d{3})?$/.test(value)) {
    const url = `https://attack.mitre.org/techniques/${value.replace('.', '/')}`;
    return make('attack-pattern', {
      external_references: [{ source_name: 'mitre-attack', external_id: value, url }],
    });
  }
  return undefined;
}

/** A location needs a country or a region; a name that is no country's is given as a region. */
function placeOf(name: string): { country: string } | { region: string } {
  const country = countryCodes().get(nameKey(name));
  return country ? { country } : { region: name };
}

let codes: ReadonlyMap<string, string> | undefined;

function countryCodes(): ReadonlyMap<string, string> {
  if (codes) return codes;
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const found = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code);
    if (name && !found.has(nameKey(name))) found.set(nameKey(name), code);
  }
  codes = found;
  return found;
}
