/** The streams of a compound file (OLE2): old office files, VBA projects, embedded objects, encrypted packages. */
import { readFile } from 'node:fs/promises';
import { TelltaleError } from '../../errors.ts';
import { sheetJs } from '../on-demand.ts';
import type { ReaderInput } from '../reader.ts';
import { type Container, readContainer, type SectorStream } from './compound-sectors.ts';

/** Compound files are held in memory as a whole. */
const LARGEST = 512 * 1024 * 1024;

export interface CompoundFile {
  /** `/`-separated, without the root: `VBA/dir`. Streams only. */
  readonly names: readonly string[];
  /** Ignores case. */
  stream(name: string): Buffer | undefined;
  /** Whether its chains lead in circles or out of the file: other parsers must not see such a one. */
  readonly isDamaged: boolean;
}

/** Throws `broken-file`. */
export function openCompound(bytes: Buffer): CompoundFile {
  let streams: Map<string, SectorStream>;
  let container: Container;
  try {
    container = readContainer(bytes);
    streams = new Map(container.streams.map((stream) => [stream.name.toLowerCase(), stream]));
  } catch (error) {
    throw new TelltaleError('broken-file', `Not a whole compound file: ${(error as Error).message}`, { cause: error });
  }
  return {
    names: [...streams.values()].map(({ name }) => name),
    stream: (name) => streams.get(name.toLowerCase())?.content(),
    get isDamaged() {
      for (const stream of container.streams) stream.content();
      return container.isDamaged;
    },
  };
}

/** One storage of the file as a compound file of its own. */
export function writeCompound(file: CompoundFile, storage: string): Buffer {
  const made: unknown = sheetJs().CFB.utils.cfb_new();
  for (const name of file.names) {
    if (!name.startsWith(`${storage}/`)) continue;
    sheetJs().CFB.utils.cfb_add(made, name.slice(storage.length), file.stream(name));
  }
  return Buffer.from(sheetJs().CFB.write(made, { type: 'buffer' }) as Uint8Array);
}

/**
 * The same streams in a whole container, under the names that Word, Excel and PowerPoint look for: some writers put them
 * in lower case, which the format allows and libraries do not expect; and damaged containers make libraries hang.
 */
export function rebuilt(bytes: Buffer, file: CompoundFile): Buffer {
  const isUsual = file.names.every((name) =>
    USUAL.every((usual) => usual.toLowerCase() !== name.toLowerCase() || usual === name),
  );
  if (isUsual && !file.isDamaged) return bytes;
  const made: unknown = sheetJs().CFB.utils.cfb_new();
  for (const name of file.names) {
    const usual = USUAL.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name;
    sheetJs().CFB.utils.cfb_add(made, `/${usual}`, file.stream(name));
  }
  return Buffer.from(sheetJs().CFB.write(made, { type: 'buffer' }) as Uint8Array);
}

const USUAL = ['WordDocument', '0Table', '1Table', 'Data', 'Workbook', 'Book', 'PowerPoint Document', 'Current User'];

/** The bytes of a compound file. Rejects with `too-large` above half a gigabyte. */
export async function compoundBytes(input: ReaderInput): Promise<Buffer> {
  if (input.probe.size > LARGEST) throw new TelltaleError('too-large', 'The compound file is over 512 MiB.');
  return readFile(input.path);
}
