/** Archives that 7-Zip knows (7z, rar, tar, xz, bz2, cab, iso, arj, lzh, cpio, chm …), unpacked by its WASM build. */
import { lstat, mkdir, open, readdir } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { TelltaleError } from '../../errors.ts';
import { volumeOf } from '../../model/volume-name.ts';
import type { Reader, ReaderInput, ReadSink } from '../reader.ts';
import { safeName } from './member-name.ts';
import { archivePath, type DeclaredMember, declaredMembers, runSevenZip, type SevenZipRun } from './run-seven-zip.ts';
import { tarContent, tarMembers } from './tar-salvage.ts';
import { createUnpackGuard } from './unpack-guard.ts';
import { missing, packedSize, volumesOf } from './volumes.ts';

const MEDIA_TYPES: ReadonlyMap<string, string> = new Map([
  // Those that the zip reader hands on: damaged, in parts, or locked with a password that is known.
  ['application/zip', 'application/zip'],
  ['application/x-7z-compressed', 'application/x-7z-compressed'],
  ['application/x-rar-compressed', 'application/vnd.rar'],
  ['application/vnd.rar', 'application/vnd.rar'],
  ['application/x-tar', 'application/x-tar'],
  ['application/x-xz', 'application/x-xz'],
  ['application/x-bzip2', 'application/x-bzip2'],
  ['application/x-lzip', 'application/x-lzip'],
  ['application/vnd.ms-cab-compressed', 'application/vnd.ms-cab-compressed'],
  ['application/x-arj', 'application/x-arj'],
  ['application/x-compress', 'application/x-compress'],
  ['application/x-unix-archive', 'application/x-unix-archive'],
  ['application/x-deb', 'application/x-deb'],
  ['application/x-rpm', 'application/x-rpm'],
  ['application/x-cpio', 'application/x-cpio'],
  ['application/vnd.ms-htmlhelp', 'application/vnd.ms-htmlhelp'],
]);
const EXTENSIONS =
  /^(?:7z|rar|zip|tar|xz|txz|lzma|tlz|bz2|tbz2?|z|cab|iso|arj|lzh|lha|cpio|chm|wim|udf|img|vhdx?|vmdk|qcow2?|vdi|dmg|squashfs|xar|pkg|msi|swm|esd)$/;

export const sevenZipReader: Reader = {
  name: 'seven-zip',
  version: 7,
  accepts: (probe) =>
    MEDIA_TYPES.has(probe.mediaType ?? '') ||
    (EXTENSIONS.test(probe.extension) && probe.headText === undefined) ||
    isVolume(probe.name) ||
    isCompiledHelp(probe.head) ||
    isCopyArchive(probe.head) ||
    isOldTar(probe.head),
  async read(input, sink) {
    const mediaType = MEDIA_TYPES.get(input.probe.mediaType ?? '') ?? 'application/octet-stream';
    checkFirst(input);
    await checkWholeZip(input);
    const password = await workingPassword(input).catch(handOnDamagedZip(input));
    const members = await declaredMembers(input, password);
    checkDeclared(input, members);
    const out = join(input.scratch, 'out');
    await mkdir(out, { recursive: true });
    const run = await runSevenZip(
      input,
      ['x', ...passwordArguments(password), '-y', '-snld-', '-o/out', archivePath(input)],
      out,
    );
    const found = await filesBelow(out);
    const names: string[] = [];
    for (const [at, path] of found.entries()) {
      const inside = relative(out, path).split(sep).join('/');
      const name =
        found.length === 1 && inside.replace(/~$/, '') === basename(input.path) ? innerName(input.probe.name) : inside;
      names.push(name);
      if (isOutside(name)) continue;
      await sink.child({ name: safeName(name), path, relation: 'member', position: at + 1 });
    }
    const given = new Set(names.filter((name) => !isOutside(name)));
    const gap = await missingVolume(input, run.output);
    if (gap && found.length === 0) throw gap;
    await loseMissing(members, given, gap ?? reasonOf(run.output), sink);
    // What goes on in it was unpacked as far as it is there.
    if (gap) await sink.lostChild({ name: String(gap.details['name']), size: 0, code: gap.code, message: gap.message });
    if (found.length === 0 && members.length === 0 && (run.code !== 0 || !isEmpty(run.output))) {
      handOnDamagedZip(input)(failureOf(run.output, run.code));
    }
    const whole = isWhole(run, members, given);
    if (!whole && mediaType === 'application/x-tar') names.push(...(await behindDamage(input, names, sink)));
    if (names.length > 0) await listing(names, sink);
    return {
      kind: 'archive',
      mediaType,
      properties: { members: String(names.length), ...(password ? { openedWith: maskedPassword(password) } : {}) },
      ...(whole ? {} : { warnings: [`7-Zip ended with ${run.code}: ${errorsOf(run.output)}`] }),
    };
  },
};

/** Members of a tar that 7-Zip did not come to; gives their names. */
async function behindDamage(input: ReaderInput, names: readonly string[], sink: ReadSink): Promise<string[]> {
  const known = new Set(names);
  const guard = createUnpackGuard(input);
  const given: string[] = [];
  for await (const member of tarMembers(input)) {
    if (known.has(member.name) || member.size === 0 || isOutside(member.name)) continue;
    known.add(member.name);
    const path = await guard.write(tarContent(input, member));
    given.push(member.name);
    const position = names.length + given.length;
    await sink.child({ name: safeName(member.name), path, relation: 'member', position });
  }
  return given;
}

/** A link that was not made is no damage; a member may be there and yet be cut off. */
function isWhole(run: SevenZipRun, members: readonly DeclaredMember[], given: ReadonlySet<string>): boolean {
  if (run.code === 0) return true;
  return !DAMAGE.test(run.output) && members.every((member) => member.isLink || given.has(member.name));
}

/** 7-Zip knew the archive, and there are at most folders in it. */
const isEmpty = (output: string): boolean =>
  /^Type = /m.test(output) && /Everything is Ok|No files to process/.test(output);

const DAMAGE = /unexpected end of|headers error|data error|crc failed/i;

/** The members of a zip can be found without its list: another reader does that. */
function handOnDamagedZip(input: ReaderInput): (caught: unknown) => never {
  return (caught) => {
    const isDamaged = caught instanceof TelltaleError && caught.code === 'broken-file';
    if (!isDamaged || input.probe.mediaType !== 'application/zip') throw caught;
    throw new TelltaleError('unsupported-format', caught.message, { cause: caught });
  };
}

/** Which of the given passwords it was, without telling it: its first character and its length. */
function maskedPassword(password: string): string {
  return `${[...password][0] ?? ''}${'•'.repeat(Math.max(0, [...password].length - 1))}`;
}

function isVolume(name: string): boolean {
  const volume = volumeOf(name);
  return volume !== undefined && volume.kind !== 'split' && volume.at > 0;
}

/** Throws `volume-missing` for a piece that is not the first and stands alone. */
function checkFirst(input: ReaderInput): void {
  const own = volumeOf(input.probe.name);
  if (!own || own.kind === 'split' || own.at <= own.first || volumesOf(input).length > 0) return;
  // Other files may be named so, too: only what is an archive lacks something.
  if (MEDIA_TYPES.has(input.probe.mediaType ?? '')) throw missing(own.nameAt(own.first));
  throw new TelltaleError('unsupported-format', 'Named like a volume, but no archive.');
}

const ZIP_END = Buffer.from('PK\u0005\u0006', 'latin1');

/** Throws `volume-missing` for the last volume of a zip that stands alone: its end says how many came before. */
async function checkWholeZip(input: ReaderInput): Promise<void> {
  const own = volumeOf(input.probe.name);
  if (own?.kind === 'zip' && volumesOf(input).length === 0 && (await endsVolumes(input))) throw missing(own.nameAt(1));
}

/** Whether a zip's end says that volumes came before. It does so twice: where only one place does, it is damaged. */
async function endsVolumes(input: ReaderInput): Promise<boolean> {
  const tail = await tailOf(input);
  const end = tail.lastIndexOf(ZIP_END);
  if (end < 0 || end + 8 > tail.length) return false;
  const before = tail.readUInt16LE(end + 4);
  // All bits set stand for a number that is elsewhere.
  return before > 0 && before < 0xffff && tail.readUInt16LE(end + 6) === before;
}

/** What 7-Zip looked for beside the volumes that are there. */
async function missingVolume(input: ReaderInput, output: string): Promise<TelltaleError | undefined> {
  const [, name = ''] = /Missing volume : (.+)$/m.exec(output) ?? [];
  if (name === '') return undefined;
  const own = volumeOf(input.probe.name);
  const isAlone = volumesOf(input).length === 0;
  // A damaged number in the list of a whole zip looks to 7-Zip like a volume.
  if (own?.kind === 'zip' && isAlone && /\.zip$/i.test(input.probe.name) && !(await endsVolumes(input)))
    return undefined;
  // Without others it is not told the name of the first.
  const place = !isAlone ? volumeOf(name)?.at : own && own.at + 1;
  return missing(own && place !== undefined ? own.nameAt(place) : name);
}

function isCompiledHelp(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(0, 4)).toString('latin1') === 'ITSF';
}

/** cpio in its forms: three of them begin with digits. */
function isCopyArchive(head: Uint8Array): boolean {
  const begins = Buffer.from(head.subarray(0, 6)).toString('latin1');
  return (
    /^07070[127]/.test(begins) &&
    head.length > 76 &&
    /^[\da-f]+$/i.test(Buffer.from(head.subarray(6, 60)).toString('latin1'))
  );
}

/** Tar without a magic word: an octal checksum that is right. */
function isOldTar(head: Uint8Array): boolean {
  if (head.length < 512) return false;
  const stated = Number.parseInt(Buffer.from(head.subarray(148, 156)).toString('latin1').replace(/\0/g, ' ').trim(), 8);
  if (!(stated > 0)) return false;
  let sum = 0;
  for (let at = 0; at < 512; at += 1) sum += at >= 148 && at < 156 ? 32 : (head[at] ?? 0);
  return sum === stated;
}

function passwordArguments(password: string | undefined): string[] {
  return [`-p${password ?? 'none'}`];
}

/** A member in 7-Zip's list, below the line that ends what it says of the archive itself. */
const LISTED = /^-{10}\s[\s\S]*^Path = ./m;

/** The first password that opens the archive, or undefined when none is needed. Rejects with `encrypted`. */
export async function workingPassword(input: ReaderInput): Promise<string | undefined> {
  // With no password at all 7-Zip would ask for one; a wrong one gives a clear answer.
  const list = await runSevenZip(input, ['l', '-slt', '-pnone', archivePath(input)]);
  const isLocked =
    /^Encrypted = \+/m.test(list.output) ||
    isPasswordError(list.output) ||
    (list.code > 1 && (await hasLockedHeader(input)));
  if (!isLocked) {
    if (list.code > 1) {
      const gap = await missingVolume(input, list.output);
      // What stands before the damage can be unpacked; of a zip another reader finds what stands behind it, too.
      const hasMembers = input.probe.mediaType !== 'application/zip' && LISTED.test(list.output);
      if (gap || !hasMembers) throw gap ?? failureOf(list.output, list.code);
    }
    return undefined;
  }
  for (const password of input.passwords) {
    const test = await runSevenZip(input, ['t', `-p${password}`, archivePath(input)]);
    if (test.code === 0) return password;
  }
  throw new TelltaleError(
    'encrypted',
    input.passwords.length === 0 ? 'The archive needs a password.' : 'None of the given passwords opens the archive.',
  );
}

const AES = Buffer.from('06f10701', 'hex');

/** A 7z archive whose list of members is encrypted: its last bytes name the cipher, and 7-Zip gives up on it. */
async function hasLockedHeader(input: ReaderInput): Promise<boolean> {
  if (input.probe.mediaType !== 'application/x-7z-compressed') return false;
  return (await tailOf(input)).includes(AES);
}

async function tailOf(input: ReaderInput): Promise<Buffer> {
  const file = await open(input.path, 'r');
  try {
    const tail = Buffer.alloc(Math.min(4096, input.probe.size));
    await file.read(tail, 0, tail.length, input.probe.size - tail.length);
    return tail;
  } finally {
    await file.close();
  }
}

const isPasswordError = (output: string): boolean =>
  /wrong password|cannot open encrypted|enter password/i.test(output);

function failureOf(output: string, code: number): TelltaleError {
  if (isPasswordError(output)) return new TelltaleError('encrypted', 'The archive needs a password.');
  // 2 with "is not archive" is a wrong guess of the format: another reader may know it.
  if (/is not archive|cannot open the file as archive/i.test(output)) {
    return new TelltaleError('unsupported-format', 'Not an archive after all, or only a part of one.');
  }
  return new TelltaleError('broken-file', `7-Zip ended with ${code}: ${errorsOf(output)}`);
}

function errorsOf(output: string): string {
  const lines = output
    .split('\n')
    .filter(
      (line) =>
        /^(?:error|warning|unexpected|data error|headers error)/i.test(line) &&
        !/symbolic link|^(?:errors?|warnings?):\s*$/i.test(line),
    );
  return (
    lines
      .slice(0, 3)
      .join(' ')
      .replace(/\/in\/\w+/g, 'the archive')
      .trim() || 'no reason given'
  );
}

function checkDeclared(input: ReaderInput, members: readonly DeclaredMember[]): void {
  const { unpackedBytes, unpackRatio, members: most } = input.limits;
  const total = members.reduce((sum, member) => sum + member.size, 0);
  if (total > unpackedBytes || total > Math.max(64 * 2 ** 20, packedSize(input) * unpackRatio)) {
    throw new TelltaleError('archive-bomb', `${packedSize(input)} bytes declare ${total} unpacked.`);
  }
  if (members.length > most) throw new TelltaleError('archive-bomb', `${members.length} members.`);
}

/** Regular files only: a link may lead anywhere. */
async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const state = await lstat(path);
    if (state.isDirectory()) found.push(...(await filesBelow(path)));
    else if (state.isFile()) found.push(path);
  }
  return found;
}

/** `mails.tar` of `mails.tar.xz`, `a.tar` of `a.tbz2`. */
function innerName(name: string): string {
  const bare = name.replace(/\.(?:xz|bz2|lzma|gz|z|zst)$/i, '');
  return bare === name ? name.replace(/\.t(?:xz|bz2?|gz|lz)$/i, '.tar') : bare;
}

/** `..` and absolute names, with either slash. */
const isOutside = (name: string): boolean => /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/]|^[a-z]:|\0/i.test(name);

const reasonOf = (output: string): { code: string; message: string } => ({
  code: isPasswordError(output) ? 'encrypted' : 'broken-file',
  message: 'The member could not be unpacked.',
});

async function loseMissing(
  members: readonly DeclaredMember[],
  given: ReadonlySet<string>,
  reason: { readonly code: string; readonly message: string },
  sink: ReadSink,
): Promise<void> {
  for (const member of members) {
    const name = member.name.replaceAll('\\', '/');
    if (name === '' || given.has(name) || given.size === members.length) continue;
    const leadsOut = isOutside(name);
    await sink.lostChild({
      name,
      size: member.size,
      ...(leadsOut
        ? { code: 'path-traversal', message: 'The member leads out of the archive.' }
        : member.isLink
          ? { code: 'special-file', message: 'A link, which is not followed.' }
          : { code: reason.code, message: reason.message }),
    });
  }
}

/** Member names are text of the leak too. */
async function listing(names: readonly string[], sink: ReadSink): Promise<void> {
  for (let at = 0; at < names.length; at += 200) {
    await sink.passage({
      role: 'property',
      text: names.slice(at, at + 200).join('\n'),
      position: { kind: 'part', part: 'members' },
    });
  }
}
