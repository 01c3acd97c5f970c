/** Windows metafiles (EMF, WMF): the text that they draw, and a PDF that some programs put inside. */
import { readFile } from 'node:fs/promises';
import iconv from 'iconv-lite';
import { TelltaleError } from '../../errors.ts';
import { createUnpackGuard } from '../archive/unpack-guard.ts';
import type { Reader } from '../reader.ts';
import { detectCharset } from '../text/decode-text.ts';

/** A metafile is held in memory as a whole. */
const LARGEST = 256 * 2 ** 20;

interface Run {
  readonly x: number;
  readonly y: number;
  /** In the drawing's units; 0 where it is not told. */
  readonly width: number;
  readonly text: string;
}

const isEmf = (head: Buffer): boolean =>
  head.length > 44 && head.readUInt32LE(0) === 1 && head.toString('latin1', 40, 44) === ' EMF';
const isPlaceable = (head: Buffer): boolean => head.length > 40 && head.readUInt32LE(0) === 0x9ac6cdd7;
const isWmf = (head: Buffer): boolean =>
  isPlaceable(head) ||
  (head.length > 18 &&
    [1, 2].includes(head.readUInt16LE(0)) &&
    head.readUInt16LE(2) === 9 &&
    [0x100, 0x300].includes(head.readUInt16LE(4)));

export const metafileReader: Reader = {
  name: 'metafile',
  version: 1,
  accepts: ({ head }) => {
    const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 64));
    return isEmf(bytes) || isWmf(bytes);
  },
  async read(input, sink) {
    if (input.probe.size > LARGEST) throw new TelltaleError('too-large', `A metafile of ${input.probe.size} bytes.`);
    const bytes = await readFile(input.path);
    const { runs, documents } = isEmf(bytes) ? emfContent(bytes) : { runs: wmfRuns(bytes), documents: [] };
    const text = linesOf(runs).join('\n').trim();
    if (text !== '') await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part: 'drawing' } });
    const guard = createUnpackGuard(input);
    for (const [at, document] of documents.entries()) {
      const name = `drawing ${at + 1}.pdf`;
      await sink.child({ name, path: await guard.write(document), relation: 'attachment', position: at + 1 });
    }
    return { kind: 'picture', mediaType: isEmf(bytes) ? 'image/emf' : 'image/wmf' };
  },
};

const TEXT_NARROW = 83;
const TEXT_WIDE = 84;
const TEXT_SMALL = 108;
const COMMENT = 70;

function emfContent(bytes: Buffer): { runs: Run[]; documents: Buffer[] } {
  const runs: Run[] = [];
  const documents: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const type = bytes.readUInt32LE(at);
    const size = bytes.readUInt32LE(at + 4);
    if (size < 8 || at + size > bytes.length) break;
    const record = bytes.subarray(at, at + size);
    if ((type === TEXT_WIDE || type === TEXT_NARROW) && size >= 76) runs.push(drawnRun(record, type === TEXT_WIDE));
    else if (type === TEXT_SMALL && size > 36) runs.push(smallRun(record));
    else if (type === COMMENT) {
      const start = record.indexOf('%PDF-');
      if (start >= 0) documents.push(record.subarray(start));
    }
    at += size;
  }
  return { runs, documents };
}

function drawnRun(record: Buffer, isWide: boolean): Run {
  const count = record.readUInt32LE(44);
  const from = record.readUInt32LE(48);
  const steps = record.readUInt32LE(72);
  let width = 0;
  for (let index = 0; index < count && steps + index * 4 + 4 <= record.length; index += 1) {
    width += record.readUInt32LE(steps + index * 4);
  }
  return {
    x: record.readInt32LE(36),
    y: record.readInt32LE(40),
    width,
    text: isWide ? record.toString('utf16le', from, from + count * 2) : record.toString('latin1', from, from + count),
  };
}

function smallRun(record: Buffer): Run {
  const options = record.readUInt32LE(20);
  const from = (options & 0x100) === 0 ? 52 : 36;
  const count = record.readUInt32LE(16);
  const isNarrow = (options & 0x200) !== 0;
  return {
    x: record.readInt32LE(8),
    y: record.readInt32LE(12),
    width: 0,
    text: isNarrow ? record.toString('latin1', from, from + count) : record.toString('utf16le', from, from + count * 2),
  };
}

const META_TEXT = 0x0521;
const META_TEXT_PLACED = 0x0a32;

function wmfRuns(bytes: Buffer): Run[] {
  const found: { x: number; y: number; raw: Buffer }[] = [];
  for (let at = isPlaceable(bytes) ? 40 : 18; at + 6 <= bytes.length; ) {
    const size = bytes.readUInt32LE(at) * 2;
    const kind = bytes.readUInt16LE(at + 4);
    if (size < 6 || at + size > bytes.length) break;
    const body = bytes.subarray(at + 6, at + size);
    if (kind === META_TEXT && body.length >= 6) {
      const end = 2 + body.readUInt16LE(0);
      const after = end + (end % 2);
      if (after + 4 <= body.length)
        found.push({ raw: body.subarray(2, end), y: body.readInt16LE(after), x: body.readInt16LE(after + 2) });
    } else if (kind === META_TEXT_PLACED && body.length >= 8) {
      const start = (body.readUInt16LE(6) & 6) === 0 ? 8 : 16;
      const raw = body.subarray(start, start + body.readUInt16LE(4));
      found.push({ raw, y: body.readInt16LE(0), x: body.readInt16LE(2) });
    }
    at += size;
  }
  // One string is too little to tell its charset by.
  const charset = detectCharset(Buffer.concat(found.map(({ raw }) => raw)), true) ?? 'windows-1252';
  return found.map(({ raw, x, y }) => ({ x, y, width: 0, text: iconv.decode(raw, charset) }));
}

/** Runs of one height make a line; a gap between two of them is a space. */
function linesOf(runs: readonly Run[]): string[] {
  const lines: string[] = [];
  let before: Run | undefined;
  for (const run of runs) {
    const text = run.text.replaceAll('\0', '');
    if (before?.y !== run.y || lines.length === 0) lines.push(text);
    else {
      const step = before.width / Math.max(1, before.text.length);
      const isApart = before.width === 0 || run.x - (before.x + before.width) > step * 0.3;
      lines[lines.length - 1] += (isApart && !/\s$/.test(lines.at(-1) ?? '') ? ' ' : '') + text;
    }
    before = run;
  }
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
