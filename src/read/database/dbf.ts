/** Tables of dBase, FoxPro and their kin (.dbf): one row a record, those that are marked as deleted too. */
import iconv from 'iconv-lite';
import { TelltaleError } from '../../errors.ts';
import { fileChunks } from '../file-chunks.ts';
import type { Reader, ReaderInput } from '../reader.ts';
import { rowPassage } from '../table/row-passage.ts';
import { detectCharset } from '../text/decode-text.ts';

interface Field {
  readonly name: Buffer;
  readonly type: string;
  readonly length: number;
}

interface Layout {
  readonly fields: readonly Field[];
  /** Bytes before the first record. */
  readonly headerLength: number;
  readonly recordLength: number;
  readonly records: number;
  /** Undefined where the file does not say. */
  readonly charset: string | undefined;
}

const VERSIONS = new Set([0x02, 0x03, 0x04, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0x8c, 0xcb, 0xe5, 0xf5, 0xfb]);
/** Code pages by the number in the header; most files that need one say nothing. */
const CHARSETS: Readonly<Record<number, string>> = {
  1: 'cp437',
  2: 'cp850',
  3: 'windows-1252',
  19: 'shift_jis',
  38: 'cp866',
  77: 'gb18030',
  78: 'euc-kr',
  79: 'big5',
  87: 'windows-1252',
  88: 'windows-1252',
  100: 'cp852',
  101: 'cp866',
  120: 'big5',
  121: 'euc-kr',
  122: 'gb18030',
  123: 'shift_jis',
  125: 'windows-1255',
  126: 'windows-1256',
  200: 'windows-1250',
  201: 'windows-1251',
  202: 'windows-1254',
  203: 'windows-1253',
};
const DELETED = 0x2a;
const NOTED = /[A-Z]/;

export const dbfReader: Reader = {
  name: 'dbf',
  version: 1,
  accepts: ({ head, extension, size }) => extension === 'dbf' && layoutOf(head, size) !== undefined,
  async read(input, sink) {
    const layout = layoutOf(input.probe.head, input.probe.size);
    if (!layout) throw new TelltaleError('unsupported-format', 'The header is no table’s.');
    const charset = layout.charset ?? (await guessedCharset(input, layout));
    const header = layout.fields.map(({ name }) => iconv.decode(name, charset).trim());
    let row = 0;
    let deleted = 0;
    for await (const record of recordsOf(input, layout)) {
      row += 1;
      if (record[0] === DELETED) deleted += 1;
      const cells = cellsOf(record, layout.fields, charset);
      if (cells.some((cell) => cell !== '')) {
        await sink.passage(rowPassage({ table: input.probe.name, row, cells, header }));
      }
    }
    const missing = layout.records - row;
    const warnings = [
      ...(deleted > 0 ? [`${deleted} rows are marked as deleted; they are read, too.`] : []),
      ...(missing > 0 ? [`${missing} of ${layout.records} rows are not in the file.`] : []),
      ...(layout.fields.some(({ type }) => 'MGPBW'.includes(type))
        ? ['What memo fields hold is in a file of its own beside this one.']
        : []),
    ];
    return {
      kind: 'table',
      mediaType: 'application/x-dbf',
      properties: { charset, rows: String(row) },
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  },
};

/** Undefined when the bytes are no header of such a table. */
function layoutOf(head: Uint8Array, size: number): Layout | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  if (bytes.length < 65 || !VERSIONS.has(bytes[0] ?? 0)) return undefined;
  const headerLength = bytes.readUInt16LE(8);
  const recordLength = bytes.readUInt16LE(10);
  const fields: Field[] = [];
  const [first, step, typeAt, lengthAt] = isLevel7(bytes) ? [68, 48, 32, 33] : [32, 32, 11, 16];
  for (let at = first; at + step <= Math.min(headerLength, bytes.length) && bytes[at] !== 0x0d; at += step) {
    const name = bytes.subarray(at, at + typeAt);
    const end = name.indexOf(0);
    const type = String.fromCharCode(bytes[at + typeAt] ?? 0);
    // Long texts keep the high byte of their length where others keep decimals.
    const length = (bytes[at + lengthAt] ?? 0) + (type === 'C' ? (bytes[at + lengthAt + 1] ?? 0) * 256 : 0);
    fields.push({ name: end < 0 ? name : name.subarray(0, end), type, length });
  }
  const total = fields.reduce((sum, field) => sum + field.length, 1);
  const isTable = fields.length > 0 && total === recordLength && headerLength <= size;
  return isTable && fields.every(({ type }) => NOTED.test(type) || '+@0'.includes(type))
    ? { fields, headerLength, recordLength, records: bytes.readUInt32LE(4), charset: CHARSETS[bytes[29] ?? 0] }
    : undefined;
}

const isLevel7 = (bytes: Buffer): boolean => ((bytes[0] ?? 0) & 7) === 4;

/** Records up to the number that the header gives, or to the end of the file. */
async function* recordsOf(input: ReaderInput, layout: Layout): AsyncGenerator<Buffer> {
  let skip = layout.headerLength;
  let rest = Buffer.alloc(0);
  let given = 0;
  let position = 0;
  for await (const chunk of fileChunks(input, 1 << 20)) {
    position += chunk.length;
    const bytes = Buffer.concat([rest, chunk]);
    let at = Math.min(skip, bytes.length);
    skip -= at;
    for (; at + layout.recordLength <= bytes.length && skip === 0; at += layout.recordLength) {
      if (given >= layout.records || bytes[at] === 0x1a) return;
      given += 1;
      yield bytes.subarray(at, at + layout.recordLength);
    }
    rest = Buffer.from(bytes.subarray(at));
    await input.onBytes?.(position);
  }
}

const SAMPLE = 64 * 1024;

/** By the texts of the first records. */
async function guessedCharset(input: ReaderInput, layout: Layout): Promise<string> {
  const texts: Buffer[] = [];
  let length = 0;
  for await (const record of recordsOf({ ...input, onBytes: async () => {} }, layout)) {
    let at = 1;
    for (const field of layout.fields) {
      if (field.type === 'C') texts.push(record.subarray(at, at + field.length), Buffer.from('\n'));
      at += field.length;
    }
    length += record.length;
    if (length > SAMPLE) break;
  }
  const sample = Buffer.concat(texts);
  return sample.length === 0 ? 'windows-1252' : (detectCharset(sample, false) ?? 'windows-1252');
}

function cellsOf(record: Buffer, fields: readonly Field[], charset: string): string[] {
  const cells: string[] = [];
  let at = 1;
  for (const { type, length } of fields) {
    cells.push(cellOf(record.subarray(at, at + length), type, charset));
    at += length;
  }
  return cells;
}

const DAY = 86_400_000;
/** Days from the beginning of the Julian count to 1970. */
const EPOCH_DAY = 2_440_588;

function cellOf(bytes: Buffer, type: string, charset: string): string {
  switch (type) {
    case 'C':
      return iconv.decode(bytes, charset).replaceAll('\0', '').trim();
    case 'D': {
      const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(bytes.toString('latin1')) ?? [];
      return year === undefined ? '' : `${year}-${month}-${day}`;
    }
    case 'I':
    case '+':
      return bytes.length === 4 ? wholeNumber(bytes) : '';
    case 'Y':
      return bytes.length === 8 ? (Number(bytes.readBigInt64LE(0)) / 10_000).toString() : '';
    case 'B':
      return bytes.length === 8 ? String(bytes.readDoubleLE(0)) : '';
    case 'T': {
      if (bytes.length !== 8 || bytes.readUInt32LE(0) === 0) return '';
      const time = (bytes.readUInt32LE(0) - EPOCH_DAY) * DAY + bytes.readUInt32LE(4);
      return Math.abs(time) < 8.64e15 ? new Date(time).toISOString().slice(0, 19) : '';
    }
    case 'L':
      return /[YyTtNnFf]/.exec(bytes.toString('latin1'))?.[0] ?? '';
    // Numbers are written out; what else there is are places in other files.
    case 'N':
    case 'F':
      return bytes.toString('latin1').replaceAll('\0', '').trim();
    default:
      return '';
  }
}

/** dBase turns the sign round, so that bytes sort as numbers do: then the highest byte comes first. */
function wholeNumber(bytes: Buffer): string {
  return String(
    (bytes[0] ?? 0) >= 0x80 && (bytes[3] ?? 0) < 0x80 ? bytes.readInt32BE(0) ^ -0x80000000 : bytes.readInt32LE(0),
  );
}
