/** Zip archives: members become files of their own, with names in whatever charset they are in. */
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { Reader, ReaderInput, ReadSink } from '../reader.ts';
import { decodeNames, safeName } from './member-name.ts';
import { workingPassword } from './seven-zip.ts';
import { createUnpackGuard, type UnpackGuard } from './unpack-guard.ts';
import { volumesOf } from './volumes.ts';

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open);
const UTF8_FLAG = 0x800;

export const zipReader: Reader = {
  name: 'zip',
  version: 1,
  accepts: (probe) =>
    probe.mediaType === 'application/zip' ||
    (probe.head[0] === 0x50 && probe.head[1] === 0x4b && probe.head[2] === 3 && probe.head[3] === 4),
  async read(input, sink) {
    if (volumesOf(input).length > 0) throw new TelltaleError('unsupported-format', 'In volumes: 7-Zip joins them.');
    const archive = await open(input.path);
    try {
      // Before a million of them are looked at.
      if (archive.entryCount > input.limits.members) {
        throw new TelltaleError('archive-bomb', `${archive.entryCount} members.`);
      }
      const entries = await entriesOf(archive);
      const guard = createUnpackGuard(input);
      const files = entries.filter((entry) => !isFolder(entry));
      for (const entry of files) guard.declare(entry.uncompressedSize);
      if (
        files.some((entry) => entry.isEncrypted()) &&
        input.passwords.length > 0 &&
        (await opensWithPassword(input))
      ) {
        throw new TelltaleError('unsupported-format', 'Locked, and a given password opens it: 7-Zip unpacks it.');
      }
      const names = decodeNames(
        files.map((entry) => entry.fileNameRaw),
        files.map((entry) => (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0),
      );
      let given = 0;
      for (const [at, entry] of files.entries()) {
        given += await member(archive, entry, names[at] ?? '', at + 1, guard, sink);
      }
      if (given > 0) await listing(names, sink);
      return { kind: 'archive', mediaType: 'application/zip', properties: { members: String(files.length) } };
    } finally {
      archive.close();
    }
  },
};

async function opensWithPassword(input: ReaderInput): Promise<boolean> {
  try {
    return (await workingPassword(input)) !== undefined;
  } catch (caught) {
    if (caught instanceof TelltaleError && caught.code === 'encrypted') return false;
    throw caught;
  }
}

async function open(path: string): Promise<ZipFile> {
  try {
    return await openZip(path, { lazyEntries: true, decodeStrings: false, autoClose: false, validateEntrySizes: true });
  } catch (caught) {
    throw new TelltaleError('unsupported-format', `Not a whole zip archive: ${(caught as Error).message}`, {
      cause: caught,
    });
  }
}

async function entriesOf(archive: ZipFile): Promise<(Entry & { fileNameRaw: Buffer })[]> {
  const entries: (Entry & { fileNameRaw: Buffer })[] = [];
  await new Promise<void>((done, failed) => {
    archive.on('entry', (entry: Entry) => {
      // With decodeStrings off the name is the raw bytes.
      entries.push(Object.assign(entry, { fileNameRaw: entry.fileName as unknown as Buffer }));
      archive.readEntry();
    });
    archive.on('end', done);
    archive.on('error', (cause: Error) => failed(new TelltaleError('unsupported-format', cause.message, { cause })));
    archive.readEntry();
  });
  return entries;
}

const isFolder = (entry: { fileNameRaw: Buffer }): boolean => entry.fileNameRaw.at(-1) === 0x2f;

/** Gives 1 when the member became a child, 0 when it went to the ledger with a reason. */
async function member(
  archive: ZipFile,
  entry: Entry,
  rawName: string,
  position: number,
  guard: UnpackGuard,
  sink: ReadSink,
): Promise<number> {
  try {
    const name = safeName(rawName);
    if (entry.isEncrypted()) throw new TelltaleError('encrypted', 'The member needs a password.');
    const openStream = promisify<Entry, NodeJS.ReadableStream>(archive.openReadStream.bind(archive));
    const path = await guard.write((await openStream(entry)) as import('node:stream').Readable);
    await sink.child({ name, path, relation: 'member', position });
    return 1;
  } catch (caught) {
    const error = asTelltaleError(caught, 'broken-file');
    if (error.code === 'archive-bomb' || error.code === 'disk-full') throw error;
    await sink.lostChild({
      name: rawName.replaceAll('\0', ''),
      size: entry.uncompressedSize,
      code: error.code,
      message: error.message,
    });
    return 0;
  }
}

/** Member names are text of the leak too. */
async function listing(names: readonly string[], sink: ReadSink): Promise<void> {
  const LINES = 200;
  for (let at = 0; at < names.length; at += LINES) {
    const text = names.slice(at, at + LINES).join('\n');
    if (text.trim() !== '') await sink.passage({ role: 'property', text, position: { kind: 'part', part: 'members' } });
  }
}
