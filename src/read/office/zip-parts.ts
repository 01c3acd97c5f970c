/** The parts of an office file that is a zip (OOXML, OpenDocument, Visio, iWork), by name, within limits. */
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import yauzl from 'yauzl';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { ReadLimits, ReadSummary } from '../reader.ts';
import { inflated, MOST_SALVAGED, salvagedParts } from './salvaged-parts.ts';
import { type XmlElement, type XmlHandlers, xmlEvents, xmlTree } from './xml.ts';

/** Parts below this size are never called a bomb: XML repeats itself, and small files prove nothing. */
const RATIO_FROM = 64 * 1024 * 1024;
/** Methods of compression by which iWork marks what it has locked. */
const LOCKED_BY_IWORK: readonly number[] = [0x636b, 0x636c];
/** A tree is made of parts up to this size only. */
const TREE_BYTES = 64 * 1024 * 1024;

export interface ZipParts {
  /** Names as in the zip, in its order. */
  readonly names: readonly string[];
  has(name: string): boolean;
  size(name: string): number;
  /** The whole part. Rejects with `not-found`, `broken-file`, `too-large`. */
  bytes(name: string): Promise<Buffer>;
  text(name: string): Promise<string>;
  tree(name: string): Promise<XmlElement>;
  /** The tree of a part that may be missing. */
  optionalTree(name: string): Promise<XmlElement | undefined>;
  /**
   * Reads a long part event by event, asking `between` after each piece of input; resolves to the number of faults.
   */
  events(name: string, handlers: XmlHandlers, between?: () => Promise<void>): Promise<number>;
  /** Writes a part to a file below `folder` and gives its path. */
  extract(name: string, folder: string): Promise<string>;
  close(): void;
  /** What is wrong with the file as a whole, for people. */
  readonly damage?: string;
}

/** What a reader says at its end, with the damage to the file where there is some. */
export function withDamage(parts: ZipParts, summary: ReadSummary): ReadSummary {
  return parts.damage === undefined ? summary : { ...summary, warnings: [parts.damage, ...(summary.warnings ?? [])] };
}

const charsetOf = (head: Uint8Array): string => {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const declared = /encoding=["']([\w-]+)["']/.exec(Buffer.from(head.subarray(0, 200)).toString('latin1'))?.[1];
  return declared ?? 'utf-8';
};

const decoderOf = (head: Uint8Array): TextDecoder => {
  try {
    return new TextDecoder(charsetOf(head));
  } catch {
    return new TextDecoder('utf-8');
  }
};

/** A part's bytes as they are packed. */
const RAW = { decompress: false, decrypt: null, start: null, end: null } as const;
/** Characters in which a whole text is parsed. */
const PIECE = 1 << 16;
const DAMAGE = 'The file is damaged or cut off; its parts were found one by one, and some may be missing.';

/** Parts whose bytes are had as a whole. */
export function partsOfBytes(own: {
  readonly names: readonly string[];
  has(name: string): boolean;
  size(name: string): number;
  bytes(name: string): Promise<Buffer>;
  close(): void;
  readonly damage?: string;
}): ZipParts {
  const text = async (name: string): Promise<string> => {
    const content = await own.bytes(name);
    if (content.length > TREE_BYTES)
      throw new TelltaleError('too-large', `The part ${name} is too large to be read at once.`);
    return decoderOf(content).decode(content);
  };
  const tree = async (name: string): Promise<XmlElement> => xmlTree(await text(name));
  return {
    ...own,
    text,
    tree,
    optionalTree: async (name) => (own.has(name) ? await tree(name) : undefined),
    async events(name, handlers, between) {
      const content = await own.bytes(name);
      const decoder = decoderOf(content);
      const events = xmlEvents(handlers);
      for (let at = 0; at < content.length; at += PIECE) {
        events.write(decoder.decode(content.subarray(at, at + PIECE), { stream: true }));
        if (between) await between();
      }
      const faults = events.finish();
      if (between) await between();
      return faults;
    },
    async extract(name, folder) {
      const target = join(folder, `part-${own.names.indexOf(name)}`, 'part');
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, await own.bytes(name));
      return target;
    },
  };
}

/**
 * Opens the zip; of one that is damaged, what can be found. Rejects with `broken-file` when that is nothing,
 * `archive-bomb` when its declared sizes pass the limits.
 */
export async function openZipParts(path: string, limits: ReadLimits): Promise<ZipParts> {
  try {
    return await openWholeZip(path, limits);
  } catch (caught) {
    if (!(caught instanceof TelltaleError) || caught.code !== 'broken-file') throw caught;
    const found = await salvagedParts(path, limits);
    if (found.size === 0) throw caught;
    const parts = new Map([...found].map(([name, bytes]) => [keyOf(name), bytes]));
    const bytesOf = (name: string): Buffer => {
      const bytes = parts.get(keyOf(name));
      if (!bytes) throw lacking(name);
      return bytes;
    };
    return partsOfBytes({
      names: [...found.keys()],
      has: (name) => parts.has(keyOf(name)),
      size: (name) => bytesOf(name).length,
      bytes: async (name) => bytesOf(name),
      close() {},
      damage: DAMAGE,
    });
  }
}

const keyOf = (name: string): string => name.replace(/^\//, '').toLowerCase().replaceAll('\\', '/');
const lacking = (name: string): TelltaleError => new TelltaleError('broken-file', `The file lacks its part ${name}.`);

async function openWholeZip(path: string, limits: ReadLimits): Promise<ZipParts> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, strictFileNames: false }, (error, opened) => {
      if (error || !opened)
        reject(new TelltaleError('broken-file', `Not a whole zip: ${error?.message}`, { cause: error }));
      else resolve(opened);
    });
  });
  const entries = new Map<string, yauzl.Entry>();
  try {
    await listEntries(zip, limits, entries);
  } catch (error) {
    zip.close();
    throw asTelltaleError(error, 'broken-file');
  }
  const entryOf = (name: string): yauzl.Entry => {
    const entry = entries.get(keyOf(name));
    if (!entry) throw lacking(name);
    return entry;
  };
  const stream = (name: string, isPacked = false): Promise<Readable> =>
    new Promise((resolve, reject) => {
      const entry = entryOf(name);
      if (entry.isEncrypted() || LOCKED_BY_IWORK.includes(entry.compressionMethod)) {
        reject(new TelltaleError('encrypted', `The part ${name} is encrypted.`));
        return;
      }
      const done = (error: Error | null, opened?: Readable): void => {
        if (error || !opened) reject(new TelltaleError('broken-file', `${name}: ${error?.message}`, { cause: error }));
        else resolve(opened);
      };
      if (isPacked && entry.compressionMethod === 8) zip.openReadStream(entry, { ...RAW }, done);
      else zip.openReadStream(entry, done);
    });
  const beforeDamage = async (name: string): Promise<Buffer> => {
    // Of larger ones what the stream gave is all that there is.
    if (entryOf(name).uncompressedSize > MOST_SALVAGED) return Buffer.alloc(0);
    const pieces: Buffer[] = [];
    for await (const piece of await stream(name, true)) pieces.push(piece as Buffer);
    return inflated(Buffer.concat(pieces), MOST_SALVAGED) ?? Buffer.alloc(0);
  };
  const bytes = async (name: string): Promise<Buffer> => {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of await stream(name)) pieces.push(piece as Buffer);
    } catch (error) {
      throw asTelltaleError(error, 'broken-file');
    }
    return Buffer.concat(pieces);
  };
  const text = async (name: string): Promise<string> => {
    if (entryOf(name).uncompressedSize > TREE_BYTES)
      throw new TelltaleError('too-large', `The part ${name} is too large to be read at once.`);
    const content = await bytes(name);
    return decoderOf(content).decode(content);
  };
  const tree = async (name: string): Promise<XmlElement> => xmlTree(await text(name));
  return {
    names: [...entries.values()].map((entry) => entry.fileName),
    has: (name) => entries.has(keyOf(name)),
    size: (name) => entryOf(name).uncompressedSize,
    bytes,
    text,
    tree,
    optionalTree: async (name) => (entries.has(keyOf(name)) ? await tree(name) : undefined),
    async events(name, handlers, between) {
      const events = xmlEvents(handlers);
      let decoder: TextDecoder | undefined;
      let read = 0;
      let isCut = false;
      const give = async (piece: Buffer): Promise<void> => {
        decoder ??= decoderOf(piece);
        events.write(decoder.decode(piece, { stream: true }));
        if (between) await between();
      };
      const pieces = (await stream(name))[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      for (;;) {
        const step = await pieces.next().catch((): undefined => undefined);
        if (step?.done) break;
        if (!step) {
          // The stream has dropped what came before the damage; that counts as one more fault.
          isCut = true;
          await give((await beforeDamage(name)).subarray(read));
          break;
        }
        read += step.value.length;
        await give(step.value);
      }
      const faults = events.finish() + (isCut ? 1 : 0);
      if (between) await between();
      return faults;
    },
    async extract(name, folder) {
      const target = join(folder, `${[...entries.keys()].indexOf(keyOf(name))}`, 'part');
      await mkdir(dirname(target), { recursive: true });
      try {
        await pipeline(await stream(name), createWriteStream(target));
      } catch (error) {
        throw asTelltaleError(error, 'broken-file');
      }
      return target;
    },
    close: () => zip.close(),
  };
}

function listEntries(zip: yauzl.ZipFile, limits: ReadLimits, entries: Map<string, yauzl.Entry>): Promise<void> {
  return new Promise((resolve, reject) => {
    let total = 0;
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      total += entry.uncompressedSize;
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if (total > limits.unpackedBytes || (entry.uncompressedSize > RATIO_FROM && ratio > limits.unpackRatio)) {
        reject(new TelltaleError('archive-bomb', `The file unpacks to more than ${limits.unpackedBytes} bytes.`));
        return;
      }
      if (entries.size >= limits.members) {
        reject(new TelltaleError('archive-bomb', `The file has more than ${limits.members} parts.`));
        return;
      }
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName.toLowerCase().replaceAll('\\', '/'), entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}
