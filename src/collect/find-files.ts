/** Finds the files of a leak or a reference on disk: walks what the user named, in a fixed order, following no links. */
import type { Stats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { asTelltaleError, type ErrorCode, TelltaleError } from '../errors.ts';
import { HISTORY, isRepository, mayBeOfSet, setsInFolder } from './file-sets.ts';

/** A path as the system knows it: as bytes, where these are no text. */
export type DiskPath = string | Buffer;

export interface FoundFile {
  /** Absolute path on this machine. */
  readonly absolute: DiskPath;
  /** Path in the ledger: the named folder's own name, then the way below it, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Path of the file that it is only read with; that file comes after all that are read with it. */
  readonly readWith?: string;
}

/** Something that is there but is not collected; it goes to the ledger. */
export interface PassedOver {
  readonly path: string;
  readonly size: number;
  readonly outcome: 'skipped' | 'failed';
  readonly code: ErrorCode;
  readonly message: string;
}

export type Finding = { readonly file: FoundFile } | { readonly passedOver: PassedOver };

const SYSTEM_FILES: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', '.localized']);

/**
 * Walks the given files and folders in the order given, folders in code-unit order of their names.
 * Throws `path-missing` before anything is found when one of the paths does not exist.
 */
export async function* findFiles(paths: readonly string[]): AsyncGenerator<Finding> {
  const roots = labelled(paths.map((path) => resolve(path)));
  for (const { absolute } of roots) {
    await stat(absolute).catch((cause: unknown) => {
      throw new TelltaleError('path-missing', `There is nothing at ${absolute}.`, {
        cause,
        details: { path: absolute },
      });
    });
  }
  for (const { absolute, label } of roots) {
    const entry = await stat(absolute);
    if (entry.isDirectory()) yield* walk(absolute, label);
    else yield await describe(absolute, label, await lstat(absolute));
  }
}

/** Gives each root its base name, with as much of its parent's as keeps two of them apart. */
function labelled(absolutes: readonly string[]): readonly { absolute: string; label: string }[] {
  const unique = [...new Set(absolutes)];
  const count = new Map<string, number>();
  for (const path of unique) count.set(basename(path), (count.get(basename(path)) ?? 0) + 1);
  return unique.map((absolute) => {
    const name = basename(absolute) || 'root';
    const shared = (count.get(name) ?? 0) > 1;
    return { absolute, label: shared ? `${basename(dirname(absolute))}/${name}` : name };
  });
}

/** `readWith` is the path of the file that everything below is read with. */
async function* walk(folder: DiskPath, label: string, readWith?: string): AsyncGenerator<Finding> {
  let entries: ReadonlyMap<string, DiskPath>;
  try {
    entries = await entriesOf(folder);
  } catch (caught) {
    yield { passedOver: unreadable(label, 0, caught) };
    return;
  }
  const names = [...entries.keys()].sort();
  const enter = (name: string, leader: string | undefined): AsyncGenerator<Finding> =>
    visit(entries.get(name) ?? '', `${label}/${name}`, leader);
  if (readWith !== undefined) {
    for (const name of names) yield* enter(name, readWith);
    return;
  }
  const followers = await followersIn(entries, names);
  const later = new Set([...followers.values()].flat());
  for (const name of names) {
    if (later.has(name)) continue;
    for (const follower of followers.get(name) ?? []) yield* enter(follower, `${label}/${name}`);
    yield* enter(name, undefined);
  }
}

/** By name: what is in a folder, as the system knows it. Names in another charset are shown as they read best. */
async function entriesOf(folder: DiskPath): Promise<ReadonlyMap<string, DiskPath>> {
  const entries = new Map<string, DiskPath>();
  for (const bytes of await readdir(folder, { encoding: 'buffer' })) {
    const text = bytes.toString();
    const isText = Buffer.from(text).equals(bytes);
    const isPlain = isText && typeof folder === 'string';
    const path = isPlain ? join(folder, text) : Buffer.concat([Buffer.from(folder), Buffer.from(sep), bytes]);
    const name = isText ? text : readable(bytes);
    // Two names may read alike.
    entries.set(entries.has(name) ? `${name} (${bytes.toString('hex')})` : name, path);
  }
  return entries;
}

/** Pairs of bytes as Chinese characters are in GB 2312. */
const IS_CHINESE = /^(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*$/;

/** Chinese where it is that, since such dumps have such names; else letter by letter. */
function readable(bytes: Buffer): string {
  const isChinese = IS_CHINESE.test(bytes.toString('latin1'));
  return new TextDecoder(isChinese ? 'gb18030' : 'windows-1252').decode(bytes);
}

async function* visit(absolute: DiskPath, path: string, readWith: string | undefined): AsyncGenerator<Finding> {
  const entry = await lstat(absolute).catch((caught: unknown) => asTelltaleError(caught, 'unreadable-file'));
  if (entry instanceof TelltaleError) yield { passedOver: unreadable(path, 0, entry) };
  else if (entry.isDirectory()) yield* walk(absolute, path, readWith);
  else {
    const finding = await describe(absolute, path, entry);
    yield 'file' in finding && readWith !== undefined ? { file: { ...finding.file, readWith } } : finding;
  }
}

/** By name in a folder: what is read with it. */
async function followersIn(
  entries: ReadonlyMap<string, DiskPath>,
  names: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const followers = new Map<string, string[]>();
  if (isRepository(names)) {
    followers.set(
      'HEAD',
      HISTORY.filter((name) => names.includes(name)),
    );
  }
  const sized = [];
  const candidates = new Set(names.filter(mayBeOfSet));
  // A database has no name of its own: its log tells.
  for (const name of [...candidates]) candidates.add(name.replace(/-(?:wal|shm)$/, ''));
  for (const name of names) {
    if (!candidates.has(name)) continue;
    const entry = await lstat(entries.get(name) ?? '').catch(() => undefined);
    if (entry?.isFile()) sized.push({ name, size: entry.size });
  }
  for (const [name, leader] of setsInFolder(sized)) followers.set(leader, [...(followers.get(leader) ?? []), name]);
  return followers;
}

async function describe(absolute: DiskPath, path: string, entry: Stats): Promise<Finding> {
  const { size } = entry;
  const skip = (code: ErrorCode, message: string): Finding => ({
    passedOver: { path, size, outcome: 'skipped', code, message },
  });
  if (!entry.isFile() && !entry.isSymbolicLink()) return skip('special-file', 'A socket, pipe or device.');
  if (entry.isSymbolicLink()) {
    // A link that the user named by hand is followed; one inside a folder may lead out of the dump.
    if (path.includes('/')) return skip('special-file', 'A symbolic link.');
    return { file: { absolute, path, size: (await stat(absolute)).size } };
  }
  if (SYSTEM_FILES.has(basename(path))) return skip('system-file', 'Made by the operating system.');
  if (size === 0) return skip('empty-file', 'The file has no bytes.');
  return { file: { absolute, path, size } };
}

function unreadable(path: string, size: number, caught: unknown): PassedOver {
  const message = caught instanceof Error ? caught.message : String(caught);
  return { path, size, outcome: 'failed', code: 'unreadable-file', message };
}
