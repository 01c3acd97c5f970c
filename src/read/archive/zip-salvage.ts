/** Zip archives whose list of members is damaged or cut off: each member is found by the header that stands before it. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { decodeNames, safeName } from './member-name.ts';
import { createUnpackGuard } from './unpack-guard.ts';

const SIGNATURE = Buffer.from('PK\u0003\u0004', 'latin1');
const HEADER = 30;
const LOCKED = 0x0001;
const SIZES_FOLLOW = 0x0008;
const UTF8 = 0x0800;
const STORED = 0;
const DEFLATED = 8;
/** Bytes looked at in one go for the next header. */
const WINDOW = 1 << 20;

export const zipSalvageReader: Reader = {
  name: 'zip-salvage',
  version: 1,
  accepts: ({ head }) => Buffer.from(head.buffer, head.byteOffset, Math.min(4, head.length)).equals(SIGNATURE),
  async read(input, sink) {
    const file = await open(input.path, 'r');
    const guard = createUnpackGuard(input);
    let position = 0;
    let given = 0;
    try {
      for (let at = 0; ; ) {
        const start = await nextHeader(file, at, input.probe.size);
        if (start === undefined) break;
        const header = await bytesAt(file, start, HEADER);
        const flags = header.readUInt16LE(6);
        const method = header.readUInt16LE(8);
        const packed = header.readUInt32LE(18);
        const size = header.readUInt32LE(22);
        const rawName = await bytesAt(file, start + HEADER, header.readUInt16LE(26));
        const content = start + HEADER + rawName.length + header.readUInt16LE(28);
        const [name = ''] = decodeNames([rawName], [(flags & UTF8) !== 0]);
        at = content;
        if (rawName.at(-1) === 0x2f) continue;
        position += 1;
        try {
          if ((flags & LOCKED) !== 0) throw new TelltaleError('encrypted', 'The member needs a password.');
          if (method !== STORED && method !== DEFLATED)
            throw new TelltaleError(
              'broken-file',
              `The member is packed in a way (${method}) that needs the whole archive.`,
            );
          const isOpenEnded = (flags & SIZES_FOLLOW) !== 0 && packed === 0;
          const end = isOpenEnded
            ? method === STORED
              ? ((await nextHeader(file, content, input.probe.size)) ?? input.probe.size)
              : input.probe.size
            : Math.min(input.probe.size, content + packed);
          const source =
            end > content ? createReadStream(input.path, { start: content, end: end - 1 }) : Readable.from([]);
          const path = await guard.write(method === DEFLATED ? inflated(source) : source);
          await sink.child({ name: safeName(name) || `member-${position}`, path, relation: 'member', position });
          given += 1;
          if (!isOpenEnded) at = end;
        } catch (caught) {
          const error = asTelltaleError(caught, 'broken-file');
          if (error.code === 'archive-bomb' || error.code === 'disk-full') throw error;
          await sink.lostChild({ name: name.replaceAll('\0', ''), size, code: error.code, message: error.message });
        }
      }
    } finally {
      await file.close();
    }
    if (given === 0) throw new TelltaleError('broken-file', 'No member of the damaged archive could be read.');
    return {
      kind: 'archive',
      mediaType: 'application/zip',
      properties: { members: String(given) },
      warnings: ['The archive is damaged; its members were found one by one, and some may be missing.'],
    };
  },
};

/** What follows the packed bytes is not looked at; a member that is cut off gives what there is of it. */
function inflated(source: Readable): Readable {
  const inflate = createInflateRaw();
  source.on('error', (error) => inflate.destroy(error));
  source.pipe(inflate);
  inflate.on('end', () => source.destroy());
  return inflate;
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead < length) throw new TelltaleError('broken-file', 'The archive ends inside a header.');
  return bytes;
}

async function nextHeader(file: FileHandle, from: number, size: number): Promise<number | undefined> {
  const window = Buffer.alloc(WINDOW);
  for (let at = from; at + HEADER <= size; at += WINDOW - 3) {
    const { bytesRead } = await file.read(window, 0, WINDOW, at);
    const found = window.subarray(0, bytesRead).indexOf(SIGNATURE);
    if (found >= 0) return at + found + HEADER <= size ? at + found : undefined;
  }
  return undefined;
}
