/** The aliases of groups, malware and tools in ATT&CK and the MISP galaxy, as a case's library would hold them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { EntityType } from '../../src/model/entity.ts';
import type { Alias } from '../../src/ports/store.ts';

const ATTACK_TYPES: Readonly<Record<string, EntityType>> = {
  'intrusion-set': 'intrusion-set',
  malware: 'malware',
  tool: 'tool',
};
const CLUSTERS: Readonly<Record<string, EntityType>> = {
  'threat-actor': 'intrusion-set',
  'mitre-intrusion-set': 'intrusion-set',
  'microsoft-activity-group': 'intrusion-set',
  malpedia: 'malware',
  ransomware: 'malware',
  rat: 'malware',
  backdoor: 'malware',
  botnet: 'malware',
  tool: 'tool',
};

interface AttackObject {
  readonly type: string;
  readonly name?: string;
  readonly aliases?: readonly string[];
  readonly x_mitre_aliases?: readonly string[];
}
interface Cluster {
  readonly value: string;
  readonly meta?: { readonly synonyms?: readonly string[] };
}

/** Reads `attack/` and `misp-galaxy/` below `folder`. */
export function loadLibrary(folder: string): readonly Alias[] {
  const aliases: Alias[] = [];
  const bundle = gunzipSync(readFileSync(join(folder, 'attack', 'enterprise-attack.json.gz'))).toString('utf8');
  for (const object of (JSON.parse(bundle) as { objects: readonly AttackObject[] }).objects) {
    const type = ATTACK_TYPES[object.type];
    if (type === undefined || object.name === undefined) continue;
    const entity = { type, value: object.name };
    for (const name of new Set([object.name, ...(object.aliases ?? []), ...(object.x_mitre_aliases ?? [])])) {
      aliases.push({ name, entity, collection: 'attack' });
    }
  }
  for (const [cluster, type] of Object.entries(CLUSTERS)) {
    const galaxy = JSON.parse(readFileSync(join(folder, 'misp-galaxy', `${cluster}.json`), 'utf8')) as {
      values: readonly Cluster[];
    };
    for (const { value, meta } of galaxy.values) {
      for (const name of new Set([value, ...(meta?.synonyms ?? [])])) {
        aliases.push({ name, entity: { type, value }, collection: cluster });
      }
    }
  }
  return aliases;
}
