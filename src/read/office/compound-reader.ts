/** Reads compound files: doc, xls, ppt, encrypted OOXML, and the objects that other documents embed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import WordExtractor from 'word-extractor';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { DocumentKind } from '../../model/document.ts';
import type { Reader, ReaderInput, ReadSink, ReadSummary } from '../reader.ts';
import { type CompoundFile, compoundBytes, openCompound } from './compound-file.ts';
import { decryptOffice, isEncryptedOffice } from './decrypted.ts';
import { readDocx } from './docx-reader.ts';
import { compoundMacros, macroPassage } from './macro-source.ts';
import { officeFlavour } from './office-flavour.ts';
import { oldSheets } from './old-sheets.ts';
import { pptTexts } from './ppt-text.ts';
import { readPptx } from './pptx-reader.ts';
import { propertyPassages } from './properties.ts';
import { summaryProperties } from './summary-information.ts';
import { readXlsx } from './xlsx-reader.ts';

export const compoundReader: Reader = {
  name: 'compound-office',
  version: 1,
  accepts: (probe) => officeFlavour(probe) === 'compound',
  async read(input, sink) {
    let bytes = await compoundBytes(input);
    let file = openCompound(bytes);
    if (file.stream('EncryptedPackage')) return readPackage(await decryptOffice(bytes, input), input, sink);
    const isOffice = ['WordDocument', 'Workbook', 'Book', 'PowerPoint Document'].some((name) => file.stream(name));
    if (isOffice && isEncryptedOffice(bytes)) {
      ({ bytes } = await decryptOffice(bytes, input));
      file = openCompound(bytes);
    }
    const summary = await readCompound(bytes, file, input, sink);
    for (const module of compoundMacros(file)) await macroPassage(module, sink);
    return summary;
  },
};

/** An OOXML file that was encrypted: what it is shows only now. */
async function readPackage(
  clear: { path: string; bytes: Buffer },
  input: ReaderInput,
  sink: ReadSink,
): Promise<ReadSummary> {
  const probe = { ...input.probe, head: clear.bytes.subarray(0, 65_536), size: clear.bytes.length };
  const names = clear.bytes.toString('latin1');
  const summary = names.includes('word/document')
    ? await readDocx(clear.path, input, sink)
    : names.includes('ppt/presentation')
      ? await readPptx(clear.path, input, sink)
      : names.includes('xl/workbook.bin') || officeFlavour(probe) === 'xlsb'
        ? await readOldSheets(clear.bytes, 'application/vnd.ms-excel.sheet.binary.macroEnabled.12', sink)
        : await readXlsx(clear.path, input, sink);
  return { ...summary, properties: { ...summary.properties, encrypted: 'yes' } };
}

async function readCompound(
  bytes: Buffer,
  file: CompoundFile,
  input: ReaderInput,
  sink: ReadSink,
): Promise<ReadSummary> {
  if (file.stream('Workbook') || file.stream('Book')) return readOldSheets(bytes, 'application/vnd.ms-excel', sink);
  const properties = summaryProperties(file);
  const summary = (kind: DocumentKind, mediaType: string): ReadSummary => ({
    kind,
    mediaType,
    properties,
    ...(properties.title === undefined ? {} : { title: properties.title }),
  });
  if (file.stream('WordDocument')) {
    await propertyPassages(properties, sink);
    await readDoc(bytes, sink);
    return summary('text', 'application/msword');
  }
  const slides = file.stream('PowerPoint Document');
  if (slides) {
    await propertyPassages(properties, sink);
    for (const { part, text } of pptTexts(slides))
      await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part } });
    return summary('text', 'application/vnd.ms-powerpoint');
  }
  const embedded = embeddedObject(file);
  if (!embedded) throw new TelltaleError('unsupported-format', 'A compound file that is no office document.');
  const path = join(input.scratch, 'object');
  await writeFile(path, embedded.content);
  await sink.child({ name: embedded.name, path, relation: 'attachment', position: 1 });
  return { kind: 'archive', mediaType: 'application/x-ole-storage' };
}

/** xls, xlsb and Numbers, from their bytes. */
export async function readOldSheets(bytes: Buffer, mediaType: string, sink: ReadSink): Promise<ReadSummary> {
  const { hidden, properties } = await oldSheets(bytes, sink);
  await propertyPassages(properties, sink);
  return {
    kind: 'table',
    mediaType,
    properties,
    ...(properties.title === undefined ? {} : { title: properties.title }),
    ...(hidden.length === 0 ? {} : { warnings: [`Hidden sheets: ${hidden.join(', ')}.`] }),
  };
}

async function readDoc(bytes: Buffer, sink: ReadSink): Promise<void> {
  let parts: (readonly [part: string, text: string])[];
  try {
    const document = await new WordExtractor().extract(bytes);
    parts = [
      ['body', document.getBody()],
      ['header', document.getHeaders({ includeFooters: false })],
      ['footer', document.getFooters()],
      ['footnote', document.getFootnotes()],
      ['endnote', document.getEndnotes()],
      ['comment', document.getAnnotations()],
      ['text box', document.getTextboxes({ includeHeadersAndFooters: true })],
    ];
  } catch (error) {
    // Word 6 and 95 keep their text in another way; their strings are still worth having.
    if (/magic number/i.test((error as Error).message))
      throw new TelltaleError('unsupported-format', 'A document of Word 95 or older.', { cause: error });
    throw asTelltaleError(error, 'broken-file');
  }
  for (const [part, text] of parts)
    for (const paragraph of text.split('\n'))
      if (paragraph.trim() !== '')
        await sink.passage({ role: 'paragraph', text: paragraph.trim(), position: { kind: 'part', part } });
}

/** The file inside an embedded object: `Ole10Native` wraps any file, the other streams hold one as it is. */
function embeddedObject(file: CompoundFile): { name: string; content: Buffer } | undefined {
  const native = file.stream('\u0001Ole10Native');
  if (native && native.length > 10) {
    let at = 6;
    const text = (): string => {
      const end = native.indexOf(0, at);
      const found = native.toString('latin1', at, end < 0 ? native.length : end);
      at = end < 0 ? native.length : end + 1;
      return found;
    };
    const label = text();
    text();
    at += 4;
    if (at + 4 <= native.length) {
      at += 4 + native.readUInt32LE(at);
      if (at + 4 <= native.length) {
        const content = native.subarray(at + 4, at + 4 + native.readUInt32LE(at));
        if (content.length > 0)
          return { name: label.split(/[\\/]/).at(-1)?.replaceAll('..', '_') || 'object', content };
      }
    }
  }
  const whole = file.stream('Package') ?? file.stream('CONTENTS');
  return whole && whole.length > 0 ? { name: 'object', content: whole } : undefined;
}
