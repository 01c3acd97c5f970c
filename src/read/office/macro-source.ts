/** Takes the source text of VBA macros out of a vbaProject.bin; the macros are never run. */
import iconv from 'iconv-lite';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { ReadSink } from '../reader.ts';
import { type CompoundFile, openCompound } from './compound-file.ts';
import type { ZipParts } from './zip-parts.ts';

export interface MacroModule {
  readonly name: string;
  readonly source: string;
}

/** Gives every module of the file's VBA project as a passage of code. */
export async function macroPassages(parts: ZipParts, sink: ReadSink): Promise<void> {
  for (const name of parts.names.filter((part) => /vbaProject\.bin$/i.test(part)))
    for (const module of macroModules(await parts.bytes(name))) await macroPassage(module, sink);
}

export async function macroPassage({ name, source }: MacroModule, sink: ReadSink): Promise<void> {
  await sink.passage({ role: 'code', text: source, position: { kind: 'part', part: `macro ${name}` } });
}

/** Modules of a compound file that holds a VBA storage (MS-OVBA). Throws `broken-file` for a damaged one. */
export function macroModules(bytes: Buffer): MacroModule[] {
  return compoundMacros(openCompound(bytes));
}

/** The same for an opened file; without the attribute lines that editors hide. Empty when there is no VBA. */
export function compoundMacros(file: CompoundFile): MacroModule[] {
  const modules: MacroModule[] = [];
  for (const path of file.names.filter((name) => /(^|\/)VBA\/dir$/i.test(name))) {
    const folder = path.slice(0, -3);
    try {
      const directory = decompress(file.stream(path) ?? Buffer.alloc(0), 0);
      for (const { stream, name, offset, codePage } of moduleRecords(directory)) {
        const content = file.stream(`${folder}${stream}`);
        if (!content) continue;
        const source = iconv
          .decode(decompress(content, offset), charset(codePage))
          .split(/\r\n|\r|\n/)
          .filter((line) => !/^Attribute VB_/.test(line))
          .join('\n')
          .trim();
        if (source !== '') modules.push({ name, source });
      }
    } catch (error) {
      throw asTelltaleError(error, 'broken-file');
    }
  }
  return modules;
}

const charset = (codePage: number): string => (iconv.encodingExists(`cp${codePage}`) ? `cp${codePage}` : 'cp1252');

interface ModuleRecord {
  readonly name: string;
  readonly stream: string;
  readonly offset: number;
  readonly codePage: number;
}

/** The module records of the `dir` stream (MS-OVBA 2.3.4.2). */
function moduleRecords(directory: Buffer): ModuleRecord[] {
  const modules: ModuleRecord[] = [];
  let codePage = 1252;
  let name = '';
  let stream = '';
  let offset = 0;
  for (let at = 0; at + 6 <= directory.length; ) {
    const id = directory.readUInt16LE(at);
    // The version record gives 4 as its size and is 6 long.
    const size = id === 0x09 ? 6 : directory.readUInt32LE(at + 2);
    const body = directory.subarray(at + 6, at + 6 + size);
    if (id === 0x03) codePage = body.readUInt16LE(0);
    else if (id === 0x19) name = iconv.decode(body, charset(codePage));
    else if (id === 0x1a) stream = iconv.decode(body, charset(codePage));
    else if (id === 0x32) stream = body.toString('utf16le') || stream;
    else if (id === 0x31) offset = body.readUInt32LE(0);
    else if (id === 0x2b) modules.push({ name, stream: stream || name, offset, codePage });
    at += 6 + size;
  }
  return modules;
}

/** Undoes the run-length compression of MS-OVBA 2.4.1. */
function decompress(bytes: Buffer, from: number): Buffer {
  const out: number[] = [];
  if (bytes[from] !== 1) throw new TelltaleError('broken-file', 'The macro container has no signature.');
  let at = from + 1;
  while (at + 2 <= bytes.length) {
    const header = bytes.readUInt16LE(at);
    const end = Math.min(bytes.length, at + (header & 0x0fff) + 3);
    at += 2;
    if ((header & 0x8000) === 0) {
      out.push(...bytes.subarray(at, end));
      at = end;
      continue;
    }
    const chunk = out.length;
    while (at < end) {
      const flags = bytes[at++] ?? 0;
      for (let bit = 0; bit < 8 && at < end; bit++) {
        if ((flags & (1 << bit)) === 0) {
          out.push(bytes[at++] ?? 0);
          continue;
        }
        if (at + 2 > end) return Buffer.from(out);
        const token = bytes.readUInt16LE(at);
        at += 2;
        const bits = Math.max(4, Math.ceil(Math.log2(out.length - chunk)));
        const length = (token & (0xffff >> bits)) + 3;
        const back = (token >> (16 - bits)) + 1;
        for (let copied = 0; copied < length; copied++) out.push(out[out.length - back] ?? 0);
      }
    }
  }
  return Buffer.from(out);
}
