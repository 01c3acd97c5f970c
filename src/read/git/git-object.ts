/** What the objects of a Git repository say: commits, tags, trees. */

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag';

export interface GitObject {
  readonly type: ObjectType;
  readonly content: Buffer;
}

export interface Signature {
  /** `Name <mail>`. */
  readonly who: string;
  /** ISO 8601 with the offset that was stated; absent when it is no time. */
  readonly time?: string;
}

/** A commit, or an annotated tag: who says what about which object. */
export interface Commit {
  readonly tree?: string;
  readonly parents: readonly string[];
  /** Author, or who made the tag. */
  readonly author?: Signature;
  readonly committer?: Signature;
  /** Name of the tag and the object that it names. */
  readonly tag?: string;
  readonly object?: string;
  readonly message: string;
}

export interface TreeEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'repository';
  readonly name: string;
  readonly id: string;
}

/** Never throws: what is damaged says less. */
export function parseCommit(content: Buffer): Commit {
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const head = end < 0 ? text : text.slice(0, end);
  const found: { -readonly [K in keyof Commit]: Commit[K] } = {
    parents: [],
    message: end < 0 ? '' : text.slice(end + 2).trim(),
  };
  const parents: string[] = [];
  for (const line of head.split('\n')) {
    const [, key, value = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
    if (key === 'tree') found.tree = value;
    else if (key === 'parent') parents.push(value);
    else if (key === 'author' || key === 'tagger') found.author = signature(value);
    else if (key === 'committer') found.committer = signature(value);
    else if (key === 'tag') found.tag = value;
    else if (key === 'object') found.object = value;
  }
  return { ...found, parents };
}

/** Years that a commit may state; others are no times but mischief. */
const LAST_SECOND = 253_402_300_799;

function signature(value: string): Signature {
  const [, who = value, seconds, sign, hours, minutes] = /^(.*?>)?\s*(\d+) ([+-])(\d\d)(\d\d)$/.exec(value) ?? [];
  const at = Number(seconds);
  if (seconds === undefined || at > LAST_SECOND) return { who };
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const local = new Date((at + offset * 60) * 1000);
  if (Number.isNaN(local.getTime()) || local.getUTCFullYear() > 9999) return { who };
  return { who, time: `${local.toISOString().slice(0, 19)}${sign}${hours}:${minutes}` };
}

/** `idLength` in bytes: 20, or 32 in repositories of SHA-256. Ends at the first damaged entry. */
export function parseTree(content: Buffer, idLength: number): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    if (space < 0 || end < 0 || end + 1 + idLength > content.length) break;
    const mode = content.toString('latin1', at, space);
    entries.push({
      kind:
        mode === '40000' || mode === '040000'
          ? 'folder'
          : mode === '120000'
            ? 'link'
            : mode === '160000'
              ? 'repository'
              : 'file',
      name: content.toString('utf8', space + 1, end),
      id: content.toString('hex', end + 1, end + 1 + idLength),
    });
    at = end + 1 + idLength;
  }
  return entries;
}
