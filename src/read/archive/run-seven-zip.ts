/** Runs 7-Zip's command line inside WASM: it sees the archive and one folder to write to, nothing else of the disk. */
import { basename, dirname } from 'node:path';
import sevenZipFactory, { type SevenZipModule, type SevenZipModuleFactory } from '7z-wasm';
import { TelltaleError } from '../../errors.ts';
import { type VolumeName, volumeOf } from '../../model/volume-name.ts';
import type { ReaderInput } from '../reader.ts';
import { packedSize, volumesOf } from './volumes.ts';

export interface SevenZipRun {
  /** Exit code of 7-Zip: 0 fine, 1 warnings, 2 errors. */
  readonly code: number;
  readonly output: string;
}

export interface DeclaredMember {
  readonly name: string;
  /** Bytes, 0 where the archive does not say. */
  readonly size: number;
  /** A symbolic or hard link: it is told, never followed. */
  readonly isLink: boolean;
}

interface StreamOperations {
  write(...given: unknown[]): number;
}

interface NodeFileSystem {
  stream_ops: StreamOperations;
  node_ops: { symlink?: unknown };
}

/** The package's types describe CommonJS; as a module its default export is the factory itself. */
const createSevenZip = sevenZipFactory as unknown as SevenZipModuleFactory;

/** Bytes that any archive may unpack to, whatever the ratio. */
const ALWAYS_ALLOWED = 64 * 2 ** 20;
const PERMISSION_DENIED = 63;
/** Of what 7-Zip says; what it says of each member besides its name, size and kind is left out. */
const MOST_LINES = 2_000_000;
const BESIDE_THE_POINT =
  /^(?:Packed Size|Modified|Created|Accessed|Mode|User|Group|User ID|Group ID|CRC|Method|Block|Comment|Host OS|Version|Volume Index|Offset|Characteristics|iNode|Links|Device Major|Device Minor|Position|Solid|Commented|Split Before|Split After|Checksum|NT Security|Alternate Stream) = /;

/** Where 7-Zip finds the archive. */
export function archivePath(input: ReaderInput): string {
  const name = volumesOf(input).length > 0 ? volumeOf(input.probe.name) : undefined;
  return `/in/${name ? volumeFile(name) : basename(input.path)}`;
}

/** A volume is found by its ending; the rest of its name is the leak's and might mean something to 7-Zip. */
const volumeFile = (name: VolumeName): string =>
  `archive${name.kind === 'rar' ? '.part' : '.'}${name.nameAt(name.at).slice(name.stem.length)}`;

/** `/in` holds the archive with its volumes, `/out` is `out`. Rejects with `archive-bomb` when more is written than is believed. */
export async function runSevenZip(input: ReaderInput, command: readonly string[], out?: string): Promise<SevenZipRun> {
  const lines: string[] = [];
  let listed = 0;
  const keep = (line: string): void => {
    if (line.startsWith('Path = ')) listed += 1;
    if (lines.length < MOST_LINES && !BESIDE_THE_POINT.test(line)) lines.push(line);
  };
  const module = await createSevenZip({ print: keep, printErr: keep, stdin: () => 0x0a });
  const allowed = Math.min(
    input.limits.unpackedBytes,
    Math.max(ALWAYS_ALLOWED, packedSize(input) * input.limits.unpackRatio),
  );
  const refusal = guard(module, allowed);
  mountArchive(module, input);
  if (out !== undefined) mount(module, '/out', out);
  let code = 0;
  try {
    module.callMain([...command]);
  } catch (caught) {
    const status = (caught as { status?: number }).status;
    const isRefused = refusal();
    if (isRefused) throw isRefused;
    // A number is an exception of the C++ code: 7-Zip gave up on the archive. Anything else is a defect here.
    if (status === undefined && typeof caught !== 'number') throw caught;
    if (status === undefined) lines.push('ERROR: 7-Zip gave up on the archive');
    code = status ?? 2;
  }
  const refused = refusal();
  if (refused) throw refused;
  // Not before it has ended: it does not stop for what is thrown at it. One line names the archive itself.
  if (listed > input.limits.members + 1) {
    throw new TelltaleError('archive-bomb', `More than ${input.limits.members} members.`);
  }
  const output = lines.join('\n');
  // The command's exit code does not always reach the caller; the text says the same.
  if (code === 0 && /^(?:ERRORS?:|ERROR: |Sub items Errors: |Archives with Errors: )/m.test(output)) code = 2;
  return { code, output };
}

function mountArchive(module: SevenZipModule, input: ReaderInput): void {
  const volumes = volumesOf(input);
  if (volumes.length === 0) {
    mount(module, '/in', dirname(input.path));
    return;
  }
  module.FS.mkdir('/in');
  for (const [at, { name, path }] of volumes.entries()) {
    mount(module, `/volume${at}`, dirname(path));
    module.FS.symlink(`/volume${at}/${basename(path)}`, `/in/${volumeFile(name)}`);
  }
}

function mount(module: SevenZipModule, point: string, root: string): void {
  module.FS.mkdir(point);
  module.FS.mount(module.NODEFS, { root }, point);
}

/** Counts what is written, and makes no links. Gives the reason once it had to refuse. */
function guard(module: SevenZipModule, allowed: number): () => TelltaleError | undefined {
  let written = 0;
  let refused: TelltaleError | undefined;
  const { stream_ops: streams, node_ops: nodes } = module.NODEFS as unknown as NodeFileSystem;
  const { ErrnoError } = module.FS as unknown as { ErrnoError: new (code: number) => Error };
  const refuse = (): Error => new ErrnoError(PERMISSION_DENIED);
  const write = streams.write.bind(streams);
  streams.write = (...given: unknown[]): number => {
    const length = Number(given[3]);
    written += length;
    if (written > allowed) {
      refused = new TelltaleError('archive-bomb', `The archive unpacks to more than ${allowed} bytes.`);
      throw refuse();
    }
    return write(...given);
  };
  nodes.symlink = (): never => {
    throw refuse();
  };
  return () => refused;
}

/** What the archive says it holds. */
export async function declaredMembers(input: ReaderInput, password: string | undefined): Promise<DeclaredMember[]> {
  const { output } = await runSevenZip(input, ['l', '-slt', `-p${password ?? 'none'}`, archivePath(input)]);
  const [, list = ''] = output.split(/^-{10,}$/m, 2);
  const members: DeclaredMember[] = [];
  for (const block of list.split(/\n\s*\n/)) {
    const name = /^Path = (.*)$/m.exec(block)?.[1];
    if (name === undefined || /^Folder = \+/m.test(block) || /^Attributes = D/m.test(block)) continue;
    members.push({
      name,
      size: Number(/^Size = (\d+)/m.exec(block)?.[1] ?? 0),
      isLink: /^(?:Symbolic|Hard) Link = \S/m.test(block),
    });
  }
  return members;
}
