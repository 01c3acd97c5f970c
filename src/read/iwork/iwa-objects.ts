/** Unpacks the `.iwa` parts of iWork files since 2013: pieces packed as Snappy does, and in them objects with numbers. */
import { TelltaleError } from '../../errors.ts';
import { type Message, messagesOf, numberOf, parseMessage, varint } from './protobuf.ts';

export interface IwaObject {
  readonly id: number;
  /** What kind of message it is; see `iwa-document.ts`. */
  readonly type: number;
  /** The part that holds it. */
  readonly part: string;
  readonly bytes: Uint8Array;
  /** Parsed when it is asked for. */
  message(): Message;
}

/** More than Snappy can pack into a byte: what claims more is damaged or hostile. */
const MOST_FROM_ONE_BYTE = 64;

const damaged = (): TelltaleError => new TelltaleError('broken-file', 'A packed piece of the file is damaged.');

/** The objects of one part, in its order. Throws `broken-file`. */
export function iwaObjects(part: string, packed: Uint8Array): IwaObject[] {
  const bytes = unpacked(packed);
  const objects: IwaObject[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [length, start] = varint(bytes, at);
    if (start + length > bytes.length) throw damaged();
    const info = parseMessage(bytes.subarray(start, start + length));
    at = start + length;
    for (const described of messagesOf(info, 2)) {
      const size = numberOf(described, 3) ?? 0;
      if (at + size > bytes.length) throw damaged();
      const own = bytes.subarray(at, at + size);
      at += size;
      let parsed: Message | undefined;
      objects.push({
        id: numberOf(info, 1) ?? 0,
        type: numberOf(described, 1) ?? 0,
        part,
        bytes: own,
        message: () => {
          parsed ??= parseMessage(own);
          return parsed;
        },
      });
    }
  }
  return objects;
}

/** Pieces with a head of four bytes: a zero, and their length. */
function unpacked(packed: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < packed.length; ) {
    const length = (packed[at + 1] ?? 0) + (packed[at + 2] ?? 0) * 0x100 + (packed[at + 3] ?? 0) * 0x10000;
    if (packed[at] !== 0 || at + 4 + length > packed.length) throw damaged();
    pieces.push(unsnap(packed.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(pieces);
}

function unsnap(packed: Uint8Array): Uint8Array {
  const [size, start] = varint(packed, 0);
  if (size > packed.length * MOST_FROM_ONE_BYTE) throw damaged();
  const out = Buffer.alloc(size);
  let to = 0;
  const number = (at: number, bytes: number): number => {
    let value = 0;
    for (let index = 0; index < bytes; index += 1) value += (packed[at + index] ?? 0) * 2 ** (8 * index);
    return value;
  };
  for (let at = start; at < packed.length; ) {
    const tag = packed[at] ?? 0;
    at += 1;
    const kind = tag & 3;
    if (kind === 0) {
      const extra = Math.max(0, (tag >> 2) - 59);
      const length = (extra === 0 ? tag >> 2 : number(at, extra)) + 1;
      at += extra;
      if (at + length > packed.length || to + length > size) throw damaged();
      out.set(packed.subarray(at, at + length), to);
      at += length;
      to += length;
      continue;
    }
    const length = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
    const width = kind === 3 ? 4 : kind;
    const back = number(at, width) + (kind === 1 ? (tag >> 5) * 0x100 : 0);
    at += width;
    if (back === 0 || back > to || to + length > size) throw damaged();
    // What is repeated may overlap what is being written.
    for (let index = 0; index < length; index += 1, to += 1) out[to] = out[to - back] ?? 0;
  }
  if (to !== size) throw damaged();
  return out;
}
