/** The files inside old office files: embedded objects in storages of their own, PowerPoint's packed ones, and pictures. */
import { constants, inflateSync } from 'node:zlib';
import { type CompoundFile, writeCompound } from './compound-file.ts';
import { packagedFile } from './packaged-file.ts';

export interface EmbeddedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** Streams that make a storage a document of its own. */
const DOCUMENT_STREAMS =
  /^(?:WordDocument|Workbook|Book|PowerPoint Document|EncryptedPackage|VisioDocument|__properties_version1\.0)$/i;
const NATIVE = /^\u0001Ole10Native$/i;
/** Streams that hold a whole file as it is. */
const WHOLE = /^(?:Package|CONTENTS|EmbeddedOdf)$/i;
/** Largest thing that is unpacked from a PowerPoint object. */
const LARGEST = 256 * 2 ** 20;

const EXTENSIONS: readonly (readonly [RegExp, string])[] = [
  [/^WordDocument$/i, 'doc'],
  [/^(?:Workbook|Book)$/i, 'xls'],
  [/^PowerPoint Document$/i, 'ppt'],
  [/^__properties/i, 'msg'],
];

/** Objects in the storages of a compound file: `ObjectPool/_1528692655/…` of Word, `MBD006CBD3A/…` of Excel. */
export function embeddedObjects(file: CompoundFile): EmbeddedFile[] {
  const found: EmbeddedFile[] = [];
  const taken: string[] = [];
  for (const path of file.names) {
    const cut = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(0, cut));
    const stream = path.slice(cut + 1);
    // An object inside an object that was taken whole comes with it.
    if (folder === '' || taken.some((outer) => folder === outer || folder.startsWith(`${outer}/`))) continue;
    const label = folder.split('/').at(-1) ?? 'object';
    const content = file.stream(path);
    if (!content || content.length === 0) continue;
    if (DOCUMENT_STREAMS.test(stream)) {
      taken.push(folder);
      const extension = EXTENSIONS.find(([pattern]) => pattern.test(stream))?.[1] ?? 'ole';
      found.push({ name: `${label}.${extension}`, content: writeCompound(file, folder) });
    } else if (NATIVE.test(stream)) {
      const inner = packagedFile(content, 4);
      if (inner) found.push({ ...inner, name: inner.name || label });
    } else if (WHOLE.test(stream)) found.push({ name: label, content });
  }
  return found;
}

const EXTERNAL_OBJECT = 0x1011;
const DEEPEST = 60;

/** Objects that PowerPoint keeps in its own stream, most of them compressed ([MS-PPT] ExOleObjStg). */
export function presentationObjects(stream: Buffer): EmbeddedFile[] {
  const found: EmbeddedFile[] = [];
  const walk = (from: number, to: number, depth: number): void => {
    for (let at = from; at + 8 <= to; ) {
      const head = stream.readUInt16LE(at);
      const type = stream.readUInt16LE(at + 2);
      const end = Math.min(to, at + 8 + stream.readUInt32LE(at + 4));
      if (type === EXTERNAL_OBJECT) {
        const content = unpacked(stream.subarray(at + 8, end), head >> 4 === 1);
        if (content) found.push({ name: `object ${found.length + 1}.ole`, content });
      } else if ((head & 0xf) === 0xf && depth < DEEPEST) walk(at + 8, end, depth + 1);
      at = end;
    }
  };
  walk(0, stream.length, 0);
  return found;
}

function unpacked(body: Buffer, isCompressed: boolean): Buffer | undefined {
  if (!isCompressed) return body;
  try {
    // PowerPoint leaves out the end of the stream.
    return inflateSync(body.subarray(4), { maxOutputLength: LARGEST, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    // A damaged or lying object: the rest of the presentation is still worth having.
    return undefined;
  }
}

interface PictureKind {
  readonly extension: string;
  readonly starts: (bytes: Buffer, at: number) => boolean;
}

const PICTURES: ReadonlyMap<number, PictureKind> = new Map([
  [0xf01d, { extension: 'jpg', starts: (bytes, at) => bytes.readUInt16BE(at) === 0xffd8 }],
  [0xf01e, { extension: 'png', starts: (bytes, at) => bytes.readUInt32BE(at) === 0x89504e47 }],
  [
    0xf029,
    { extension: 'tif', starts: (bytes, at) => /^(?:II\*\0|MM\0\*)$/.test(bytes.toString('latin1', at, at + 4)) },
  ],
  [0xf02a, { extension: 'jpg', starts: (bytes, at) => bytes.readUInt16BE(at) === 0xffd8 }],
]);

const METAFILES: ReadonlyMap<number, string> = new Map([
  [0xf01a, 'emf'],
  [0xf01b, 'wmf'],
]);

/** A drawing's bytes, most of them compressed, behind one or two identifiers and a header of 34 bytes. */
function metafile(bytes: Buffer, at: number, end: number): Buffer | undefined {
  for (const header of [at + 24, at + 40]) {
    if (header + 34 >= end) return undefined;
    const stored = bytes.readUInt32LE(header + 28);
    if (header + 34 + stored !== end) continue;
    const body = bytes.subarray(header + 34, end);
    return bytes[header + 32] === 0 ? unpacked(Buffer.concat([Buffer.alloc(4), body]), true) : body;
  }
  return undefined;
}

/** Photographs, scans and drawings among the drawing records ([MS-ODRAW] OfficeArtBlip), in the file's order, each once. */
export function drawnPictures(bytes: Buffer): EmbeddedFile[] {
  const found: EmbeddedFile[] = [];
  for (let at = 0; at + 50 < bytes.length; at += 1) {
    // The high byte of every type is 0xf0: a cheap look before the rest is.
    if (bytes[at + 3] !== 0xf0) continue;
    const type = bytes.readUInt16LE(at + 2);
    const vector = METAFILES.get(type);
    const drawing = vector && metafile(bytes, at, at + 8 + bytes.readUInt32LE(at + 4));
    if (drawing) {
      found.push({ name: `picture ${found.length + 1}.${vector}`, content: drawing });
      at += 7 + bytes.readUInt32LE(at + 4);
      continue;
    }
    const kind = PICTURES.get(type);
    if (!kind) continue;
    const length = bytes.readUInt32LE(at + 4);
    // One or two identifiers of 16 bytes and a tag stand before the picture.
    const start = [at + 25, at + 41].find((place) => kind.starts(bytes, place));
    if (start === undefined || at + 8 + length > bytes.length || length < 40) continue;
    found.push({
      name: `picture ${found.length + 1}.${kind.extension}`,
      content: bytes.subarray(start, at + 8 + length),
    });
    at += 7 + length;
  }
  return found;
}

const DRAWINGS = 0x00eb;
const CONTINUED = 0x003c;

/** The drawings of a workbook as one piece: Excel cuts them into records of 8 kB. */
export function workbookDrawings(workbook: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let isDrawing = false;
  for (let at = 0; at + 4 <= workbook.length; ) {
    const type = workbook.readUInt16LE(at);
    const end = at + 4 + workbook.readUInt16LE(at + 2);
    isDrawing = type === DRAWINGS || (isDrawing && type === CONTINUED);
    if (isDrawing) pieces.push(workbook.subarray(at + 4, end));
    at = end;
  }
  return Buffer.concat(pieces);
}
