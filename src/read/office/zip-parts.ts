/** The parts of an office file that is a zip (OOXML, OpenDocument, Visio, iWork), by name, within limits. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TextDecoder } from 'node:util';
import yauzl from 'yauzl';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { ReadLimits } from '../reader.ts';
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

/**
 * Opens the zip. Rejects with `broken-file` when it is none or damaged, `archive-bomb` when its declared sizes pass
 * the limits.
 */
export async function openZipParts(path: string, limits: ReadLimits): Promise<ZipParts> {
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
  const key = (name: string): string => name.replace(/^\//, '').toLowerCase();
  const entryOf = (name: string): yauzl.Entry => {
    const entry = entries.get(key(name));
    if (!entry) throw new TelltaleError('broken-file', `The file lacks its part ${name}.`);
    return entry;
  };
  const stream = (name: string): Promise<Readable> =>
    new Promise((resolve, reject) => {
      const entry = entryOf(name);
      if (entry.isEncrypted() || LOCKED_BY_IWORK.includes(entry.compressionMethod)) {
        reject(new TelltaleError('encrypted', `The part ${name} is encrypted.`));
        return;
      }
      zip.openReadStream(entry, (error, opened) => {
        if (error || !opened) reject(new TelltaleError('broken-file', `${name}: ${error?.message}`, { cause: error }));
        else resolve(opened);
      });
    });
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
    has: (name) => entries.has(key(name)),
    size: (name) => entryOf(name).uncompressedSize,
    bytes,
    text,
    tree,
    optionalTree: async (name) => (entries.has(key(name)) ? await tree(name) : undefined),
    async events(name, handlers, between) {
      const events = xmlEvents(handlers);
      let decoder: TextDecoder | undefined;
      try {
        for await (const piece of await stream(name)) {
          decoder ??= decoderOf(piece as Buffer);
          events.write(decoder.decode(piece as Buffer, { stream: true }));
          if (between) await between();
        }
      } catch (error) {
        throw asTelltaleError(error, 'broken-file');
      }
      const faults = events.finish();
      if (between) await between();
      return faults;
    },
    async extract(name, folder) {
      const target = join(folder, `${[...entries.keys()].indexOf(key(name))}`, 'part');
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
