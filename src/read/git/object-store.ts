/** All objects of a Git repository, loose and packed, also those that no branch leads to any more. */
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import type { Companion } from '../reader.ts';
import { OBJECT_LIMIT } from './delta.ts';
import type { GitObject, ObjectType } from './git-object.ts';
import { openPack, type Pack } from './pack.ts';

export interface ObjectStore {
  /** In order of ids. */
  readonly ids: readonly string[];
  /** Bytes of an id: 20, or 32 in repositories of SHA-256. */
  readonly idLength: number;
  /** What could not be opened, for people. */
  readonly damages: readonly string[];
  /** Undefined when it is not there. Rejects when it is damaged. */
  read(id: string): Promise<GitObject | undefined>;
  close(): Promise<void>;
}

const LOOSE = /^objects\/([0-9a-f]{2})\/([0-9a-f]{38}|[0-9a-f]{62})$/;
const PACK = /^(objects\/pack\/.+)\.pack$/;
/** Objects in objects: bases of packs in other packs. */
const DEPTH = 50;

export async function openObjects(companions: readonly Companion[], idLength: number): Promise<ObjectStore> {
  const byName = new Map(companions.map((each) => [each.name, each]));
  const loose = new Map<string, string>();
  const packs: Pack[] = [];
  const packed = new Map<string, Pack>();
  const damages: string[] = [];
  for (const { name, path } of companions) {
    const [, start, rest] = LOOSE.exec(name) ?? [];
    if (start !== undefined && rest !== undefined) loose.set(start + rest, path);
    const stem = PACK.exec(name)?.[1];
    if (stem === undefined) continue;
    try {
      const index = byName.get(`${stem}.idx`);
      const pack = await openPack(path, index && (await readFile(index.path)), idLength);
      packs.push(pack);
      if (pack.lost > 0) damages.push(`${name}: ${pack.lost} of its objects cannot be found.`);
      for (const id of pack.ids) packed.set(id, pack);
    } catch (caught) {
      damages.push(`${name}: ${(caught as Error).message}`);
    }
  }

  async function read(id: string, depth = 0): Promise<GitObject | undefined> {
    const path = loose.get(id);
    if (path !== undefined) return unpackLoose(await readFile(path));
    if (depth > DEPTH) throw new RangeError('packs that rest on each other');
    return packed.get(id)?.read(id, (base) => read(base, depth + 1));
  }

  return {
    ids: [...new Set([...loose.keys(), ...packed.keys()])].sort(),
    idLength,
    damages,
    read: (id) => read(id),
    async close() {
      await Promise.all(packs.map((pack) => pack.close()));
    },
  };
}

function unpackLoose(bytes: Buffer): GitObject {
  const whole = inflateSync(bytes, { maxOutputLength: OBJECT_LIMIT });
  const end = whole.indexOf(0);
  const [, type] = /^(commit|tree|blob|tag) \d+$/.exec(whole.toString('latin1', 0, Math.max(0, end))) ?? [];
  if (type === undefined) throw new RangeError('not an object');
  return { type: type as ObjectType, content: whole.subarray(end + 1) };
}
