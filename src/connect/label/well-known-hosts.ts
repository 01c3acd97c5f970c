/** Hosts that everybody meets, from `data/labels/`: what chains through them are worth must not wait for warninglists. */
import { readFileSync } from 'node:fs';
import type { EntityLabel } from '../../model/entity.ts';

const LIST = new URL('../../../data/labels/well-known-hosts.tsv', import.meta.url);

/** Labels by host; each holds for all that is below the host, too. Read from the disk once. */
export function wellKnownHosts(): ReadonlyMap<string, readonly EntityLabel[]> {
  known ??= readHosts(readFileSync(LIST, 'utf8'));
  return known;
}

let known: ReadonlyMap<string, readonly EntityLabel[]> | undefined;

function readHosts(text: string): ReadonlyMap<string, readonly EntityLabel[]> {
  const hosts = new Map<string, EntityLabel[]>();
  for (const line of text.split('\n')) {
    const [label, host] = line.split('\t');
    if (line.startsWith('#') || !label || !host) continue;
    hosts.set(host, [...(hosts.get(host) ?? []), { label, source: 'well-known hosts', width: 1 }]);
  }
  return hosts;
}
