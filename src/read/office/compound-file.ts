/** The streams of a compound file (OLE2): old office files, VBA projects, embedded objects, encrypted packages. */
import { readFile } from 'node:fs/promises';
import xlsx from '@e965/xlsx';
import { TelltaleError } from '../../errors.ts';
import type { ReaderInput } from '../reader.ts';

/** Compound files are held in memory as a whole. */
const LARGEST = 512 * 1024 * 1024;

/** The part of SheetJS's container parser that is used here; its own types say `any`. */
interface Container {
  readonly FullPaths: readonly string[];
  readonly FileIndex: readonly { readonly type: number; readonly content?: Uint8Array | readonly number[] }[];
}

export interface CompoundFile {
  /** `/`-separated, without the root: `VBA/dir`. Streams only. */
  readonly names: readonly string[];
  /** Ignores case. */
  stream(name: string): Buffer | undefined;
}

/** Throws `broken-file`. */
export function openCompound(bytes: Buffer): CompoundFile {
  let container: Container;
  try {
    container = xlsx.CFB.read(bytes, { type: 'buffer' }) as Container;
  } catch (error) {
    throw new TelltaleError('broken-file', `Not a whole compound file: ${(error as Error).message}`, { cause: error });
  }
  const streams = new Map<string, { name: string; content: Buffer }>();
  for (const [index, path] of container.FullPaths.entries()) {
    const entry = container.FileIndex[index];
    if (entry?.type !== 2) continue;
    const name = path.replace(/^[^/]*\//, '');
    streams.set(name.toLowerCase(), { name, content: Buffer.from(Uint8Array.from(entry.content ?? [])) });
  }
  return {
    names: [...streams.values()].map(({ name }) => name),
    stream: (name) => streams.get(name.toLowerCase())?.content,
  };
}

/** One storage of the file as a compound file of its own. */
export function writeCompound(file: CompoundFile, storage: string): Buffer {
  const made: unknown = xlsx.CFB.utils.cfb_new();
  for (const name of file.names) {
    if (!name.startsWith(`${storage}/`)) continue;
    xlsx.CFB.utils.cfb_add(made, name.slice(storage.length), file.stream(name));
  }
  return Buffer.from(xlsx.CFB.write(made, { type: 'buffer' }) as Uint8Array);
}

/**
 * The same streams under the names that Word, Excel and PowerPoint look for: some writers put them in lower case, which
 * the format allows and libraries do not expect.
 */
export function withUsualNames(bytes: Buffer, file: CompoundFile): Buffer {
  const isUsual = file.names.every((name) =>
    USUAL.every((usual) => usual.toLowerCase() !== name.toLowerCase() || usual === name),
  );
  if (isUsual) return bytes;
  const made: unknown = xlsx.CFB.utils.cfb_new();
  for (const name of file.names) {
    const usual = USUAL.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
    xlsx.CFB.utils.cfb_add(made, `/${usual}`, file.stream(name));
  }
  return Buffer.from(xlsx.CFB.write(made, { type: 'buffer' }) as Uint8Array);
}

const USUAL = ['WordDocument', '0Table', '1Table', 'Data', 'Workbook', 'Book', 'PowerPoint Document', 'Current User'];

/** The bytes of a compound file. Rejects with `too-large` above half a gigabyte. */
export async function compoundBytes(input: ReaderInput): Promise<Buffer> {
  if (input.probe.size > LARGEST) throw new TelltaleError('too-large', 'The compound file is over 512 MiB.');
  return readFile(input.path);
}
