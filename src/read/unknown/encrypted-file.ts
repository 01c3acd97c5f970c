/** Files that are encrypted as a whole, by how they begin: OpenPGP, age, OpenSSL. They say whom for, where they do. */
import { TelltaleError } from '../../errors.ts';
import type { Probe, Reader } from '../reader.ts';

const ARMOUR = /^\s*-----BEGIN PGP MESSAGE-----\r?\n(?:[\w-]+: [^\n]*\n)*\r?\n([A-Za-z0-9+/=\s]+)/;
const AGE = /^(?:age-encryption\.org\/v1\r?\n|-----BEGIN AGE ENCRYPTED FILE-----)/;

/** Packets of OpenPGP (RFC 9580). */
const FOR_A_KEY = 1;
const FOR_A_PASSWORD = 3;
const DATA = new Set([9, 18, 20]);
/** Recipients of one message that are looked at. */
const MOST = 64;

export const encryptedFileReader: Reader = {
  name: 'encrypted-file',
  version: 1,
  accepts: (probe) => lockOf(probe) !== undefined,
  async read({ probe }) {
    throw new TelltaleError('encrypted', lockOf(probe) ?? '');
  },
};

/** What is said of it, or undefined when it is not encrypted. */
function lockOf(probe: Probe): string | undefined {
  const start = Buffer.from(probe.head.subarray(0, 64)).toString('latin1');
  if (AGE.test(start)) return 'The file is encrypted by age.';
  if (start.startsWith('Salted__')) return 'The file is encrypted with a password, by OpenSSL.';
  const armour = probe.headText && ARMOUR.exec(probe.headText)?.[1];
  const isNamed = /^(?:pgp|gpg|asc)$/.test(probe.extension);
  if (armour) return openPgp(Buffer.from(armour, 'base64'));
  // Bytes that begin so are many; a name or another signature decides.
  return isNamed && probe.headText === undefined ? openPgp(Buffer.from(probe.head)) : undefined;
}

function openPgp(bytes: Buffer): string | undefined {
  const keys: string[] = [];
  let hasPassword = false;
  for (let at = 0, packets = 0; at < bytes.length && packets < MOST; packets += 1) {
    const packet = packetAt(bytes, at);
    if (!packet) return undefined;
    const { tag, body, next } = packet;
    if (tag === FOR_A_KEY) keys.push(body.length >= 9 && body[0] === 3 ? body.toString('hex', 1, 9) : 'unknown');
    else if (tag === FOR_A_PASSWORD) hasPassword = true;
    else if (!DATA.has(tag)) return undefined;
    else break;
    at = next;
  }
  if (keys.length === 0 && !hasPassword) return undefined;
  const shown = keys.map((key) => (/^0*$/.test(key) ? 'hidden' : key.toUpperCase()));
  const whom = [
    ...(keys.length > 0 ? [`for the keys ${shown.join(', ')}`] : []),
    ...(hasPassword ? ['with a password'] : []),
  ];
  return `The file is encrypted ${whom.join(' and ')}, by OpenPGP.`;
}

/** `next` lies beyond the bytes when only the beginning of a packet is among them. */
function packetAt(bytes: Buffer, at: number): { tag: number; body: Buffer; next: number } | undefined {
  const head = bytes[at] ?? 0;
  if ((head & 0x80) === 0) return undefined;
  const isNew = (head & 0x40) !== 0;
  const tag = isNew ? head & 0x3f : (head >> 2) & 0x0f;
  const first = bytes[at + 1] ?? 0;
  let start = at + 2;
  let length = first;
  if (isNew) {
    if (first >= 192 && first < 224) {
      length = ((first - 192) << 8) + (bytes[at + 2] ?? 0) + 192;
      start = at + 3;
    } else if (first === 255 && at + 6 <= bytes.length) {
      length = bytes.readUInt32BE(at + 2);
      start = at + 6;
    } else if (first >= 224) length = bytes.length;
  } else {
    const width = [1, 2, 4, 0][head & 3] ?? 0;
    if (at + 1 + width > bytes.length) return undefined;
    length = width === 0 ? bytes.length : bytes.readUIntBE(at + 1, width);
    start = at + 1 + width;
  }
  return { tag, body: bytes.subarray(start, Math.min(bytes.length, start + length)), next: start + length };
}
