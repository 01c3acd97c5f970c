/** OneNote sections (.one): texts, titles and authors from the property sets, and embedded files. */
import { readFile } from 'node:fs/promises';
import { TelltaleError } from '../../errors.ts';
import { createUnpackGuard } from '../archive/unpack-guard.ts';
import type { Reader } from '../reader.ts';

const SECTION = Buffer.from('e4525c7b8cd8a74daeb15378d02996d3', 'hex');
/** A file inside: identifier, length, and a header of 12 bytes before the bytes themselves ([MS-ONESTORE] 2.6.13). */
const FILE_DATA = Buffer.from('e716e3bd65261145a4c48d4d0b7a9eac', 'hex');
const LARGEST = 1024 * 2 ** 20;

/** Properties that hold words ([MS-ONE] 2.1.12): their number, what they are, and whether they are UTF-16. */
const TEXTS: readonly { id: number; part: string; isWide: boolean }[] = [
  { id: 0x1c001c22, part: 'text', isWide: true },
  { id: 0x1c003498, part: 'text', isWide: false },
  { id: 0x1c001cf3, part: 'title', isWide: true },
  { id: 0x1c001d3c, part: 'title', isWide: true },
  { id: 0x1c001d75, part: 'author', isWide: true },
  { id: 0x1c001d9c, part: 'file name', isWide: true },
  { id: 0x1c001e0b, part: 'image name', isWide: true },
  { id: 0x1c001e20, part: 'link', isWide: true },
  { id: 0x1c001e58, part: 'image text', isWide: true },
];
const MOST_PROPERTIES = 200;

export const oneNoteReader: Reader = {
  name: 'onenote',
  version: 1,
  accepts: ({ head }) => Buffer.from(head.buffer, head.byteOffset, Math.min(16, head.length)).equals(SECTION),
  async read(input, sink) {
    if (input.probe.size > LARGEST) throw new TelltaleError('too-large', `A section of ${input.probe.size} bytes.`);
    const bytes = await readFile(input.path);
    const found = TEXTS.flatMap(({ id, part, isWide }) =>
      valuesOf(bytes, id).map(({ at, value }) => ({
        at,
        part,
        text: clean(value.toString(isWide ? 'utf16le' : 'latin1')),
      })),
    ).sort((a, b) => a.at - b.at);
    // Every save leaves the older version behind: the same words are given once.
    const seen = new Set<string>();
    for (const { part, text } of found) {
      if (text === '' || seen.has(`${part}\0${text}`)) continue;
      seen.add(`${part}\0${text}`);
      await sink.passage({ role: part === 'text' ? 'paragraph' : 'property', text, position: { kind: 'part', part } });
    }
    const names = found.filter(({ part }) => part === 'file name').map(({ text }) => text);
    const guard = createUnpackGuard(input);
    let position = 0;
    for (let at = bytes.indexOf(FILE_DATA); at >= 0; at = bytes.indexOf(FILE_DATA, at + 16)) {
      if (at + 36 > bytes.length) break;
      const length = Number(bytes.readBigUInt64LE(at + 16));
      if (length === 0 || at + 36 + length > bytes.length) continue;
      position += 1;
      const name = names[position - 1]?.replace(/[\\/\0]/g, '_') || `file ${position}`;
      const path = await guard.write(bytes.subarray(at + 36, at + 36 + length));
      await sink.child({ name, path, relation: 'attachment', position });
    }
    return { kind: 'text', mediaType: 'application/onenote', properties: { files: String(position) } };
  },
};

const clean = (text: string): string => text.replaceAll('\0', '').replaceAll('\u000b', '\n').trim();

/** Values of one property wherever a property set lists it ([MS-ONESTORE] 2.6.7): numbers first, then the data. */
function valuesOf(bytes: Buffer, id: number): { at: number; value: Buffer }[] {
  const number = Buffer.alloc(4);
  number.writeUInt32LE(id);
  const found: { at: number; value: Buffer }[] = [];
  for (let at = bytes.indexOf(number); at >= 0; at = bytes.indexOf(number, at + 1)) {
    const value = valueAt(bytes, at);
    if (value) found.push({ at, value });
  }
  return found;
}

/** `at` is where the property's number stands; what is before it in the list tells where its data is. */
function valueAt(bytes: Buffer, at: number): Buffer | undefined {
  for (let index = 0; index < MOST_PROPERTIES; index += 1) {
    const first = at - index * 4;
    if (first < 2) return undefined;
    const count = bytes.readUInt16LE(first - 2);
    if (count <= index || count > MOST_PROPERTIES || first + count * 4 > bytes.length) continue;
    let data = first + count * 4;
    for (let each = 0; each < index; each += 1) {
      const size = sizeOf(bytes, bytes.readUInt32LE(first + each * 4), data);
      if (size === undefined) {
        data = -1;
        break;
      }
      data += size;
    }
    if (data < 0 || data + 4 > bytes.length) continue;
    const length = bytes.readUInt32LE(data);
    if (length > 0 && data + 4 + length <= bytes.length && length < 2 ** 24)
      return bytes.subarray(data + 4, data + 4 + length);
  }
  return undefined;
}

/** Bytes of data that a property takes; undefined when it is none, or one that cannot be passed over. */
function sizeOf(bytes: Buffer, property: number, data: number): number | undefined {
  switch ((property >>> 26) & 0x1f) {
    case 0x1:
    case 0x2:
    case 0x8:
    case 0xa:
    case 0xc:
      return 0;
    case 0x3:
      return 1;
    case 0x4:
      return 2;
    case 0x5:
    case 0x9:
    case 0xb:
    case 0xd:
      return 4;
    case 0x6:
      return 8;
    case 0x7:
      return data + 4 <= bytes.length ? 4 + bytes.readUInt32LE(data) : undefined;
    default:
      return undefined;
  }
}
