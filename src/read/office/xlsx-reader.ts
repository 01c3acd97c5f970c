/** Reads xlsx and xlsm workbooks: sheets as rows of cells, hidden ones too, with comments, links, drawings and macros. */
import { TelltaleError } from '../../errors.ts';
import type { Reader, ReaderInput, ReadSink, ReadSummary } from '../reader.ts';
import { chartTexts, drawingParagraphs } from './drawing-text.ts';
import { macroPassages } from './macro-source.ts';
import { officeFlavour } from './office-flavour.ts';
import { embeddedFiles, mainPart, packageProperties, type Relationship, relationships } from './ooxml-package.ts';
import { propertyPassages } from './properties.ts';
import { sheetHeading, TableRows } from './table-rows.ts';
import { readSheet, type Workbook } from './xlsx-sheet.ts';
import { cellFormats, sharedStrings } from './xlsx-styles.ts';
import { descendants, elements, textOf } from './xml.ts';
import { openZipParts, withDamage, type ZipParts } from './zip-parts.ts';

export const xlsxReader: Reader = {
  name: 'xlsx',
  version: 3,
  accepts: (probe) => officeFlavour(probe) === 'xlsx',
  read: (input, sink) => readXlsx(input.path, input, sink),
};

/** Reads the workbook at `path`, which differs from the input's own path when it was decrypted before. */
export async function readXlsx(path: string, input: ReaderInput, sink: ReadSink): Promise<ReadSummary> {
  const parts = await openZipParts(path, input.limits);
  try {
    const main = (await mainPart(parts)) ?? 'xl/workbook.xml';
    if (!parts.has(main)) throw new TelltaleError('broken-file', 'The file has no workbook.');
    const relations = await relationships(parts, main);
    const partOf = (type: string): string | undefined => relations.find((relation) => relation.type === type)?.target;
    const root = await parts.tree(main);
    const workbook: Workbook = {
      strings: await sharedStrings(parts, partOf('sharedStrings')),
      formats: await cellFormats(parts, partOf('styles')),
      date1904: /^(1|true)$/.test(descendants(root, 'workbookPr')[0]?.attributes.date1904 ?? ''),
    };
    const warnings: string[] = [];
    const properties = await packageProperties(parts);
    await propertyPassages(properties, sink);
    const hidden: string[] = [];
    for (const { attributes } of descendants(root, 'sheet')) {
      const name = attributes.name ?? '';
      if (attributes.state !== undefined && attributes.state !== 'visible') hidden.push(name);
      const relation = relations.find(({ id }) => id === attributes['r:id'] || id === attributes.id);
      if (!relation || !parts.has(relation.target)) {
        warnings.push(`The sheet ${name} is missing.`);
        continue;
      }
      await readOneSheet(parts, relation.target, name, workbook, sink, warnings);
    }
    if (hidden.length > 0) {
      properties.hiddenSheets = hidden.join(', ');
      warnings.push(`Hidden sheets: ${hidden.join(', ')}.`);
    }
    for (const { attributes, ...element } of descendants(root, 'definedName')) {
      const text = textOf({ attributes, ...element });
      if (attributes.name?.startsWith('_xlnm') || text === '') continue;
      await sink.passage({
        role: 'property',
        text: `${attributes.name} = ${text}`,
        position: { kind: 'part', part: 'defined name' },
      });
    }
    await outsideSources(parts, sink);
    await macroPassages(parts, sink);
    await embeddedFiles(parts, sink, input.scratch);
    return withDamage(parts, {
      kind: 'table',
      mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ...(properties.title === undefined ? {} : { title: properties.title }),
      properties,
      ...(warnings.length === 0 ? {} : { warnings }),
    });
  } finally {
    parts.close();
  }
}

async function readOneSheet(
  parts: ZipParts,
  part: string,
  name: string,
  workbook: Workbook,
  sink: ReadSink,
  warnings: string[],
): Promise<void> {
  await sheetHeading(name, sink);
  const rows = new TableRows(name, sink);
  const found = await readSheet(parts, part, workbook, (row, cells) => rows.add(row, cells));
  await rows.finish();
  if (found.faults > 0) warnings.push(`The sheet ${name} is damaged; ${found.faults} faults were passed over.`);
  if (found.hiddenRows > 0) warnings.push(`The sheet ${name} has ${found.hiddenRows} hidden rows.`);
  const relations = await relationships(parts, part);
  for (const link of found.links) {
    const target = link.id === undefined ? link.location : relations.find(({ id }) => id === link.id)?.target;
    if (target)
      await sink.passage({
        role: 'paragraph',
        text: target,
        position: { kind: 'part', part: `link ${name}!${link.ref}` },
      });
  }
  for (const edge of found.edges)
    await sink.passage({ role: 'paragraph', text: edge, position: { kind: 'part', part: `header ${name}` } });
  await comments(parts, relations, name, sink);
  for (const drawing of relations.filter((relation) => relation.type === 'drawing' && parts.has(relation.target))) {
    const texts = drawingParagraphs(await parts.tree(drawing.target));
    for (const relation of await relationships(parts, drawing.target)) {
      if (relation.external || !parts.has(relation.target)) continue;
      if (relation.type === 'chart') texts.push(...chartTexts(await parts.tree(relation.target)));
      if (relation.type === 'diagramData') texts.push(...drawingParagraphs(await parts.tree(relation.target)));
    }
    for (const text of texts)
      await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part: `drawing ${name}` } });
  }
}

/** Notes, and the threaded comments of newer versions, whose note copies are left out. */
async function comments(
  parts: ZipParts,
  relations: readonly Relationship[],
  sheet: string,
  sink: ReadSink,
): Promise<void> {
  const threaded = new Set<string>();
  const persons = new Map<string, string>();
  for (const name of parts.names.filter((part) => /persons\/.*\.xml$/.test(part)))
    for (const { attributes } of descendants(await parts.tree(name), 'person'))
      persons.set(attributes.id ?? '', attributes.displayName ?? '');
  for (const relation of relations.filter(({ type, target }) => type === 'threadedComment' && parts.has(target))) {
    for (const comment of descendants(await parts.tree(relation.target), 'threadedComment')) {
      const { ref = '', personId = '', dT } = comment.attributes;
      threaded.add(ref);
      await give(ref, textOf(elements(comment, 'text')[0]), persons.get(personId), dT);
    }
  }
  for (const relation of relations.filter(({ type, target }) => type === 'comments' && parts.has(target))) {
    const root = await parts.tree(relation.target);
    const authors = descendants(root, 'author').map(textOf);
    for (const comment of descendants(root, 'comment')) {
      const { ref = '', authorId = '' } = comment.attributes;
      if (threaded.has(ref)) continue;
      const text = descendants(comment, 't').map(textOf).join('');
      await give(ref, text, authors[Number(authorId)], undefined);
    }
  }

  async function give(ref: string, text: string, author: string | undefined, time: string | undefined): Promise<void> {
    if (text.trim() === '') return;
    await sink.passage({
      role: 'paragraph',
      text: text.trim(),
      position: { kind: 'part', part: `comment ${sheet}!${ref}` },
      ...(author ? { sender: author } : {}),
      ...(time ? { time } : {}),
    });
  }
}

/** Data connections and links to other workbooks: they name servers, shares and users. */
async function outsideSources(parts: ZipParts, sink: ReadSink): Promise<void> {
  for (const name of parts.names) {
    if (/^xl\/connections\.xml$/i.test(name)) {
      for (const connection of descendants(await parts.tree(name), 'connection')) {
        const inner = elements(connection).flatMap((element) => Object.values(element.attributes));
        const text = [connection.attributes.name, connection.attributes.description, ...inner]
          .filter((value) => value !== undefined && value.length > 2)
          .join(' ');
        if (text !== '')
          await sink.passage({ role: 'property', text, position: { kind: 'part', part: 'data connection' } });
      }
    } else if (/^xl\/externalLinks\/[^/]+\.xml$/i.test(name)) {
      for (const { external, target } of await relationships(parts, name))
        if (external)
          await sink.passage({ role: 'property', text: target, position: { kind: 'part', part: 'linked workbook' } });
      for (const { attributes } of descendants(await parts.tree(name), 'ddeLink'))
        await sink.passage({
          role: 'property',
          text: `${attributes.ddeService ?? ''} ${attributes.ddeTopic ?? ''}`.trim(),
          position: { kind: 'part', part: 'dde link' },
        });
    }
  }
}
