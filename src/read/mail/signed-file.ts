/** Signed files (CMS, PKCS #7): the content inside the signature becomes a file of its own. */
import { readFile } from 'node:fs/promises';
import { TelltaleError } from '../../errors.ts';
import { safeName } from '../archive/member-name.ts';
import { createUnpackGuard } from '../archive/unpack-guard.ts';
import type { Reader } from '../reader.ts';
import { WHOLE_LIMIT } from '../text/text-source.ts';

const SIGNED_DATA = '2a864886f70d010702';
const ENVELOPED_DATA = '2a864886f70d010703';
const DATA = '2a864886f70d010701';
const OBJECT_IDENTIFIER = 0x06;
const OCTET_STRING = 0x04;
/** Values within values; a signature needs about ten. */
const DEEPEST = 32;

export const signedFileReader: Reader = {
  name: 'signed-file',
  version: 1,
  accepts: (probe) =>
    /^(?:p7m|p7s|p7b|p7c|smime)$/.test(probe.extension) &&
    (probe.head[0] === 0x30 || /^(?:-----BEGIN|MI)/.test(probe.headText ?? '')),
  async read(input, sink) {
    if (input.probe.size > WHOLE_LIMIT) throw new TelltaleError('too-large', `${input.probe.size} bytes of PKCS #7.`);
    const bytes = withoutArmour(await readFile(input.path));
    const seen: string[] = [];
    const content = contentOf(bytes, seen);
    if (seen[0] === ENVELOPED_DATA) throw new TelltaleError('encrypted', 'The content is encrypted for a certificate.');
    if (seen[0] !== SIGNED_DATA || !content) {
      throw new TelltaleError('unsupported-format', 'There is no signed content.');
    }
    const bare = input.probe.name.replace(/\.(?:p7m|p7s|p7b|p7c|smime)$/i, '');
    const isMail = /^[\w-]+:/.test(content.subarray(0, 200).toString('latin1'));
    const name = bare.includes('.') ? bare : `${bare}${isMail ? '.eml' : ''}`;
    const path = await createUnpackGuard(input).write(content);
    await sink.child({ name: safeName(name || 'content'), path, relation: 'member', position: 1 });
    return { kind: 'archive', mediaType: 'application/pkcs7-mime', properties: { members: '1' } };
  },
};

function withoutArmour(bytes: Buffer): Buffer {
  if (bytes[0] === 0x30) return bytes;
  return Buffer.from(bytes.toString('latin1').replace(/-----[^-]+-----/g, ''), 'base64');
}

interface Value {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
  /** Where the next value begins. */
  readonly next: number;
}

/** One BER value at `at`, or undefined when the bytes end inside it. Indefinite lengths run to `limit`. */
function valueAt(bytes: Buffer, at: number, limit: number): (Value & { readonly isIndefinite: boolean }) | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit) return undefined;
  if (first === 0x80) return { tag, start: at + 2, end: limit, next: limit, isIndefinite: true };
  let length = first;
  let start = at + 2;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (count > 6 || start + count > limit) return undefined;
    length = bytes.readUIntBE(start, count);
    start += count;
  }
  const end = Math.min(start + length, limit);
  return { tag, start, end, next: end, isIndefinite: false };
}

/** The octets that follow the identifier of plain data; identifiers on the way are put into `seen`. */
function contentOf(bytes: Buffer, seen: string[]): Buffer | undefined {
  const pieces: Buffer[] = [];
  let isData = false;
  let isDone = false;
  /** Gives where the values of one level end: with an indefinite length only the walk knows. */
  const walk = (from: number, to: number, depth: number): number => {
    if (depth > DEEPEST) throw new TelltaleError('broken-file', 'The PKCS #7 values nest too deep.');
    let at = from;
    while (at < to && !isDone) {
      // Two zero bytes end an indefinite length.
      if (bytes[at] === 0 && bytes[at + 1] === 0) return at + 2;
      const value = valueAt(bytes, at, to);
      if (!value) return to;
      if (value.tag === OBJECT_IDENTIFIER) {
        const identifier = bytes.toString('hex', value.start, value.end);
        if (isData) isDone = true;
        else if (seen.length > 0 && identifier === DATA) isData = true;
        if (!isDone) seen.push(identifier);
      } else if (value.tag === OCTET_STRING && isData) pieces.push(bytes.subarray(value.start, value.end));
      // After the content come sets and certificates.
      else if (isData && pieces.length > 0 && value.tag === 0x30) isDone = true;
      else if ((value.tag & 0x20) !== 0) {
        const ended = walk(value.start, value.end, depth + 1);
        at = value.isIndefinite ? ended : value.next;
        continue;
      }
      at = value.next;
    }
    return at;
  };
  walk(0, bytes.length, 0);
  return pieces.length > 0 ? Buffer.concat(pieces) : undefined;
}
