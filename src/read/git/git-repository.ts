/** Git repositories: each commit is a message, each version of a file that history knows is a file of its own. */
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import { safeName } from '../archive/member-name.ts';
import { createUnpackGuard, type UnpackGuard } from '../archive/unpack-guard.ts';
import type { Companion, Reader, ReadSink } from '../reader.ts';
import { type Commit, parseCommit } from './git-object.ts';
import { type ObjectStore, openObjects } from './object-store.ts';
import { reachable, readRefs } from './refs.ts';
import { changes, createTreeReader, newFiles, type TreeReader } from './tree-walk.ts';

/** Changed files that the text of one commit names. */
const NAMED = 500;
/** Damaged objects that are told one by one. */
const TOLD = 20;
/** Characters of an id that tell versions of a file apart. */
const SHORT = 10;

export const gitRepositoryReader: Reader = {
  name: 'git-repository',
  version: 1,
  accepts: (probe) =>
    probe.name === 'HEAD' && /^(?:ref: refs\/\S+|[0-9a-f]{40}|[0-9a-f]{64})\s*$/.test(probe.headText ?? ''),
  async read(input, sink) {
    const companions = input.companions ?? [];
    const history = companions.filter(({ name }) => name.startsWith('objects/'));
    if (history.length === 0) throw new TelltaleError('unsupported-format', 'No repository stands around it.');
    const refs = await readRefs(companions);
    const head = (input.probe.headText ?? '').trim().replace(/^ref: /, '');
    const objects = await openObjects(companions, idLengthOf(companions, [...refs.values(), head]));
    try {
      const damages: string[] = [...objects.damages];
      const found = await sortOut(objects, damages);
      const trees = createTreeReader(objects.read, objects.idLength, (id, message) =>
        damages.push(`tree ${id}: ${message}`),
      );
      await giveRefs(refs, head, sink);
      await giveCommits(found.commits, trees, new Set([...refs.values(), head]), sink);
      const versions = await nameVersions(found, trees);
      const guard = createUnpackGuard(input);
      const cut = await giveVersions(objects, versions, guard, sink);
      if (found.commits.size === 0 && versions.size === 0) {
        throw new TelltaleError(
          'broken-file',
          `No object of the repository can be read: ${damages[0] ?? 'none there'}`,
        );
      }
      const warnings = [...damages.slice(0, TOLD), ...cut];
      if (damages.length > TOLD) warnings.push(`${damages.length - TOLD} more objects are damaged.`);
      return {
        kind: 'archive',
        mediaType: 'application/x-git',
        properties: { commits: String(found.commits.size), versions: String(versions.size) },
        ...(warnings.length > 0 ? { warnings } : {}),
      };
    } finally {
      await objects.close();
    }
  },
};

/** Loose objects and refs tell how long ids are; a repository of packs alone without refs is one of SHA-1. */
function idLengthOf(companions: readonly Companion[], refs: readonly string[]): number {
  const isLong =
    companions.some(({ name }) => /^objects\/[0-9a-f]{2}\/[0-9a-f]{62}$/.test(name)) ||
    refs.some((id) => /^[0-9a-f]{64}$/.test(id));
  return isLong ? 32 : 20;
}

interface Found {
  /** Commits and annotated tags by id, oldest first. */
  readonly commits: ReadonlyMap<string, Commit>;
  readonly trees: readonly string[];
  readonly blobs: readonly string[];
}

async function sortOut(objects: ObjectStore, damages: string[]): Promise<Found> {
  const commits: [string, Commit][] = [];
  const trees: string[] = [];
  const blobs: string[] = [];
  for (const id of objects.ids) {
    try {
      const object = await objects.read(id);
      if (object?.type === 'tree') trees.push(id);
      else if (object?.type === 'blob') blobs.push(id);
      else if (object) commits.push([id, parseCommit(object.content)]);
    } catch (caught) {
      damages.push(`object ${id}: ${(caught as Error).message}`);
    }
  }
  const madeAt = ({ committer, author }: Commit): number => Date.parse((committer ?? author)?.time ?? '') || 0;
  commits.sort(([a, first], [b, second]) => madeAt(first) - madeAt(second) || (a < b ? -1 : 1));
  return { commits: new Map(commits), trees, blobs };
}

async function giveRefs(refs: ReadonlyMap<string, string>, head: string, sink: ReadSink): Promise<void> {
  const text = [`HEAD ${head}`, ...[...refs].map(([name, id]) => `${name} ${id}`)].join('\n');
  await sink.passage({ role: 'property', text, position: { kind: 'part', part: 'refs' } });
}

async function giveCommits(
  commits: ReadonlyMap<string, Commit>,
  trees: TreeReader,
  names: ReadonlySet<string>,
  sink: ReadSink,
): Promise<void> {
  const named = reachable(commits, names);
  for (const [id, commit] of commits) {
    const lines = [commit.message];
    if (commit.tag !== undefined) lines.unshift(`Tag ${commit.tag} of ${commit.object ?? ''}`);
    const { author, committer } = commit;
    if (committer && committer.who !== author?.who)
      lines.push('', `Committed by ${committer.who} ${committer.time ?? ''}`);
    // What a branch no longer leads to was replaced or deleted: the most telling part of a leaked repository.
    if (!named.has(id)) lines.push('', 'No branch or tag leads to it.');
    const before = commit.parents[0] === undefined ? undefined : commits.get(commit.parents[0])?.tree;
    const changed = await changes(trees, before, commit.tree, NAMED);
    if (changed.changes.length > 0) lines.push('', ...changed.changes.map(({ status, path }) => `${status} ${path}`));
    if (!changed.isAll) lines.push('…');
    await sink.passage({
      role: 'message',
      text: lines.join('\n').trim() || id,
      position: { kind: 'record', pointer: id },
      ...(author?.time === undefined ? {} : { time: author.time }),
      ...(author ? { sender: author.who } : {}),
    });
  }
}

/** Paths by id of the content, in the order of history; what no commit knows comes last. */
async function nameVersions(found: Found, trees: TreeReader): Promise<ReadonlyMap<string, string>> {
  const versions = new Map<string, string>();
  const walked = new Set<string>();
  const roots = [...found.commits.values()].flatMap(({ tree }) => (tree === undefined ? [] : [tree]));
  for (const tree of [...roots, ...found.trees]) {
    for await (const { path, id } of newFiles(trees, tree, walked)) if (!versions.has(id)) versions.set(id, path);
  }
  for (const id of found.blobs) if (!versions.has(id)) versions.set(id, 'no-name');
  return versions;
}

/** Each different content once. Gives what was left out. */
async function giveVersions(
  objects: ObjectStore,
  versions: ReadonlyMap<string, string>,
  guard: UnpackGuard,
  sink: ReadSink,
): Promise<string[]> {
  let position = 0;
  for (const [id, path] of versions) {
    position += 1;
    const named = `${id.slice(0, SHORT)}/${path}`;
    try {
      const object = await objects.read(id);
      // A clone that is not whole names what it does not have.
      if (!object) throw new TelltaleError('broken-file', 'The repository does not hold this version.');
      const written = await guard.write(object.content);
      await sink.child({ name: safeName(named), path: written, relation: 'member', position });
    } catch (caught) {
      const error = asTelltaleError(caught, 'broken-file');
      if (error.code === 'disk-full') throw error;
      if (error.code === 'archive-bomb')
        return [`Only the first ${position - 1} of ${versions.size} versions: ${error.message}`];
      await sink.lostChild({ name: named.replaceAll('\0', ''), size: 0, code: error.code, message: error.message });
    }
  }
  return [];
}
