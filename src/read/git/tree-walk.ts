/** Walks the trees of commits: every file once, and what changed from one tree to the next. */
import type { GitObject, TreeEntry } from './git-object.ts';
import { parseTree } from './git-object.ts';

export interface Change {
  /** `A` added, `M` changed, `D` deleted. */
  readonly status: 'A' | 'M' | 'D';
  readonly path: string;
}

export interface TreeReader {
  /** Empty when the tree is not there or damaged. */
  entries(id: string): Promise<readonly TreeEntry[]>;
}

/** Trees that are kept at hand. */
const KEPT = 5000;
/** Folders in folders. */
const DEPTH = 200;
/** Trees that one comparison looks at. */
const COMPARED = 20_000;

export function createTreeReader(
  read: (id: string) => Promise<GitObject | undefined>,
  idLength: number,
  damaged: (id: string, message: string) => void,
): TreeReader {
  const kept = new Map<string, readonly TreeEntry[]>();
  return {
    async entries(id) {
      const known = kept.get(id);
      if (known) return known;
      let entries: readonly TreeEntry[] = [];
      try {
        const object = await read(id);
        if (object?.type === 'tree') entries = parseTree(object.content, idLength);
      } catch (caught) {
        damaged(id, (caught as Error).message);
      }
      kept.set(id, entries);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? '');
      return entries;
    },
  };
}

/** Gives each file below a tree that was not walked before; `walked` remembers. However trees repeat, each is read once. */
export async function* newFiles(
  trees: TreeReader,
  tree: string,
  walked: Set<string>,
): AsyncGenerator<{ path: string; id: string }> {
  const open: { id: string; path: string; depth: number }[] = [{ id: tree, path: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (walked.has(next.id) || next.depth > DEPTH) continue;
    walked.add(next.id);
    const folders: typeof open = [];
    for (const { kind, name, id } of await trees.entries(next.id)) {
      const path = next.path === '' ? name : `${next.path}/${name}`;
      if (kind === 'folder') folders.push({ id, path, depth: next.depth + 1 });
      else if (kind === 'file') yield { path, id };
    }
    open.push(...folders.reverse());
  }
}

/** What changed from one tree to another, at most so many; `before` is undefined for a first commit. */
export async function changes(
  trees: TreeReader,
  before: string | undefined,
  after: string | undefined,
  most: number,
): Promise<{ changes: readonly Change[]; isAll: boolean }> {
  const found: Change[] = [];
  let compared = 0;
  interface Pair {
    readonly before: string | undefined;
    readonly after: string | undefined;
    readonly path: string;
    readonly depth: number;
  }
  const open: Pair[] = [{ before, after, path: '', depth: 0 }];
  for (let pair = open.pop(); pair; pair = open.pop()) {
    if (pair.before === pair.after || pair.depth > DEPTH) continue;
    compared += 1;
    if (compared > COMPARED || found.length > most) return { changes: found.slice(0, most), isAll: false };
    const old = new Map<string, TreeEntry>();
    if (pair.before) for (const entry of await trees.entries(pair.before)) old.set(entry.name, entry);
    const folders: Pair[] = [];
    const compare = (was: TreeEntry | undefined, is: TreeEntry | undefined): void => {
      const name = (is ?? was)?.name ?? '';
      const path = pair.path === '' ? name : `${pair.path}/${name}`;
      if (was?.id === is?.id && was?.kind === is?.kind) return;
      const folderBefore = was?.kind === 'folder' ? was.id : undefined;
      const folderAfter = is?.kind === 'folder' ? is.id : undefined;
      const fileBefore = was && was.kind !== 'folder';
      const fileAfter = is && is.kind !== 'folder';
      if (fileBefore || fileAfter) found.push({ status: !fileBefore ? 'A' : !fileAfter ? 'D' : 'M', path });
      if (folderBefore || folderAfter) {
        folders.push({ before: folderBefore, after: folderAfter, path, depth: pair.depth + 1 });
      }
    };
    for (const is of pair.after ? await trees.entries(pair.after) : []) {
      compare(old.get(is.name), is);
      old.delete(is.name);
    }
    for (const was of old.values()) compare(was, undefined);
    open.push(...folders.reverse());
  }
  return { changes: found.slice(0, most), isAll: found.length <= most };
}
