/** Branches and tags of a repository: which commits have a name. */
import { readFile } from 'node:fs/promises';
import type { Companion } from '../reader.ts';
import type { Commit } from './git-object.ts';

const ID = /^(?:[0-9a-f]{64}|[0-9a-f]{40})$/;

/** Object ids by name: `refs/heads/main`. A file under `refs/` is newer than the list of packed ones. */
export async function readRefs(companions: readonly Companion[]): Promise<ReadonlyMap<string, string>> {
  const refs = new Map<string, string>();
  const packed = companions.find(({ name }) => name === 'packed-refs');
  if (packed) {
    for (const line of (await readFile(packed.path, 'utf8')).split('\n')) {
      const [, id, name] = /^([0-9a-f]{40,64}) (refs\/\S+)$/.exec(line) ?? [];
      if (id !== undefined && name !== undefined && ID.test(id)) refs.set(name, id);
    }
  }
  for (const { name, path, size } of companions) {
    if (!name.startsWith('refs/') || size > 1000) continue;
    const id = (await readFile(path, 'utf8')).trim();
    if (ID.test(id)) refs.set(name, id);
  }
  return new Map([...refs].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The commits that names lead to, with all that came before them. */
export function reachable(commits: ReadonlyMap<string, Commit>, from: Iterable<string>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const commit = commits.get(id);
    if (!commit || reached.has(id)) continue;
    reached.add(id);
    open.push(...commit.parents, ...(commit.object === undefined ? [] : [commit.object]));
  }
  return reached;
}
