/** An archive that stands behind a program: what unpacks itself when it is run is unpacked without running it. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ReaderInput } from '../reader.ts';

export interface EmbeddedArchive {
  /** Bytes from the beginning of the file. */
  readonly offset: number;
  /** `rar`. */
  readonly extension: string;
}

const SIGNATURES: readonly (readonly [extension: string, signature: Buffer])[] = [
  ['7z', Buffer.from('377abcaf271c00', 'hex')],
  ['rar', Buffer.from('526172211a0700', 'hex')],
  ['rar', Buffer.from('526172211a070100', 'hex')],
  ['zip', Buffer.from('504b0304', 'hex')],
];
const ZIP_END = Buffer.from('504b0506', 'hex');
const LONGEST = 8;

export const isProgram = (head: Uint8Array): boolean =>
  (head[0] === 0x4d && head[1] === 0x5a) ||
  (head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46);

/** The first one whose beginning and end fit. */
export async function findEmbeddedArchive(input: ReaderInput): Promise<EmbeddedArchive | undefined> {
  let rest = Buffer.alloc(0);
  let position = 0;
  for await (const chunk of createReadStream(input.path, { highWaterMark: 1 << 20 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const start = position - rest.length;
    for (const [extension, signature] of SIGNATURES) {
      for (let at = bytes.indexOf(signature); at >= 0; at = bytes.indexOf(signature, at + 1)) {
        const found = { offset: start + at, extension };
        if (found.offset > 0 && (await fits(input, found))) return found;
      }
    }
    position += (chunk as Buffer).length;
    rest = Buffer.from(bytes.subarray(Math.max(0, bytes.length - LONGEST + 1)));
  }
  return undefined;
}

/** Programs that unpack archives hold the same signatures as words of their own. */
async function fits(input: ReaderInput, { offset, extension }: EmbeddedArchive): Promise<boolean> {
  const file = await open(input.path, 'r');
  try {
    const head = Buffer.alloc(64);
    await file.read(head, 0, head.length, offset);
    if (extension === '7z') {
      // Place, length and checksum of the list of members stand in the head.
      const end = 32n + head.readBigUInt64LE(12) + head.readBigUInt64LE(20);
      return head.readBigUInt64LE(20) > 0n && BigInt(offset) + end <= BigInt(input.probe.size);
    }
    // The block after the signature is the main one.
    if (extension === 'rar') return head[6] === 0 ? head[9] === 0x73 : head[6] === 1 && input.probe.size - offset > 20;
    const tail = Buffer.alloc(Math.min(input.probe.size - offset, 66_000));
    await file.read(tail, 0, tail.length, input.probe.size - tail.length);
    const nameLength = head.readUInt16LE(26);
    return tail.lastIndexOf(ZIP_END) >= 0 && nameLength > 0 && nameLength < 1024;
  } finally {
    await file.close();
  }
}
