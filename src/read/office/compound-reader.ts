/** Reads compound files: doc, xls, ppt, encrypted OOXML, and the objects that other documents embed. */
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { DocumentKind } from '../../model/document.ts';
import { createUnpackGuard } from '../archive/unpack-guard.ts';
import { msgReader } from '../mail/msg.ts';
import type { Reader, ReaderInput, ReadSink, ReadSummary } from '../reader.ts';
import { chartRecords } from './chart-records.ts';
import { type CompoundFile, compoundBytes, openCompound, rebuilt } from './compound-file.ts';
import { decryptOffice, isEncryptedOffice } from './decrypted.ts';
import { readDocx } from './docx-reader.ts';
import {
  drawnPictures,
  type EmbeddedFile,
  embeddedObjects,
  presentationObjects,
  workbookDrawings,
} from './embedded-objects.ts';
import { compoundMacros, type MacroModule, macroPassage } from './macro-source.ts';
import { officeFlavour } from './office-flavour.ts';
import { oldSheets } from './old-sheets.ts';
import { packagedFile } from './packaged-file.ts';
import { pptTexts } from './ppt-text.ts';
import { readPptx } from './pptx-reader.ts';
import { propertyPassages } from './properties.ts';
import { publisherTexts } from './publisher-text.ts';
import { summaryProperties } from './summary-information.ts';
import { visioTexts } from './visio-text.ts';
import { wordText } from './word-text.ts';
import { readXlsx } from './xlsx-reader.ts';

export const compoundReader: Reader = {
  name: 'compound-office',
  version: 3,
  accepts: (probe) => officeFlavour(probe) === 'compound',
  async read(input, sink) {
    const found = await compoundBytes(input);
    let file = openCompound(found);
    let bytes = rebuilt(found, file);
    if (file.stream('EncryptedPackage')) return readPackage(await decryptOffice(bytes, input), input, sink);
    const isOffice = ['WordDocument', 'Workbook', 'Book', 'PowerPoint Document'].some((name) => file.stream(name));
    if (isOffice && isEncryptedOffice(bytes)) {
      ({ bytes } = await decryptOffice(bytes, input));
      file = openCompound(bytes);
    }
    const summary = await readCompound(bytes, file, input, sink);
    const { modules, damage } = macrosOf(file);
    for (const module of modules) await macroPassage(module, sink);
    if (isOffice) await giveFiles(innerFiles(file), input, sink);
    return damage === undefined ? summary : { ...summary, warnings: [...(summary.warnings ?? []), damage] };
  },
};

/** Macros that cannot be unpacked cost the document nothing else. */
function macrosOf(file: CompoundFile): { modules: readonly MacroModule[]; damage?: string } {
  try {
    return { modules: compoundMacros(file) };
  } catch (caught) {
    return { modules: [], damage: `The macros are not read: ${asTelltaleError(caught, 'broken-file').message}` };
  }
}

function innerFiles(file: CompoundFile): EmbeddedFile[] {
  const slides = file.stream('PowerPoint Document');
  const drawings = [
    file.stream('Pictures'),
    file.stream('Data'),
    file.stream('Workbook')?.length ? workbookDrawings(file.stream('Workbook') ?? Buffer.alloc(0)) : undefined,
  ];
  return [
    ...embeddedObjects(file),
    ...(slides ? presentationObjects(slides) : []),
    ...drawings.flatMap((drawing) => (drawing ? drawnPictures(drawing) : [])),
  ];
}

/** Gives how many there were. */
async function giveFiles(files: readonly EmbeddedFile[], input: ReaderInput, sink: ReadSink): Promise<number> {
  const guard = createUnpackGuard(input);
  for (const [at, { name, content }] of files.entries()) {
    const shown = name.replace(/[\\/\0]/g, '_') || `object ${at + 1}`;
    await sink.child({ name: shown, path: await guard.write(content), relation: 'attachment', position: at + 1 });
  }
  return files.length;
}

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
  const workbook = file.stream('Workbook') ?? file.stream('Book');
  if (workbook) {
    const summary = await readOldSheets(bytes, 'application/vnd.ms-excel', sink);
    for (const text of chartRecords(workbook))
      await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part: 'chart' } });
    return summary;
  }
  // A mail inside another document: its directory stands too far back for the first look at the file.
  if (file.stream('__properties_version1.0')) return msgReader.read(input, sink);
  const properties = summaryProperties(file);
  const summary = (kind: DocumentKind, mediaType: string): ReadSummary => ({
    kind,
    mediaType,
    properties,
    ...(properties.title === undefined ? {} : { title: properties.title }),
  });
  if (file.stream('WordDocument')) {
    await propertyPassages(properties, sink);
    await readDoc(file, sink);
    return summary('text', 'application/msword');
  }
  const slides = file.stream('PowerPoint Document');
  if (slides) {
    await propertyPassages(properties, sink);
    for (const { part, text } of pptTexts(slides))
      await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part } });
    return summary('text', 'application/vnd.ms-powerpoint');
  }
  const drawn = visioTexts(file.stream('VisioDocument'));
  const published = publisherTexts(file.stream('Quill/QuillSub/CONTENTS'));
  const texts = drawn.length > 0 ? drawn : published;
  if (texts.length > 0) {
    await propertyPassages(properties, sink);
    for (const text of texts)
      await sink.passage({
        role: 'paragraph',
        text,
        position: { kind: 'part', part: drawn.length > 0 ? 'shape' : 'story' },
      });
    if (drawn.length > 0) await giveFiles(embeddedObjects(file), input, sink);
    return summary('text', drawn.length > 0 ? 'application/vnd.visio' : 'application/vnd.ms-publisher');
  }
  const native = file.stream('\u0001Ole10Native');
  const whole = file.stream('Package') ?? file.stream('CONTENTS') ?? file.stream('EmbeddedOdf');
  const inner = native ? packagedFile(native, 4) : whole?.length ? { name: '', content: whole } : undefined;
  const given = await giveFiles([...(inner ? [inner] : []), ...embeddedObjects(file)], input, sink);
  if (given === 0) throw new TelltaleError('unsupported-format', 'A compound file that is no office document.');
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

async function readDoc(file: CompoundFile, sink: ReadSink): Promise<void> {
  const document = file.stream('WordDocument') ?? Buffer.alloc(0);
  for (const { part, text } of wordText(document, (name) => file.stream(name)))
    for (const paragraph of text.split('\n'))
      if (paragraph.trim() !== '')
        await sink.passage({ role: 'paragraph', text: paragraph.trim(), position: { kind: 'part', part } });
}
