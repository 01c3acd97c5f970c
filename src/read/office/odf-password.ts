/** Opens OpenDocument files with a password: part by part (Blowfish or AES), or as one locked package (AES-GCM). */
import { argon2Sync, createDecipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { ReaderInput } from '../reader.ts';
import { decryptBlowfish } from './blowfish.ts';
import { elements, type XmlElement, xmlTree } from './xml.ts';
import { openZipParts, partsOfBytes, type ZipParts } from './zip-parts.ts';

/** The part that holds all others since LibreOffice 24.8. */
const PACKAGE = 'encrypted-package';
const MANIFEST = 'META-INF/manifest.xml';
/** What one part may unpack to. */
const LONGEST_PART = 512 * 2 ** 20;
/** Work that a file may ask for before its password is known to fit. */
const MOST_ITERATIONS = 10_000_000;
const MOST_MEMORY_KIB = 2 ** 20;
const MOST_PASSES = 64;
/** Bytes that the checksum is of. */
const CHECKED = 1024;

interface Lock {
  readonly name: string;
  readonly cipher: string;
  readonly initial: Buffer;
  readonly salt: Buffer;
  readonly keyLength: number;
  readonly iterations: number;
  readonly argon2: { readonly passes: number; readonly memory: number; readonly lanes: number } | undefined;
  /** What the password is hashed with first. */
  readonly start: 'sha1' | 'sha256';
  readonly checksum: { readonly algorithm: 'sha1' | 'sha256'; readonly value: Buffer } | undefined;
}

/**
 * The parts in clear; `parts` itself when nothing is locked. Tries each password. Rejects with `encrypted` when none
 * fits.
 */
export async function unlockedParts(parts: ZipParts, input: ReaderInput): Promise<ZipParts> {
  if (!parts.has(MANIFEST)) return parts;
  const manifest = await parts.text(MANIFEST);
  if (!manifest.includes('encryption-data')) return parts;
  const locks = locksOf(xmlTree(manifest)).filter(({ name }) => parts.has(name));
  const whole = locks.find(({ name }) => name === PACKAGE);
  // The smallest part tells soonest whether a password fits.
  const probe = whole ?? locks.toSorted((a, b) => parts.size(a.name) - parts.size(b.name))[0];
  if (!probe) throw new TelltaleError('encrypted', 'The file is locked in a way that is not known.');
  const { password, clear } = await passwordFor(probe, await parts.bytes(probe.name), input.passwords);
  if (!whole) return clearParts(parts, new Map(locks.map((lock) => [lock.name, lock])), password);
  const path = join(input.scratch, 'unlocked');
  await writeFile(path, clear);
  return openZipParts(path, input.limits);
}

async function passwordFor(
  lock: Lock,
  bytes: Buffer,
  passwords: readonly string[],
): Promise<{ password: string; clear: Buffer }> {
  for (const password of passwords) {
    const clear = unlocked(lock, bytes, password);
    if (clear) return { password, clear };
  }
  throw new TelltaleError(
    'encrypted',
    passwords.length === 0 ? 'The file needs a password.' : `None of ${passwords.length} passwords fits.`,
  );
}

/** Everything reads through this, so that no reader need know. */
function clearParts(parts: ZipParts, locks: ReadonlyMap<string, Lock>, password: string): ZipParts {
  const bytes = async (name: string): Promise<Buffer> => {
    const stored = await parts.bytes(name);
    const lock = locks.get(name);
    if (!lock) return stored;
    const clear = unlocked(lock, stored, password);
    if (!clear) throw new TelltaleError('encrypted', `The part ${name} has another password.`);
    return clear;
  };
  return partsOfBytes({ ...parts, bytes });
}

function locksOf(manifest: XmlElement): Lock[] {
  return elements(manifest, 'file-entry').flatMap((entry) => {
    const data = elements(entry, 'encryption-data')[0];
    const name = entry.attributes['full-path'];
    const algorithm = elements(data, 'algorithm')[0]?.attributes;
    const derivation = elements(data, 'key-derivation')[0]?.attributes;
    const started = elements(data, 'start-key-generation')[0]?.attributes['start-key-generation-name'];
    if (!data || name === undefined || !algorithm || !derivation) return [];
    const { checksum, 'checksum-type': checksumType } = data.attributes;
    const isArgon2 = /argon2id/.test(derivation['key-derivation-name'] ?? '');
    return [
      {
        name,
        cipher: algorithm['algorithm-name'] ?? '',
        initial: Buffer.from(algorithm['initialisation-vector'] ?? '', 'base64'),
        salt: Buffer.from(derivation.salt ?? '', 'base64'),
        keyLength: Number(derivation['key-size'] ?? 16),
        iterations: Number(derivation['iteration-count'] ?? 0),
        argon2: isArgon2
          ? {
              passes: Number(derivation['argon2-iterations']),
              memory: Number(derivation['argon2-memory']),
              lanes: Number(derivation['argon2-lanes']),
            }
          : undefined,
        start: /sha256/i.test(started ?? '') ? 'sha256' : 'sha1',
        checksum:
          checksum === undefined
            ? undefined
            : {
                algorithm: /sha256/i.test(checksumType ?? '') ? 'sha256' : 'sha1',
                value: Buffer.from(checksum, 'base64'),
              },
      } satisfies Lock,
    ];
  });
}

/** Undefined when the password does not fit. Throws `encrypted` for locks that are not known. */
function unlocked(lock: Lock, bytes: Buffer, password: string): Buffer | undefined {
  const packed = decrypted(lock, keyOf(lock, password), bytes);
  if (!packed) return undefined;
  const { checksum } = lock;
  const found = checksum && createHash(checksum.algorithm).update(packed.subarray(0, CHECKED)).digest();
  if (found && !found.equals(checksum.value)) return undefined;
  try {
    return inflateRawSync(packed, { maxOutputLength: LONGEST_PART });
  } catch (cause) {
    // Without a checksum only this tells.
    if (!checksum && !/gcm/i.test(lock.cipher)) return undefined;
    throw asTelltaleError(cause, 'broken-file');
  }
}

function keyOf(lock: Lock, password: string): Buffer {
  const message = createHash(lock.start).update(password, 'utf8').digest();
  const { argon2, salt, iterations, keyLength } = lock;
  const isSound = keyLength >= 4 && keyLength <= 56;
  if (argon2) {
    const { passes, memory, lanes } = argon2;
    if (!isSound || !(memory <= MOST_MEMORY_KIB && passes <= MOST_PASSES && lanes <= MOST_PASSES)) throw strange();
    return argon2Sync('argon2id', { message, nonce: salt, passes, memory, parallelism: lanes, tagLength: keyLength });
  }
  if (!isSound || !(iterations > 0 && iterations <= MOST_ITERATIONS)) throw strange();
  return pbkdf2Sync(message, salt, iterations, keyLength, 'sha1');
}

const strange = (): TelltaleError =>
  new TelltaleError('encrypted', 'The file is locked in a way that is not known, or asks for too much work.');

function decrypted(lock: Lock, key: Buffer, bytes: Buffer): Buffer | undefined {
  const { cipher, initial } = lock;
  if (/blowfish/i.test(cipher)) return decryptBlowfish(key, initial, bytes);
  const size = /aes(128|192|256)-(cbc|gcm)/i.exec(cipher);
  if (!size || key.length * 8 !== Number(size[1])) throw strange();
  try {
    if (/gcm/i.test(cipher)) {
      // The vector stands before the content once more, the tag after it.
      const opened = createDecipheriv(`aes-${Number(size[1]) as 256}-gcm`, key, initial);
      opened.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([opened.update(bytes.subarray(12, -16)), opened.final()]);
    }
    const opened = createDecipheriv(`aes-${size[1]}-cbc`, key, initial);
    opened.setAutoPadding(false);
    const padded = Buffer.concat([opened.update(bytes), opened.final()]);
    const padding = padded.at(-1) ?? 0;
    // Only the last byte of the padding says something; the others are chance.
    return padding >= 1 && padding <= 16 ? padded.subarray(0, -padding) : undefined;
  } catch {
    // A tag or a length that does not fit: so the platform says that the key is another.
    return undefined;
  }
}
