/** Names of archive members: decoded, and safe to show and to join. */
import iconv from 'iconv-lite';
import { TelltaleError } from '../../errors.ts';
import { detectCharset } from '../text/decode-text.ts';

/** Decodes raw names of one archive together: a single short name is too little to tell its charset. */
export function decodeNames(names: readonly Uint8Array[], isUtf8: readonly boolean[]): string[] {
  const undeclared = names.filter((_, at) => !isUtf8[at]);
  const sample = Buffer.concat(undeclared.flatMap((name) => [Buffer.from(name), Buffer.from('\n')]).slice(0, 4000));
  const charset = undeclared.every(isAscii) ? 'utf-8' : nameCharset(sample);
  return names.map((name, at) => iconv.decode(Buffer.from(name), isUtf8[at] ? 'utf-8' : charset));
}

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

function nameCharset(sample: Uint8Array): string {
  const charset = detectCharset(sample, true) ?? 'cp437';
  // Western archivers on DOS wrote code page 437; the guess for texts would be Windows’ own.
  return charset === 'windows-1252' ? 'cp437' : charset;
}

/** `a/b.txt` of a member's name. Throws `path-traversal` when it leads out of the archive, `broken-file` when it is no name. */
export function safeName(name: string): string {
  if (name.includes('\0')) throw new TelltaleError('broken-file', `No name of a member: ${JSON.stringify(name)}.`);
  const clean = name
    .replaceAll('\\', '/')
    .replace(/^[a-z]:/i, '')
    .replace(/^\/+/, '');
  const parts = clean.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..') || /^\/|^[a-z]:/i.test(name)) {
    throw new TelltaleError('path-traversal', `The member ${JSON.stringify(name)} leads out of the archive.`);
  }
  return parts.join('/');
}
