/** Author, last editor, dates and title of old office files, from their property streams (MS-OLEPS). */
import iconv from 'iconv-lite';
import type { CompoundFile } from './compound-file.ts';

const SUMMARY: Readonly<Record<number, string>> = {
  2: 'title',
  3: 'subject',
  4: 'author',
  5: 'keywords',
  6: 'description',
  7: 'template',
  8: 'lastEditor',
  9: 'revision',
  11: 'printed',
  12: 'created',
  13: 'modified',
  18: 'application',
};
const DOCUMENT_SUMMARY: Readonly<Record<number, string>> = { 2: 'category', 14: 'manager', 15: 'company' };

/** Empty where there are no properties or they are damaged: the document itself counts. */
export function summaryProperties(file: CompoundFile): Record<string, string> {
  return {
    ...propertySet(file.stream('\u0005SummaryInformation'), SUMMARY),
    ...propertySet(file.stream('\u0005DocumentSummaryInformation'), DOCUMENT_SUMMARY),
  };
}

function propertySet(stream: Buffer | undefined, names: Readonly<Record<number, string>>): Record<string, string> {
  const found: Record<string, string> = {};
  if (!stream || stream.length < 48) return found;
  try {
    const start = stream.readUInt32LE(44);
    const count = Math.min(200, stream.readUInt32LE(start + 4));
    const entries = Array.from({ length: count }, (_, index) => ({
      id: stream.readUInt32LE(start + 8 + index * 8),
      at: start + stream.readUInt32LE(start + 12 + index * 8),
    }));
    const codePageAt = entries.find(({ id }) => id === 1)?.at;
    const codePage = codePageAt === undefined ? 1252 : stream.readUInt16LE(codePageAt + 4);
    for (const { id, at } of entries) {
      const name = names[id];
      const value = name === undefined ? '' : propertyValue(stream, at, codePage).trim();
      if (name !== undefined && value !== '') found[name] = value;
    }
  } catch {
    return found;
  }
  return found;
}

/** Filetime counts 100 ns from 1601. */
const EPOCH_OFFSET = 11_644_473_600_000n;

function propertyValue(stream: Buffer, at: number, codePage: number): string {
  const type = stream.readUInt32LE(at) & 0xffff;
  if (type === 0x1e) {
    const bytes = stream.subarray(at + 8, at + 8 + stream.readUInt32LE(at + 4));
    const charset = codePage === 65001 ? 'utf8' : codePage === 1200 ? 'utf16le' : `cp${codePage}`;
    return iconv.decode(bytes, iconv.encodingExists(charset) ? charset : 'cp1252').replace(/\0[\s\S]*$/, '');
  }
  if (type === 0x1f)
    return stream.toString('utf16le', at + 8, at + 8 + stream.readUInt32LE(at + 4) * 2).replace(/\0[\s\S]*$/, '');
  if (type === 0x40) {
    const milliseconds = stream.readBigUInt64LE(at + 4) / 10_000n - EPOCH_OFFSET;
    // Durations and empty dates have the same type.
    if (milliseconds < 0n || milliseconds > 4_102_444_800_000n) return '';
    return new Date(Number(milliseconds)).toISOString().replace('.000Z', 'Z');
  }
  if (type === 3) return String(stream.readInt32LE(at + 4));
  return '';
}
