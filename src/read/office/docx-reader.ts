/** Reads docx and docm: body, tables, headers, notes, comments, tracked changes, charts, properties and macros. */
import { TelltaleError } from '../../errors.ts';
import type { Reader, ReaderInput, ReadSink, ReadSummary } from '../reader.ts';
import { DocxBody } from './docx-body.ts';
import { chartTextsAndNumbers, drawingParagraphs } from './drawing-text.ts';
import { macroPassages } from './macro-source.ts';
import { officeFlavour } from './office-flavour.ts';
import { embeddedFiles, mainPart, packageProperties, type Relationship, relationships } from './ooxml-package.ts';
import { propertyPassages } from './properties.ts';
import { descendants, elements, textOf, type XmlElement } from './xml.ts';
import { openZipParts, withDamage, type ZipParts } from './zip-parts.ts';

export const docxReader: Reader = {
  name: 'docx',
  version: 5,
  accepts: (probe) => officeFlavour(probe) === 'docx',
  read: (input, sink) => readDocx(input.path, input, sink),
};

/** Parts that hold text of their own, in the order in which they are given. */
const SIDE_PARTS: readonly (readonly [type: string, part: string])[] = [
  ['header', 'header'],
  ['footer', 'footer'],
  ['glossaryDocument', 'glossary'],
];
const NOTE_PARTS: readonly (readonly [type: string, element: string, part: string])[] = [
  ['footnotes', 'footnote', 'footnote'],
  ['endnotes', 'endnote', 'endnote'],
  ['comments', 'comment', 'comment'],
];

/** Reads the document at `path`, which differs from the input's own path when it was decrypted before. */
export async function readDocx(path: string, input: ReaderInput, sink: ReadSink): Promise<ReadSummary> {
  const parts = await openZipParts(path, input.limits);
  try {
    const main = (await mainPart(parts)) ?? 'word/document.xml';
    const isLost = !parts.has(main);
    const relations = isLost ? sidePartsLeft(parts) : await relationships(parts, main);
    const headings = await headingStyles(parts, relations);
    const properties = await packageProperties(parts);
    await propertyPassages(properties, sink);
    const warnings: string[] = isLost ? [`${main}, which holds the document's own text, is lost.`] : [];
    let tables = 0;
    const authors = new Set<string>();
    let changes = 0;
    const readPart = async (name: string, part: string): Promise<void> => {
      const targets = new Map((await relationships(parts, name)).map(({ id, target }) => [id, target]));
      const body = new DocxBody({ part, headings, targets }, sink, () => ++tables);
      const faults = await parts.events(name, body, () => body.give());
      if (faults > 0) warnings.push(`${name} is damaged; ${faults} faults were passed over.`);
      for (const author of body.authors) authors.add(author);
      changes += body.insertions + body.deletions;
    };
    if (!isLost) await readPart(main, 'body');
    for (const [type, part] of SIDE_PARTS)
      for (const relation of present(parts, relations, type)) await readPart(relation.target, part);
    for (const [type, element, part] of NOTE_PARTS)
      for (const relation of present(parts, relations, type))
        for (const note of elements(await parts.tree(relation.target), element)) await giveNote(note, part, sink);
    await drawings(parts, relations, sink);
    await templateAndLinks(parts, relations, sink);
    await macroPassages(parts, sink);
    const files = await embeddedFiles(parts, sink, input.scratch);
    if (isLost && relations.length + files + Object.keys(properties).length === 0)
      throw new TelltaleError(
        'broken-file',
        `${main}, which holds the document's text, is lost, and nothing else is left.`,
      );
    if (changes > 0) properties.trackedChanges = `${changes} by ${[...authors].join(', ')}`;
    return withDamage(parts, {
      kind: 'text',
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ...(properties.title === undefined ? {} : { title: properties.title }),
      properties,
      ...(warnings.length === 0 ? {} : { warnings }),
    });
  } finally {
    parts.close();
  }
}

/** Where nothing says any more what belongs to the document: the parts that have text, by their usual names. */
function sidePartsLeft(parts: ZipParts): readonly Relationship[] {
  const left: Relationship[] = [];
  for (const target of parts.names) {
    const type = /^word\/(header|footer|footnotes|endnotes|comments)\d*\.xml$/.exec(target)?.[1];
    if (type !== undefined) left.push({ id: '', type, target, external: false });
  }
  return left;
}

const present = (parts: ZipParts, relations: readonly Relationship[], type: string): Relationship[] =>
  relations.filter((relation) => relation.type === type && !relation.external && parts.has(relation.target));

/** Ids of the paragraph styles that are headings or titles, in any language of the program. */
async function headingStyles(parts: ZipParts, relations: readonly Relationship[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const relation of present(parts, relations, 'styles')) {
    for (const style of elements(await parts.tree(relation.target), 'style')) {
      const name = elements(style, 'name')[0]?.attributes.val ?? '';
      const level = descendants(style, 'outlineLvl')[0]?.attributes.val;
      if (/^(heading \d|title|subtitle)/i.test(name) || (level !== undefined && Number(level) < 9))
        found.add(style.attributes.styleId ?? '');
    }
  }
  return found;
}

/** A footnote, endnote or comment; the separators that Word keeps among the notes are none. */
async function giveNote(note: XmlElement, part: string, sink: ReadSink): Promise<void> {
  if (/separator/i.test(note.attributes.type ?? '')) return;
  const text = descendants(note, 'p')
    .map((paragraph) => descendants(paragraph, 't').map(textOf).join(''))
    .join('\n')
    .trim();
  if (text === '') return;
  const { author, date } = note.attributes;
  await sink.passage({
    role: 'paragraph',
    text,
    position: { kind: 'part', part },
    ...(author === undefined ? {} : { sender: author }),
    ...(date === undefined ? {} : { time: date }),
  });
}

async function drawings(parts: ZipParts, relations: readonly Relationship[], sink: ReadSink): Promise<void> {
  for (const relation of relations) {
    if (relation.external || !parts.has(relation.target)) continue;
    const texts =
      relation.type === 'chart'
        ? chartTextsAndNumbers(await parts.tree(relation.target))
        : relation.type === 'diagramData'
          ? drawingParagraphs(await parts.tree(relation.target))
          : [];
    for (const text of texts)
      await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part: 'drawing' } });
  }
}

/** What the document loads from elsewhere: templates, frames, linked pictures and objects name servers and users. */
async function templateAndLinks(parts: ZipParts, relations: readonly Relationship[], sink: ReadSink): Promise<void> {
  const settings = await Promise.all(
    present(parts, relations, 'settings').map((relation) => relationships(parts, relation.target)),
  );
  for (const { type, external, target } of [...relations, ...settings.flat()]) {
    if (!external || type === 'hyperlink' || target === '') continue;
    await sink.passage({ role: 'property', text: target, position: { kind: 'part', part: `external ${type}` } });
  }
}
