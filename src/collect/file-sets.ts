/** Files that are only read together: the volumes of a split file, a database and its log, the inside of a repository. */
import { basename, dirname } from 'node:path/posix';
import { volumeOf } from '../model/volume-name.ts';

/** By name of a file: the file that it is read with. */
export type Leaders = ReadonlyMap<string, string>;

/** A file of a folder; `size` in bytes. */
export interface SizedFile {
  readonly name: string;
  readonly size: number;
}

const LOG = /^(.+)-(?:wal|shm)$/;

/** Whether a file's name says that it may be read with another. */
export const mayBeOfSet = (name: string): boolean => LOG.test(name) || volumeOf(name) !== undefined;

/** Regular files of one folder that are read with another of it. */
export function setsInFolder(files: readonly SizedFile[]): Leaders {
  const leaders = new Map<string, string>();
  const all = new Set(files.map(({ name }) => name));
  for (const { name } of files) {
    const main = LOG.exec(name)?.[1];
    if (main !== undefined && all.has(main)) leaders.set(name, main);
  }
  const sets = new Map<string, Volume[]>();
  for (const { name, size } of files) {
    const place = leaders.has(name) ? undefined : volumeOf(name);
    if (!place) continue;
    // `x.part1.rar` and `x.rar` are no volumes of one set, nor are `x.01` and `x.001`.
    const key = `${place.kind}/${place.stem}/${place.kind === 'split' ? name.length : ''}`;
    const set = sets.get(key) ?? [];
    set.push({ name, size, at: place.at, isPlain: place.isPlain });
    sets.set(key, set);
  }
  for (const set of sets.values()) {
    const [first, ...others] = set.sort((a, b) => a.at - b.at);
    if (!first || others.length === 0 || (first.isPlain && !isSplit(set))) continue;
    for (const { name } of others) leaders.set(name, first.name);
  }
  return leaders;
}

interface Volume extends SizedFile {
  readonly at: number;
  readonly isPlain: boolean;
}

/** Numbered from the start without a large gap, and all of one size but the last: not years, versions, rotated logs. */
function isSplit(volumes: readonly Volume[]): boolean {
  const first = volumes[0];
  const last = volumes.at(-1);
  if (!first || !last || first.at > 1 || last.at - first.at >= volumes.length * 2) return false;
  return volumes.every(({ size }) => size === first.size || (size === last.size && size < first.size));
}

/** Whether a folder with these names is a Git repository; its `HEAD` is what the rest is read with. */
export function isRepository(names: readonly string[]): boolean {
  return (
    names.includes('HEAD') && names.includes('objects') && (names.includes('refs') || names.includes('packed-refs'))
  );
}

/** Names in a repository's folder that are its history; the others are files like any. */
export const HISTORY: readonly string[] = ['objects', 'packed-refs', 'refs'];

/** The same for paths with `/`, such as the members of an archive. */
export function setsOfPaths(files: readonly SizedFile[]): Leaders {
  const folders = new Map<string, { files: SizedFile[]; names: Set<string> }>();
  const folderOf = (path: string): { files: SizedFile[]; names: Set<string> } => {
    const known = folders.get(path);
    if (known) return known;
    const made = { files: [], names: new Set<string>() };
    folders.set(path, made);
    if (path !== dirname(path)) folderOf(dirname(path)).names.add(basename(path));
    return made;
  };
  for (const { name, size } of files) {
    const folder = folderOf(dirname(name));
    folder.files.push({ name: basename(name), size });
    folder.names.add(basename(name));
  }
  const within = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);
  const leaders = new Map<string, string>();
  for (const [folder, { files: own }] of folders) {
    for (const [name, leader] of setsInFolder(own)) leaders.set(within(folder, name), within(folder, leader));
  }
  for (const [folder, { names }] of folders) {
    if (!isRepository([...names])) continue;
    const history = HISTORY.map((name) => within(folder, name));
    for (const { name } of files) {
      const isHistory = history.some((start) => name === start || name.startsWith(`${start}/`));
      if (isHistory) leaders.set(name, within(folder, 'HEAD'));
    }
  }
  return leaders;
}
