/** Reads pptx: slides in order with their shapes, tables, charts, notes and comments. */
import { TelltaleError } from '../../errors.ts';
import type { Reader, ReaderInput, ReadSink, ReadSummary } from '../reader.ts';
import { chartTextsAndNumbers, drawingParagraphs, paragraphText } from './drawing-text.ts';
import { macroPassages } from './macro-source.ts';
import { officeFlavour } from './office-flavour.ts';
import { embeddedFiles, mainPart, packageProperties, relationships } from './ooxml-package.ts';
import { propertyPassages } from './properties.ts';
import { TableRows } from './table-rows.ts';
import { descendants, elements, textOf, type XmlElement } from './xml.ts';
import { openZipParts, withDamage, type ZipParts } from './zip-parts.ts';

export const pptxReader: Reader = {
  name: 'pptx',
  version: 3,
  accepts: (probe) => officeFlavour(probe) === 'pptx',
  read: (input, sink) => readPptx(input.path, input, sink),
};

/** Reads the presentation at `path`, which differs from the input's own path when it was decrypted before. */
export async function readPptx(path: string, input: ReaderInput, sink: ReadSink): Promise<ReadSummary> {
  const parts = await openZipParts(path, input.limits);
  try {
    const main = (await mainPart(parts)) ?? 'ppt/presentation.xml';
    if (!parts.has(main)) throw new TelltaleError('broken-file', 'The file has no presentation.');
    const properties = await packageProperties(parts);
    await propertyPassages(properties, sink);
    const relations = await relationships(parts, main);
    const authors = await commentAuthors(parts);
    const hidden: number[] = [];
    let number = 0;
    for (const { attributes } of descendants(await parts.tree(main), 'sldId')) {
      number++;
      const slide = relations.find(({ id }) => id === attributes['r:id']);
      if (!slide || !parts.has(slide.target)) continue;
      const root = await parts.tree(slide.target);
      if (root.attributes.show === '0') hidden.push(number);
      await readSlide(parts, slide.target, root, number, authors, sink);
    }
    await macroPassages(parts, sink);
    await embeddedFiles(parts, sink, input.scratch);
    if (hidden.length > 0) properties.hiddenSlides = hidden.join(', ');
    return withDamage(parts, {
      kind: 'text',
      mediaType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      ...(properties.title === undefined ? {} : { title: properties.title }),
      properties,
      ...(hidden.length === 0 ? {} : { warnings: [`Hidden slides: ${hidden.join(', ')}.`] }),
    });
  } finally {
    parts.close();
  }
}

async function readSlide(
  parts: ZipParts,
  part: string,
  root: XmlElement,
  number: number,
  authors: ReadonlyMap<string, string>,
  sink: ReadSink,
): Promise<void> {
  await shapes(root, `slide ${number}`, sink);
  const shown = new Set<string>();
  for (const { type, target, external } of await relationships(parts, part)) {
    if (external) {
      if (!shown.has(target) && target !== '')
        await sink.passage({
          role: 'paragraph',
          text: target,
          position: { kind: 'part', part: `link slide ${number}` },
        });
      shown.add(target);
      continue;
    }
    if (!parts.has(target)) continue;
    if (type === 'notesSlide') await shapes(await parts.tree(target), `notes ${number}`, sink);
    else if (type === 'chart' || type === 'diagramData') {
      const drawing = await parts.tree(target);
      for (const text of type === 'chart' ? chartTextsAndNumbers(drawing) : drawingParagraphs(drawing))
        await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part: `slide ${number}` } });
    } else if (type === 'comments') {
      for (const comment of descendants(await parts.tree(target), 'cm')) {
        const text = [...elements(comment, 'text').map(textOf), ...drawingParagraphs(comment)].join('\n').trim();
        const author = authors.get(comment.attributes.authorId ?? '');
        const time = comment.attributes.dt ?? comment.attributes.created;
        if (text !== '')
          await sink.passage({
            role: 'paragraph',
            text,
            position: { kind: 'part', part: `comment slide ${number}` },
            ...(author ? { sender: author } : {}),
            ...(time === undefined ? {} : { time }),
          });
      }
    }
  }
}

/** One passage a shape, one a table row; slide numbers and other placeholders' samples are left out. */
async function shapes(root: XmlElement, part: string, sink: ReadSink): Promise<void> {
  let tables = 0;
  const visit = async (element: XmlElement): Promise<void> => {
    for (const child of elements(element)) {
      if (child.name === 'Fallback') continue;
      if (child.name === 'tbl') {
        tables++;
        const rows = new TableRows(`${part} table ${tables}`, sink);
        for (const [index, row] of elements(child, 'tr').entries()) {
          const cells = elements(row, 'tc').map((cell, column) => ({
            ref: String(column + 1),
            column,
            text: drawingParagraphs(cell).join('\n').replaceAll('\t', ' ').trim(),
            isText: true,
          }));
          await rows.add(
            index + 1,
            cells.filter(({ text }) => text !== ''),
          );
        }
        await rows.finish();
      } else if (child.name === 'txBody') {
        const placeholder = descendants(element, 'ph')[0]?.attributes.type;
        const text = descendants(child, 'p').map(paragraphText).join('\n').trim();
        if (text === '' || placeholder === 'sldNum') continue;
        const isTitle = placeholder === 'title' || placeholder === 'ctrTitle';
        await sink.passage({ role: isTitle ? 'heading' : 'paragraph', text, position: { kind: 'part', part } });
      } else await visit(child);
    }
  };
  await visit(root);
}

async function commentAuthors(parts: ZipParts): Promise<Map<string, string>> {
  const authors = new Map<string, string>();
  for (const name of parts.names.filter((part) => /^ppt\/(commentAuthors|authors)\.xml$/i.test(part)))
    for (const { attributes } of elements(await parts.tree(name)))
      authors.set(attributes.id ?? '', attributes.name ?? '');
  return authors;
}
